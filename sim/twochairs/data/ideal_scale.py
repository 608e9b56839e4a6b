"""How the shipped cases place an ideal point of the UN General Assembly on the axis of alignment."""

from typing import TypeVar

import numpy as np

Points = TypeVar("Points", float, np.ndarray)

PLACE, SLOPE = 0.35, 0.85
"""Ideal point of alignment 0, and ideal points per unit of alignment: the map the case studies are coded by."""


def as_alignment(ideal_point: Points) -> Points:
    """Where an ideal point lies on the axis, without unit; beyond -1 or 1 for the outermost.

    Parameters
    ----------
    ideal_point : on the scale of the original, any shape

    Source
    ------
    assumed; the straight line the starts of the shipped cases are set by
    """
    return (ideal_point - PLACE) / SLOPE
