"""Votes, declarations and sanctions as items of one scale, on the path of the simulator: what R10's constants are.

An act is done by readiness, as `twochairs.rules.acts.readiness` has it. States have terms of their own, kinds of
resolution too; each roll call, round of sanctions and issuer has one. All are integrated out around the mode.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

import numpy as np
from scipy.special import expit, gammaln, logsumexp
from scipy.stats import norm

from twochairs.evidence.acts.alignment import marginal
from twochairs.evidence.acts.declarations import Rate, months_of
from twochairs.evidence.acts.laplace import posterior
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.sanctions import Joining
from twochairs.world.parameters import PARAMETERS
from twochairs.world.phases.acts import HARD_COST
from twochairs.world.prior import LogNormal, Normal

CONSTANTS = (
    "act_pressure", "act_cost", "vote_shift", "vote_steepness", "vote_gap", "vote_width", "easy_difficulty",
    "hard_difficulty", "declaration_width", "declaration_spread", "sanctions_difficulty", "sanctions_width",
    "hard_share_usual", "hard_share_war",
)  # fmt: skip
"""Constants of R10 that acts tell of."""
STATE_SD, KIND_SD, DECLARATION_SD, ISSUER_SD = 0.12, 0.45, 0.3, 0.2
"""Prior standard deviations: of a state's term, of one of state and kind, of a state's in declarations, and of how an
issuer counts (logit of the rate); assumed."""
ROLL_CALL_SD, ROUND_SD = 0.15, 0.25
"""Prior standard deviations of what a roll call and a round of sanctions is about; assumed."""
BEFORE_2014 = 0.05
"""Share of hard declarations before the annexation of Crimea; assumed."""
LEAST = 1e-12
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)


@dataclass(frozen=True, eq=False)
class Circumstances:
    """What a hindcast says of states month by month, under draws of the constants of the other rules.

    Attributes
    ----------
    months : such as 2014-03, in order
    states : in the order of the last axis
    alignment, cost : shape (draws, months, states); cost is what the other side gives and could withdraw
    pressure : of the side above 0, shape (months, states)
    """

    months: tuple[str, ...]
    states: tuple[str, ...]
    alignment: np.ndarray
    cost: np.ndarray
    pressure: np.ndarray

    def at(self, state: str, months: Sequence[str]) -> tuple[np.ndarray, float, np.ndarray]:
        """Means over some months of a state: alignment (draws,), pressure, cost (draws,)."""
        rows = [self.months.index(month) for month in months]
        column = self.states.index(state)
        place, cost = self.alignment[:, rows, column], self.cost[:, rows, column]
        return place.mean(axis=1), float(self.pressure[rows, column].mean()), cost.mean(axis=1)


@dataclass(frozen=True, eq=False)
class Items:
    """The names of all numbers that acts go by, and their priors.

    Attributes
    ----------
    mean, sd : of the normal priors; of a width its logarithm
    place : of each name
    """

    mean: np.ndarray
    sd: np.ndarray
    place: Mapping[str, int] = field(default_factory=dict)


def items(votes: Sequence[Vote], rates: Sequence[Rate], joinings: Sequence[Joining], states: Sequence[str]) -> Items:
    """The numbers that some acts of some states go by."""
    priors = {name: _normal(name) for name in CONSTANTS}
    priors |= {f"state {state}": (0.0, STATE_SD) for state in states}
    priors |= {f"declarations {state}": (0.0, DECLARATION_SD) for state in states}
    kinds = sorted({vote.kind for vote in votes})
    priors |= {f"{kind} {state}": (0.0, KIND_SD) for kind in kinds for state in states}
    priors |= {f"roll call {one}": (0.0, ROLL_CALL_SD) for one in sorted({vote.resolution for vote in votes})}
    priors |= {f"round {one}": (0.0, ROUND_SD) for one in sorted({joining.round for joining in joinings})}
    priors |= {f"issuer {one}": (0.0, ISSUER_SD) for one in sorted({rate.issuer for rate in rates})}
    both = np.array(list(priors.values()))
    return Items(both[:, 0], both[:, 1], {name: place for place, name in enumerate(priors)})


def _normal(name: str) -> tuple[float, float]:
    prior = PARAMETERS[name].prior
    if isinstance(prior, LogNormal):
        return log(prior.median), prior.sd
    assert isinstance(prior, Normal)
    return prior.mean, prior.sd


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of the numbers that acts go by.

    Attributes
    ----------
    items : their names
    draws : shape (draws, numbers)
    """

    items: Items
    draws: np.ndarray

    def __call__(self, name: str, sd: float = 0.0, seed: int = 0) -> np.ndarray:
        """Draws of one; of one that was not seen, drawn anew from its prior."""
        if name in self.items.place:
            values = self.draws[:, self.items.place[name]]
            logged = name in PARAMETERS and isinstance(PARAMETERS[name].prior, LogNormal)
            return np.exp(values) if logged else values
        return sd * np.random.default_rng([seed, len(name)]).standard_normal(len(self.draws))


