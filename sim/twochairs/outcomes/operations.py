"""What a read outcome is made of: operations on a stack of vectors, applied to all lanes at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from twochairs.engine.vectors import one_operand, two_operands
from twochairs.outcomes.reductions import OVER_AGENTS, OVER_MONTHS, within

SeriesOf = Callable[[int], np.ndarray]
"""Slot to float64 of shape (months + 1, lanes)."""

Stack = list[np.ndarray]


class Operation(Protocol):
    """Takes its operands off the stack and leaves its value there."""

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Change the stack: series have the shape (months + 1, lanes), reduced numbers (lanes,), constants ()."""


@dataclass(frozen=True)
class Constant:
    """A number as written."""

    number: float

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Push it."""
        stack.append(np.float64(self.number) * np.ones(()))


@dataclass(frozen=True)
class Read:
    """The series of a slot."""

    slot: int

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Push it."""
        stack.append(series(self.slot))


@dataclass(frozen=True)
class OverAgents:
    """A function of OVER_AGENTS of the series of some slots."""

    function: str
    slots: tuple[int, ...]

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Push it."""
        stack.append(OVER_AGENTS[self.function]([series(slot) for slot in self.slots]))


@dataclass(frozen=True)
class Combined:
    """An operation of twochairs.engine.program on one operand or on two."""

    code: int
    number: float
    operands: int

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Take the operands, push the value."""
        right = stack.pop()
        if self.operands == 1:
            stack.append(one_operand(self.code, self.number, right))
        else:
            stack.append(two_operands(self.code, stack.pop(), right))


@dataclass(frozen=True)
class OverMonths:
    """A function of OVER_MONTHS."""

    function: str

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Take a series, push a number of each lane."""
        stack.append(OVER_MONTHS[self.function](stack.pop()))


@dataclass(frozen=True)
class AtMonth:
    """The value of one month; 0 is the start."""

    month: int

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Take a series, push a number of each lane."""
        stack.append(stack.pop()[self.month].copy())


@dataclass(frozen=True)
class Within:
    """Whether something holds at the start or in one of the first months."""

    months: int

    def apply(self, stack: Stack, series: SeriesOf) -> None:
        """Take a series, push 1 or 0 of each lane."""
        stack.append(within(stack.pop(), self.months))
