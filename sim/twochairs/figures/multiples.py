"""Many countries over time: the one the scenario is about large, with its events by name; the others small below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from twochairs.figures import events, observed, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.events import Event
from twochairs.figures.observed import Observed
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _GAP, _NAME = 0.78, 0.22, 0.21
_LADDER, _RUNG = 1.62, 0.125
_LARGE, _SMALL, _COLUMNS = 2.3, 1.0, 3

Dress = Callable[[Axes, bool], None]
"""Ticks and label of a panel's upright axis, given whether it is the first of its row."""


@dataclass(frozen=True)
class Paths:
    """What is drawn of some countries over time.

    Attributes
    ----------
    months : datetime64, shape (month,)
    values : country to its values in every run, shape (run, month); the large one first
    events : country to the events that move it
    seen : country to what was observed of it, in the same unit
    scale : what all of them are multiplied by
    digits, unit : of what is written
    draw : number of each run's draw of the parameters, where its bands are to be told apart from those of chance
    """

    months: np.ndarray
    values: Mapping[str, np.ndarray]
    events: Mapping[str, list[Event]]
    seen: Mapping[str, Observed] = field(default_factory=dict)
    scale: float = 1.0
    digits: int = 2
    unit: str = ""
    draw: np.ndarray | None = None


def ordered(result: "Result", values: Mapping[str, np.ndarray]) -> list[str]:
    """The country that the scenario is about, if it is among them, then the others by how far their median goes."""
    moved = {key: abs(float(np.subtract(*np.median(each[:, [-1, 0]], axis=0)))) for key, each in values.items()}
    focus = read.focus(result)
    return sorted(values, key=lambda key: (key != focus, -moved[key]))


def draw(result: "Result", title: str, subtitle: str, paths: Paths, dress: Dress, notes: Sequence[str] = ()) -> Sheet:
    """Bands of each country over time, and what was observed of it.

    Parameters
    ----------
    dress : sets up the upright axis of a panel
    """
    first, *others = paths.values
    inner = style.inner() - _LEFT
    ladder = bool(others) and not style.narrow()
    wide = inner - (_LADDER if ladder else 0.0)
    columns = _COLUMNS if not style.narrow() else 2
    names = events.Names(paths.events.get(first, []), paths.months, wide)
    under = 0.28 + names.height + _LARGE + 0.42
    pitch = _SMALL + _NAME + 0.14
    rows = -(-len(others) // columns)
    sheet = Sheet([result], title, subtitle, under + rows * pitch + (0.12 if rows else -0.1), notes)
    top = 0.28 + names.height
    axes = _panel(sheet, result, paths, first, (_LEFT, top, wide, _LARGE), dress, labelled=True, leftmost=True)
    events.ground(axes, result, paths.months, told=True)
    names.draw(axes, _LARGE)
    _name(sheet, axes, result, paths, first, wide, top - 0.06 - names.height)
    if ladder:
        _ladder(sheet, axes, result, paths, _LEFT + wide, top)
    width = (inner - _GAP * (columns - 1)) / columns
    for place, country in enumerate(others):
        row, column = divmod(place, columns)
        box = (_LEFT + column * (width + _GAP), under + row * pitch + _NAME, width, _SMALL)
        axes = _panel(sheet, result, paths, country, box, dress, place + columns >= len(others), column == 0)
        events.ground(axes, result, paths.months)
        events.mark(axes, paths.events.get(country, []))
        _name(sheet, axes, result, paths, country, width, box[1] - 0.06)
    return sheet


def _panel(
    sheet: Sheet,
    result: "Result",
    paths: Paths,
    country: str,
    box: tuple[float, float, float, float],
    dress: Dress,
    labelled: bool,
    leftmost: bool,
) -> Axes:
    axes = sheet.axes(*box)
    x = style.date_axis(axes, paths.months, box[2], labels=labelled)
    values = paths.scale * paths.values[country]
    if paths.draw is None:
        style.band(axes, x, values, style.BLUE)
    else:
        style.spread_band(axes, x, values, paths.draw, style.BLUE)
    seen = paths.seen.get(country)
    noted = {}
    if seen is not None and len(seen):
        seen = seen.times(paths.scale)
        observed.draw(axes, seen, size=4.6 if box[3] > 2.0 else 3.4)
        noted = observed.noted(seen, paths.months)
    dress(axes, leftmost)
    numbers = readings.of_bands(values) | noted
    label = read.label(result, "country", country)
    readings.note_months(axes, label, paths.months, x, numbers, paths.unit, paths.digits)
    return axes


def _name(sheet: Sheet, axes: Axes, result: "Result", paths: Paths, country: str, width: float, top: float) -> None:
    """Over a panel: the country, and its median at the start and at the end."""
    low, high = np.median(paths.scale * paths.values[country][:, [0, -1]], axis=0)
    ends = f"{words.number(low, paths.digits)} → {words.number(high, paths.digits)}{paths.unit}"
    box = axes.get_position()
    y = sheet.place(0.0, top)[1]
    shown = words.fit(
        read.label(result, "country", country), width - words.width(ends, style.SMALL) - 0.1, style.BODY, "bold"
    )
    sheet.figure.text(box.x0, y, shown, size=style.BODY, weight="bold", ha="left", va="bottom")
    sheet.figure.text(box.x1, y, ends, size=style.SMALL, color=style.GREY, ha="right", va="bottom")


def _ladder(sheet: Sheet, axes: Axes, result: "Result", paths: Paths, left: float, top: float) -> None:
    """Where all states end, as rungs beside the large panel; those that end together share a line if they are many."""
    first = next(iter(paths.values))
    ends = {key: float(np.median(paths.scale * each[:, -1])) for key, each in paths.values.items()}
    low, high = axes.get_ylim()
    fit = len(ends) * _RUNG <= _LARGE - 0.1
    rungs = _together(ends, 0.0 if fit else (high - low) * _RUNG / _LARGE)
    wanted = np.array([(np.mean([ends[key] for key in keys]) - low) / (high - low) * _LARGE for keys in rungs])
    places = style.spread(wanted, _RUNG, 0.05, _LARGE - 0.05)
    for keys, want, place in zip(rungs, wanted, places, strict=True):
        sheet.line((left + 0.02, top + _LARGE - want), (left + 0.16, top + _LARGE - place))
        bold = "bold" if first in keys else "normal"
        names = [read.label(result, "country", key) for key in sorted(keys, key=lambda key: key != first)]
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        room = _LADDER - 0.2 - words.width(more, style.SMALL, bold)
        text = words.fit(names[0], room, style.SMALL, bold) + more
        sheet.text(left + 0.19, top + _LARGE - place, text, size=style.SMALL, va="center", weight=bold)


def _together(ends: Mapping[str, float], gap: float) -> list[list[str]]:
    """Countries from the highest end down, those nearer to the first of a group than a gap in that group."""
    groups: list[list[str]] = []
    for key in sorted(ends, key=lambda key: -ends[key]):
        if groups and ends[groups[-1][0]] - ends[key] < gap:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups
