"""Rings of points in the plane: area, clipping to a window, and the place furthest inside."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, inf

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""Corners of a polygon in order; the first is not repeated at the end."""

Window = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


def closed(ring: Ring) -> list[tuple[Point, Point]]:
    """The sides of a ring."""
    return list(pairwise((*ring, ring[0]))) if ring else []


def area(ring: Ring) -> float:
    """Signed area of a ring: holes have the other sign than what they are cut from."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in closed(ring)) / 2.0


def extent(rings: Sequence[Ring]) -> Window:
    """The smallest window that holds the rings.

    Parameters
    ----------
    rings : at least one, of at least one point
    """
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def clipped(ring: Ring, window: Window) -> Ring:
    """What of a ring lies in a window; sides run along the window's edge where it leaves it. Empty if nothing does."""
    left, top, right, bottom = window
    for axis, bound, sign in ((0, left, 1.0), (1, top, 1.0), (0, right, -1.0), (1, bottom, -1.0)):
        ring = _cut(ring, axis, bound, sign)
    return ring if len(ring) > 2 else ()


def _cut(ring: Ring, axis: int, bound: float, sign: float) -> Ring:
    """The part of a ring on one side of a line."""
    kept: list[Point] = []
    for start, end in closed(ring):
        a, b = sign * (start[axis] - bound), sign * (end[axis] - bound)
        if a >= 0.0:
            kept.append(start)
        if (a < 0.0) != (b < 0.0) and a != 0.0 and b != 0.0:
            share = a / (a - b)
            crossing = [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])]
            crossing[axis] = bound
            kept.append((crossing[0], crossing[1]))
    return tuple(kept)


def inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether a point lies in the rings, holes cut out."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in closed(ring):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
    return crossings % 2 == 1


def distance(point: Point, rings: Sequence[Ring]) -> float:
    """From a point to the nearest side of the rings."""
    x, y = point
    nearest = inf
    for ring in rings:
        for (x0, y0), (x1, y1) in closed(ring):
            dx, dy = x1 - x0, y1 - y0
            length = dx * dx + dy * dy
            along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
            nearest = min(nearest, hypot(x - x0 - along * dx, y - y0 - along * dy))
    return nearest


def deepest(rings: Sequence[Ring], steps: int = 24, rounds: int = 4) -> tuple[Point, float]:
    """The place furthest inside the rings, for a name, and how far it is from their sides.

    Parameters
    ----------
    steps, rounds : the places tried are a grid of so many steps either way, refined so often around the best
    """
    left, top, right, bottom = extent(rings)
    best, depth = ((left + right) / 2.0, (top + bottom) / 2.0), -1.0
    for _ in range(rounds):
        width, height = (right - left) / steps, (bottom - top) / steps
        for i in range(steps + 1):
            for j in range(steps + 1):
                point = (left + i * width, top + j * height)
                if inside(point, rings) and (away := distance(point, rings)) > depth:
                    best, depth = point, away
        left, right = best[0] - 2.0 * width, best[0] + 2.0 * width
        top, bottom = best[1] - 2.0 * height, best[1] + 2.0 * height
    return best, max(0.0, depth)
