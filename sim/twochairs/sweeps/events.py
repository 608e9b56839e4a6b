"""What happened when in a run, read off its series."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from twochairs.results.tables import HAPPENS, RISES
from twochairs.world.layout import Layout


class Event(NamedTuple):
    """Something that happened in a run."""

    replicate: int
    month: int
    kind: str
    name: str
    country: str


def event_slots(layout: Layout) -> list[int]:
    """The slots events are read off."""
    blocks = [layout.block(quantity) for quantity in (*HAPPENS, *RISES)]
    return [slot for block in blocks for slot in range(block.start, block.stop)]


def events_of(layout: Layout, replicates: np.ndarray, kept: np.ndarray, row: dict[int, int]) -> Iterator[Event]:
    """Every event of some runs, in the order of runs, months and kinds.

    Parameters
    ----------
    kept : shape (months + 1, rows, lanes)
    row : slot to row
    """
    found: list[Event] = []
    for quantity, kind in (*HAPPENS.items(), *RISES.items()):
        for offset, agents in enumerate(layout.labels(quantity)):
            series = kept[:, row[layout.start[quantity] + offset], :]
            country = agents[-1] if quantity in RISES else ""
            name = agents[0] if len(agents) > 1 or quantity in HAPPENS else ""
            for month, lane in np.argwhere(_happens(quantity, series)):
                found.append(Event(int(replicates[lane]), int(month) + 1, kind, name, country))
    yield from sorted(found)


def _happens(quantity: str, series: np.ndarray) -> np.ndarray:
    """Whether it happens, by month from 1 and lane."""
    if quantity in HAPPENS:
        return np.asarray(series[1:] > 0.0)
    reached = series >= 1.0 if quantity == "accession" else series
    return np.asarray(reached[1:] > reached[:-1])
