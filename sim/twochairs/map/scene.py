"""What is drawn where: a map if every state of a scenario has an outline, otherwise a network of their ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from twochairs.map import layout
from twochairs.map.geometry import Point, Ring, Window, clipped, deepest, distance, extent
from twochairs.map.shapes import Shape, shapes, window_of
from twochairs.map.short import line

WIDTH = 1000.0
"""Of every scene, in its own units."""

SMALL = 26.0
"""A state is small where no circle of this radius fits into it."""

_MARGIN, _WIDE_MARGIN, _NARROWEST_KM, _NARROWEST_INSET_KM = 0.035, 0.2, 700.0, 300.0
_FLATTEST, _TALLEST = 0.5, 1.15
_INSET_SHARES, _INSET_EDGE, _NEAR_KM = (0.36, 0.33, 0.3, 0.28, 0.26, 0.24), 8.0, 350.0
_LEAST_GAIN = 1.5


@dataclass(frozen=True)
class Area:
    """A state as it is drawn.

    Attributes
    ----------
    name : as the scenario or, of a neighbour, the package of outlines has it
    rings : in the scene's units, y downwards
    label_place : middle of its label; None where it has none here
    room : radius of the circle around that place that lies inside
    shown : whether it is a state of the scenario, and not a neighbour
    """

    key: str
    name: str
    rings: tuple[Ring, ...]
    label_place: Point | None
    room: float
    shown: bool

    @property
    def outline(self) -> str:
        """The rings as SVG path data."""
        return "".join(line(ring, closed=True) for ring in self.rings)


@dataclass(frozen=True)
class Link:
    """A tie between two states, with their places and its weight as a share of the strongest."""

    between: tuple[str, str]
    start: Point
    end: Point
    weight: float


@dataclass(frozen=True)
class Inset:
    """Small states once more, larger: frame in the scene, what it enlarges, and the states in it."""

    frame: Window
    source: Window
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn, without values.

    Attributes
    ----------
    kind : "map" or "network"
    width, height : in units of its own
    areas : neighbours first, then the scenario's states
    links : of a network
    inset : of a map with small states close together
    """

    kind: str
    width: float
    height: float
    areas: tuple[Area, ...]
    links: tuple[Link, ...] = ()
    inset: Inset | None = None

    @property
    def labelled(self) -> tuple[Area, ...]:
        """The areas that carry a label, those of the inset last."""
        return tuple(one for one in self.everything if one.label_place)

    @property
    def everything(self) -> tuple[Area, ...]:
        """Areas of the scene and of its inset."""
        return self.areas + (self.inset.areas if self.inset else ())


def scene(
    countries: Sequence[str],
    labels: Mapping[str, str],
    ties: Mapping[str, Mapping[str, float]],
    around: Sequence[str] = (),
    inset: bool = True,
) -> Scene:
    """What a scenario looks like from above.

    Parameters
    ----------
    countries : keys of its states, in order
    labels : key to name; the key itself where there is none
    ties : state to its ties, in [0, 1]; drawn where some state has no outline
    around : states that a map's window fits, with something of their neighbours; by default all
    inset : whether small states that stand together may be shown once more, larger
    """
    names = {key: labels.get(key) or key for key in dict.fromkeys(countries)}
    shown = window_of(names) if names else None
    if shown is not None:
        return _map(shapes(shown), names, [key for key in names if key in around], inset)
    return _network(names, ties)


def _map(known: Mapping[str, Shape], names: Mapping[str, str], around: Sequence[str], with_inset: bool) -> Scene:
    fit = around or list(names)
    window = fitted([known[key] for key in fit], margin=_WIDE_MARGIN if around else _MARGIN)
    height = round(WIDTH * (window[3] - window[1]) / (window[2] - window[0]), 1)
    whole = (0.0, 0.0, WIDTH, height)
    areas = _areas(known, names, window, whole)
    small = (
        _cluster([one for one in areas if one.key in fit and one.label_place and one.room < SMALL], window)
        if with_inset
        else []
    )
    if not small:
        return Scene("map", WIDTH, height, areas)
    inset = _inset(known, names, small, window, areas, whole)
    if inset is None:
        return Scene("map", WIDTH, height, areas)
    again = {one.key for one in inset.areas if one.label_place}
    bare = tuple(replace(one, label_place=None) if one.key in again else one for one in areas)
    return Scene("map", WIDTH, height, bare, inset=inset)


def fitted(chosen: Sequence[Shape], narrowest: float = _NARROWEST_KM, margin: float = _MARGIN) -> Window:
    """The window that holds some outlines with a margin, neither too flat nor too tall, in kilometres."""
    left, top, right, bottom = extent([ring for shape in chosen for ring in shape.rings])
    width = max(narrowest, (right - left) * (1.0 + 2.0 * margin))
    height = (bottom - top) * (1.0 + 2.0 * margin)
    width, height = max(width, height / _TALLEST), max(height, width * _FLATTEST)
    x, y = (left + right) / 2.0, (top + bottom) / 2.0
    return x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0


