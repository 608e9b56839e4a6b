"""R10 taken apart: how far each run's state is from even odds of an act, term by term in units of alignment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.results.constants import constants_of
from twochairs.rules import acts as rule
from twochairs.scenario.assemble import side_of
from twochairs.scenario.given import known
from twochairs.world.phases.acts import HARD_COST
from twochairs.world.world import ABOVE, BELOW

if TYPE_CHECKING:
    from twochairs.results.result import Result

DECLARATIONS = "declarations"
"""What declarations are called among acts."""
DOES, YES, NO, JOINS, STAYS, EASY, HARD = "does", "yes", "no", "joins", "stays", "easy", "hard"
"""Thresholds: of an act without a kind, of a vote, of sanctions, of declarations."""
VOTE, SANCTIONS = "vote", "sanctions"
ALIGNMENT, STATE, KIND, MOOD = "alignment", "state_term", "kind_term", "mood"
PRESSURE, SHIELD, SUPPLY, SAVING = "pressure", "shield", "supply", "saving"
DIFFICULTY, ROUND, HABIT = "difficulty", "round", "habit"
COST = (SHIELD, SUPPLY, SAVING)
"""Parts of what an act may cost: what the other side gives and could withdraw."""

_CONSTANTS = (
    *("act_pressure", "act_cost", "act_width", "vote_width", "sanctions_width", "sanctions_habit", "acts_asked"),
    *("vote_shift", "vote_steepness", "vote_gap", "easy_difficulty", "hard_difficulty", "declaration_width"),
)
_OF_COUNTRIES = ("alignment", "act_term", "declaration_term", "mood")
_OF_POLES = ("pressure", "favours", "shield", "supply_stake")
_OF_ACTS = ("readiness", "joining_probability", "opposing_probability", "kind_term", "joined", "opposed")
_OF_ROUNDS = ("difficulty", "round_term", "open", "world_yes", "world_no", "world_abstain")
_OF_WORLD = ("ideal_point_place", "ideal_point_slope")
_SAME = 1e-9
"""How far the sum of the terms may be from what the run had."""


@dataclass(frozen=True)
class Threshold:
    """What the odds at one threshold of an act are made of, in every run and month.

    Attributes
    ----------
    name : DOES, YES, NO, JOINS, STAYS, EASY or HARD
    terms : worth of each in units of alignment, shape (run, month), above 0 where it speaks for it; they add up to the
        distance from even odds
    width : of doubt, shape (run, 1)
    """

    name: str
    terms: Mapping[str, np.ndarray]
    width: np.ndarray

    @property
    def distance(self) -> np.ndarray:
        """How far beyond even odds, in units of alignment, shape (run, month); below 0 where it falls short of them."""
        return np.asarray(sum(self.terms.values()))

    @property
    def probability(self) -> np.ndarray:
        """Of doing it when asked, shape (run, month)."""
        return _logistic(self.distance / self.width)

    def without(self, term: str) -> np.ndarray:
        """The probability were a term 0, all others as they are, shape (run, month)."""
        return _logistic((self.distance - self.terms[term]) / self.width)


def _logistic(x: np.ndarray) -> np.ndarray:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -700.0, 700.0))))


class Acts:
    """What a result of one point keeps of acts, read once.

    Raises
    ------
    NotPossible : where it does not keep every run's series of what acts are decided by
    """

    def __init__(self, result: "Result") -> None:
        needed = (*_OF_COUNTRIES, *_OF_POLES, *_OF_WORLD)
        if result.points != 1 or not result.has(*needed):
            raise NotPossible(
                f"{result.folder} does not hold what acts were decided by in every run of one point\n"
                "  hint: --point runs a point of a sweep again, such as --point 17 or --point KEY=VALUE; what an "
                "earlier version ran has to be run again"
            )
        self.result = result

    @cached_property
    def names(self) -> list[str]:
        """Keys of the acts, and of declarations, that a state may be asked for."""
        declared = [DECLARATIONS] if DECLARATIONS not in self.result.manifest["labels"]["act"] else []
        return [*self.result.manifest["labels"]["act"], *declared]

    @cached_property
    def months(self) -> np.ndarray:
        """datetime64 of each month, the start first."""
        return np.asarray(self._countries[0]["month"])

    @cached_property
    def replicates(self) -> np.ndarray:
        """Numbers of the runs."""
        return np.asarray(self._countries[0]["replicate"])

    @property
    def countries(self) -> list[str]:
        """Keys of the states."""
        return [str(one) for one in self._countries[0]["country"]]

    def thresholds(self, act: str, country: str) -> list[Threshold]:
        """Each threshold of an act for a state, in every run and month.

        Raises
        ------
        NotPossible : where there is no such act, or its terms do not add up to what the runs had, as with rules of
            one's own
        """
        known("act", act, self.names)
        if self._is_declarations(act):
            return self._of_declarations(country)
        found = {VOTE: self._of_vote, SANCTIONS: self._of_sanctions}.get(self.kind(act), self._of_plain)(act, country)
        self._check(act, country, found)
        return found

    def kind(self, act: str) -> str:
        """VOTE, SANCTIONS, DECLARATIONS or "" of an act without a kind."""
        return DECLARATIONS if self._is_declarations(act) else str(self._said(act).get("kind") or "")

    def stays(self, act: str) -> bool:
        """Whether an act stays done once it is done; others are done, or not, each time they are asked for."""
        return not self._is_declarations(act) and bool(self._said(act).get("sticky"))

    def asked(self, act: str) -> np.ndarray:
        """Whether an act is asked for at all, shape (run, month)."""
        if self._is_declarations(act):
            return np.ones((len(self.replicates), len(self.months)), dtype=bool)
        return self._of_round("open", act) > 0.0

    def done(self, act: str, country: str, threshold: str) -> np.ndarray | None:
        """1 where it is done, or a vote cast so, shape (run, month); None of declarations, of which there are many."""
        if self._is_declarations(act):
            return None
        return self._of_act("opposed" if threshold == NO else "joined", act, country)

    def pole_that_presses(self, act: str, country: str) -> str:
        """Key of the pole whose pressure counts, in most runs and months; "" where none presses."""
        return self._mostly(self._most("pressure", country, self._asking(act)))

    def pole_that_gives(self, act: str, country: str) -> str:
        """Key of the pole that gives most of what an act may cost, in most runs and months; "" where none gives."""
        return self._mostly(self._most("favours", country, self._other(act)))

    def _is_declarations(self, act: str) -> bool:
        return act == DECLARATIONS and act not in self.result.manifest["labels"]["act"]

    def _said(self, act: str) -> dict[str, Any]:
        """What the scenario says of an act."""
        scenario = self.result.scenario
        said = scenario.get("declarations", {}) if self._is_declarations(act) else scenario["acts"][act]
        return dict(said)

    def _asking(self, act: str) -> int:
        towards = self._said(act).get("towards")
        return ABOVE if towards is None else side_of(float(self.result.manifest["positions"][towards]))

    def _other(self, act: str) -> int:
        return BELOW if self._asking(act) == ABOVE else ABOVE

    # Thresholds.

    def _of_plain(self, act: str, country: str) -> list[Threshold]:
        terms = self._ready(act, country, self._of_act("kind_term", act, country)) | self._hard(act)
        return [Threshold(DOES, terms, self._constant("act_width"))]

    def _of_sanctions(self, act: str, country: str) -> list[Threshold]:
        terms = self._ready(act, country, self._of_act("kind_term", act, country)) | self._hard(act)
        width, habit = self._constant("sanctions_width"), self._constant("sanctions_habit")
        easier = terms | {HABIT: habit + np.zeros_like(terms[ALIGNMENT])}
        return [Threshold(JOINS, terms, width), Threshold(STAYS, easier, width)]

    def _of_vote(self, act: str, country: str) -> list[Threshold]:
        ready = self._ready(act, country, self._of_act("kind_term", act, country), cost_share=0.0)
        extra = self._of_round("round_term", act)
        yes, no = self._divides(act)
        against = {name: -worth for name, worth in ready.items()} | {DIFFICULTY: no, ROUND: extra}
        width = self._constant("vote_width")
        return [Threshold(YES, ready | {DIFFICULTY: -yes, ROUND: -extra}, width), Threshold(NO, against, width)]

    def _of_declarations(self, country: str) -> list[Threshold]:
        if self.result.manifest.get("rules"):
            raise NotPossible(f"{self.result.folder} goes by rules of your own, whose declarations are not taken apart")
        own, mood = self._of_country("declaration_term", country), self._of_country("mood", country)
        width, found = self._constant("declaration_width"), []
        for name, share in ((EASY, 0.0), (HARD, HARD_COST)):
            terms = self._ready(DECLARATIONS, country, own, share) | {MOOD: mood}
            terms[DIFFICULTY] = -self._constant(f"{name}_difficulty") + np.zeros_like(mood)
            found.append(Threshold(name, terms, width))
        return found

    def _ready(self, act: str, country: str, kind_term: np.ndarray, cost_share: float = 1.0) -> dict[str, np.ndarray]:
        """Terms of the readiness for an act."""
        side = 1.0 if self._asking(act) == ABOVE else -1.0
        pressed = self._largest("pressure", country, self._asking(act))
        terms = {
            ALIGNMENT: side * self._of_country("alignment", country),
            STATE: side * self._of_country("act_term", country),
            KIND: kind_term,
            PRESSURE: self._constant("act_pressure") * pressed,
        }
        if cost_share:
            terms |= self._cost(act, country, cost_share)
        return terms

    def _cost(self, act: str, country: str, share: float) -> dict[str, np.ndarray]:
        """Parts of what an act may cost: of the pole that gives most; its saving is what is left of it."""
        which, weight = self._most("favours", country, self._other(act)), share * self._constant("act_cost")
        favours, shield, supply = (
            self._at(which, quantity, country) for quantity in ("favours", "shield", "supply_stake")
        )
        return {SHIELD: -weight * shield, SUPPLY: -weight * supply, SAVING: -weight * (favours - shield - supply)}

    def _hard(self, act: str) -> dict[str, np.ndarray]:
        return {DIFFICULTY: -self._of_round("difficulty", act), ROUND: -self._of_round("round_term", act)}

    def _divides(self, act: str) -> tuple[np.ndarray, np.ndarray]:
        """Where a roll call divides states, from how the world votes, each of shape (run, month)."""
        place, slope = (self._world[1][name][0] for name in _OF_WORLD)
        yes, no, abstain = (self._of_round(name, act) for name in ("world_yes", "world_no", "world_abstain"))
        shift, steep, gap = (self._constant(f"vote_{name}") for name in ("shift", "steepness", "gap"))
        voting = yes + no + abstain
        above = _each(rule.yes_threshold, _each(rule.world_share, yes, voting), place, slope, shift, steep)
        against = _each(rule.world_share, no, voting)
        return above, _each(rule.no_threshold, against, place, slope, shift, steep, gap, above)

    def _check(self, act: str, country: str, found: list[Threshold]) -> None:
        """Refuse terms that do not add up to what the runs had; raises NotPossible."""
        stored = {NO: self._of_act("opposing_probability", act, country)}
        joining = self._of_act("joining_probability", act, country)
        for threshold in found:
            if threshold.name != STAYS and _apart(threshold.probability, stored.get(threshold.name, joining)) > _SAME:
                rules = self.result.manifest.get("rules")
                raise NotPossible(
                    f"{self.result.folder}: the terms of {act!r} do not add up to the probability that the runs had\n"
                    f"  hint: {f'the rules of {rules} are others' if rules else 'run it again with this version'}"
                )

    # What was read.

    @cached_property
    def _constants(self) -> dict[str, np.ndarray]:
        return constants_of(self.result, self.replicates, _CONSTANTS)

    def _constant(self, name: str) -> np.ndarray:
        return self._constants[name][:, None]

    @property
    def taken_up(self) -> np.ndarray:
        """Share of asked acts that are taken up: 1, and 0 where acts are switched off, shape (run,)."""
        return self._constants["acts_asked"]

    @cached_property
    def _countries(self) -> Any:
        return self.result.together("countries", list(_OF_COUNTRIES))

    @cached_property
    def _poles(self) -> Any:
        return self.result.together("pole_countries", list(_OF_POLES))

    @cached_property
    def _acts(self) -> Any:
        return self._kept("acts", _OF_ACTS)

    @cached_property
    def _rounds(self) -> Any:
        return self._kept("act_rounds", _OF_ROUNDS)

    @cached_property
    def _world(self) -> Any:
        return self.result.together("world", list(_OF_WORLD))

    def _kept(self, table: str, quantities: tuple[str, ...]) -> Any:
        if not self.result.has(*quantities):
            raise NotPossible(f"{self.result.folder} did not keep {', '.join(quantities)} of every run")
        return self.result.together(table, list(quantities))

    def _of_country(self, quantity: str, country: str) -> np.ndarray:
        labels, found = self._countries
        return np.asarray(found[quantity][0, :, :, _place(labels["country"], country)])

    def _of_act(self, quantity: str, act: str, country: str) -> np.ndarray:
        labels, found = self._acts
        return np.asarray(found[quantity][0, :, :, _place(labels["act"], act), _place(labels["country"], country)])

    def _of_round(self, quantity: str, act: str) -> np.ndarray:
        labels, found = self._rounds
        return np.asarray(found[quantity][0, :, :, _place(labels["act"], act)])

    def _on(self, side: int) -> list[int]:
        """Places of the poles on a side, in the order of the scenario."""
        labels = self._poles[0]["pole"]
        positions = self.result.manifest["positions"]
        return [_place(labels, pole) for pole, position in positions.items() if side_of(float(position)) == side]

    def _of_side(self, quantity: str, country: str, side: int) -> np.ndarray:
        labels, found = self._poles
        return np.asarray(found[quantity][0][:, :, self._on(side), _place(labels["country"], country)])

    def _largest(self, quantity: str, country: str, side: int) -> np.ndarray:
        """The largest of a side's poles, 0 of none, shape (run, month)."""
        return np.asarray(self._of_side(quantity, country, side).max(axis=2, initial=0.0))

    def _most(self, quantity: str, country: str, side: int) -> np.ndarray:
        """Place of the pole of a side that has the largest, -1 where none has any, shape (run, month)."""
        values = self._of_side(quantity, country, side)
        if not values.shape[2]:
            return np.full(values.shape[:2], -1)
        return np.where(values.max(axis=2) > 0.0, np.array(self._on(side))[values.argmax(axis=2)], -1)

    def _at(self, which: np.ndarray, quantity: str, country: str) -> np.ndarray:
        """A quantity of the poles at some places, 0 at place -1."""
        labels, found = self._poles
        values = found[quantity][0][:, :, :, _place(labels["country"], country)]
        chosen = np.take_along_axis(values, np.maximum(which, 0)[:, :, None], axis=2)[:, :, 0]
        return np.where(which >= 0, chosen, 0.0)

    def _mostly(self, which: np.ndarray) -> str:
        places, counts = np.unique(which[which >= 0], return_counts=True)
        return str(self._poles[0]["pole"][places[counts.argmax()]]) if len(places) else ""


def _place(labels: np.ndarray, name: str) -> int:
    return int(np.nonzero(labels == name)[0][0])


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).max(initial=0.0))


def _each(scalar: Any, *given: np.ndarray) -> np.ndarray:
    """A rule of numbers at each run and month; once for each combination that there is."""
    arrays = np.broadcast_arrays(*given)
    rows, which = np.unique(np.stack([one.ravel() for one in arrays]), axis=1, return_inverse=True)
    return np.array([scalar(*row) for row in rows.T.tolist()])[which.ravel()].reshape(arrays[0].shape)
