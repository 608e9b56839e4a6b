"""A factor: what differs from point to point, its levels, and its value at a share of the unit interval."""

import math
from dataclasses import dataclass, field

from twochairs.errors import Place
from twochairs.experiment.schema import Value

_DIGITS = 12
"""Significant digits of levels between the ends of a range, so that 3 steps of 0.05 are 0.15."""

NOWHERE = Place("", 1, 1)

SCENARIO = "scenario"
"""Name of the factor whose values are scenario files."""


@dataclass(frozen=True)
class Factor:
    """A range, or values one by one.

    Attributes
    ----------
    name : of its column in the design
    paths : dotted paths that get its value; none where its values are scenario files
    values : its values one by one; None for a range
    low, high : ends of a range
    steps : levels of a range, its ends included; None where the file says none
    log : whether a range is spaced in logarithms
    integer : whether a range holds whole numbers only
    baseline : its value while others move, in a one-at-a-time design; None for the scenario's own
    place : where it stands in the experiment file
    path_places : where each of its paths stands
    value_places : where each of its values, or each end of its range, stands
    sets : of a player each strategy, which is a value, with what each path gets; empty for other factors
    set_places : where that value stands, and where its path does, by strategy and path
    """

    name: str
    paths: tuple[str, ...]
    values: tuple[Value, ...] | None
    low: float = 0.0
    high: float = 1.0
    steps: int | None = None
    log: bool = False
    integer: bool = False
    baseline: Value | None = None
    place: Place = NOWHERE
    path_places: tuple[Place, ...] = ()
    value_places: dict[tuple[str, Value], Place] = field(default_factory=dict, compare=False)
    sets: dict[str, dict[str, Value]] = field(default_factory=dict)
    set_places: dict[tuple[str, str], tuple[Place, Place]] = field(default_factory=dict, compare=False)

    def levels(self, distinct: bool = True) -> tuple[Value, ...]:
        """Every level, in the order of the file; of a range without steps, its ends.

        Parameters
        ----------
        distinct : whether whole numbers that several steps round to stand there once
        """
        if self.values is not None:
            return self.values
        steps = self.steps or 2
        levels = [self._between(i, steps - 1) for i in range(steps)]
        if self.integer:
            whole = [round(level) for level in levels]
            return tuple(dict.fromkeys(whole) if distinct else whole)
        return tuple(levels)

    def ends(self) -> tuple[Value, ...]:
        """The levels whose soundness decides on that of all: each value, or both ends of a range; and the baseline."""
        baseline = () if self.baseline is None else (self.baseline,)
        if self.values is not None:
            return self.values + baseline
        low, high = (round(self.low), round(self.high)) if self.integer else (self.low, self.high)
        return (low, high, *baseline)

    def fits(self, value: object) -> bool:
        """Whether a value is of the kind of this factor's levels: a number, text, or true or false."""
        level = 0.0 if self.values is None else self.values[0]
        if isinstance(level, bool) or isinstance(value, bool):
            return isinstance(level, bool) and isinstance(value, bool)
        return isinstance(value, str if isinstance(level, str) else int | float)

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, true or false."""
        return self.values is None or not isinstance(self.values[0], str)

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers."""
        return self.integer if self.values is None else type(self.values[0]) is int

    def at(self, share: float) -> Value:
        """The value at a share of the unit interval, in [0, 1]: values and whole numbers have equal shares."""
        if self.values is not None:
            return self.values[_index(share, len(self.values))]
        if self.integer and not self.log:
            return round(self.low) + _index(share, round(self.high) - round(self.low) + 1)
        if not self.log:
            return self.low + share * (self.high - self.low)
        value = self._logarithmic(share)
        return round(value) if self.integer else value

    def place_of(self, value: Value) -> Place:
        """Where a value stands in the file: its own place, or that of the factor for one between the ends."""
        return self.value_places.get(kept_apart(value), self.place)

    def given(self, path: str, value: Value) -> Value | None:
        """What a path gets at a value: the value, or what a strategy of that name sets; None where it sets nothing."""
        return self.sets[str(value)].get(path) if self.sets else value

    def places_of(self, path: str, value: Value, written: Place) -> tuple[Place, Place]:
        """Where that stands in the file, and where its path does, which is written there unless a strategy sets it."""
        return self.set_places.get((str(value), path), (self.place_of(value), written))

    def _between(self, step: int, last: int) -> float:
        if step == 0:
            return self.low
        if step == last:
            return self.high
        if self.log:
            return self._logarithmic(step / last)
        return _rounded(self.low + (self.high - self.low) * step / last)

    def _logarithmic(self, share: float) -> float:
        if share in (0.0, 1.0):
            return self.high if share else self.low
        low, high = math.log(self.low), math.log(self.high)
        return min(self.high, max(self.low, _rounded(math.exp(low + share * (high - low)))))


def kept_apart(value: Value) -> tuple[str, Value]:
    """A value with its kind, so that true, 1 and 1.0 are told apart."""
    return type(value).__name__, value


def kind_of(value: Value) -> str:
    """What kind of value it is, in words."""
    if isinstance(value, bool):
        return "true or false"
    return "text" if isinstance(value, str) else "numbers"


def of_one_kind(values: list[Value]) -> tuple[Value, ...]:
    """Values of one column: whole numbers beside others become floats."""
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    if numbers and any(isinstance(value, float) for value in values):
        return tuple(float(value) for value in values)
    return tuple(values)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _index(share: float, count: int) -> int:
    return min(count - 1, int(share * count))
