"""A mean over runs, with what is known of it."""

import math
from dataclasses import dataclass, replace

import numpy as np

from twochairs.statistics.intervals import Z, interval, spread, student
from twochairs.statistics.kinds import FIXED, NUMBER
from twochairs.statistics.sample import Drawn, Sample, sample

_NONE = math.nan


@dataclass(frozen=True)
class Estimate:
    """A mean over the runs of one point, or of several.

    Attributes
    ----------
    mean : over the runs in which the outcome is defined
    error : its Monte-Carlo standard error; where units do not differ and chance could make them, what the interval
        would be that of; NaN where nothing is known
    low, high : ends of its 95 % interval; NaN where nothing is known
    runs : in which the outcome is defined
    independent : units that the interval rests on: runs, or draws of constants, or points that are a sample
    varied : whether these differ
    """

    mean: float
    error: float
    low: float
    high: float
    runs: int
    independent: int
    varied: bool


NOTHING = Estimate(_NONE, _NONE, _NONE, _NONE, 0, 0, False)


def estimate(values: np.ndarray, kind: str = NUMBER, draw: Drawn | None = None) -> Estimate:
    """The mean of runs that differ by chance, or by chance and the draws of constants.

    Parameters
    ----------
    values : one a run, NaN where there is none
    kind : of twochairs.statistics.kinds
    draw : of each run, where constants were drawn
    """
    return of_sample(sample(values, draw), kind)


def of_sample(found: Sample, kind: str) -> Estimate:
    """The mean of independent units."""
    if not found.count:
        return NOTHING
    low, high = interval(kind, found)
    varied = found.error > 0.0
    error = 0.0 if kind == FIXED else found.error if varied else (high - low) / (2.0 * Z)
    return Estimate(found.mean, error, low, high, int(found.runs.sum()), found.count, varied)


def over_points(
    values: np.ndarray, kind: str, draw: Drawn | None = None, sampled: bool = False, shared: bool = True
) -> Estimate:
    """The mean of some points' runs.

    Parameters
    ----------
    values : shape (point, replicate), NaN where there is none
    kind : of twochairs.statistics.kinds
    draw : of each replicate, where constants were drawn
    sampled : whether the points are a sample themselves, so that what differs between them is chance too; then the
        error is that over points, and that over replicates too where they share their chance. Otherwise it is that
        of the average over points of each replicate, which is right with common random numbers and without
    shared : whether all points share the chance of a replicate; they share the draws in any case
    """
    runs = int(np.isfinite(values).sum())
    if not runs:
        return NOTHING
    if len(values) == 1:
        return estimate(values[0], kind, draw)
    by_replicate = sample(averages(values, axis=0), draw)
    if not sampled:
        found = of_sample(replace(by_replicate, clustered=True), kind)
        return Estimate(found.mean, found.error, found.low, found.high, runs, found.independent, found.varied)
    by_point = sample(averages(values, axis=1))
    error = together(by_point.error, by_replicate.error if shared or draw else _NONE)
    low, high = spread(kind, by_point.mean, error, by_point.count)
    return Estimate(by_point.mean, error, low, high, runs, by_point.count, error > 0.0)


def along(values: np.ndarray, draw: Drawn | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean and ends of its 95 % interval at each place, such as each month of a picture.

    Parameters
    ----------
    values : finite, runs first
    draw : of each run, where constants were drawn

    Returns
    -------
    three arrays of shape (place,); the ends are NaN of one unit, and the mean where no run differs, as at the start
    """
    found = [sample(column, draw) for column in values.T]
    mean = np.array([one.mean for one in found])
    half = np.array([student(one.count - 1) * one.error if one.count > 1 else _NONE for one in found])
    return mean, mean - half, mean + half


def averages(values: np.ndarray, axis: int) -> np.ndarray:
    """Averages over an axis of what is defined; NaN where nothing is."""
    there = np.isfinite(values)
    counts = there.sum(axis=axis)
    sums = np.where(there, values, 0.0).sum(axis=axis)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def together(first: float, second: float) -> float:
    """Two independent errors as one; one that is not known counts for nothing."""
    known = [error for error in (first, second) if math.isfinite(error)]
    return math.hypot(*known) if known else _NONE
