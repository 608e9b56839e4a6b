"""How much of an outcome's variance lies between draws of the rules' constants, and how much is chance."""

import math

import numpy as np

from twochairs.statistics.sample import total

PARAMETER_SHARE = "parameter_share"
"""Column of a summary, where there are draws."""


def parameter_share(values: np.ndarray, draw: np.ndarray) -> float:
    """Share of the variance of an outcome that lies between draws: Var(E[value | draw]) / Var(value), in [0, 1].

    Chance is nested in draws, every run having its own. The variance between draws is the mean product of two runs of
    one draw, less that of two runs of different draws, values taken from their mean; what runs of one draw scatter by
    is not in it. Where every draw has as many runs, this is the estimator of the one-way analysis of variance,
    (mean square of draws - mean square within) / runs a draw.

    Parameters
    ----------
    values : one a run; runs where it is not finite are left out
    draw : number of each run's draw, the same shape as values

    Returns
    -------
    the share, without unit; NaN where fewer than two draws have two runs, or nothing varies

    Source
    ------
    Searle, S. R., Casella, G., McCulloch, C. E. (1992): Variance components. Wiley, chapter 3
    """
    there = np.isfinite(values)
    found, draw = values[there], draw[there]
    runs = len(found)
    if not runs or found.min() == found.max():
        return math.nan
    centred = found - total(found) / runs
    squares, all_pairs = total(centred * centred), total(centred) ** 2
    groups = [centred[draw == one] for one in np.unique(draw)]
    of_draw, alike = total(total(group) ** 2 for group in groups), sum(len(group) ** 2 for group in groups)
    same, apart = alike - runs, runs * runs - alike
    if same <= 0 or apart <= 0:
        return math.nan
    elsewhere = (all_pairs - of_draw) / apart
    between, whole = (of_draw - squares) / same - elsewhere, squares / runs - elsewhere
    if not whole > 0.0:
        return math.nan
    return min(1.0, max(0.0, between / whole))
