"""How likely the acts of a record are, all on one path of each state."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.special import gammaln

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.response import Constants, declared_share, joining_chance, vote_chances
from twochairs.evidence.acts.roll_calls import Vote, divides_of
from twochairs.evidence.acts.rounds import Joining
from twochairs.evidence.acts.unknowns import SPREAD, Unknowns
from twochairs.world.parameters import Parameters

LEAST = 1e-12
WALKS_FROM = 2006
"""The year in which a walk beside the path is at 0: what a state does all the time is its own term."""
ROLL_CALL, ROUND = Parameters().vote_spread, Parameters().round_spread
Named = Mapping[str, float]
"""Terms of an act by name, each with its prior standard deviation; below 0 where it takes from readiness."""


def vote_terms(vote: Vote) -> Named:
    """Terms of a vote."""
    kind = f"votes {vote.state} {vote.kind}"
    return {f"acts {vote.state}": SPREAD["acts"], kind: SPREAD["votes"], f"roll call {vote.resolution}": -ROLL_CALL}


def rate_terms(rate: Rate) -> Named:
    """Terms of a rate."""
    own, issuer = f"declarations {rate.state}", f"issuer {rate.issuer}"
    return {f"acts {rate.state}": SPREAD["acts"], own: SPREAD["declarations"], issuer: SPREAD["issuer"]}


def mood_of(rate: Rate) -> str:
    """Name of the term of a state and year for declarations, whose standard deviation is `declaration_spread`."""
    return f"mood {rate.state} {rate.start[:4]}"


def joining_terms(joining: Joining) -> Named:
    """Terms of joining a round."""
    return {f"acts {joining.state}": SPREAD["acts"], f"round {joining.opened}": -ROUND}


def walk_terms(act: Vote | Rate | Joining, sd: float) -> Named:
    """Terms of what has moved a state beside its path when an act begins: each year's move since `WALKS_FROM`."""
    begins = act.date if isinstance(act, Vote) else act.start if isinstance(act, Rate) else act.opened
    return {f"walk {act.state} {year}": sd for year in range(WALKS_FROM + 1, int(begins[:4]) + 1)}


def terms_of(acts: Acts, walk: float = 0.0) -> list[Named]:
    """Of every act: votes, rates, joinings.

    Parameters
    ----------
    walk : standard deviation of a year's move of each state beside its path, alignment; none where it is 0
    """
    named = [*map(vote_terms, acts.votes), *map(rate_terms, acts.rates), *map(joining_terms, acts.joinings)]
    each: tuple[Vote | Rate | Joining, ...] = (*acts.votes, *acts.rates, *acts.joinings)
    return [{**one, **walk_terms(act, walk)} for act, one in zip(each, named, strict=True)] if walk else named


def unknowns_of(acts: Acts, fixed: Mapping[str, float] | None = None, walk: float = 0.0) -> Unknowns:
    """What the acts of a record speak of."""
    together = {name: abs(sd) for named in terms_of(acts, walk) for name, sd in named.items()}
    return Unknowns(dict(sorted(together.items())) | {mood_of(rate): 1.0 for rate in acts.rates}, fixed or {})


