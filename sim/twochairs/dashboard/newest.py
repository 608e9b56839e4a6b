"""Work of which only the newest is wanted, so that a slider that is dragged leaves no queue behind."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Newest(Generic[Made]):
    """Runs one thing at a time, and of those that wait only the last that was asked for."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._count = 0

    def ask(self) -> int:
        """A number for something that is wanted now, in place of all before."""
        self._count += 1
        return self._count

    def make(self, number: int, work: Callable[[], Made]) -> Made | None:
        """Do it once nothing else is running; None where something newer was asked for meanwhile."""
        with self._one_at_a_time:
            return work() if number == self._count else None
