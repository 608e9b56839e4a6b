"""Alignment on the map, or on the network of ties where a state has no outline: a panel a date."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from twochairs.figures import read, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.figures.style import Sheet
from twochairs.map import layout
from twochairs.map.colour import BORDER, FOCUS, LAND, SEA, colour, ink, legend
from twochairs.map.geometry import Ring, Window
from twochairs.map.scene import Area, Scene, scene
from twochairs.map.shapes import credit, known

if TYPE_CHECKING:
    from twochairs.results.result import Result

DATES = 6
"""Panels, as far as there are months."""

_GAP, _NAME, _BAR = 0.14, 0.22, 0.5
_LABEL, _LEAST_LABEL = 6.2, 4.2
_FEW = 40
_UNTIL = 90
"""States whose names have their usual size around a network as wide as the page."""


@style.styled
def draw(result: "Result", countries: Sequence[str] | None = None) -> Figure:
    """Median alignment over runs at the start, the end and evenly between; one scale of colours for all panels.

    Parameters
    ----------
    countries : that the map's window fits, others in it are coloured too; of a network, those drawn

    Raises
    ------
    NotPossible : where a country is not in the result
    """
    chosen, present = read.countries(result, countries), read.countries(result)
    if known(present):
        around, chosen = chosen if countries else [], present
    else:
        around = []
    alignment = read.series(result, "alignment")
    months = read.months(alignment)
    values = alignment.sel(country=chosen).median("replicate").transpose("month", "country").to_numpy()
    names = {key: words.clean(read.label(result, "country", key)) for key in chosen}
    drawn = scene(chosen, names, result.ties, around)
    wide = drawn.kind == "network" and len(chosen) > layout.CROWDED
    dates = spaced(len(months), 2 if wide else DATES)
    columns = 1 if wide else min(3, max(2, len(dates)))
    inner = style.inner()
    width = (inner - _GAP * (columns - 1)) / columns
    height = width * drawn.height / drawn.width
    pitch = _NAME + height + 0.12
    lowest = -(-len(dates) // columns) * pitch
    sheet = Sheet(
        [result],
        _title(result, drawn, values, chosen),
        f"{style.titled(result)} {_read(drawn, len(alignment['replicate']))}",
        lowest + _BAR,
        [note for note in (_keys(drawn, names), credit() if drawn.kind == "map" else "") if note],
    )
    focus = read.focus(result)
    for place, date in enumerate(dates):
        row, column = divmod(place, columns)
        left, top = column * (width + _GAP), row * pitch
        sheet.text(left, top + 0.03, str(months[date].astype("datetime64[M]")), size=style.BODY, weight="bold")
        axes = _canvas(sheet, left, top + _NAME, width, drawn)
        _scene(axes, drawn, dict(zip(chosen, values[date], strict=True)), width, focus)
    _scale(sheet, lowest + 0.1, _poles(result))
    return sheet.figure


def spaced(count: int, most: int) -> list[int]:
    """Numbers of at most so many months, evenly spaced, the first and the last among them."""
    return sorted({round(step) for step in np.linspace(0, count - 1, min(count, most))})


_FAR = 0.1
"""Units of alignment from which a state is said to move."""


def _title(result: "Result", drawn: Scene, values: np.ndarray, chosen: Sequence[str]) -> str:
    """Which states have moved, the farthest first."""
    moved = dict(zip(chosen, (values[-1] - values[0]).tolist(), strict=True))
    far = sorted((key for key in moved if abs(moved[key]) >= _FAR), key=lambda key: -abs(moved[key]))
    names = [read.spoken(result, "country", key, 1.5, style.TITLE) for key in far[:3]]
    more = f" and {len(far) - 3} more" if len(far) > 3 else ""
    where = "On the map" if drawn.kind == "map" else "Alignment and ties" if drawn.links else "Alignment of each state"
    if not far:
        return f"{where}: nobody moves by {_FAR:g}"
    verb = names[0].does("moves") if len(far) == 1 else "move"
    return f"{where}: {', '.join(name.within for name in names)}{more} {verb} by {_FAR:g} or more"


def _read(drawn: Scene, count: int) -> str:
    what = f"median of {count} runs" if count > 1 else "one run"
    if drawn.kind == "map":
        return f"Colour: alignment, {what}. Grey: states that the scenario does not have."
    ties = " Width of a line: the tie between two states." if drawn.links else ""
    return f"Colour of a circle: alignment, {what}.{ties}"


def _keys(drawn: Scene, names: Mapping[str, str]) -> str:
    """What the keys on a map stand for."""
    if drawn.kind != "map":
        return ""
    seen = {one.key for one in drawn.labelled}
    told = [f"{key} {words.fit(name, 1.6, style.SMALL)}" for key, name in names.items() if key in seen and name != key]
    return f"{', '.join(told[:_FEW])}." if told else ""


def _canvas(sheet: Sheet, left: float, top: float, width: float, drawn: Scene) -> Axes:
    axes = sheet.axes(left, top, width, width * drawn.height / drawn.width)
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(drawn.kind == "map")
        spine.set_color(style.FAINT)
    if drawn.kind == "map":
        axes.set_facecolor(SEA)
    else:
        axes.patch.set_visible(False)
    return axes


def _scene(axes: Axes, drawn: Scene, values: Mapping[str, float], inches: float, focus: str) -> None:
    scale = 72.0 * inches / drawn.width
    faint = min(0.6, max(0.12, 40.0 / max(1, len(drawn.links))))
    for link in drawn.links:
        xs, ys = zip(link.start, link.end, strict=True)
        axes.plot(xs, ys, color=style.GREY, alpha=faint, linewidth=0.4 + 2.0 * link.weight, zorder=1)
    _areas(axes, drawn.areas, values, 2)
    _outline(axes, drawn.areas, focus, 3)
    if drawn.inset:
        _frame(axes, drawn.inset.source, "none", 4)
        _frame(axes, drawn.inset.frame, SEA, 4)
        _areas(axes, drawn.inset.areas, values, 5)
        _outline(axes, drawn.inset.areas, focus, 5.5)
        _frame(axes, drawn.inset.frame, "none", 6)
    for one in drawn.labelled:
        if drawn.kind == "map":
            value = float(values.get(one.key, np.nan))
            _on(axes, one, colour(value), scale, value if one.key == focus else None)
        else:
            _beside(axes, one, drawn, scale)


def _areas(axes: Axes, areas: Sequence[Area], values: Mapping[str, float], above: float) -> None:
    paths = [_path(one.rings) for one in areas]
    fills = [colour(float(values.get(one.key, np.nan))) if one.shown else LAND for one in areas]
    edges = [BORDER if one.shown else "white" for one in areas]
    widths = [0.6 if one.shown else 0.35 for one in areas]
    axes.add_collection(
        PathCollection(paths, facecolors=fills, edgecolors=edges, linewidths=widths, zorder=above), autolim=False
    )


def _outline(axes: Axes, areas: Sequence[Area], focus: str, above: float) -> None:
    """The state that the scenario is about, in an outline of its own."""
    for one in areas:
        if one.shown and one.key == focus:
            axes.add_patch(PathPatch(_path(one.rings), fill=False, edgecolor=FOCUS, linewidth=1.1, zorder=above))


def _path(rings: Sequence[Ring]) -> Path:
    return Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in rings))


def _frame(axes: Axes, window: Window, fill: str, above: float) -> None:
    left, top, right, bottom = window
    axes.add_patch(
        Rectangle(
            (left, top), right - left, bottom - top, facecolor=fill, edgecolor=style.GREY, linewidth=0.6, zorder=above
        )
    )


def _on(axes: Axes, one: Area, fill: str, scale: float, value: float | None = None) -> None:
    """A state's key on its outline, if it has room there at a size that can be read; a value under it."""
    key = words.clean(one.key)
    room = 2.7 * scale * one.room
    size = min(_LABEL, _LABEL * room / (72.0 * max(0.01, words.width(key, _LABEL))))
    if size >= _LEAST_LABEL and one.label_place:
        text = axes.text(*one.label_place, key, size=size, color=ink(fill), ha="center", va="center", zorder=8)
        text.set_path_effects([withStroke(linewidth=1.2, foreground=fill)])
        if value is not None and np.isfinite(value):
            under = axes.annotate(
                words.signed(value), one.label_place, (0, -1.15 * size), textcoords="offset points", size=size,
                weight="bold", color=ink(fill), ha="center", va="center", zorder=8,
            )  # fmt: skip
            under.set_path_effects([withStroke(linewidth=1.2, foreground=fill)])


