"""How sure a skill or a mean is, where scores within a block (a state, or a state's origin years) go together.

Whole blocks are drawn with replacement. The interval is of percentiles; with few blocks it is too narrow (with 13, one
of 0.9 holds the truth about 0.85 of the time).

Sources
-------
Efron 1979, doi:10.1214/aos/1176344552; whole blocks: Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414
"""

from typing import cast

import numpy as np

from twochairs.evidence.scoring.scores import skill


def skill_interval(
    score: np.ndarray,
    reference: np.ndarray,
    blocks: np.ndarray,
    level: float = 0.9,
    resamples: int = 2000,
    seed: int = 1,
) -> tuple[float, float]:
    """Interval of the skill 1 - sum(score) / sum(reference).

    Parameters
    ----------
    score, reference : (n,), of two forecasts on the same occasions, in the same unit
    blocks : (n,), label of each occasion's block
    level : probability of the interval, in (0, 1)
    resamples : how many times the blocks are drawn
    seed : of the draws

    Returns
    -------
    lower and upper end, no unit

    Raises
    ------
    ValueError : where `skill` refuses the scores, the shapes differ, there are fewer than two blocks, or a block's
        reference scores do not sum to more than 0
    """
    skill(score, reference)
    above, below = _sums(score, blocks), _sums(reference, blocks)
    if not (below > 0.0).all():
        raise ValueError("a block's reference scores do not sum to more than 0")
    low, high = _ratio_interval(above, below, level, resamples, seed)
    return 1.0 - high, 1.0 - low


def mean_interval(
    values: np.ndarray, blocks: np.ndarray, level: float = 0.9, resamples: int = 2000, seed: int = 1
) -> tuple[float, float]:
    """Interval of the mean of values, each of which counts the same.

    Parameters
    ----------
    values : (n,)
    blocks : (n,), label of each value's block
    level, resamples, seed : as for `skill_interval`

    Returns
    -------
    lower and upper end, in the unit of the values

    Raises
    ------
    ValueError : where a value is not finite, the shapes differ or there are fewer than two blocks
    """
    values = np.asarray(values, float)
    if not np.isfinite(values).all():
        raise ValueError("a value is not finite")
    return _ratio_interval(_sums(values, blocks), _sums(np.ones_like(values), blocks), level, resamples, seed)


def _sums(values: np.ndarray, blocks: np.ndarray) -> np.ndarray:
    """Sum over each block: (blocks,)."""
    values, blocks = np.asarray(values, float), np.asarray(blocks)
    if values.ndim != 1 or values.shape != blocks.shape:
        raise ValueError(f"values {values.shape} do not fit blocks {blocks.shape}")
    labels, place = np.unique(blocks, return_inverse=True)
    if labels.size < 2:
        raise ValueError("an interval needs at least two blocks")
    return np.bincount(place, values)


def _ratio_interval(
    above: np.ndarray, below: np.ndarray, level: float, resamples: int, seed: int
) -> tuple[float, float]:
    """Interval of sum(above) / sum(below) over blocks, which are drawn in pairs."""
    from scipy.stats import bootstrap

    def ratio(top: np.ndarray, bottom: np.ndarray, axis: int) -> np.ndarray:
        return cast("np.ndarray", top.sum(axis=axis) / bottom.sum(axis=axis))

    found = bootstrap(
        (above, below),
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=resamples,
        confidence_level=level,
        method="percentile",
        random_state=np.random.default_rng(seed),
    ).confidence_interval
    return float(found.low), float(found.high)
