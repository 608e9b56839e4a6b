"""What is independent, and its mean: runs, or the draws of constants that share their runs."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np


class Drawn(NamedTuple):
    """Which draw of constants each run has, so that runs of one draw are not independent.

    Attributes
    ----------
    of_run : number of each run's draw, shape (runs,)
    rows : of the table that the draws were taken from, each row at most once; 0 where they are of no table
    """

    of_run: np.ndarray
    rows: int = 0

    def where(self, there: np.ndarray) -> "Drawn":
        """The same of some of the runs."""
        return Drawn(self.of_run[there], self.rows)


@dataclass(frozen=True)
class Sample:
    """Independent units, each the mean of some runs.

    Attributes
    ----------
    values : of each unit, finite, shape (units,)
    runs : in each, shape (units,)
    clustered : whether a unit may be more than one run
    scatter : variance of runs about the mean of their unit; NaN where no unit has two
    rows : that the units are some of; 0 where they are of no table
    """

    values: np.ndarray
    runs: np.ndarray
    clustered: bool = False
    scatter: float = math.nan
    rows: int = 0

    @property
    def count(self) -> int:
        """Independent units."""
        return len(self.values)

    @cached_property
    def mean(self) -> float:
        """Over runs; NaN of none."""
        runs = int(self.runs.sum())
        return total(self.values * self.runs) / runs if runs else math.nan

    @cached_property
    def error(self) -> float:
        """Standard error of the mean, 0 where all units are equal; NaN of fewer than two units.

        What units differ by is no error as far as all the rows there are have been taken.

        Source
        ------
        Cochran, W. G. (1977): Sampling techniques, 3rd ed. Wiley, chapters 9 and 10 (clusters, drawn from a table)
        """
        if self.count < 2:
            return math.nan
        if self.values.min() == self.values.max():
            return 0.0
        apart = (self.values - self.mean) * (self.runs * (self.count / self.runs.sum()))
        variance = total(apart * apart) / (self.count - 1)
        return math.sqrt(variance - self._taken(variance)) / math.sqrt(self.count)

    def _taken(self, variance: float) -> float:
        """How much of the units' variance the share of the rows that was taken accounts for."""
        if not self.rows or not math.isfinite(self.scatter):
            return 0.0
        chance = self.scatter * total(1.0 / self.runs) / self.count
        return max(0.0, variance - chance) * min(1.0, self.count / self.rows)


def sample(values: np.ndarray, draw: Drawn | None = None) -> Sample:
    """The independent units of some runs; runs whose value is not finite are left out.

    Parameters
    ----------
    values : one a run
    draw : of each run, where constants were drawn; all runs of a draw are one unit
    """
    values = np.asarray(values, dtype=float)
    there = np.isfinite(values)
    found = values[there]
    if draw is None:
        return Sample(found, np.ones(len(found)))
    of_run = draw.of_run[there]
    groups = [found[of_run == number] for number in np.unique(of_run)]
    means = np.array([total(group) / len(group) for group in groups])
    runs = np.array([len(group) for group in groups], dtype=float)
    return Sample(means, runs, True, _scatter(groups, means), draw.rows)


def _scatter(groups: Sequence[np.ndarray], means: np.ndarray) -> float:
    """Pooled variance of runs about the means of their groups; NaN where no group has two."""
    free = sum(len(group) - 1 for group in groups)
    squares = (total((group - mean) * (group - mean)) for group, mean in zip(groups, means, strict=True))
    return total(squares) / free if free else math.nan


def total(values: Iterable[float]) -> float:
    """The sum rounded once, so that no order and no version of NumPy decides its last bit; infinite where too large."""
    try:
        return math.fsum(values)
    except OverflowError:
        return math.inf
