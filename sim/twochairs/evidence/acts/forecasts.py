"""What is learnt of acts, and what it says of acts to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.laplace import posterior
from twochairs.evidence.acts.likelihood import Likelihood, Named, joining_terms, rate_terms, unknowns_of, vote_terms
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.response import declared_share, joining_chance, vote_chances
from twochairs.evidence.acts.roll_calls import Vote, divides_of
from twochairs.evidence.acts.rounds import Joining
from twochairs.evidence.acts.terms import Terms, terms_under
from twochairs.evidence.acts.unknowns import Unknowns

DRAWS = 400


@dataclass(frozen=True, eq=False)
class Learnt:
    """What acts go by: draws of the unknowns, each on a draw of the circumstances.

    Attributes
    ----------
    unknowns : what the vectors hold
    vectors : shape (draws, size)
    circumstances : of all months, those to come included; its draws go with the vectors in turn
    """

    unknowns: Unknowns
    vectors: np.ndarray
    circumstances: Circumstances

    def vote(self, vote: Vote) -> np.ndarray:
        """Probability of no, abstain and yes, shape (3,)."""
        path, pressed, _ = self._at(vote.state, vote.date[:7], vote.date[:7])
        ready = path[:, 0] + self._constants["act_pressure"] * pressed[:, 0] + self._added(vote_terms(vote))
        yes, no = (np.full(len(ready), each) for each in divides_of(vote.resolution))
        return np.asarray(vote_chances(ready, yes, no, self._constants).mean(axis=0))

    def joining(self, joining: Joining) -> float:
        """Probability that a state joins a round in time."""
        path, pressed, favoured = self._at(joining.state, joining.opened, joining.closes)
        pressure, cost = (self._constants[name][:, None] for name in ("act_pressure", "act_cost"))
        ready = (path + pressure * pressed - cost * favoured).max(axis=1) + self._added(joining_terms(joining))
        return float(joining_chance(ready, self._constants).mean())

    def rate(self, rate: Rate) -> np.ndarray:
        """Draws of what an issuer will count in a period, shape (draws,); how many were asked is taken as known."""
        chance = np.random.default_rng(2)
        path, pressed, favoured = (each.mean(axis=1) for each in self._at(rate.state, rate.start, rate.end))
        mood = self._constants["declaration_spread"] * chance.standard_normal(len(path))
        ready = path + self._constants["act_pressure"] * pressed + mood + self._added(rate_terms(rate))
        hard = np.full(len(path), self.circumstances.hard_share_of(rate))
        return np.asarray(
            chance.binomial(rate.asked, declared_share(ready, favoured, hard, self._constants)) / rate.asked
        )

    @cached_property
    def _constants(self) -> dict[str, np.ndarray]:
        """Of every draw, shape (draws,)."""
        return self.unknowns.constants(self.vectors)

    def _added(self, named: Named) -> np.ndarray:
        """What terms add to readiness, (draws,); one that was not seen is drawn from its prior."""
        chance = np.random.default_rng(1)
        added = np.zeros(len(self.vectors))
        for name, sd in named.items():
            new, place = chance.standard_normal(len(self.vectors)), self.unknowns.place.get(name)
            added += sd * (new if place is None else self.vectors[:, place])
        return added

    def _at(self, state: str, first: str, last: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Path, pressure and favours of a state over months, shape (draws, months) each."""
        given, months = self.circumstances, self.circumstances.months(first, last)
        at, turn = given.states.index(state), np.resize(np.arange(given.draws), len(self.vectors))
        path, pressed, favoured = (
            series[turn, at, months] for series in (given.alignment, given.pressed, given.favoured)
        )
        return path, pressed, favoured


def learn(
    acts: Acts,
    circumstances: Circumstances,
    fixed: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Learnt:
    """Learn from acts, all on the mean path of each state: constants with the terms integrated out, then the terms.

    Parameters
    ----------
    acts : what is known
    circumstances : draws; those to come too
    fixed : constants that stay at a value

    Source
    ------
    see `laplace.posterior` and `terms.terms_under`
    """
    unknowns = unknowns_of(acts, fixed)
    likelihood, free = Likelihood(acts, circumstances.mean(), unknowns), len(unknowns.free)
    near = [np.zeros(len(unknowns.terms))]

    def under(scores: np.ndarray) -> Terms:
        found = terms_under(unknowns.constants(scores), likelihood, near[0])
        near[0] = found.mode
        return found

    normal = posterior(lambda scores: under(scores).log_likelihood, np.zeros(free), np.ones(free))
    chance = np.random.default_rng(seed)
    constants = normal.draw(draws, chance)
    vectors = np.array([np.concatenate([scores, under(scores).draw(chance)]) for scores in constants])
    return Learnt(unknowns, vectors, circumstances)
