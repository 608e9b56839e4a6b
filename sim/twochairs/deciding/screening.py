"""First-order indices from any sample: which factors matter most, at little cost and not to the last hundredth.

Points are put into bins of a factor; what bins differ by is what the factor explains alone. Points within a bin say
what bins would differ by without it, unless the sample spreads other factors evenly over bins. Different replicates of
the same points, multiplied, leave no chance in a variance, be it shared by the points or not.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.jackknife import Uncertain, spread_of
from twochairs.deciding.split import Split

BLOCKS = 16
"""Parts of a sample that are left out in turn."""
_DUMMIES = 200


@dataclass(frozen=True)
class Screening:
    """What factors explain alone of the variance of an outcome's mean over chance.

    Attributes
    ----------
    split : of the variance of a single run
    first : share that each explains alone, shape (factors,)
    floor : 95 % of factors that do nothing stay below
    """

    split: Split
    first: Uncertain
    floor: float

    @property
    def clear(self) -> np.ndarray:
        """Which factors are told from one that does nothing, shape (factors,)."""
        return np.asarray(self.first.low > max(0.0, self.floor))


@dataclass(frozen=True)
class Sample:
    """How points were laid out.

    Attributes
    ----------
    places : value of each factor at each point as a number, shape (points, factors)
    even : whether each bin of a factor has the others' values spread evenly, as in a sequence of Sobol'
    shared : whether points share the chance of each replicate
    """

    places: np.ndarray
    even: bool = False
    shared: bool = False


def screened(values: np.ndarray, sample: Sample, confidence: float, seed: int) -> Screening:
    """First-order indices by what bins of each factor differ by.

    Parameters
    ----------
    values : of each run, shape (points, replicates); three replicates at least where points share their chance
    confidence : of the intervals, by a jackknife of blocks of points, and of replicates where these are shared
    seed : of the factors that do nothing

    Source
    ------
    Searle, S. R., Casella, G., McCulloch, C. E. (1992): Variance components. Wiley, chapter 3, for bins as groups
    """
    bins = np.stack([binned(column) for column in sample.places.T], axis=1)
    block = np.arange(len(values)) % BLOCKS
    whole = _estimates(values, bins, sample.even)
    left = [_estimates(values[block != one], bins[block != one], sample.even) for one in range(BLOCKS)]
    half = spread_of(np.array(left), confidence)
    replicates = values.shape[1]
    if sample.shared and replicates > 1:
        fewer = [_estimates(np.delete(values, one, axis=1), bins, sample.even) for one in range(replicates)]
        half = np.hypot(half, spread_of(np.array(fewer), confidence))
    noise = float(values.var(axis=1, ddof=1).mean()) if replicates > 1 else 0.0
    floor = _floor(values, bins, sample.even, seed)
    return Screening(Split(Uncertain(whole[0], half[0]), noise), Uncertain(whole[1:], half[1:]), floor)


def binned(place: np.ndarray) -> np.ndarray:
    """The bin of each point: its level where there are few, else bins of as many points each."""
    count = max(8, round(1.5 * len(place) ** (1 / 3)))
    levels, level = np.unique(place, return_inverse=True)
    if len(levels) <= count:
        return np.asarray(level)
    return np.asarray(place.argsort(kind="stable").argsort(kind="stable") * count // len(place))


def _estimates(values: np.ndarray, bins: np.ndarray, even: bool) -> np.ndarray:
    """The variance of points, and the share of it that each factor explains, shape (1 + factors,)."""
    means = values.mean(axis=1, keepdims=True)
    columns = np.hstack([means, values - means])
    weights = np.full(columns.shape[1], -1.0 / max(1, values.shape[1] * (values.shape[1] - 1)))
    weights[0] = 1.0  # what two different replicates have in common: that of their mean, less that of what is apart
    columns = columns - columns.mean(axis=0)
    total = float((columns**2).sum(axis=0) @ weights)
    shares = [_between(columns, weights, total, bin_of, even) for bin_of in bins.T]
    variance = total / (len(values) - 1)
    return np.array([variance, *(share / variance for share in shares)])


def _between(columns: np.ndarray, weights: np.ndarray, total: float, bin_of: np.ndarray, even: bool) -> float:
    """The variance of what bins are about, by the analysis of variance."""
    counts = np.bincount(bin_of)
    there = counts > 0
    sums = np.stack([np.bincount(bin_of, weights=column) for column in columns.T], axis=1)[there]
    counts = counts[there]
    between = float(((sums**2) / counts[:, None]).sum(axis=0) @ weights)
    bins, points = len(counts), len(columns)
    if bins < 2 or bins == points:
        return 0.0
    if even:
        return between / points
    size = (points - (counts**2).sum() / points) / (bins - 1)
    return float((between / (bins - 1) - (total - between) / (points - bins)) / size)


def _floor(values: np.ndarray, bins: np.ndarray, even: bool, seed: int) -> float:
    """What a factor that does nothing seldom exceeds: the points in bins that they were dealt into by lot."""
    drawing = np.random.default_rng(seed)
    dealt = np.stack([drawing.permutation(bins[:, 0]) for _ in range(_DUMMIES)], axis=1)
    return float(np.quantile(_estimates(values, dealt, even)[1:], 0.95))