def _areas(known: Mapping[str, Shape], names: Mapping[str, str], window: Window, frame: Window) -> tuple[Area, ...]:
    """What of every state lies in a window, scaled to a frame."""
    drawn = [_area(shape, names.get(key), window, frame) for key, shape in known.items()]
    return tuple(sorted((one for one in drawn if one.rings), key=lambda one: one.shown))


def _area(shape: Shape, name: str | None, window: Window, frame: Window) -> Area:
    scale = (frame[2] - frame[0]) / (window[2] - window[0])

    def moved(point: Point) -> Point:
        x, y = frame[0] + scale * (point[0] - window[0]), frame[1] + scale * (point[1] - window[1])
        return round(x, 1), round(y, 1)

    cut = [ring for ring in (clipped(ring, window) for ring in shape.rings) if ring]
    rings = tuple(tuple(moved(point) for point in ring) for ring in cut)
    if name is None or not rings:
        return Area(shape.key, shape.name if name is None else name, rings, None, 0.0, False)
    place = moved(shape.place)
    if cut == list(shape.rings):
        return Area(shape.key, name, rings, place, round(distance(place, rings), 1), True)
    place, room = deepest(rings, steps=12, rounds=2)
    return Area(shape.key, name, rings, (round(place[0], 1), round(place[1], 1)), round(room, 1), True)


def _cluster(small: Sequence[Area], window: Window) -> list[Area]:
    """The largest set of small states of which each is near another; none if there are not two."""
    near = WIDTH * _NEAR_KM / (window[2] - window[0])
    left = list(small)
    best: list[Area] = []
    while left:
        group, left = [left[0]], left[1:]
        while joined := [one for one in left if any(_apart(one, other) < near for other in group)]:
            group += joined
            left = [one for one in left if one not in joined]
        best = group if len(group) > len(best) else best
    return best if len(best) > 1 else []


def _apart(one: Area, other: Area) -> float:
    (x0, y0), (x1, y1) = (place.label_place or (0.0, 0.0) for place in (one, other))
    return float(((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5)


def _inset(
    known: Mapping[str, Shape],
    names: Mapping[str, str],
    small: Sequence[Area],
    window: Window,
    areas: Sequence[Area],
    whole: Window,
) -> Inset | None:
    """The largest inset that hides no state of the scenario and shows enough more; None where there is none."""
    source = fitted([known[one.key] for one in small], _NARROWEST_INSET_KM)
    scale = WIDTH / (window[2] - window[0])
    left, top, right, bottom = (
        round(scale * (edge - origin), 1) for edge, origin in zip(source, window[:2] * 2, strict=True)
    )
    marked = (left, top, right, bottom)
    shown = [ring for one in areas if one.shown for ring in one.rings]
    for share in _INSET_SHARES:
        width = share * WIDTH
        height = round(width * (bottom - top) / (right - left), 1)
        free = [frame for frame in _corners(width, height, whole) if _is_free(frame, marked, shown)]
        if free and width > _LEAST_GAIN * (right - left):
            frame = min(free, key=lambda corner: _far(corner, marked))
            keys = {one.key for one in small}
            inner = (
                one if one.key in keys else replace(one, label_place=None)
                for one in _areas(known, names, source, frame)
            )
            return Inset(frame, marked, tuple(inner))
    return None


def _corners(width: float, height: float, whole: Window) -> list[Window]:
    lefts = (_INSET_EDGE, whole[2] - _INSET_EDGE - width)
    tops = (whole[3] - _INSET_EDGE - height, _INSET_EDGE)
    return [(left, top, left + width, top + height) for left in lefts for top in tops]


def _is_free(frame: Window, marked: Window, rings: Sequence[Ring]) -> bool:
    """Whether a frame hides neither some outlines nor the window that is marked."""
    apart = frame[2] < marked[0] or marked[2] < frame[0] or frame[3] < marked[1] or marked[3] < frame[1]
    return apart and not any(clipped(ring, frame) for ring in rings)


def _far(frame: Window, marked: Window) -> float:
    return abs(frame[0] + frame[2] - marked[0] - marked[2]) + abs(frame[1] + frame[3] - marked[1] - marked[3])


def _network(names: Mapping[str, str], ties: Mapping[str, Mapping[str, float]]) -> Scene:
    places, radius = layout.around(len(names), WIDTH)
    at = dict(zip(names, places, strict=True))
    circles = [Area(key, names[key], (layout.circle(at[key], radius),), at[key], radius, True) for key in names]
    return Scene("network", WIDTH, layout.height(WIDTH), tuple(circles), _links(at, ties))


def _links(at: Mapping[str, Point], ties: Mapping[str, Mapping[str, float]]) -> tuple[Link, ...]:
    """A link for each pair with a tie, in the order of the states; of two that differ, the mean."""
    keys = list(at)
    weights = {}
    for i, one in enumerate(keys):
        for other in keys[i + 1 :]:
            both = (ties.get(one, {}).get(other, 0.0), ties.get(other, {}).get(one, 0.0))
            if max(both) > 0.0:
                weights[one, other] = sum(both) / 2.0
    most = max(weights.values(), default=1.0)
    return tuple(Link(pair, at[pair[0]], at[pair[1]], round(weight / most, 4)) for pair, weight in weights.items())
