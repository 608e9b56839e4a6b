"""Quantities that outcomes may name and no run keeps: each a formula of ones that are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from twochairs.world.layout import QUANTITIES
from twochairs.world.quantity import NO_BOUND, Quantity


@dataclass(frozen=True)
class OnAScale:
    """A quantity put on another scale: place + slope x quantity.

    Attributes
    ----------
    declared : what it is, its unit, and whom it is of
    place, slope : quantities of the world, the scenario's own
    quantity : what is put there
    """

    declared: Quantity
    place: str
    slope: str
    quantity: str


DERIVED: Mapping[str, OnAScale] = {
    "un_ideal_point": OnAScale(
        Quantity("Ideal point", "1", -NO_BOUND, NO_BOUND, QUANTITIES["alignment"].dims, record=False),
        "ideal_point_place",
        "ideal_point_slope",
        "alignment",
    ),
}
"""By name. An ideal point is where the path stands: what a year's votes add, and what alignment leaves over of a state,
are not in it."""
