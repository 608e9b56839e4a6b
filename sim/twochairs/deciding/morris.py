"""Elementary effects of Morris, beside what chance alone would make of them.

The mean of effects without their sign never has chance cancel: a factor that does nothing gets what chance moves a
difference by. How much that is, the replicates say.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.jackknife import Uncertain, student

_HALF_NORMAL = (2.0 / np.pi) ** 0.5
"""Mean size of what is normal about 0, in its standard deviations."""


@dataclass(frozen=True)
class Effects:
    """Elementary effects of each factor, each brought to the whole range of the factor.

    Attributes
    ----------
    mean : over trajectories, shape (factors,)
    size : mean of the effects without their sign, shape (factors,)
    spread : standard deviation over trajectories, which is interaction, curvature and chance, shape (factors,)
    floor : of size, what chance alone gives, shape (factors,)
    """

    mean: Uncertain
    size: Uncertain
    spread: np.ndarray
    floor: np.ndarray

    @property
    def clear(self) -> np.ndarray:
        """Which factors are told from one that does nothing, shape (factors,)."""
        return np.asarray(self.size.low > self.floor)


def effects(changes: np.ndarray, confidence: float) -> Effects:
    """Mean, size and spread of elementary effects.

    Parameters
    ----------
    changes : of each replicate, brought to the whole range of its factor, shape (trajectories, factors, replicates);
        NaN where a factor did not move on the way
    confidence : of the intervals, over trajectories

    Source
    ------
    Morris, M. D. (1991): Factorial sampling plans for preliminary computational experiments. Technometrics 33, 161-174;
    Campolongo, F., Cariboni, J., Saltelli, A. (2007): An effective screening design for sensitivity analysis of large
    models. Environmental Modelling & Software 22, 1509-1518, for the size
    """
    replicates = changes.shape[2]
    each = changes.mean(axis=2)
    count = np.isfinite(each).sum(axis=0)
    error = np.nanvar(changes, axis=2, ddof=1) / replicates if replicates > 1 else np.zeros_like(each)
    floor = _HALF_NORMAL * np.nanmean(error, axis=0) ** 0.5
    spread = np.nanstd(each, axis=0, ddof=1)
    return Effects(_over(each, count, confidence), _over(np.abs(each), count, confidence), spread, floor)


def _over(each: np.ndarray, count: np.ndarray, confidence: float) -> Uncertain:
    """Means over trajectories."""
    width = np.array([student(one - 1, confidence) / one**0.5 for one in count.tolist()])
    return Uncertain(np.nanmean(each, axis=0), width * np.nanstd(each, axis=0, ddof=1))
