"""How much of an outcome's variance lies between draws of the rules' constants, and how much is chance."""

import math
from collections.abc import Iterable

import numpy as np

SHARE = "parameter_share"
"""Column of a summary, where there are draws."""


def parameter_share(values: np.ndarray, draw: np.ndarray, chance: np.ndarray) -> float:
    """Share of the variance of an outcome that lies between draws: Var(E[value | draw]) / Var(value), in [0, 1].

    Draws and chance are crossed, every draw seeing the same chance. The variance between draws is the mean product of
    two runs of one draw, less that of two runs which share neither draw nor chance, values taken from their mean; that
    needs no complete table. Where it is complete, this is the estimator of the two-way analysis of variance,
    (mean square of draws - mean square of the rest) / runs a draw. That of the one-way analysis would come out too
    low: what draws share in chance adds nothing to the spread of their means.

    Parameters
    ----------
    values : one a run; runs where it is not finite are left out
    draw, chance : numbers of each run's draw and of its chance, the same shape as values

    Returns
    -------
    the share, without unit; NaN where fewer than two draws have two runs, or nothing varies

    Source
    ------
    Searle, S. R., Casella, G., McCulloch, C. E. (1992): Variance components. Wiley, chapters 4 and 5
    """
    there = np.isfinite(values)
    found, draw, chance = values[there], draw[there], chance[there]
    runs = len(found)
    if not runs:
        return math.nan
    centred = found - _total(found) / runs
    squares, all_pairs = _total(centred * centred), _total(centred) ** 2
    of_draw, alike = _grouped(centred, draw)
    of_chance, at_once = _grouped(centred, chance)
    same, apart = alike - runs, runs * runs - alike - at_once + runs
    if same <= 0 or apart <= 0:
        return math.nan
    elsewhere = (all_pairs - of_draw - of_chance + squares) / apart
    between, total = (of_draw - squares) / same - elsewhere, squares / runs - elsewhere
    if not total > 0.0:
        return math.nan
    return min(1.0, max(0.0, between / total))


def _grouped(values: np.ndarray, group: np.ndarray) -> tuple[float, int]:
    """Sum of the squares of the groups' sums, and of their sizes."""
    parts = [values[group == one] for one in np.unique(group)]
    return _total(_total(part) ** 2 for part in parts), sum(len(part) ** 2 for part in parts)


def _total(values: Iterable[float]) -> float:
    """The sum rounded once, so that no order and no version of NumPy decides its last bit."""
    return math.fsum(values)
