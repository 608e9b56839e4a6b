"""An outcome over the plane of two factors: each cell's mean with its Monte-Carlo error."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from twochairs.errors import NotPossible
from twochairs.figures.design import points
from twochairs.figures.design.points import Places
from twochairs.statistics.apart import sample_apart, told_apart
from twochairs.statistics.estimate import Estimate, averages, over_points
from twochairs.statistics.kinds import SHARE
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from twochairs.results.result import Result

FEWEST = 60
"""Points below which a sample fills no plane."""
MOST_FACTORS = 4
"""Factors whose pairs are drawn where there are more; those that tell most."""


@dataclass(frozen=True)
class Plane:
    """Cells of two factors.

    Attributes
    ----------
    across, upright : the factors, with a level for each column and row
    cells : shape (row, column); a cell without runs has 0 of them
    counts : points of each cell, shape (row, column)
    kind : of the outcome, of twochairs.statistics.kinds
    widest : the highest cell less the lowest, runs paired by their chance; None where they cannot be
    own : row and column of the cell that the scenario's own values of both factors lie in; None where they lie in none
    apart : whether the highest and the lowest cell differ by more than chance
    """

    across: Places
    upright: Places
    cells: np.ndarray
    counts: np.ndarray
    kind: str
    widest: Estimate | None = None
    own: tuple[int, int] | None = None
    apart: bool = True

    @property
    def probability(self) -> bool:
        """Whether the outcome is so or not in each run, so that a mean is a share of runs."""
        return self.kind == SHARE

    def of(self, field: str) -> np.ndarray:
        """A field of every cell's estimate, shape (row, column)."""
        return np.array([[getattr(cell, field) for cell in row] for row in self.cells], dtype=float)


def plane(result: "Result", outcome: str, pair: tuple[str, str]) -> Plane:
    """An outcome over two factors, averaged over all others; a sample is cut into cells."""
    sampled = points.is_sampled(result)
    values = result.outcome(outcome).to_numpy()
    kind, draw = result.kind(outcome), result.draw_of(range(values.shape[1]))
    bins = int(np.clip((len(values) / 12) ** 0.5, 3, 12))
    axes = [binned(points.places(result, name), bins) if sampled else points.places(result, name) for name in pair]
    across, upright = axes
    shared = bool(result.manifest["common_random_numbers"])
    cells = np.empty((len(upright.levels), len(across.levels)), dtype=object)
    counts = np.zeros(cells.shape, dtype=int)
    for row, column in np.ndindex(cells.shape):
        here = (upright.each == upright.levels[row]) & (across.each == across.levels[column])
        counts[row, column] = int(here.sum())
        cells[row, column] = over_points(values[here], kind, draw, sampled, shared)
    found = Plane(across, upright, cells, counts, kind, own=_own(result, across, upright))
    found = replace(found, apart=_apart(found, values, sampled))
    paired = result.manifest["common_random_numbers"] and not sampled
    return replace(found, widest=_widest(found, values, draw)) if paired else found


def _own(result: "Result", across: Places, upright: Places) -> tuple[int, int] | None:
    """Row and column of the scenario's own values."""
    row, column = (points.own_level(result, places) for places in (upright, across))
    return None if row is None or column is None else (row, column)


def _apart(found: Plane, values: np.ndarray, sampled: bool) -> bool:
    """Whether cells differ by more than chance: that of runs, or of a sample that of its points too."""
    if sampled:
        return sample_apart(averages(values, axis=1), _numbers(found).ravel())
    here = [_here(found, row, column) for row, column in np.ndindex(found.cells.shape)]
    return told_apart(np.stack([averages(values[there], axis=0) for there in here]))


def _numbers(found: Plane) -> np.ndarray:
    """Number of the cell that each point lies in."""
    row, column = (
        np.searchsorted(axis.levels, axis.each) if len(axis.levels) else axis.each
        for axis in (found.upright, found.across)
    )
    return np.asarray(row * len(found.across.levels) + column)


def _here(found: Plane, row: int, column: int) -> np.ndarray:
    """Which points lie in a cell."""
    return np.asarray(
        (found.upright.each == found.upright.levels[row]) & (found.across.each == found.across.levels[column])
    )


def _widest(found: Plane, values: np.ndarray, draw: Drawn | None) -> Estimate | None:
    means = found.of("mean")
    if not np.isfinite(means).any():
        return None
    ends = []
    for place in (int(np.nanargmax(means)), int(np.nanargmin(means))):
        row, column = np.unravel_index(place, means.shape)
        ends.append(averages(values[_here(found, int(row), int(column))], axis=0))
    return difference(ends[0] - ends[1], found.kind, draw)


def binned(found: Places, bins: int) -> Places:
    """A factor's values put into equal parts of its range, each at its middle; few levels stay as they are."""
    if found.words is not None or len(found.levels) <= bins:
        return found
    values = np.log(found.each) if found.log else found.each
    low, high = float(values.min()), float(values.max())
    part = np.clip(((values - low) / (high - low) * bins).astype(int), 0, bins - 1)
    middles = low + (np.arange(bins) + 0.5) * (high - low) / bins
    middles = np.exp(middles) if found.log else middles
    return replace(found, each=middles[part], levels=middles[np.unique(part)], binned=True)


def pairs(result: "Result") -> list[tuple[str, str]]:
    """The pairs of factors that a plane can be drawn of, those that tell most first.

    Raises
    ------
    NotPossible : where the design fills no plane
    """
    design, count = result.manifest["design"], len(result.there)
    if len(result.factors) < 2:
        raise NotPossible("a heatmap needs two factors; this sweep has one: draw response, fan or convergence")
    if points.is_lattice(result):
        shown = [name for name in result.factors if len(points.places(result, name).levels) > 1]
        if len(shown) < 2:
            raise NotPossible("a heatmap needs two factors of two levels or more: draw response, fan or convergence")
    elif not points.is_sampled(result):
        raise NotPossible(
            f"a heatmap needs points that fill a plane, which the design {design} does not: draw tornado, response or "
            "fan"
        )
    elif count < FEWEST:
        raise NotPossible(f"a heatmap of a sample needs {FEWEST} points or more; this one has {count}: draw tornado")
    else:
        shown = result.factors
    if len(shown) > MOST_FACTORS:
        shown = ranked(result, shown)[: MOST_FACTORS - 1]
    return list(combinations([name for name in result.factors if name in shown], 2))


def ranked(result: "Result", names: list[str], outcome: str = "") -> list[str]:
    """Factors by how much of an outcome's variance between points they tell by themselves, most first."""
    values = result.outcome(outcome or points.telling(result)).to_numpy()
    defined = np.isfinite(values)
    counts = defined.sum(axis=1)
    there = counts > 0
    means = np.where(defined, values, 0.0).sum(axis=1)[there] / counts[there]
    told = {name: _told(binned(points.places(result, name), 8).each[there], means) for name in names}
    return sorted(names, key=lambda name: -told[name])


def _told(groups: np.ndarray, means: np.ndarray) -> float:
    if not len(means):
        return 0.0
    sizes = [(groups == group) for group in np.unique(groups)]
    return float(sum(here.sum() * (means[here].mean() - means.mean()) ** 2 for here in sizes))


def cell_at(found: Plane, highest: bool) -> Estimate:
    """The cell with the highest, or the lowest, mean."""
    means = found.of("mean")
    place = np.nanargmax(means) if highest else np.nanargmin(means)
    cell: Estimate = found.cells.flat[int(place)]
    return cell
