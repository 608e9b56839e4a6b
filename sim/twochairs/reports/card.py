"""One picture of the first screen, for slides and messages: title, ladder, three numbers, how far to trust it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NotPossible
from twochairs.figures import ladder, read, style
from twochairs.figures import text as words
from twochairs.reports import trust
from twochairs.reports.build import titled
from twochairs.reports.findings import ALIGNMENT, Findings, Row, findings
from twochairs.reports.parts import Cell
from twochairs.reports.screen import cells, title
from twochairs.reports.sections import short_hash
from twochairs.reports.subject import subject, third
from twochairs.results.paired import SAME
from twochairs.statistics.quantiles import quantile_interval

if TYPE_CHECKING:
    from twochairs.results.result import Result

WIDTH, HEIGHT = 12.0, 6.75
"""In inches: at 100 dots an inch 1200 by 675 of them, which is what slides and previews of links have room for."""
DPI = 100
_SIDE, _LEFT, _RIGHT, _TALL, _GAP = 0.45, 0.42, 1.65, 3.4, 0.4
_TEXT, _FINE, _NUMBER = 11.0, 9.0, 26.0
_TITLES = ((20.0, 3), (17.0, 4), (14.0, 5))
"""Sizes of letters of the title, and lines that there is room for: the first in which it is whole."""
_COLUMN = 7.35
"""Of the numbers, from the left."""


@dataclass(frozen=True)
class Number:
    """One of the numbers of a card.

    Attributes
    ----------
    value, interval : as the first screen has them
    label : what it is of
    told : whether it is told from none, or is no change
    """

    value: str
    interval: str
    label: str
    told: bool = True


def draw(results: "Sequence[Result]", country: str | None = None, act: str | None = None) -> Figure:
    """The card of some results.

    Parameters
    ----------
    results : of which there is a run; others are compared with the first run
    country : key of the state; the one that the first run is about where None
    act : key of the act that it is about; one by `subject.subject` where None

    Raises
    ------
    NotPossible : where there is no run, or the state or the act is not in the first
    """
    found = findings(results, country, act)
    if found is None:
        raise NotPossible("a card is of a run, and these are sweeps\n  hint: --point chooses a point of a sweep")
    with style.looks():
        return _drawn(found, titled(results))


def save(
    results: "Sequence[Result]",
    folder: Path,
    country: str | None = None,
    dpi: int = DPI,
    act: str | None = None,
) -> list[Path]:
    """Write the card of some results into a folder, as PNG and SVG; parameters and errors as for `draw`.

    Parameters
    ----------
    dpi : dots an inch of the PNG

    Raises
    ------
    CannotWrite : where the disk does not take it
    """
    return style.save(draw(results, country, act), folder / "card", dpi=dpi)


def numbers(found: Findings) -> list[Number]:
    """Three numbers: alignment, what the title speaks of beside it, and a poll; as the first screen has them.

    Of one result the alignment is the median, which the ladder and the title have.
    """
    place, beside = subject(found)
    rows = [row for row in (beside, third(found, place, beside)) if row is not None]
    rows = [row for number, row in enumerate(rows) if row not in rows[:number]]
    if place is None:
        return [_median(found), *(_number(row, cells(row)[0], row.label) for row in rows)]
    [own] = found.of(ALIGNMENT)
    changed = [(own, "Alignment, mean of the changes"), *((row, row.label) for row in rows)]
    return [_number(row, cells(row)[place + 1], label) for row, label in changed]


def _number(row: Row, cell: Cell, label: str) -> Number:
    shown = label[:1].upper() + label[1:]
    return Number(cell.value, cell.interval, shown if cell.told else f"{shown}: cannot be told from none", cell.told)


def _median(found: Findings) -> Number:
    """Where the state ends in the median run, with the interval of that median."""
    alignment = read.series(found.base, "alignment").sel(country=found.country)
    values, draw = alignment.to_numpy()[:, -1], found.base.draw_of(alignment["replicate"].to_numpy())
    low, high = quantile_interval(values, 0.5, draw)
    known = bool(np.isfinite([low, high]).all()) and low < high
    interval = f"{words.signed(low, 3)} to {words.signed(high, 3)}" if known else ""
    return Number(words.signed(float(np.median(values)), 3), interval, "Alignment, median")


def _of_what(found: Findings) -> str:
    """What the numbers are of."""
    place, _ = subject(found)
    if place is None:
        return f"At the end: median, or share, of {words.counted(int(found.base.manifest['replicates']), 'run')}"
    return f"What “{found.others[place].title}” changes at the end"


def _source(results: "Sequence[Result]") -> str:
    """Which results it is made from, and by what."""
    names = ", ".join(f"{result.manifest['name']} ({short_hash(result)})" for result in results)
    return f"Source: {names}; twochairs {results[0].manifest['versions']['twochairs']}."


class _Sheet:
    """A figure on which text is placed in inches from the upper left corner."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
        FigureCanvasAgg(self.figure)

    def lines(self, at: tuple[float, float], text: str, size: float, wide: float, most: int = 1, **look: Any) -> float:
        """Text that hangs from a place, in lines no wider than given; where the next may begin."""
        left, top = at
        pitch = size / 72 * 1.25
        for line in words.wrap(text, wide, size, most=most, weight=look.get("weight", "normal")):
            self.figure.text(left / WIDTH, 1 - top / HEIGHT, line, size=size, va="top", **look)
            top += pitch
        return top

    def rule(self, top: float) -> None:
        """A thin line across."""
        ends, at = [_SIDE / WIDTH, 1 - _SIDE / WIDTH], [1 - top / HEIGHT] * 2
        self.figure.add_artist(Line2D(ends, at, color=style.FAINT, linewidth=0.8))


