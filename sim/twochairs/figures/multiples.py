"""Small multiples: one panel a country, all on the same axes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from twochairs.figures import events, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _GAP, _NAME = 0.78, 0.22, 0.21

Dress = Callable[[Axes, bool], None]
"""Ticks and label of a panel's upright axis, given whether it is the first of its row."""


def draw(
    result: "Result",
    title: str,
    subtitle: str,
    months: np.ndarray,
    values: dict[str, np.ndarray],
    dress: Dress,
    notes: Sequence[str] = (),
    scale: float = 1.0,
    digits: int = 2,
    unit: str = "",
    draw: np.ndarray | None = None,
) -> Sheet:
    """Bands of each country over time, with the dated events.

    Parameters
    ----------
    months : datetime64, shape (month,)
    values : country to its values, shape (run, month)
    dress : sets up the upright axis of a panel
    scale : what values are multiplied by
    digits, unit : of the median at the start and the end, written over each panel
    draw : number of each run's draw of the parameters, where its bands are to be told apart from those of chance
    """
    columns = min(3, len(values))
    rows = -(-len(values) // columns)
    inner = style.WIDTH - 2 * style.SIDE - _LEFT
    width = (inner - _GAP * (columns - 1)) / columns
    height = 1.12 if columns == 3 else 2.0 if columns == 2 else 2.8
    marked = events.dated(result, months)
    # One panel carries the numbers itself; above several stands one ruler as wide as all of them.
    ruler = events.Ruler(marked, months, inner)
    key = events.Key(marked, inner + _LEFT)
    first = ruler.strip_height if columns > 1 else ruler.height
    pitch = height + _NAME + 0.16
    lowest = first + rows * pitch + 0.1
    sheet = Sheet([result], title, subtitle, lowest + key.height, notes)
    if columns > 1:
        ruler.strip(sheet, _LEFT, months)
    for place, (country, series) in enumerate(values.items()):
        row, column = divmod(place, columns)
        top = first + row * pitch + _NAME
        axes = sheet.axes(_LEFT + column * (width + _GAP), top, width, height)
        x = style.date_axis(axes, months, width, labels=place + columns >= len(values))
        events.mark(axes, marked, 0.45 if columns == 1 else 0.3)
        if draw is None:
            style.band(axes, x, scale * series, style.BLUE)
        else:
            style.spread_band(axes, x, scale * series, draw, style.BLUE)
        dress(axes, column == 0)
        label = read.label(result, "country", country)
        readings.note_months(axes, label, months, x, readings.of_bands(scale * series), unit, digits)
        over = top - 0.06
        if columns == 1:
            ruler.draw(axes, height)
            over -= ruler.height
        _name(sheet, axes, label, _ends(scale * series, digits, unit), width, over)
    key.draw(sheet, lowest + 0.08)
    return sheet


def _ends(series: np.ndarray, digits: int, unit: str) -> str:
    first, last = np.median(series[:, [0, -1]], axis=0)
    return f"{words.number(first, digits)} → {words.number(last, digits)}{unit}"


def _name(sheet: Sheet, axes: Axes, name: str, ends: str, width: float, top: float) -> None:
    box = axes.get_position()
    y = sheet.place(0.0, top)[1]
    room = width - words.width(ends, style.SMALL) - 0.1
    shown = words.fit(name, room, style.BODY, "bold")
    sheet.figure.text(box.x0, y, shown, size=style.BODY, weight="bold", ha="left", va="bottom")
    sheet.figure.text(box.x1, y, ends, size=style.SMALL, color=style.GREY, ha="right", va="bottom")
