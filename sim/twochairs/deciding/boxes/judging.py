"""What a box holds of points that did not find it, each number with its interval."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from twochairs.statistics.intervals import spread
from twochairs.statistics.kinds import FRACTION


@dataclass(frozen=True)
class Told:
    """A share with the ends of its 95 % interval; NaN where nothing can be said."""

    value: float
    low: float
    high: float

    def over(self, floor: float) -> bool:
        """Whether all of the interval lies above."""
        return self.low > floor


@dataclass(frozen=True)
class Judged:
    """A box by some points.

    Attributes
    ----------
    coverage : share of the runs with the outcome that lie inside
    density : share of the runs inside that have the outcome
    base : share of all runs that have it
    points : inside
    """

    coverage: Told
    density: Told
    base: Told
    points: int


def judged(runs: np.ndarray, inside: np.ndarray, shared: bool) -> Judged:
    """A box by points that did not find it.

    Parameters
    ----------
    runs : whether each run has the outcome, 0 or 1, shape (points, replicates)
    inside : whether each point lies in the box
    shared : whether points share the chance of each replicate; then there are three replicates at least

    Source
    ------
    Cochran, W. G. (1977): Sampling techniques, 3rd edition. Wiley, chapters 2 and 6, for points as units, of a mean and
    of a ratio; what shared chance adds by the jackknife of replicates
    """
    share, others = runs.mean(axis=1), runs if shared else None
    held = np.ones(len(share), dtype=bool)
    return Judged(
        coverage=_coverage(share, inside, others),
        density=dense(share, inside, others),
        base=dense(share, held, others),
        points=int(inside.sum()),
    )


def dense(share: np.ndarray, inside: np.ndarray, shared: np.ndarray | None = None) -> Told:
    """Share of the runs of the points inside that have the outcome.

    Parameters
    ----------
    share : of the runs of each point
    shared : of runs that share their chance over points, shape (points, replicates); None where they do not
    """
    own = share[inside]
    if len(own) < 2:
        return Told(float(own.mean()) if len(own) else float("nan"), float("nan"), float("nan"))
    error = float(own.std(ddof=1)) / len(own) ** 0.5
    extra = _of_chance(shared, lambda fewer: fewer[inside].mean())
    return _told(float(own.mean()), np.hypot(error, extra), len(own))


def _coverage(share: np.ndarray, inside: np.ndarray, shared: np.ndarray | None) -> Told:
    total, points = float(share.sum()), len(share)
    if not total:
        return Told(float("nan"), float("nan"), float("nan"))
    value = float(share[inside].sum()) / total
    apart = share * (inside - value)
    error = float((apart**2).sum() * points / (points - 1)) ** 0.5 / total
    extra = _of_chance(shared, lambda fewer: fewer[inside].sum() / max(1e-12, fewer.sum()))
    return _told(value, np.hypot(error, extra), int((share > 0.0).sum()))


def _told(value: float, error: float, units: int) -> Told:
    return Told(value, *spread(FRACTION, value, float(error), units))


def _of_chance(runs: np.ndarray | None, of: Callable[[np.ndarray], float]) -> float:
    """What an estimate differs by with other replicates, where all points share them."""
    if runs is None or runs.shape[1] < 2:
        return 0.0
    count = runs.shape[1]
    left = np.array([of(np.delete(runs, one, axis=1).mean(axis=1)) for one in range(count)])
    return float(((count - 1) / count * ((left - left.mean()) ** 2).sum()) ** 0.5)
