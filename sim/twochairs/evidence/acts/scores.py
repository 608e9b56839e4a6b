"""How good forecasts of acts were, beside the naive ones; the lower the better."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.evidence.acts import naive, rates, sanctions, votes
from twochairs.evidence.acts.alignment import Alignment
from twochairs.evidence.acts.declarations import Rate, Steps, hard_share_of, year_weights
from twochairs.evidence.acts.roll_calls import LEVELS, Vote
from twochairs.evidence.acts.sanctions import Joining
from twochairs.evidence.scoring.scores import absolute_error, brier, covered, crps, log_score

MEMBERS = 1000
"""Probabilities are kept as far from 0 and 1 as an ensemble of so many would have them."""
CHANGE = 0.25
"""Naive probability that a state does not do in a round what it did in the last; assumed, for want of pairs."""


@dataclass(frozen=True, eq=False)
class Scores:
    """Of one forecast on each occasion, shape (occasions,) each.

    Attributes
    ----------
    log : nats
    brier : summed over the outcomes, in [0, 2]
    """

    log: np.ndarray
    brier: np.ndarray


@dataclass(frozen=True, eq=False)
class BandScores:
    """Of one forecast of rates, shape (occasions,) each.

    Attributes
    ----------
    covered : whether the central band of 90 % holds the rate
    error : distance of the median
    crps : in rates
    """

    covered: np.ndarray
    error: np.ndarray
    crps: np.ndarray


def of_outcomes(chances: np.ndarray, outcome: np.ndarray) -> Scores:
    """Scores of forecasts of one outcome out of several.

    Parameters
    ----------
    chances : shape (occasions, outcomes), rows add up to 1
    outcome : place of what happened, shape (occasions,)

    Source
    ------
    see `scoring.scores.log_score` and `brier`; Brier's own score, over all outcomes
    """
    chances, outcome = np.clip(np.asarray(chances, float), 0.0, 1.0), np.asarray(outcome, int)
    happened = np.eye(chances.shape[1])[outcome]
    given = chances[np.arange(len(outcome)), outcome]
    return Scores(log_score(given, np.ones(len(outcome)), MEMBERS), brier(chances, happened).sum(axis=-1))


def of_votes(
    fitted: votes.Fitted, alignment: Alignment, earlier: Sequence[Vote], later: Sequence[Vote]
) -> dict[str, Scores]:
    """Scores of the model and the naive forecasts on later votes.

    Parameters
    ----------
    earlier, later : by date; every state's alignment known in the years of the later ones
    """
    base = naive.vote_base_rate(earlier)
    chances = {
        "model": [_chance(fitted, alignment, vote) for vote in later],
        "base rate": [base for _ in later],
        "last vote": [naive.vote_again(earlier, vote.state, vote.kind) for vote in later],
    }
    outcome = np.array([vote.level for vote in later], dtype=int)
    return {name: of_outcomes(np.array(each).reshape(-1, len(LEVELS)), outcome) for name, each in chances.items()}


def of_sanctions(
    fitted: sanctions.Fitted, alignment: Alignment, earlier: Sequence[Joining], later: Sequence[Joining]
) -> dict[str, Scores]:
    """Scores of the model and the naive forecasts on later rounds; parameters as of `of_votes`."""
    chances = {
        "model": [sanctions.probability(fitted, alignment.of(j.state, j.round)).mean() for j in later],
        "base rate": [naive.joined_base_rate(earlier) for _ in later],
        "last round": [naive.joined_again(earlier, j.state, CHANGE) for j in later],
    }
    outcome = np.array([joining.joined for joining in later], dtype=int)
    return {
        name: of_outcomes(np.column_stack([1.0 - np.array(each), np.array(each)]), outcome)
        for name, each in chances.items()
    }


def of_rates(
    fitted: rates.Fitted, alignment: Alignment, hard_shares: Steps, earlier: Sequence[Rate], later: Sequence[Rate]
) -> dict[str, BandScores]:
    """Scores of the model and of the last rate on later rates of states that have an earlier one.

    Parameters
    ----------
    earlier, later : by end; every state's alignment known in the years of the later ones
    hard_shares : what share of the declarations is hard, by month
    """
    known = {rate.state for rate in earlier}
    scored = [rate for rate in later if rate.state in known]
    observed = np.array([rate.rate for rate in scored])
    model = np.array([rate_members(fitted, alignment, hard_shares, rate) for rate in scored])
    last = np.array([naive.rate_again(earlier, rate.state) for rate in scored])
    return {"model": _bands(model, observed, True), "last rate": _bands(last, observed, False)}


def rate_members(fitted: rates.Fitted, alignment: Alignment, hard_shares: Steps, rate: Rate) -> np.ndarray:
    """Draws of what an issuer will count in the period of a rate; how many were asked is taken as known."""
    place = alignment.weighted(rate.state, year_weights(rate.start, rate.end))
    return rates.forecast(fitted, place, hard_share_of(hard_shares, rate.start, rate.end), rate.asked, rate.issuer)


def _chance(fitted: votes.Fitted, alignment: Alignment, vote: Vote) -> np.ndarray:
    return np.asarray(votes.probabilities(fitted, vote.kind, alignment.of(vote.state, vote.year)).mean(axis=0))


def _bands(members: np.ndarray, observed: np.ndarray, fair: bool) -> BandScores:
    members = members.reshape(len(observed), -1)
    return BandScores(
        covered(members, observed, 0.9), absolute_error(members, observed), crps(members, observed, fair=fair)
    )
