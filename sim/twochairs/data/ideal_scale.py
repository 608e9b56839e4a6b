"""How a case places an ideal point of the UN General Assembly on the axis of alignment."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Points = TypeVar("Points", float, np.ndarray)

PLACE, SLOPE = 0.35, 0.85
"""Ideal point of alignment 0, and ideal points per unit of alignment, of the case at home: what noise is learnt on."""


@dataclass(frozen=True)
class Scale:
    """The straight line of a case, which its scenarios declare as `ideal_points`.

    Attributes
    ----------
    place : ideal point of alignment 0
    slope : ideal points per unit of alignment
    """

    place: float = PLACE
    slope: float = SLOPE

    def at_home(self, points: np.ndarray) -> np.ndarray:
        """Ideal points of the same alignment on the scale at home."""
        return points if self == HOME else np.asarray((points - self.place) / self.slope * SLOPE + PLACE)

    def here(self, points: np.ndarray) -> np.ndarray:
        """The other way round."""
        return points if self == HOME else np.asarray((points - PLACE) / SLOPE * self.slope + self.place)


HOME = Scale()


def as_alignment(ideal_point: Points) -> Points:
    """Where an ideal point lies on the axis at home, without unit; beyond -1 or 1 for the outermost.

    Parameters
    ----------
    ideal_point : on the scale of the original, any shape

    Source
    ------
    assumed; the straight line the starts of the shipped cases are set by
    """
    return (ideal_point - PLACE) / SLOPE
