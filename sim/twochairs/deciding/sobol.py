"""Sobol' indices of a mean over chance, from runs in which chance plays its part.

Every run of a point differs from its mean by chance. Averaged over replicates some of that is left in the mean, and a
variance of means, or a squared difference of two, holds it. How much is left, the replicates themselves say; it is
taken off where it stands. A factor that does nothing then has an index of 0, and not of what chance makes.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.jackknife import Uncertain, without_one
from twochairs.deciding.split import Split

_FLOOR = 1.6448536269514722
"""Standard errors below which 95 % of a normal distribution lie."""


@dataclass(frozen=True)
class Indices:
    """What factors explain of the variance of an outcome's mean over chance.

    Attributes
    ----------
    split : of the variance of a single run
    first : share of the variance that each factor explains alone, shape (factors,)
    whole : share that each explains with all its interactions, shape (factors,)
    floor : what chance alone gives, of first and of whole: 95 % of factors that do nothing stay below
    """

    split: Split
    first: Uncertain
    whole: Uncertain
    floor: tuple[float, float]

    @property
    def clear(self) -> np.ndarray:
        """Which factors are told from one that does nothing, shape (factors,)."""
        floors = zip((self.first, self.whole), self.floor, strict=True)
        clear: np.ndarray = np.any([index.low > max(0.0, floor) for index, floor in floors], axis=0)
        return clear


def indices(values: np.ndarray, group: np.ndarray, confidence: float) -> Indices:
    """First-order and total indices of every factor.

    Parameters
    ----------
    values : of each run, shape (rows, factors + 2, replicates): of each row its first point, that with one factor after
        the other as its last point has it, and its last; every point with chance of its own
    group : number of the group of each row; groups are independent of each other
    confidence : of the intervals

    Source
    ------
    Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M., Tarantola, S. (2010): Variance based sensitivity
    analysis of model output. Computer Physics Communications 181, 259-270, for the first-order index; Jansen, M. J. W.
    (1999): Analysis of variance designs for model output. Computer Physics Communications 117, 35-43, for the total
    """
    replicates = values.shape[2]
    moments, factors = _moments(values), values.shape[1] - 2

    def of(sums: np.ndarray) -> np.ndarray:
        return _estimates(sums, factors, replicates)

    found = without_one(moments, group, of, confidence)
    parts = [Uncertain(found.value[part], found.half[part]) for part in _parts(factors)]
    split = Split(parts[0], float(moments[:, 4:6].mean()))
    return Indices(split, parts[1], parts[2], _floor(values, float(parts[0].value)))


def _parts(factors: int) -> tuple[int, slice, slice]:
    """Places of the variance, the first-order and the total indices among the estimates."""
    return 0, slice(1, 1 + factors), slice(1 + factors, 1 + 2 * factors)


def _moments(values: np.ndarray) -> np.ndarray:
    """What the means of the estimators are taken of, shape (rows, moments)."""
    means = values.mean(axis=2)
    noise = values.var(axis=2, ddof=1) if values.shape[2] > 1 else np.zeros_like(means)
    first, last = means[:, :1], means[:, -1:]
    moved = means[:, 1:-1] - first
    ends = [first, last, first**2, last**2, noise[:, :1], noise[:, -1:]]
    return np.hstack([*ends, moved, last * moved, moved**2, noise[:, 1:-1]])


def _estimates(mean: np.ndarray, factors: int, replicates: int) -> np.ndarray:
    """Variance, first-order and total indices from means of the moments, whose last dimension they are along."""
    first, last, first_squared, last_squared, of_first, of_last = np.moveaxis(mean[..., :6], -1, 0)
    moved, product, squared, noise = np.split(mean[..., 6:], 4, axis=-1)
    centre = (first + last) / 2
    variance = (first_squared + last_squared) / 2 - centre**2 - (of_first + of_last) / 2 / replicates
    alone = product - centre[..., None] * moved
    whole = squared / 2 - (of_first[..., None] + noise) / 2 / replicates
    with np.errstate(divide="ignore", invalid="ignore"):  # of what does not vary there are no shares
        shares = np.concatenate([alone, whole], axis=-1) / variance[..., None]
    return np.concatenate([variance[..., None], shares], axis=-1)


def _floor(values: np.ndarray, variance: float) -> tuple[float, float]:
    """Indices below which 95 % of factors that do nothing stay: such a factor's points are those without it, run again.

    Its first-order and total index are means over rows of products of what chance leaves in the means of two points,
    which are independent; the variances of such products are known whatever chance is like.
    """
    rows, _, replicates = values.shape
    if replicates < 2 or not variance > 0.0:
        return 0.0, 0.0
    own, means = values[:, 0], values.mean(axis=2)
    around = means[:, -1] - (means[:, 0].mean() + means[:, -1].mean()) / 2
    first = (around**2 * own.var(axis=1, ddof=1)).sum() * 2 / replicates
    whole = max(0.0, _squared_variance(own).sum()) * (1 / (replicates - 1) + 1 / replicates) / replicates
    return float(_FLOOR * first**0.5 / rows / variance), float(_FLOOR * whole**0.5 / rows / variance)


def _squared_variance(runs: np.ndarray) -> np.ndarray:
    """Unbiased estimates of the squared variance of chance, from runs of shape (points, replicates).

    The mean of (a - b)^2 (c - d)^2 / 4 over four different runs; of two or three, what is right for normal chance.
    """
    n = runs.shape[1]
    apart = runs - runs.mean(axis=1, keepdims=True)
    squares, fourths = (apart**2).sum(axis=1), (apart**4).sum(axis=1)
    if n < 4:
        return np.asarray(squares**2 / (n - 1) / (n + 1))
    fours = n * (n - 1) * (n - 2) * (n - 3)
    return np.asarray(((n * n - 3 * n + 3) * squares**2 - n * (n - 1) * fourths) / fours)