def fit(
    votes: Sequence[Vote],
    rates: Sequence[Rate],
    joinings: Sequence[Joining],
    given: Circumstances,
    world: Mapping[str, tuple[float, float]],
    draws: int = 400,
    seed: int = 1,
) -> Fitted:
    """Fit on acts that are known.

    Parameters
    ----------
    votes, rates, joinings : known acts of states of `given`
    world : of each resolution, the readiness at which the world divides into yes and less, and into no and more
    draws, seed : of what is found

    Source
    ------
    see `laplace.posterior`
    """
    named = items(votes, rates, joinings, given.states)
    likelihood = _Likelihood(votes, rates, joinings, given, world, named)
    found = posterior(likelihood, named.mean, named.sd)
    return Fitted(named, found.draw(draws, np.random.default_rng(seed)))


def divides(yes_share: float, no_share: float, place: float, slope: float) -> tuple[float, float]:
    """Where the votes of the world divide the axis: as `rules.acts.yes_threshold` before shift and steepness."""
    return (norm.ppf(1.0 - yes_share) - place) / slope, (norm.ppf(no_share) - place) / slope


class _Likelihood:
    """Log likelihood of acts given the numbers they go by."""

    def __init__(
        self,
        votes: Sequence[Vote],
        rates: Sequence[Rate],
        joinings: Sequence[Joining],
        given: Circumstances,
        world: Mapping[str, tuple[float, float]],
        named: Items,
    ) -> None:
        self.named = named
        self.voters, self.counted, self.asked = ([one.state for one in acts] for acts in (votes, rates, joinings))
        self.votes = self._given([given.at(one.state, [one.date[:7]]) for one in votes])
        self.rates = self._given([given.at(one.state, months_of(one.start, one.end)) for one in rates])
        self.joinings = self._given([given.at(one.state, [f"{one.round}-06"]) for one in joinings])
        place = named.place
        self.of_vote = self._places(
            [(f"state {v.state}", f"{v.kind} {v.state}", f"roll call {v.resolution}") for v in votes], place
        )
        self.of_rate = self._places(
            [(f"state {r.state}", f"declarations {r.state}", f"issuer {r.issuer}") for r in rates], place
        )
        self.of_joining = self._places([(f"state {j.state}", f"round {j.round}") for j in joinings], place)
        self.level = np.array([vote.level for vote in votes], dtype=int)
        self.world = np.array([world[vote.resolution] for vote in votes]).reshape(-1, 2)
        self.joined, self.of = (np.array([getattr(rate, name) for rate in rates]) for name in ("joined", "asked"))
        self.phase = np.array([phase_shares(rate.start, rate.end) for rate in rates]).reshape(-1, 3)
        self.did = np.array([joining.joined for joining in joinings], dtype=bool)

    @staticmethod
    def _given(found: list[tuple[np.ndarray, float, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        if not found:
            return np.zeros((1, 0)), np.zeros(0), np.zeros((1, 0))
        place, pressure, cost = zip(*found, strict=True)
        return np.array(place).T, np.array(pressure), np.array(cost).T

    @staticmethod
    def _places(names: list[tuple[str, ...]], place: Mapping[str, int]) -> np.ndarray:
        return np.array([[place[name] for name in row] for row in names], dtype=int).reshape(len(names), -1)

    def __call__(self, values: np.ndarray) -> float:
        told = 0.0
        if len(self.level):
            told += marginal(self._of_votes(values), self.voters)
        if len(self.of):
            told += marginal(self._of_rates(values), self.counted)
        if len(self.did):
            told += marginal(self._of_joinings(values), self.asked)
        return told

    def _one(self, values: np.ndarray, name: str) -> float:
        value = float(values[self.named.place[name]])
        return exp(value) if isinstance(PARAMETERS[name].prior, LogNormal) else value

    def _of_votes(self, values: np.ndarray) -> np.ndarray:
        place, pressure, _ = self.votes
        ready = place + values[self.of_vote[:, 0]] + values[self.of_vote[:, 1]]
        ready = ready + self._one(values, "act_pressure") * pressure
        steepness = self._one(values, "vote_steepness")
        divided = self._one(values, "vote_shift") + steepness * self.world + values[self.of_vote[:, 2]][:, None]
        yes_at = divided[:, 0]
        no_at = np.minimum(yes_at - 0.02, divided[:, 1] + self._one(values, "vote_gap"))
        width = self._one(values, "vote_width")
        yes, not_no = expit((ready - yes_at) / width), expit((ready - no_at) / width)
        chances = np.stack([1.0 - not_no, not_no - yes, yes], axis=-1)
        happened = np.take_along_axis(chances, self.level[None, :, None], axis=-1)[..., 0]
        return np.asarray(np.log(np.maximum(happened, LEAST)))

    def _of_rates(self, values: np.ndarray) -> np.ndarray:
        """A binomial count in a mood that is normal, integrated over by quadrature."""
        place, pressure, cost = self.rates
        ready = place + values[self.of_rate[:, 0]] + values[self.of_rate[:, 1]]
        ready = ready + self._one(values, "act_pressure") * pressure
        width, spread = self._one(values, "declaration_width"), self._one(values, "declaration_spread")
        share = self.phase @ np.array([BEFORE_2014, *(self._one(values, f"hard_share_{w}") for w in ("usual", "war"))])
        by_node = []
        for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
            moved = ready + spread * node
            easy = expit((moved - self._one(values, "easy_difficulty")) / width)
            less = HARD_COST * self._one(values, "act_cost") * cost
            hard = expit((moved - less - self._one(values, "hard_difficulty")) / width)
            rate = np.clip((1.0 - share) * easy + share * hard, 1e-6, 1.0 - 1e-6)
            rate = expit(np.log(rate / (1.0 - rate)) + values[self.of_rate[:, 2]])
            rate = np.clip(rate, 1e-6, 1.0 - 1e-6)
            by_node.append(log(weight) + self.joined * np.log(rate) + (self.of - self.joined) * np.log1p(-rate))
        ways = gammaln(self.of + 1.0) - gammaln(self.joined + 1.0) - gammaln(self.of - self.joined + 1.0)
        return np.asarray(ways + logsumexp(by_node, axis=0))

    def _of_joinings(self, values: np.ndarray) -> np.ndarray:
        place, pressure, cost = self.joinings
        ready = place + values[self.of_joining[:, 0]] + self._one(values, "act_pressure") * pressure
        ready = ready - self._one(values, "act_cost") * cost - values[self.of_joining[:, 1]]
        joins = expit((ready - self._one(values, "sanctions_difficulty")) / self._one(values, "sanctions_width"))
        return np.asarray(np.log(np.maximum(np.where(self.did, joins, 1.0 - joins), LEAST)))


def phase_shares(start: str, end: str) -> tuple[float, float, float]:
    """Shares of a period's months before 2014-03, in usual years after it, and in open war from 2022-03."""
    months = months_of(start, end)
    before = sum(month < "2014-03" for month in months)
    war = sum(month >= "2022-03" for month in months)
    return before / len(months), (len(months) - before - war) / len(months), war / len(months)
