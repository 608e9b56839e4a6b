"""Means of differences between runs that share their chance."""

import math

import numpy as np

from twochairs.statistics.estimate import NOTHING, Estimate, of_sample
from twochairs.statistics.intervals import UNKNOWN, Ends, Z, effective, of_part
from twochairs.statistics.kinds import COUNT, FRACTION, PART, SHARE, WHOLE
from twochairs.statistics.sample import Drawn, Sample, sample

_HALVINGS = 60


def difference(values: np.ndarray, kind: str, draw: Drawn | None = None) -> Estimate:
    """The mean difference of pairs.

    Parameters
    ----------
    values : second less first, one a pair, NaN where one of the two is not defined
    kind : of the outcome that differs
    draw : of each pair, where constants were drawn
    """
    return of_pairs(sample(values, draw), kind, np.asarray(values, dtype=float))


def of_pairs(found: Sample, kind: str, values: np.ndarray) -> Estimate:
    """The same of independent units.

    Parameters
    ----------
    values : the differences that the units are means of
    """
    if not found.count:
        return NOTHING
    if kind == PART:
        low, high = of_parts(found.mean, found.error, found.count)
        error = found.error if found.error > 0.0 else math.nan
        return Estimate(found.mean, error, low, high, int(found.runs.sum()), found.count, found.error > 0.0)
    if kind != SHARE:
        return of_sample(found, WHOLE if kind in (COUNT, FRACTION) else kind)
    low, high = _of_shares(found, values[np.isfinite(values)])
    error = found.error if found.error > 0.0 else (high - low) / (2.0 * Z)
    return Estimate(found.mean, error, low, high, int(found.runs.sum()), found.count, found.error > 0.0)


def of_parts(mean: float, error: float, units: int) -> Ends:
    """Ends for a mean difference of parts, in [-1, 1]: half of it above a half is a part itself."""
    low, high = of_part((1.0 + mean) / 2.0, error / 2.0, units)
    return 2.0 * low - 1.0, 2.0 * high - 1.0


def _of_shares(found: Sample, values: np.ndarray) -> Ends:
    ups, downs = float(np.maximum(values, 0.0).mean()), float(np.maximum(-values, 0.0).mean())
    if not found.clustered:
        return of_shares(ups, downs, found.count)
    if found.count < 2:
        return UNKNOWN
    return of_shares(ups, downs, effective(ups + downs - (ups - downs) ** 2, found.error, found.count))


def of_shares(ups: float, downs: float, pairs: float) -> Ends:
    """Ends of the 95 % interval of a difference of two shares of the same pairs, in [-1, 1]: Tango's score interval.

    Parameters
    ----------
    ups, downs : share of pairs in which the second is so and the first is not, and the other way round
    pairs : how many, which need not be a whole number

    Source
    ------
    Tango, T. (1998): Equivalence test and confidence interval for the difference in proportions for the paired-sample
    design. Statistics in Medicine 17, 891-908
    """
    return _end(ups, downs, pairs, -1.0), _end(ups, downs, pairs, 1.0)


def _end(ups: float, downs: float, pairs: float, limit: float) -> float:
    """Where the score is as large as it may be, between the difference seen and -1 or 1."""
    inside, outside = ups - downs, limit
    if inside == limit:
        return limit
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2.0
        if abs(_score(ups, downs, pairs, middle)) < Z:
            inside = middle
        else:
            outside = middle
    return inside


def _score(ups: float, downs: float, pairs: float, apart: float) -> float:
    """How far the difference seen is from one that is supposed, in standard errors under the latter."""
    middle = (2.0 - ups + downs) * apart - ups - downs
    root = middle * middle + 8.0 * downs * apart * (1.0 - apart)
    fewer = (math.sqrt(max(0.0, root)) - middle) / 4.0
    variance = 2.0 * fewer + apart * (1.0 - apart)
    return (ups - downs - apart) * math.sqrt(pairs / variance) if variance > 0.0 else math.inf
