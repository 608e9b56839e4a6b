"""Whether the highest and the lowest of many means can be told apart, however many there were to choose from."""

import numpy as np

from twochairs.statistics.estimate import averages

_SHUFFLES, _SEED = 199, 20220224
_LEVEL = 0.05


def range_chance(values: np.ndarray, seed: int = _SEED) -> float:
    """Probability that chance alone puts the highest mean as far above the lowest as they are: a test by shuffling.

    Of replicates whose chance all cells share, each one's values are shuffled over the cells: where cells are alike,
    which cell has which is an accident. As the whole range is looked at, having chosen its ends is allowed for.

    Parameters
    ----------
    values : shape (cell, replicate); NaN where there is none
    seed : of the shuffling, so that the same values give the same answer

    Returns
    -------
    in (0, 1]; the least is 1 / 200

    Source
    ------
    Good, P. (2005): Permutation, parametric and bootstrap tests of hypotheses, 3rd ed. Springer, chapters 3 and 7
    """
    values = values[np.isfinite(values).any(axis=1)]
    whole, rng = _range(values), np.random.default_rng(seed)
    as_far = sum(_range(rng.permuted(values, axis=0)) >= whole - 1e-12 for _ in range(_SHUFFLES))
    return (1 + as_far) / (1 + _SHUFFLES)


def told_apart(values: np.ndarray) -> bool:
    """Whether the highest and the lowest mean differ by more than chance, 95 %.

    Parameters
    ----------
    values : shape (cell, replicate); NaN where there is none. Where no cell has two values that differ, any
        difference between cells counts: chance does nothing, or nothing says what it does
    """
    if not _range(values) > 1e-12:
        return False
    there = values[np.isfinite(values).any(axis=1)]
    return bool((np.nanmin(there, axis=1) == np.nanmax(there, axis=1)).all()) or range_chance(values) < _LEVEL


def sample_apart(values: np.ndarray, cell: np.ndarray, seed: int = _SEED) -> bool:
    """The same of points that are a sample: which cell a point lies in is what is shuffled.

    Parameters
    ----------
    values : mean of each point, NaN where there is none, shape (point,)
    cell : number of the cell that each lies in, shape (point,)
    """
    there = np.isfinite(values)
    values, cell, rng = values[there], cell[there], np.random.default_rng(seed)
    if not len(values):
        return False
    known, places = np.unique(cell, return_inverse=True)
    counts = np.bincount(places, minlength=len(known))

    def spread(of: np.ndarray) -> float:
        return float(np.ptp(np.bincount(places, of, minlength=len(known)) / counts))

    whole = spread(values)
    if not whole > 1e-12:
        return False
    as_far = sum(spread(rng.permutation(values)) >= whole - 1e-12 for _ in range(_SHUFFLES))
    return (1 + as_far) / (1 + _SHUFFLES) < _LEVEL


def _range(values: np.ndarray) -> float:
    means = averages(values, axis=1)
    return float(np.nanmax(means) - np.nanmin(means)) if np.isfinite(means).any() else 0.0
