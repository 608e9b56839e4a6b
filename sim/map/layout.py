"""Places of a network's states: around an ellipse in the order of the scenario, so that none hides another."""

from itertools import pairwise
from math import cos, hypot, pi, sin

from sim.map.geometry import Point, Ring

_ASPECT, _EDGE_X, _EDGE_Y = 0.66, 0.2, 0.09
_LARGEST, _SMALLEST, _SPACING = 34.0, 4.0, 0.38
_SIDES, _FINE = 48, 720


def height(width: float) -> float:
    """Height of a network of this width."""
    return round(_ASPECT * width, 1)


def around(count: int, width: float) -> tuple[list[Point], float]:
    """Places evenly spaced along an ellipse, clockwise from the top, and the radius that circles there may have.

    Rounded, so that they are the same on every machine.
    """
    middle, tall = width / 2.0, height(width)
    if count < 2:
        return [(middle, tall / 2.0)] * count, _LARGEST
    wide, high = middle - _EDGE_X * width, tall / 2.0 - _EDGE_Y * width
    fine = [(wide * sin(2 * pi * i / _FINE), -high * cos(2 * pi * i / _FINE)) for i in range(_FINE + 1)]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(fine):
        lengths.append(lengths[-1] + hypot(x1 - x0, y1 - y0))
    places = []
    for i in range(count):
        wanted = lengths[-1] * i / count
        x, y = min(zip(lengths, fine, strict=True), key=lambda pair: abs(round(pair[0] - wanted, 6)))[1]
        places.append((round(middle + x, 1), round(tall / 2.0 + y, 1)))
    return places, round(max(_SMALLEST, min(_LARGEST, _SPACING * lengths[-1] / count)), 1)


def circle(centre: Point, radius: float) -> Ring:
    """A circle as a polygon."""
    turns = [2 * pi * i / _SIDES for i in range(_SIDES)]
    return tuple((round(centre[0] + radius * cos(t), 1), round(centre[1] + radius * sin(t), 1)) for t in turns)
