"""Priors of the rules' constants: what a sensitivity analysis, draws and a calibration vary them over."""

from dataclasses import dataclass
from math import exp, inf, log
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

TAIL = 0.025
"""Of a normal prior, beyond each of its ends."""
_ALMOST, _STEPS = 1e-7, 4000


@dataclass(frozen=True)
class Uniform:
    """Anything between two ends is as likely."""

    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where a range that stands for the prior begins and ends."""
        return float(self.low), float(self.high)

    def at(self, share: float) -> float:
        """The value below which a share of the prior lies; share in [0, 1]."""
        low, high = self.ends
        return low + share * (high - low)

    def log_density(self, values: ArrayLike) -> np.ndarray:
        """Log density at some values, up to a constant."""
        values = np.asarray(values)
        return np.where((self.low <= values) & (values <= self.high), 0.0, -np.inf)

    def __str__(self) -> str:
        return f"uniform({self.low:g}, {self.high:g})"


@dataclass(frozen=True)
class Normal:
    """A bell around a mean, cut off below `low` and above `high`."""

    mean: float
    sd: float
    low: float = float("-inf")
    high: float = float("inf")

    @property
    def ends(self) -> tuple[float, float]:
        """Where its middle 95 % begin and end."""
        return self.at(TAIL), self.at(1.0 - TAIL)

    def at(self, share: float) -> float:
        """The value below which a share of the prior lies; share in (0, 1), or its ends where it is cut off."""
        bell = NormalDist(self.mean, self.sd)
        below, above = bell.cdf(self.low), bell.cdf(self.high)
        inside = min(max(below + share * (above - below), 1e-12), 1.0 - 1e-12)
        return min(self.high, max(self.low, bell.inv_cdf(inside)))

    def log_density(self, values: ArrayLike) -> np.ndarray:
        """Log density at some values, up to a constant."""
        values = np.asarray(values)
        inside = (self.low <= values) & (values <= self.high)
        return np.where(inside, -0.5 * ((values - self.mean) / self.sd) ** 2, -np.inf)

    def __str__(self) -> str:
        cut = [f"{name} {end:g}" for name, end in (("low", self.low), ("high", self.high)) if abs(end) != float("inf")]
        return f"normal({', '.join([f'{self.mean:g}', f'{self.sd:g}', *cut])})"


@dataclass(frozen=True)
class LogNormal:
    """A bell around the log of a median, above 0."""

    median: float
    sd: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where its middle 95 % begin and end."""
        return self.at(TAIL), self.at(1.0 - TAIL)

    def at(self, share: float) -> float:
        """The value below which a share of the prior lies; share in (0, 1)."""
        return float(self.median * exp(self.sd * NormalDist().inv_cdf(min(max(share, 1e-12), 1.0 - 1e-12))))

    def log_density(self, values: ArrayLike) -> np.ndarray:
        """Log density at some values, up to a constant."""
        values = np.asarray(values)
        logs = np.log(np.maximum(values, np.finfo(float).tiny))
        return np.where(values > 0.0, -0.5 * ((logs - log(self.median)) / self.sd) ** 2 - logs, -np.inf)

    def __str__(self) -> str:
        return f"log-normal({self.median:g}, {self.sd:g})"


@dataclass(frozen=True)
class Fixed:
    """Not varied."""

    @property
    def ends(self) -> None:
        """It has none."""
        return None

    def at(self, share: float) -> float:
        """It has no values to draw; raises ValueError."""
        raise ValueError("a fixed constant is not drawn")

    def log_density(self, values: ArrayLike) -> np.ndarray:
        """It has none; raises ValueError."""
        raise ValueError("a fixed constant is not drawn")

    def __str__(self) -> str:
        return "fixed"


FIXED = Fixed()
Prior = Uniform | Normal | LogNormal | Fixed


def moments(prior: Prior, low: float = -inf, high: float = inf) -> tuple[float, float]:
    """Mean and standard deviation of a prior, between two ends where they are given: by midpoints of small steps."""
    ends = prior.at(_ALMOST), prior.at(1.0 - _ALMOST)
    low, high = max(low, ends[0]), min(high, ends[1])
    step = (high - low) / _STEPS
    values = low + step * (np.arange(_STEPS) + 0.5)
    density = np.exp(prior.log_density(values))
    mean = float(np.average(values, weights=density))
    return mean, float(np.sqrt(np.average((values - mean) ** 2, weights=density)))