class Likelihood:
    """Log likelihood of each act, by the constants and by what its terms add to readiness.

    Parameters
    ----------
    acts : all of states and months that the path knows
    path : one draw of the circumstances
    unknowns : of these acts
    walk : as of `terms_of`
    """

    def __init__(self, acts: Acts, path: Circumstances, unknowns: Unknowns, walk: float = 0.0) -> None:
        named, order = terms_of(acts, walk), {name: at for at, name in enumerate(unknowns.terms)}
        self._steady, self._moods = np.zeros((2, len(named), len(order)))
        for row, one in enumerate(named):
            for name, sd in one.items():
                self._steady[row, order[name]] = sd
        for at, rate in enumerate(acts.rates):
            self._moods[len(acts.votes) + at, order[mood_of(rate)]] = 1.0
        self.parts: list[tuple[slice, Callable[[Constants, np.ndarray], np.ndarray]]] = []
        votes, rates = len(acts.votes), len(acts.rates)
        if acts.votes:
            self.parts.append((slice(0, votes), _votes(acts.votes, path)))
        if acts.rates:
            self.parts.append((slice(votes, votes + rates), _rates(acts.rates, path)))
        if acts.joinings:
            self.parts.append((slice(votes + rates, len(named)), _joinings(acts.joinings, path)))

    def design(self, constants: Constants) -> np.ndarray:
        """What each standard normal term adds to each act's readiness, (acts, terms)."""
        return np.asarray(self._steady + constants["declaration_spread"] * self._moods)

    def __call__(self, constants: Constants, added: np.ndarray) -> np.ndarray:
        """Nats, shape (acts,).

        Parameters
        ----------
        added : to each act's readiness by its terms, shape (acts,), alignment
        """
        found = np.empty(len(added))
        for where, part in self.parts:
            found[where] = part(constants, added[where])
        return found


def _votes(votes: Sequence[Vote], path: Circumstances) -> Callable[[Constants, np.ndarray], np.ndarray]:
    at = [(path.states.index(vote.state), path.months(vote.date[:7], vote.date[:7]).start) for vote in votes]
    place, pressed = (np.array([series[0, s, m] for s, m in at]) for series in (path.alignment, path.pressed))
    yes, no = np.array([divides_of(vote.resolution) for vote in votes]).T
    level = np.array([vote.level for vote in votes])[:, None]

    def likely(constants: Constants, added: np.ndarray) -> np.ndarray:
        chances = vote_chances(place + constants["act_pressure"] * pressed + added, yes, no, constants)
        return np.asarray(np.log(np.maximum(np.take_along_axis(chances, level, axis=1)[:, 0], LEAST)))

    return likely


def _rates(rates: Sequence[Rate], path: Circumstances) -> Callable[[Constants, np.ndarray], np.ndarray]:
    at = [(path.states.index(rate.state), path.months(rate.start, rate.end)) for rate in rates]
    place, pressed, favoured = (
        np.array([series[0, s, months].mean() for s, months in at])
        for series in (path.alignment, path.pressed, path.favoured)
    )
    hard = np.array([path.hard_share_of(rate) for rate in rates])
    joined, asked = (np.array([getattr(rate, name) for rate in rates], dtype=float) for name in ("joined", "asked"))
    ways = gammaln(asked + 1.0) - gammaln(joined + 1.0) - gammaln(asked - joined + 1.0)

    def likely(constants: Constants, added: np.ndarray) -> np.ndarray:
        share = declared_share(place + constants["act_pressure"] * pressed + added, favoured, hard, constants)
        return np.asarray(ways + joined * np.log(share) + (asked - joined) * np.log1p(-share))

    return likely


def _joinings(joinings: Sequence[Joining], path: Circumstances) -> Callable[[Constants, np.ndarray], np.ndarray]:
    windows = [(path.states.index(one.state), path.months(one.opened, one.closes)) for one in joinings]
    longest = max(months.stop - months.start for _, months in windows)

    def over(series: np.ndarray) -> np.ndarray:
        return np.array([np.pad(series[0, s, m], (0, longest - (m.stop - m.start)), mode="edge") for s, m in windows])

    place, pressed, favoured = map(over, (path.alignment, path.pressed, path.favoured))
    joined = np.array([one.joined for one in joinings])

    def likely(constants: Constants, added: np.ndarray) -> np.ndarray:
        ready = place + constants["act_pressure"] * pressed - constants["act_cost"] * favoured
        joins = joining_chance(ready.max(axis=1) + added, constants)
        return np.asarray(np.log(np.maximum(np.where(joined, joins, 1.0 - joins), LEAST)))

    return likely
