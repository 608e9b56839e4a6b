"""A box in the space of inputs: a range of each number, and what is left of each list of words."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Inputs:
    """Inputs at some points.

    Attributes
    ----------
    names : of the inputs
    values : shape (points, inputs); of text, true and false the number of the level
    levels : of each input its levels where it is text, true or false, else None
    """

    names: tuple[str, ...]
    values: np.ndarray
    levels: tuple[tuple[Any, ...] | None, ...]

    def of(self, points: np.ndarray) -> "Inputs":
        """The same at some of the points, by mask or by place."""
        return replace(self, values=self.values[points])

    @cached_property
    def numeric(self) -> np.ndarray:
        """Columns of numbers."""
        return np.array([column for column, levels in enumerate(self.levels) if levels is None], dtype=int)

    @cached_property
    def worded(self) -> list[int]:
        """Columns of text, true and false."""
        return [column for column, levels in enumerate(self.levels) if levels is not None]


@dataclass(frozen=True)
class Box:
    """What of each input lies inside.

    Attributes
    ----------
    low, high : ends of each input, both inside; infinite where it is not restricted
    out : numbers of the levels of each input that lie outside
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    out: tuple[frozenset[int], ...]

    def within(self, values: np.ndarray) -> np.ndarray:
        """Whether each input of each point lies inside, shape (points, inputs)."""
        found = (values >= np.array(self.low)) & (values <= np.array(self.high))
        for column, levels in enumerate(self.out):
            if levels:
                found[:, column] &= ~np.isin(values[:, column], list(levels))
        return np.asarray(found)

    def inside(self, values: np.ndarray) -> np.ndarray:
        """Whether each point lies inside, shape (points,)."""
        return np.asarray(self.within(values).all(axis=1))

    @property
    def restricted(self) -> list[int]:
        """Columns of the inputs that it restricts."""
        ends = zip(self.low, self.high, self.out, strict=True)
        return [c for c, (low, high, out) in enumerate(ends) if low > -np.inf or high < np.inf or out]

    def with_low(self, column: int, end: float) -> "Box":
        """The same with another lower end of an input."""
        return replace(self, low=_put(self.low, column, end))

    def with_high(self, column: int, end: float) -> "Box":
        """The same with another upper end of an input."""
        return replace(self, high=_put(self.high, column, end))

    def with_out(self, column: int, levels: frozenset[int]) -> "Box":
        """The same with other levels of an input outside."""
        return replace(self, out=_put(self.out, column, levels))

    def without(self, column: int) -> "Box":
        """The same without restricting an input."""
        return self.with_low(column, -np.inf).with_high(column, np.inf).with_out(column, frozenset())


def everything(inputs: int) -> Box:
    """The box that restricts none of some inputs."""
    return Box((-np.inf,) * inputs, (np.inf,) * inputs, (frozenset(),) * inputs)


def _put(of: tuple[Any, ...], place: int, one: Any) -> tuple[Any, ...]:
    return (*of[:place], one, *of[place + 1 :])
