"""What is read off the runs of a point and kept of them, by the point's own agents and months."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.experiment.schema import Keep
from twochairs.experiment.shape import Shape
from twochairs.outcomes.measures import QUANTILES
from twochairs.outcomes.outcome import OutcomeProgram
from twochairs.scenario.calendar import interval_months
from twochairs.sweeps.events import event_slots
from twochairs.world.layout import QUANTITIES

STATISTICS = ("mean", *(f"q{round(100 * share):02d}" for share in QUANTILES))
"""What is kept of a series over the replicates of a point."""


@dataclass(frozen=True)
class Kept:
    """What is kept of runs of one shape.

    Attributes
    ----------
    shape : of the runs
    outcomes : what is read off each of them
    keep : what else the experiment keeps
    """

    shape: Shape
    outcomes: tuple[OutcomeProgram, ...]
    keep: Keep

    @cached_property
    def months(self) -> list[int]:
        """Months (0 is the start) whose series are kept."""
        step = 1 if self.keep.months == "all" else interval_months(self.keep.months)
        return list(range(0, self.shape.months + 1, step))

    @cached_property
    def slots(self) -> np.ndarray:
        """Slots whose series are kept, one block a quantity, int64."""
        blocks = [self.shape.layout.block(name) for name in quantities(self.keep)]
        slots = [np.arange(block.start, block.stop) for block in blocks]
        return np.concatenate(slots).astype(np.int64) if slots else np.zeros(0, dtype=np.int64)

    def part(self, quantity: str) -> slice:
        """Where a quantity's numbers stand among those of `slots`."""
        before = quantities(self.keep)[: quantities(self.keep).index(quantity)]
        blocks = [self.shape.layout.block(name) for name in (*before, quantity)]
        ends = np.cumsum([0, *(block.stop - block.start for block in blocks)])
        return slice(int(ends[-2]), int(ends[-1]))

    @cached_property
    def watched(self) -> np.ndarray:
        """Every slot that has to be seen month by month, ascending, int64."""
        needed = {slot for program in self.outcomes for slot in program.slots} | set(map(int, self.slots))
        needed |= set(event_slots(self.shape.layout)) if self.keep.events else set()
        return np.array(sorted(needed), dtype=np.int64)

    @property
    def every_run(self) -> bool:
        """Whether series are kept of every run, as the model had them; else statistics over them, or none."""
        return self.keep.series == "all"

    @property
    def kind(self) -> np.dtype:
        """Type of the series that are kept."""
        return np.dtype(np.float64 if self.every_run else np.float32)

    def series_bytes(self, replicates: int) -> int:
        """Of the series that are kept of a point."""
        rows = replicates if self.every_run else len(STATISTICS)
        return rows * len(self.slots) * len(self.months) * self.kind.itemsize


def quantities(keep: Keep) -> list[str]:
    """Quantities whose series are kept, in the order of the layout."""
    return [name for name in QUANTITIES if keep.series != "none" and name in keep.quantities]