def _title_size(text: str, wide: float) -> tuple[float, int]:
    """Size of letters, and lines, of a title so wide."""
    fits = [one for one in _TITLES if len(words.wrap(text, wide, one[0], weight="bold")) <= one[1]]
    return (fits or _TITLES[-1:])[0]


def _drawn(found: Findings, titles: str) -> Figure:
    sheet, wide = _Sheet(), WIDTH - 2 * _SIDE
    top = sheet.lines((_SIDE, 0.3), titles, _TEXT, wide, color=style.GREY)
    size, most = _title_size(title(found), wide)
    top = sheet.lines((_SIDE, top + 0.04), title(found), size, wide, most=most, weight="bold") + 0.22
    results = [found.base, *found.others]
    page = _COLUMN - _GAP - _SIDE
    width = page - _LEFT - _RIGHT
    foot = HEIGHT - 1.08
    top = sheet.lines((_SIDE, top), ladder.told(results, found.country), _FINE, page, color=style.GREY) + 0.06
    tall = min(_TALL, foot - 0.55 - 0.24 * len(results) - top)
    place = ((_SIDE + _LEFT) / WIDTH, 1 - (top + tall) / HEIGHT, width / WIDTH, tall / HEIGHT)
    axes = sheet.figure.add_axes(place)
    ladder.panel(axes, results, found.country, (width, tall), _RIGHT, _FINE)
    ladder.entries(sheet.figure, results, (_SIDE / WIDTH, 1 - (top + tall + 0.36) / HEIGHT), _FINE + 0.5)
    _numbers(sheet, found, top - 0.2)
    sheet.rule(foot)
    below = sheet.lines((_SIDE, foot + 0.08), trust.line(found.base), _FINE, wide, most=4, color=style.GREY)
    sheet.lines((_SIDE, below), _source(results), _FINE, wide, color=style.GREY)
    return sheet.figure


def _numbers(sheet: _Sheet, found: Findings, top: float) -> None:
    """The numbers, one below the other, each with its interval and what it is of."""
    wide = WIDTH - _SIDE - _COLUMN
    top = sheet.lines((_COLUMN, top), _of_what(found), _TEXT, wide, most=2, weight="bold") + 0.1
    for one in numbers(found):
        beside = words.width(one.value, _NUMBER, "bold") + 0.15
        look: dict[str, Any] = {} if one.told else {"color": style.GREY, "style": "italic"}
        sheet.lines((_COLUMN, top), one.value, _NUMBER, wide, weight="bold", **look)
        if one.interval:
            interval = one.interval if one.interval == SAME else f"95 % interval {one.interval}"
            sheet.lines((_COLUMN + beside, top + 0.2), interval, _FINE, wide - beside, color=style.GREY)
        top = sheet.lines((_COLUMN, top + 0.44), one.label, _TEXT, wide, most=2) + 0.16
