"""Whether what a state was seen to do lies where a forecast made before says it would."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from twochairs.evidence.acts import rates, sanctions, votes
from twochairs.evidence.acts.alignment import Alignment
from twochairs.evidence.acts.declarations import Rate, Steps
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.sanctions import Joining
from twochairs.evidence.acts.scores import rate_members


@dataclass(frozen=True, eq=False)
class Fits:
    """Acts fitted on the same years, and the hard shares that rates go by."""

    votes: votes.Fitted
    rates: rates.Fitted
    sanctions: sanctions.Fitted
    hard_shares: Steps


@dataclass(frozen=True)
class RateWithin:
    """A rate and the ends of its central band."""

    rate: Rate
    low: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether the band holds it, its ends included."""
        return self.low <= self.rate.rate <= self.high


@dataclass(frozen=True)
class VoteWithin:
    """A vote, the probability of no, abstain and yes, and whether the smallest set of outcomes holds it."""

    vote: Vote
    chances: tuple[float, ...]
    inside: bool

    @property
    def chance(self) -> float:
        """Probability that was given to what happened."""
        return self.chances[self.vote.level]


@dataclass(frozen=True)
class SanctionsWithin:
    """Whether a state joined a round, and the probability that it would not."""

    joining: Joining
    not_joining: float


@dataclass(frozen=True)
class Within:
    """All of one state's acts of some years, beside their forecasts."""

    rates: tuple[RateWithin, ...]
    votes: tuple[VoteWithin, ...]
    sanctions: tuple[SanctionsWithin, ...]


@dataclass(frozen=True)
class Acts:
    """Acts as observed."""

    votes: Sequence[Vote]
    rates: Sequence[Rate]
    joinings: Sequence[Joining]


def within_band(
    state: str, years: Sequence[int], fits: Fits, alignment: Alignment, acts: Acts, level: float = 0.9
) -> Within:
    """Hold one state's acts of some years against their forecasts.

    Parameters
    ----------
    state : whose acts
    years : in which a vote falls, a round opens, or a rate's whole period lies
    fits : made on earlier years
    alignment : of the state in these years
    acts : observed, in these years among others
    level : probability of the bands and sets, in (0, 1)

    Raises
    ------
    ValueError : where the state's alignment is not known in one of the years
    """
    if not alignment.known(state, years):
        raise ValueError(f"the alignment of {state} is not known in all of {list(years)}")
    own_rates = [r for r in acts.rates if r.state == state and {int(r.start[:4]), r.last_year} <= set(years)]
    own_votes = [v for v in acts.votes if v.state == state and v.year in years]
    own_rounds = [j for j in acts.joinings if j.state == state and j.round in years]
    return Within(
        tuple(_rate(fits, alignment, rate, level) for rate in own_rates),
        tuple(_vote(fits.votes, alignment, vote, level) for vote in own_votes),
        tuple(_round(fits.sanctions, alignment, joining) for joining in own_rounds),
    )


def smallest_set(chances: np.ndarray, level: float) -> np.ndarray:
    """The fewest outcomes whose probabilities reach a level, the likeliest first.

    Parameters
    ----------
    chances : shape (outcomes,), add up to 1
    level : in (0, 1)

    Returns
    -------
    whether each belongs to it, shape (outcomes,)

    Source
    ------
    highest density region: Hyndman 1996, doi:10.1080/00031305.1996.10474359
    """
    order = np.argsort(-np.asarray(chances), kind="stable")
    before = np.cumsum(chances[order]) - chances[order]
    belongs = np.zeros(len(chances), dtype=bool)
    belongs[order] = before < level - 1e-12
    return belongs


def _rate(fits: Fits, alignment: Alignment, rate: Rate, level: float) -> RateWithin:
    members = rate_members(fits.rates, alignment, fits.hard_shares, rate)
    low, high = np.quantile(members, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], method="weibull")
    return RateWithin(rate, float(low), float(high))


def _vote(fitted: votes.Fitted, alignment: Alignment, vote: Vote, level: float) -> VoteWithin:
    chances = votes.probabilities(fitted, vote.kind, alignment.of(vote.state, vote.year)).mean(axis=0)
    return VoteWithin(vote, tuple(chances.tolist()), bool(smallest_set(chances, level)[vote.level]))


def _round(fitted: sanctions.Fitted, alignment: Alignment, joining: Joining) -> SanctionsWithin:
    joins = sanctions.probability(fitted, alignment.of(joining.state, joining.round)).mean()
    return SanctionsWithin(joining, float(1.0 - joins))
