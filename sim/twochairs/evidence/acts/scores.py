"""How good forecasts of acts were, beside the naive ones; the lower the better."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.evidence.acts import naive
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.forecasts import Learnt
from twochairs.evidence.acts.roll_calls import LEVELS, Vote
from twochairs.evidence.acts.rounds import Joining
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


def of_votes(learnt: Learnt, earlier: Sequence[Vote], later: Sequence[Vote]) -> dict[str, Scores]:
    """Scores of the model and the naive forecasts on later votes.

    Parameters
    ----------
    earlier, later : by date
    """
    base = naive.vote_base_rate(earlier)
    chances = {
        "model": [learnt.vote(vote) for vote in later],
        "base rate": [base for _ in later],
        "last vote": [naive.vote_again(earlier, vote.state, vote.kind) for vote in later],
    }
    outcome = np.array([vote.level for vote in later], dtype=int)
    return {name: of_outcomes(np.array(each).reshape(-1, len(LEVELS)), outcome) for name, each in chances.items()}


def of_joinings(learnt: Learnt, earlier: Sequence[Joining], later: Sequence[Joining]) -> dict[str, Scores]:
    """Scores of the model and the naive forecasts on later rounds; parameters as of `of_votes`."""
    chances = {
        "model": [learnt.joining(one) for one in later],
        "base rate": [naive.joined_base_rate(earlier) for _ in later],
        "last round": [naive.joined_again(earlier, one.state, CHANGE) for one in later],
    }
    outcome = np.array([one.joined for one in later], dtype=int)
    return {
        name: of_outcomes(np.column_stack([1.0 - np.array(each), np.array(each)]), outcome)
        for name, each in chances.items()
    }


def of_rates(learnt: Learnt, earlier: Sequence[Rate], later: Sequence[Rate]) -> dict[str, BandScores]:
    """Scores of the model and of the last rate on later rates of states that have an earlier one.

    Parameters
    ----------
    earlier, later : by end
    """
    scored = [rate for rate in later if rate.state in {one.state for one in earlier}]
    observed = np.array([rate.rate for rate in scored])
    model = np.array([learnt.rate(rate) for rate in scored])
    last = np.array([naive.rate_again(earlier, rate.state) for rate in scored])
    return {"model": _bands(model, observed, True), "last rate": _bands(last, observed, False)}


def _bands(members: np.ndarray, observed: np.ndarray, fair: bool) -> BandScores:
    members = members.reshape(len(observed), -1)
    return BandScores(
        covered(members, observed, 0.9), absolute_error(members, observed), crps(members, observed, fair=fair)
    )
