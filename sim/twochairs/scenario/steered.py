"""What was set by hand in the course of a run, so that it can be run again."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np


class Put(NamedTuple):
    """A number that was set once a month was over, before the next began; month 0 is the start."""

    month: int
    slot: int
    value: float


@dataclass(frozen=True)
class Steered:
    """What was set by hand, in that order."""

    puts: tuple[Put, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.puts)

    def apply(self, month: int, values: np.ndarray) -> None:
        """Set what was set after a month, in values of shape (slots, lanes)."""
        for put in self.puts:
            if put.month == month:
                values[put.slot] = put.value

    def data(self) -> dict[str, Any]:
        """Plain data, a list for each column; `steered_from` takes it back."""
        return {name: [getattr(put, name) for put in self.puts] for name in Put._fields}


UNSTEERED = Steered()


def steered_from(data: dict[str, Any]) -> Steered:
    """What `Steered.data` was taken of."""
    rows = zip(*(data[name] for name in Put._fields), strict=True)
    return Steered(tuple(Put(*row) for row in rows))
