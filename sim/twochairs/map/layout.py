"""Places of a network's states: around an ellipse in the order of the scenario, so that none hides another."""

from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, sin

from twochairs.map.geometry import Point, Ring

_ASPECT, _EDGE_X, _EDGE_Y = 0.68, 0.2, 0.11
_LARGEST, _SMALLEST, _SPACING = 34.0, 4.0, 0.38
GAP = 6.0
CROWDED = 24
"""States from which on their names run outwards."""

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


def beside(place: Point, radius: float, middle: Point, crowded: bool) -> tuple[Point, str, float]:
    """Where the name of a circle stands, on the side away from the middle of the network.

    Parameters
    ----------
    crowded : names then run outwards, so that they do not meet

    Returns
    -------
    its point; the end of the name that stands there ("start" or "end"), or where the name stands, centred ("above" or
    "below"); and its turn in degrees, clockwise
    """
    across, down = place[0] - middle[0], place[1] - middle[1]
    away = hypot(across, down)
    if not away:
        return (place[0], place[1] + radius + GAP), "below", 0.0
    reach = (radius + GAP) / away
    point = (round(place[0] + across * reach, 1), round(place[1] + down * reach, 1))
    if crowded:
        turn = degrees(atan2(down, across))
        right = across >= 0.0
        return point, "start" if right else "end", round(turn if right else turn - 180.0 * (1 if down >= 0 else -1), 1)
    if abs(across) < 0.25 * away:
        return point, "below" if down > 0.0 else "above", 0.0
    return (
        (round(place[0] + (radius + GAP) * (1 if across > 0.0 else -1), 1), place[1]),
        ("start" if across > 0.0 else "end"),
        0.0,
    )


def circle(centre: Point, radius: float) -> Ring:
    """A circle as a polygon."""
    turns = [2 * pi * i / _SIDES for i in range(_SIDES)]
    return tuple((round(centre[0] + radius * cos(t), 1), round(centre[1] + radius * sin(t), 1)) for t in turns)


def room(point: Point, anchor: str, width: float) -> float:
    """How wide a name that begins, ends or is centred at a point may be."""
    if anchor == "start":
        return width - point[0]
    return point[0] if anchor == "end" else 0.25 * width
