"""Priors of the rules' constants: what a sensitivity analysis, draws and a calibration vary them over."""

from dataclasses import dataclass
from statistics import NormalDist

_TAIL = 0.025
"""Of a normal prior, beyond each of its ends."""


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
        return self.at(_TAIL), self.at(1.0 - _TAIL)

    def at(self, share: float) -> float:
        """The value below which a share of the prior lies; share in (0, 1), or its ends where it is cut off."""
        bell = NormalDist(self.mean, self.sd)
        below, above = bell.cdf(self.low), bell.cdf(self.high)
        inside = min(max(below + share * (above - below), 1e-12), 1.0 - 1e-12)
        return min(self.high, max(self.low, bell.inv_cdf(inside)))

    def __str__(self) -> str:
        cut = [f"{name} {end:g}" for name, end in (("low", self.low), ("high", self.high)) if abs(end) != float("inf")]
        return f"normal({', '.join([f'{self.mean:g}', f'{self.sd:g}', *cut])})"


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

    def __str__(self) -> str:
        return "fixed"


FIXED = Fixed()
Prior = Uniform | Normal | Fixed
