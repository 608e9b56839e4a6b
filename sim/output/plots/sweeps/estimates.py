"""Means over runs with their Monte-Carlo errors and 95 % intervals."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from sim.output.sweep_result import SweepResult

Z = 1.959963984540054
"""Half the width of a 95 % interval, in standard errors."""


@dataclass(frozen=True)
class Estimate:
    """A mean over the runs of one point, or of several.

    Attributes
    ----------
    mean : over the runs in which the outcome is defined
    error : its Monte-Carlo standard error
    low, high : ends of its 95 % interval; of a share of runs that of Wilson, which is not empty at 0 or 1
    q05, q95 : quantiles over the runs
    runs : how many there are
    """

    mean: float
    error: float
    low: float
    high: float
    q05: float
    q95: float
    runs: int


_NONE = float("nan")
NOTHING = Estimate(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, 0)


def is_probability(result: SweepResult, values: np.ndarray, text: str) -> bool:
    """Whether an outcome says of every run that something happened or did not: 0 or 1."""
    defined = values[np.isfinite(values)]
    return bool(result.outcomes[text] == "1" and len(defined) and np.isin(defined, (0.0, 1.0)).all())


def estimate(values: np.ndarray, probability: bool, sampled: bool = False, shared: bool = True) -> Estimate:
    """The mean of some points' runs.

    Parameters
    ----------
    values : shape (point, replicate), NaN where there is none
    probability : whether they are 0 or 1
    sampled : whether the points are a sample themselves, so that what differs between them is chance too; then the
        error is that over points, and that over replicates too where they share their chance. Otherwise it is that
        of the average over points of each replicate, which is right with common random numbers and without
    shared : whether all points share the chance of a replicate
    """
    defined = values[np.isfinite(values)]
    if not len(defined):
        return NOTHING
    units = averages(values, axis=1) if sampled and len(values) > 1 else averages(values, axis=0)
    mean = float(units.mean())
    error = error_of_mean(units)
    if sampled and shared and len(values) > 1:
        error = together(error, error_of_mean(averages(values, axis=0)))
    if probability:
        low, high = wilson(mean, _effective(mean, error, len(units), len(defined)))
    else:
        half = float(stdtrit(len(units) - 1, 0.975)) * error if len(units) > 1 else float("nan")
        low, high = mean - half, mean + half
    q05, q95 = (float(q) for q in np.quantile(defined, (0.05, 0.95)))
    return Estimate(mean, error, low, high, q05, q95, len(defined))


def error_of_mean(units: np.ndarray) -> float:
    """Standard error of the mean of independent numbers; NaN of one."""
    return float(units.std(ddof=1) / len(units) ** 0.5) if len(units) > 1 else float("nan")


def together(first: float, second: float) -> float:
    """Two independent errors as one; one that is not known counts for nothing."""
    known = [error for error in (first, second) if np.isfinite(error)]
    return float(np.sqrt(np.sum(np.square(known)))) if known else float("nan")


def averages(values: np.ndarray, axis: int) -> np.ndarray:
    """Averages over an axis of what is defined; where nothing is, there is none."""
    there = np.isfinite(values)
    counts = there.sum(axis=axis)
    sums = np.where(there, values, 0.0).sum(axis=axis)
    return np.asarray(sums[counts > 0] / counts[counts > 0])


def _effective(mean: float, error: float, units: int, runs: int) -> float:
    """How many independent runs would have this error."""
    if not error > 0.0:
        return units
    return min(max(mean * (1.0 - mean) / error**2, 1.0), runs)


def wilson(share: float, runs: float) -> tuple[float, float]:
    """Ends of Wilson's 95 % interval of a share of runs."""
    centre = share + Z**2 / (2 * runs)
    half = Z * (share * (1 - share) / runs + Z**2 / (4 * runs**2)) ** 0.5
    scale = 1 + Z**2 / runs
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
