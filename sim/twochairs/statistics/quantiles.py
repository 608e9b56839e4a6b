"""Quantiles over runs, and what is known of them."""

import math
from collections.abc import Sequence

import numpy as np

from twochairs.statistics.intervals import Ends, effective
from twochairs.statistics.sample import Drawn, sample

_HALVINGS = 60


def quantile(ordered: Sequence[float] | np.ndarray, share: float) -> float:
    """The value below which a share lies, on a straight line between the two nearest; NaN of none.

    Parameters
    ----------
    ordered : from the smallest; infinite at the end for what did not come as long as anybody looked
    """
    if not len(ordered):
        return math.nan
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    if place == below or ordered[above] == ordered[below]:
        return float(ordered[below])
    return float(ordered[below] + (ordered[above] - ordered[below]) * (place - below))


def quantile_interval(values: np.ndarray, share: float, draw: Drawn | None = None) -> Ends:
    """Ends of the 95 % interval of a quantile, between order statistics; infinite where runs are too few for an end.

    Parameters
    ----------
    values : one a run; NaN where there is none, infinite for what did not come as long as anybody looked
    share : of runs below it, in (0, 1)
    draw : of each run, where constants were drawn; then the share of runs below the quantile is
        as uncertain as draws differ in it

    Source
    ------
    Hutson, A. D. (1999): Calculating nonparametric confidence intervals for quantiles using fractional order
    statistics. Journal of Applied Statistics 26, 343-353; Woodruff, R. S. (1952): Confidence intervals for medians and
    other position measures. Journal of the American Statistical Association 47, 635-646
    """
    there = ~np.isnan(values)
    ordered = np.sort(np.asarray(values, dtype=float)[there])
    runs = len(ordered)
    if not runs:
        return math.nan, math.nan
    units = float(runs)
    if draw is not None:
        below = sample((values[there] <= quantile(ordered, share)).astype(float), draw.where(there))
        if below.count < 2:
            return math.nan, math.nan
        units = min(units, effective(share * (1.0 - share), below.error, below.count, unseen=0.0))
    low, high = (_order(units, share, side) * (runs + 1) / (units + 1) for side in (0.975, 0.025))
    return _between(ordered, low), _between(ordered, high)


KEPT = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of runs below the quantiles that a sweep keeps of a series."""


def median_interval(kept: np.ndarray, units: int) -> Ends:
    """Ends of the 95 % interval of a median of which only a few quantiles are kept, on straight lines between these.

    Parameters
    ----------
    kept : quantiles at the shares of KEPT
    units : independent ones

    Returns
    -------
    low and high; NaN where units are too few, or the runs do not differ
    """
    first = _order(float(units), 0.5, 0.975)
    low, high = first / (units + 1), 1.0 - first / (units + 1)
    if first < 1.0 or low < KEPT[0] or not kept[0] < kept[-1]:
        return math.nan, math.nan
    return float(np.interp(low, KEPT, kept)), float(np.interp(high, KEPT, kept))


def _order(units: float, share: float, side: float) -> float:
    """The fractional order statistic that lies below the quantile with a probability."""
    from scipy.special import betainc

    low, high = 0.0, units + 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if betainc(middle, units + 1.0 - middle, share) > side:
            low = middle
        else:
            high = middle
    return low


def _between(ordered: np.ndarray, order: float) -> float:
    """The value at a fractional order, from 1 on; infinite below the first and above the last."""
    if not 1.0 <= order <= len(ordered):
        return -math.inf if order < 1.0 else math.inf
    return quantile(ordered, (order - 1.0) / max(1, len(ordered) - 1))
