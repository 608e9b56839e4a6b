"""How far an estimate would move with other groups of points, from what it is without each of them in turn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Uncertain:
    """Numbers with half the widths of their intervals.

    Attributes
    ----------
    value, half : of the same shape
    """

    value: np.ndarray
    half: np.ndarray

    @property
    def low(self) -> np.ndarray:
        """Lower ends."""
        return np.asarray(self.value - self.half)

    @property
    def high(self) -> np.ndarray:
        """Upper ends."""
        return np.asarray(self.value + self.half)


def without_one(
    moments: np.ndarray, group: np.ndarray, estimate: Callable[[np.ndarray], np.ndarray], confidence: float
) -> Uncertain:
    """An estimate made of means, of shape (estimates,).

    Parameters
    ----------
    moments : what the means are taken of, shape (rows, moments)
    group : number of each row's group; groups are independent of each other
    estimate : of means of shape (..., moments), numbers of shape (..., estimates)
    confidence : of the intervals

    Source
    ------
    Tukey, J. W. (1958): Bias and confidence in not quite large samples (abstract). Annals of Mathematical Statistics
    29, 614; by groups, with Student's t of one degree less than there are
    """
    place = np.unique(group, return_inverse=True)[1]
    sums = np.stack([np.bincount(place, weights=column) for column in moments.T], axis=-1)
    counts = np.bincount(place)[:, None]
    whole = estimate(sums.sum(axis=0) / counts.sum())
    left = estimate((sums.sum(axis=0) - sums) / (counts.sum() - counts))
    return Uncertain(whole, spread_of(left, confidence))


def spread_of(left: np.ndarray, confidence: float) -> np.ndarray:
    """Half the widths of intervals, from estimates without each of some independent groups, shape (groups, ...)."""
    groups = len(left)
    error = np.sqrt((groups - 1) / groups * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
    return np.asarray(student(groups - 1, confidence) * error)


def student(degrees: int, confidence: float) -> float:
    """Half the width of an interval in standard errors, by Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1.0 + confidence) / 2.0))
