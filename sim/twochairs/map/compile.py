"""From an unpacked package of outlines (TopoJSON) to a file of outlines for each window.

Arcs, which neighbours share, are simplified once and then put together to rings, so that what was one border stays
one. The projection is Lambert's azimuthal equal-area one: a state's colour then weighs as its ground does.
"""

import heapq
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any

from twochairs.map.geometry import Point, Ring, Window, area, clipped, deepest

SELECTION = Path(__file__).with_name("selection.json")
"""What is taken: package, credit, and of each window its edges, projection and detail."""

EARTH_KM = 6371.0
"""Radius of the sphere of the Earth's surface area."""

HALF_WAY_KM = EARTH_KM * sqrt(2.0)
"""How far from the centre the projection has what lies 90 degrees from it."""

_NEVER = float("inf")


def compiled(folder: Path) -> dict[str, str]:
    """Name of a window to the text of its file.

    Parameters
    ----------
    folder : the package, unpacked
    """
    selection = json.loads(SELECTION.read_text("utf-8"))
    atlas = json.loads((folder / selection["file"]).read_text("utf-8"))
    return {name: _window_text(atlas, selection, chosen) for name, chosen in selection["windows"].items()}


def _window_text(atlas: Mapping[str, Any], selection: dict[str, Any], chosen: dict[str, Any]) -> str:
    """The outlines in a window.

    Parameters
    ----------
    chosen : of `selection`, what is the window's own
    """
    unit = float(selection["unit_km"])
    arcs = [simplified(arc, float(chosen["detail_km2"])) for arc in _projected(atlas, chosen["projection"])]
    window = _window(chosen["window_km"])
    states: dict[str, dict[str, Any]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        key = str(shape["properties"]["a3"])
        whole = selection["part_of"].get(key, key)
        parts = [_whole_numbers(clipped(ring, window), unit) for ring in _rings(shape, arcs)]
        kept = [ring for ring in parts if abs(area(ring)) * unit**2 >= float(chosen["smallest_island_km2"])]
        state = states.setdefault(whole, {"name": "", "rings": []})
        state["rings"] += kept
        state["name"] = str(shape["properties"]["name"]) if key == whole else state["name"]
    lines = [
        f"{json.dumps(key)}: {_described(states[key])}"
        for key in sorted(states)
        if states[key]["rings"] and states[key]["name"]
    ]
    head = {name: (selection | chosen)[name] for name in ("package", "credit", "projection", "unit_km")}
    return json.dumps(head, ensure_ascii=False)[:-1] + ',\n"states": {\n' + ",\n".join(lines) + "\n}}\n"


def _described(state: Mapping[str, Any]) -> str:
    (x, y), _ = deepest(state["rings"])
    rings = [_differences(ring) for ring in sorted(state["rings"], key=lambda ring: -abs(area(ring)))]
    shown = {"name": state["name"], "place": [round(x), round(y)], "rings": rings}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _differences(ring: Ring) -> list[int]:
    """x and y of the first point, then steps from point to point."""
    numbers = [round(number) for number in ring[0]]
    for (x0, y0), (x1, y1) in pairwise(ring):
        numbers += [round(x1 - x0), round(y1 - y0)]
    return numbers


def _whole_numbers(ring: Ring, unit: float) -> Ring:
    points: list[Point] = []
    for x, y in ring:
        point = (float(round(x / unit)), float(round(y / unit)))
        if not points or point != points[-1]:
            points.append(point)
    return tuple(points)


def _window(edges: Mapping[str, float]) -> Window:
    return edges["west"], -edges["north"], edges["east"], -edges["south"]


def _projected(atlas: Mapping[str, Any], centre: Mapping[str, float]) -> list[list[Point]]:
    """The arcs in kilometres, x to the east, y to the south."""
    (scale_x, scale_y), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        points = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            points.append(plane(left + scale_x * x, low + scale_y * y, centre))
        arcs.append(points)
    return arcs


def plane(longitude: float, latitude: float, centre: Mapping[str, float]) -> Point:
    """Lambert's azimuthal equal-area projection.

    Parameters
    ----------
    longitude, latitude : in degrees
    centre : centre_longitude and centre_latitude, in degrees

    Returns
    -------
    x to the east and y to the south of the centre, in kilometres
    """
    turn, height = radians(longitude - centre["centre_longitude"]), radians(latitude)
    middle = radians(centre["centre_latitude"])
    cosine = sin(middle) * sin(height) + cos(middle) * cos(height) * cos(turn)
    factor = EARTH_KM * sqrt(2.0 / max(1e-6, 1.0 + cosine))
    north = cos(middle) * sin(height) - sin(middle) * cos(height) * cos(turn)
    return factor * cos(height) * sin(turn), -factor * north


def simplified(arc: Sequence[Point], detail: float) -> list[Point]:
    """An arc less the points that add least, by the area of the triangle with their neighbours (Visvalingam).

    Its ends stay; a closed arc keeps at least four points.

    Parameters
    ----------
    detail : triangles smaller than this go
    """
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    size = [_triangle(arc, i - 1, i, i + 1) if 0 < i < len(arc) - 1 else _NEVER for i in range(len(arc))]
    waiting = [(size[i], i) for i in range(1, len(arc) - 1)]
    heapq.heapify(waiting)
    left = len(arc)
    fewest = 5 if arc[0] == arc[-1] else 2
    gone = set()
    while waiting and left > fewest:
        least, i = heapq.heappop(waiting)
        if least >= detail:
            break
        if i in gone or least != size[i]:
            continue
        gone.add(i)
        left -= 1
        one, other = before[i], after[i]
        after[one], before[other] = other, one
        for j in (one, other):
            if 0 < j < len(arc) - 1:
                size[j] = max(least, _triangle(arc, before[j], j, after[j]))
                heapq.heappush(waiting, (size[j], j))
    return [point for i, point in enumerate(arc) if i not in gone]


def _triangle(arc: Sequence[Point], i: int, j: int, k: int) -> float:
    return abs(area((arc[i], arc[j], arc[k])))


def _rings(shape: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> list[Ring]:
    """Rings of a state, but for those wholly on the other half of the globe: they may run around the whole window."""
    if not shape.get("type"):
        return []
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    return [ring for ring in rings if any(hypot(*point) < HALF_WAY_KM for point in ring)]


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> Ring:
    """Arcs joined end to end; a negative number is the arc ~number backwards."""
    points: list[Point] = []
    for number in numbers:
        points += (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1]
    return tuple(points)
