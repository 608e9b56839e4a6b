"""What lever settings come to in one objective against another, by fresh runs: the front, and what may be on it."""

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, single
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import decided
from twochairs.figures.design.decided import FRONT, OFF, UNDECIDED, Decided
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _TOP, _GAP, _UNDER, _RIGHT = 0.75, 0.36, 0.8, 0.6, 0.15
_MOST, _TALLEST = 4, 2.6


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """A panel a pair of objectives, two in a row."""
    found = decided.of(result)
    pairs = list(combinations(found.objectives[:_MOST], 2))
    if not pairs:
        raise NothingToShow(f"{found.answer.folder} has one objective, and it shows two against each other")
    across = min(2, len(pairs))
    left_out = found.objectives[_MOST:]
    rows = -(-len(pairs) // across)
    notes = [
        "Bars: 95 % intervals, worlds and chance drawn again; they move together, so that settings are told apart by "
        "their differences (pairs.csv) sooner than by their bars."
    ]
    if left_out:
        notes.append(f"Not shown: {', '.join(left_out)}; settings.csv has them.")
    sheet = Sheet(
        [result],
        "What one objective costs in another: lever settings over worlds",
        f"{style.titled(result)} By runs that did not choose the settings.",
        _TOP + rows * (_TALLEST + _UNDER),
        notes,
    )
    width = (sheet.width - across * _LEFT - _RIGHT) / across
    for number, (first, second) in enumerate(pairs):
        row, column = divmod(number, across)
        left, top = _LEFT + column * (width + _LEFT), _TOP + row * (_TALLEST + _UNDER)
        _panel(sheet.axes(left, top, width, _TALLEST), found, first, second, width)
    entries = [
        (Line2D([], [], linestyle="", marker="o", markersize=6, markerfacecolor=face, markeredgecolor=edge), said)
        for face, edge, said in (
            (style.BLUE, style.BLUE, "on the front"),
            ("white", style.BLUE, "it cannot be told"),
            (style.FAINT, style.FAINT, "off the front"),
        )
    ]
    sheet.legend(_LEFT, 0.02, entries)
    return sheet.figure


def _panel(axes: Axes, found: Decided, first: str, second: str, width: float) -> None:
    x, y = (found.settings[name].to_numpy(dtype=float) for name in (first, second))
    for standing, face, edge, place in (
        (OFF, style.FAINT, style.FAINT, 2),
        (UNDECIDED, "white", style.BLUE, 3),
        (FRONT, style.BLUE, style.BLUE, 4),
    ):
        own = found.standing == standing
        if standing != OFF:
            _bars(axes, found, first, second, own)
        axes.plot(x[own], y[own], "o", markerfacecolor=face, markeredgecolor=edge, markersize=5, zorder=place)
    axes.set_xlabel(words.fit(found.said(first), width, style.BODY))
    axes.set_ylabel(words.fit(found.said(second), _TALLEST, style.BODY))
    axes.margins(0.06)
    scales.values(axes, width, upright=False)
    scales.values(axes, _TALLEST)
    style.grid(axes, "both")
    numbers = {first: x, second: y, "share of resamples on the front": found.settings["on_front"].to_numpy(dtype=float)}
    readings.note(axes, f"{second} against {first}", found.called, numbers, x, y, digits=3)


def _bars(axes: Axes, found: Decided, first: str, second: str, own: np.ndarray) -> None:
    frame = found.settings[own]
    x, y = (frame[name].to_numpy(dtype=float) for name in (first, second))
    low, high = (frame[f"{first}_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
    axes.hlines(y, low, high, color=style.SKY, linewidth=0.8, zorder=1)
    low, high = (frame[f"{second}_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
    axes.vlines(x, low, high, color=style.SKY, linewidth=0.8, zorder=1)


FIGURE = Declared(single(draw), 95, verb="robust")