def _beside(axes: Axes, one: Area, drawn: Scene, scale: float) -> None:
    """A name beside a circle, shortened to what is left of the panel."""
    crowded = len(drawn.areas) > layout.CROWDED
    middle = (drawn.width / 2.0, drawn.height / 2.0)
    point, where, turn = layout.beside(one.label_place or middle, one.room, middle, crowded)
    size = _LABEL * min(1.0, _UNTIL / len(drawn.areas)) if crowded else _LABEL
    room = 0.1 * drawn.width if crowded else layout.room(point, where, drawn.width)
    axes.text(
        *point,
        words.fit(one.name, room * scale / 72.0, size),
        size=size,
        ha={"start": "left", "end": "right"}.get(where, "center"),
        va={"above": "bottom", "below": "top"}.get(where, "center"),
        rotation=-turn,
        rotation_mode="anchor",
        zorder=8,
    )


def _poles(result: "Result") -> tuple[str, str]:
    """Names of the poles below and above the middle."""
    positions = {str(key): float(value) for key, value in result.manifest["positions"].items()}
    names = {key: words.fit(read.label(result, "pole", key), 1.7, style.BODY) for key in positions}
    low = ", ".join(names[key] for key, position in positions.items() if position < 0.0)
    high = ", ".join(names[key] for key, position in positions.items() if position > 0.0)
    return low, high


def _scale(sheet: Sheet, top: float, poles: tuple[str, str]) -> None:
    """The colours of alignment, with the poles' names at the ends."""
    width = 3.0
    left = (sheet.width - width) / 2.0
    axes = sheet.axes(left, top, width, 0.13)
    shades = ListedColormap([shade for _, shade in legend(201)])
    axes.imshow(np.arange(201)[None, :], cmap=shades, aspect="auto", extent=(-1.0, 1.0, 0.0, 1.0))
    axes.set_yticks([])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    for spine in axes.spines.values():
        spine.set_visible(False)
    room = left - 0.12
    sheet.text(left - 0.1, top - 0.01, words.fit(poles[0], room, style.BODY), size=style.BODY, ha="right")
    sheet.text(left + width + 0.1, top - 0.01, words.fit(poles[1], room, style.BODY), size=style.BODY)


FIGURE = Declared(single(draw), 50, ("alignment",))
