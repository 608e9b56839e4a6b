"""The variance of a single run in two: what the factors explain together, and what is chance."""

from dataclasses import dataclass

from twochairs.deciding.jackknife import Uncertain


@dataclass(frozen=True)
class Split:
    """Both parts, in squares of the outcome's unit.

    Attributes
    ----------
    factors : variance of the mean over chance, of shape ()
    chance : variance of a single run at a point, mean over points
    """

    factors: Uncertain
    chance: float

    @property
    def whole(self) -> float:
        """Variance of a single run."""
        return self.chance + max(0.0, float(self.factors.value))

    @property
    def share(self) -> float:
        """Share of it that is chance; NaN where nothing varies."""
        return self.chance / self.whole if self.whole > 0.0 else float("nan")

    @property
    def told(self) -> bool:
        """Whether the factors together are told from chance, without which no share of theirs means anything."""
        return bool(self.factors.low > 0.0)
