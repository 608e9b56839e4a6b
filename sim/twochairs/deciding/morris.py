"""Elementary effects of Morris, beside what chance alone would make of them.

The mean of effects without their sign never has chance cancel: a factor that does nothing gets what chance moves a
difference by. How much that is, the replicates say.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.jackknife import Uncertain, spread_of, without_one

_HALF_NORMAL = (2.0 / np.pi) ** 0.5
"""Mean size of what is normal about 0, in its standard deviations."""


@dataclass(frozen=True)
class Effects:
    """Elementary effects of each factor, each brought to the whole range of the factor; NaN of one that never moved.

    Attributes
    ----------
    mean : over trajectories, shape (factors,)
    size : mean of the effects without their sign, shape (factors,)
    floor : of size, what chance alone gives, shape (factors,)
    above : how much larger than that size is, both being uncertain, shape (factors,)
    spread : standard deviation over trajectories, which is interaction, curvature and chance, shape (factors,)
    """

    mean: Uncertain
    size: Uncertain
    floor: np.ndarray
    above: Uncertain
    spread: np.ndarray

    @property
    def clear(self) -> np.ndarray:
        """Which factors are told from one that does nothing, shape (factors,)."""
        return np.asarray(self.above.low > 0.0)


def effects(changes: np.ndarray, confidence: float, shared: bool = False) -> Effects:
    """Mean, size and spread of elementary effects.

    Parameters
    ----------
    changes : of each replicate, brought to the whole range of its factor, shape (trajectories, factors, replicates);
        NaN where a factor did not move on the way
    confidence : of the intervals, over trajectories
    shared : whether all points share the chance of each replicate; intervals are over replicates too then

    Source
    ------
    Morris, M. D. (1991): Factorial sampling plans for preliminary computational experiments. Technometrics 33, 161-174;
    Campolongo, F., Cariboni, J., Saltelli, A. (2007): An effective screening design for sensitivity analysis of large
    models. Environmental Modelling & Software 22, 1509-1518, for the size
    """
    moved = [of[np.isfinite(of[:, 0])] for of in changes.transpose(1, 0, 2)]
    each = [_over(of, confidence, shared) if len(of) > 1 else Uncertain(*np.full((2, 4), np.nan)) for of in moved]
    mean, size, floor, above = (
        Uncertain(np.array([one.value[at] for one in each]), np.array([one.half[at] for one in each]))
        for at in range(4)
    )
    spread = [of.mean(axis=1).std(ddof=1) if len(of) > 1 else np.nan for of in moved]
    return Effects(mean, size, floor.value, above, np.array(spread))


def _over(changes: np.ndarray, confidence: float, shared: bool) -> Uncertain:
    """Mean, size, floor, and size above it, of changes of shape (trajectories, replicates)."""
    own = _moments(changes)
    found = without_one(own, np.arange(len(own)), _estimates, confidence)
    replicates = changes.shape[1]
    if not shared or replicates < 2:
        return found
    fewer: list[np.ndarray] = []
    for one in range(replicates):
        moments = _moments(np.delete(changes, one, axis=1))
        moments[:, 2] = own[:, 2]  # a floor is what it is; it is the effects that these replicates share
        fewer.append(_estimates(moments.mean(axis=0)))
    return Uncertain(found.value, np.hypot(found.half, spread_of(np.array(fewer), confidence)))


def _moments(changes: np.ndarray) -> np.ndarray:
    """Of each trajectory the effect, its size, and the square of its error, shape (trajectories, 3)."""
    effect, replicates = changes.mean(axis=1), changes.shape[1]
    square = changes.var(axis=1, ddof=1) / replicates if replicates > 1 else np.zeros_like(effect)
    return np.stack([effect, np.abs(effect), square], axis=1)


def _estimates(mean: np.ndarray) -> np.ndarray:
    effect, size, square = np.moveaxis(mean, -1, 0)
    floor = _HALF_NORMAL * square**0.5
    return np.stack([effect, size, floor, size - floor], axis=-1)
