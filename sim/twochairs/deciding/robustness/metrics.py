"""What an outcome's means in each world come to, and which of lever settings is better by it.

Source
------
McPhail, C., Maier, H. R., Kwakkel, J. H., Giuliani, M., Castelletti, A., Westra, S. (2018): Robustness metrics: How
are they calculated, when should they be used and why do they give different results? Earth's Future 6, 169-191
"""

from collections.abc import Callable

import numpy as np

from twochairs.experiment.asked import Objective
from twochairs.experiment.over_worlds import (
    BEST,
    HURWICZ,
    MEAN,
    QUANTILE,
    REGRET,
    SATISFIED,
    SPREAD,
    WORST,
    Summary,
)
from twochairs.experiment.read_off import Comparison, comparison_of

SIGNS: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip
AGREEING = (
    *(Summary(kind) for kind in (MEAN, WORST, BEST)),
    Summary(QUANTILE, 0.1), Summary(REGRET, 1.0), Summary(REGRET, 0.9), Summary(HURWICZ, 0.5), Summary(SPREAD),
)  # fmt: skip
"""Summaries by which lever settings are ranked, to see whether they agree."""


def summarised(means: np.ndarray, of: Summary, sign: float, best: np.ndarray | None = None) -> np.ndarray:
    """One number of each setting, shape (..., settings).

    Parameters
    ----------
    means : of the outcome in each world, shape (..., settings, worlds); of `satisfied` whether it holds there, 0 or 1
    of : the summary
    sign : 1 where the outcome is to be high, -1 where it is to be low
    best : what regret is behind of, shape (..., worlds); the best of these settings in the same world unless given
    """
    if of.kind in (MEAN, SATISFIED):
        return np.asarray(means.mean(axis=-1))
    if of.kind == SPREAD:
        return np.asarray(means.std(axis=-1, ddof=min(1, means.shape[-1] - 1)))
    if of.kind == QUANTILE:
        return np.asarray(np.quantile(means, of.share, axis=-1))
    if of.kind == REGRET:
        most = (sign * means).max(axis=-2) if best is None else sign * best
        return np.asarray(np.quantile(most[..., None, :] - sign * means, of.share, axis=-1))
    worst, finest = (sign * end(sign * means, axis=-1) for end in (np.min, np.max))
    share = {WORST: 1.0, BEST: 0.0}.get(of.kind, of.share)
    return np.asarray(share * worst + (1.0 - share) * finest)


def better(of: Summary, sign: float) -> float:
    """1 where a high number of the summary is better, -1 where a low one is."""
    return -1.0 if of.kind in (SPREAD, REGRET) else sign


def held(means: np.ndarray, comparison: Comparison) -> np.ndarray:
    """Whether a comparison holds of means, 0 or 1."""
    return SIGNS[comparison.sign](means, comparison.number).astype(float)


def of_objective(means: np.ndarray, one: Objective, best: np.ndarray | None = None) -> np.ndarray:
    """What an objective comes to at each setting, as `summarised`."""
    comparison = comparison_of(one.text) if one.summary.kind == SATISFIED else None
    taken = means if comparison is None else held(means, comparison)
    return summarised(taken, one.summary, one.sign, best)


def to_be_low(values: np.ndarray, one: Objective) -> np.ndarray:
    """The same as a number to be as low as can be, in steps of the smallest difference that matters."""
    low = -better(one.summary, one.sign) * values
    return np.asarray(np.round(low / one.least) if one.least else low)
