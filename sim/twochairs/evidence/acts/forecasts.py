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
from twochairs.evidence.acts.response import Constants, declared_share, joining_chance, vote_chances
from twochairs.evidence.acts.roll_calls import Vote, divides_of
from twochairs.evidence.acts.rounds import Joining
from twochairs.evidence.acts.terms import Terms, terms_under
from twochairs.evidence.acts.unknowns import Unknowns

DRAWS = 400


class Outlook:
    """Draws of what acts go by, and what they say of acts to come.

    Attributes
    ----------
    circumstances : of all months, those to come included; its draws go with the constants' in turn
    constants : of R10, by name, shape (draws,) each
    """

    circumstances: Circumstances
    constants: Constants

    def term(self, name: str) -> np.ndarray | None:
        """Draws of a term over its prior standard deviation, shape (draws,); None where nothing is known of it."""
        raise NotImplementedError

    @property
    def draws(self) -> int:
        """How many sets of constants."""
        return len(self.constants["act_pressure"])

    def vote(self, vote: Vote) -> np.ndarray:
        """Probability of no, abstain and yes, shape (3,)."""
        return self.vote_where(vote, *divides_of(vote.resolution))

    def vote_where(self, vote: Vote, yes_divide: float, no_divide: float) -> np.ndarray:
        """The same where the roll call divides the world as told (`response.divides`)."""
        path, pressed, _ = self._at(vote.state, vote.date[:7], vote.date[:7])
        ready = path[:, 0] + self.constants["act_pressure"] * pressed[:, 0] + self._added(vote_terms(vote))
        yes, no = (np.full(len(ready), each) for each in (yes_divide, no_divide))
        return np.asarray(vote_chances(ready, yes, no, self.constants).mean(axis=0))

    def joining(self, joining: Joining) -> float:
        """Probability that a state joins a round in time."""
        path, pressed, favoured = self._at(joining.state, joining.opened, joining.closes)
        pressure, cost = (self.constants[name][:, None] for name in ("act_pressure", "act_cost"))
        ready = (path + pressure * pressed - cost * favoured).max(axis=1) + self._added(joining_terms(joining))
        return float(joining_chance(ready, self.constants).mean())

    def rate(self, rate: Rate) -> np.ndarray:
        """Draws of what an issuer will count in a period, shape (draws,); how many were asked is taken as known."""
        chance = np.random.default_rng(2)
        path, pressed, favoured = (each.mean(axis=1) for each in self._at(rate.state, rate.start, rate.end))
        mood = self.constants["declaration_spread"] * chance.standard_normal(len(path))
        ready = path + self.constants["act_pressure"] * pressed + mood + self._added(rate_terms(rate))
        hard = np.full(len(path), self.circumstances.hard_share_of(rate))
        return np.asarray(
            chance.binomial(rate.asked, declared_share(ready, favoured, hard, self.constants)) / rate.asked
        )

    def _added(self, named: Named) -> np.ndarray:
        """What terms add to readiness, (draws,); one that was not seen is drawn from its prior."""
        chance = np.random.default_rng(1)
        added = np.zeros(self.draws)
        for name, sd in named.items():
            new, known = chance.standard_normal(self.draws), self.term(name)
            added += sd * (new if known is None else known)
        return added

    def _at(self, state: str, first: str, last: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Path, pressure and favours of a state over months, shape (draws, months) each."""
        given, months = self.circumstances, self.circumstances.months(first, last)
        at, turn = given.states.index(state), np.resize(np.arange(given.draws), self.draws)
        path, pressed, favoured = (
            series[turn, at, months] for series in (given.alignment, given.pressed, given.favoured)
        )
        return path, pressed, favoured


@dataclass(frozen=True, eq=False)
class Learnt(Outlook):
    """What acts go by as it was learnt.

    Attributes
    ----------
    unknowns : what the vectors hold
    vectors : shape (draws, size)
    circumstances : see `Outlook`
    """

    unknowns: Unknowns
    vectors: np.ndarray
    circumstances: Circumstances

    @cached_property
    def constants(self) -> Constants:  # type: ignore[override]
        """Of every draw, shape (draws,)."""
        return self.unknowns.constants(self.vectors)

    def term(self, name: str) -> np.ndarray | None:
        """Draws of a term over its prior standard deviation, shape (draws,); None where nothing is known of it."""
        place = self.unknowns.place.get(name)
        return None if place is None else self.vectors[:, place]


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
