"""Small multiples: a quantity month by month, one small panel a point."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from twochairs.errors import NothingToShow
from twochairs.figures import style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries
from twochairs.figures.declared import Drawn as Figures
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels, points
from twochairs.figures.style import Sheet
from twochairs.figures.sweeps import fan
from twochairs.statistics.quantiles import median_interval

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST, SIDE = 36, 6
"""Panels of a figure, and of one of its rows."""
_NAMED = 12
"""Factors whose values are tried over a panel."""
_LEFT, _GAP, _HEIGHT, _NAME = 0.72, 0.1, 0.78, 0.2


def layout(result: "Result") -> list[list[int]]:
    """Points in rows: of a grid of two factors its levels, evenly thinned out; else one after the other."""
    if points.is_lattice(result) and len(result.factors) == 2:
        return _lattice(result)
    there = result.there
    kept = there[np.unique(np.linspace(0, len(there) - 1, min(MOST, len(there))).round().astype(int))].tolist()
    columns = min(SIDE, max(3, int(len(kept) ** 0.5 + 0.999)), len(kept))
    return [kept[first : first + columns] for first in range(0, len(kept), columns)]


def _lattice(result: "Result") -> list[list[int]]:
    """Rows from the highest level of the first factor down, columns along the second; −1 where a point is missing."""
    first, second = (points.places(result, name) for name in result.factors)
    rows, columns = _thinned(first.levels)[::-1], _thinned(second.levels)
    number = {(a, b): int(n) for a, b, n in zip(first.each, second.each, result.there, strict=True)}
    return [[number.get((row, column), -1) for column in columns] for row in rows]


def _thinned(levels: np.ndarray) -> np.ndarray:
    kept: np.ndarray = levels[np.unique(np.linspace(0, len(levels) - 1, min(SIDE, len(levels))).round().astype(int))]
    return kept


@style.styled
def draw(result: "Result", quantity: str, country: str, anyway: bool = False) -> Figure:
    """At most 36 panels of the median with the middle 50 % and 90 % of runs.

    Parameters
    ----------
    anyway : also where all panels look alike

    Raises
    ------
    NotPossible : where the quantity was not kept
    NothingToShow : where points differ by less than is known of one
    """
    rows = layout(result)
    numbers = [number for row in rows for number in row if number >= 0]
    own = points.own(result)
    looked = [*numbers, own[0]] if own and own[0] not in numbers else numbers
    months, quantiles = fan.fans(result, quantity, country, looked)
    yardstick = quantiles[looked.index(own[0]), 2] if own else None
    quantiles = quantiles[: len(numbers)]
    ends = _ends(quantiles)
    independent = int(result.manifest["parameters"]["draws"]) if result.drawn else int(result.manifest["replicates"])
    if not (anyway or _worth(ends, independent)):
        what = f"{result.meaning(quantity)} of {labels.agent(result, country)}"
        raise NothingToShow(
            f"{what} ends between {labels.short(ends[:, 2].min())} and {labels.short(ends[:, 2].max())} at all points, "
            "which is less than the 95 % interval of one median is wide"
        )
    row_of = {number: place for place, number in enumerate(numbers)}
    lattice = points.is_lattice(result) and len(result.factors) == 2
    columns = max(len(row) for row in rows)
    name_height = 0.0 if lattice else _NAME
    pitch, first = _HEIGHT + name_height + 0.08, 0.34 if lattice else 0.02
    runs, left_out = int(result.manifest["replicates"]), len(result.there) - len(numbers)
    name = words.fit(labels.agent(result, country), 3.0, style.TITLE, "bold")
    sheet = Sheet(
        [result],
        f"{result.meaning(quantity)}, {name}: a median from {labels.short(ends[:, 2].min())} to "
        f"{labels.short(ends[:, 2].max())} at the end, over the design",
        f"{style.titled(result)} {style.runs(runs)} In each panel: the median at the end, with its Monte-Carlo error."
        f"{f' Dashes: the median of the point {own[1]}.' if own and yardstick is not None else ''}"
        f"{f' {left_out} of {len(result.there)} points left out.' if left_out else ''}",
        first + len(rows) * pitch + 0.22,
        [] if lattice else [f"Over each panel: number of the point; {', '.join(result.factors)}."],
    )
    left = _LEFT + (0.42 if lattice else 0.0)
    width = (sheet.width - left - _GAP * (columns - 1)) / columns
    low, high = float(np.nanmin(quantiles)), float(np.nanmax(quantiles))
    margin = 0.04 * (high - low) or 0.05
    for down, row in enumerate(rows):
        for across, number in enumerate(row):
            if number < 0:
                continue
            top = first + down * pitch + name_height
            axes = sheet.axes(left + across * (width + _GAP), top, width, _HEIGHT)
            last = down == len(rows) - 1 or across >= len(rows[down + 1])
            x = style.date_axis(axes, months, width, labels=last)
            axes.set_ylim(low - margin, high + 0.3 * (high - low) + margin)
            each = quantiles[row_of[number]]
            fan.panel(axes, result, number, months, x, each)
            if yardstick is not None:
                axes.plot(x, yardstick, color=style.INK, linewidth=0.7, linestyle=(0, (3, 2)), zorder=3.2)
            scales.values(axes, _HEIGHT)
            style.grid(axes)
            axes.tick_params(labelleft=across == 0)
            told = fan.end(each, runs)
            sheet.text(left + across * (width + _GAP) + 0.05, top + 0.03, told, size=style.SMALL - 1.0)
            if not lattice:
                shown = words.fit(_values(result, number), width, style.SMALL - 0.5)
                sheet.text(left + across * (width + _GAP), top - 0.16, shown, size=style.SMALL - 0.5)
    if lattice:
        _heads(sheet, result, rows, left, first, width, pitch)
    label = words.fit(fan.measure(result, quantity), len(rows) * pitch, style.BODY)
    middle = first + len(rows) * pitch / 2
    sheet.text(0.3 if lattice else 0.12, middle, label, size=style.BODY, rotation=90, ha="center", va="center")
    return sheet.figure


def _ends(quantiles: np.ndarray) -> np.ndarray:
    """Quantiles of the last month that each point has, shape (point, quantile); points without any are left out."""
    last = [own[:, np.isfinite(own).all(axis=0)] for own in quantiles]
    return np.array([own[:, -1] for own in last if own.size]).reshape(-1, len(fan.QUANTILES))


def _worth(ends: np.ndarray, independent: int) -> bool:
    """Whether medians at the end differ by more than the 95 % interval of a usual one is wide."""
    if not len(ends):
        return False
    widths = np.array([np.subtract(*median_interval(own, independent)[::-1]) for own in ends])
    known = widths[np.isfinite(widths)]
    return float(np.ptp(ends[:, 2])) > (float(np.median(known)) if len(known) else 0.0)


def _values(result: "Result", number: int) -> str:
    row = result.design.iloc[number]
    return f"{number}; " + ", ".join(labels.value(labels.plain(row[name])) for name in result.factors[:_NAMED])


def _heads(
    sheet: Sheet, result: "Result", rows: list[list[int]], left: float, first: float, width: float, pitch: float
) -> None:
    """Levels of the two factors along the top and the left side."""
    down, across = result.factors
    design = result.design
    middle = left + (max(len(row) for row in rows) * (width + _GAP) - _GAP) / 2
    title = labels.factor_within(result, across, 2 * min(middle, sheet.width - middle), style.BODY)
    sheet.text(middle, 0.0, title, size=style.BODY, ha="center")
    for column in range(len(rows[0])):
        number = next((row[column] for row in rows if row[column] >= 0), None)
        if number is not None:
            shown = words.fit(labels.value(labels.plain(design[across].iloc[number])), width, style.SMALL, "bold")
            sheet.text(
                left + column * (width + _GAP) + width / 2,
                first - 0.16,
                shown,
                size=style.SMALL,
                weight="bold",
                ha="center",
            )
    for line, row in enumerate(rows):
        number = next((one for one in row if one >= 0), None)
        if number is not None:
            shown = words.fit(labels.value(labels.plain(design[down].iloc[number])), 0.42, style.SMALL, "bold")
            sheet.text(
                left - 0.34,
                first + line * pitch + _HEIGHT / 2,
                shown,
                size=style.SMALL,
                weight="bold",
                ha="right",
                va="center",
            )
    name = labels.factor_within(result, down, len(rows) * pitch, style.BODY)
    sheet.text(0.08, first + len(rows) * pitch / 2, name, size=style.BODY, rotation=90, ha="center", va="center")


def _each(kind: str, result: "Result", countries: Countries) -> Figures:
    named = fan.names(kind, result)
    for country in fan.shown(result, countries):
        quantity = fan.quantities(result)[0]
        yield named[kind, quantity, country], draw(result, quantity, country)


FIGURE = Declared(_each, 50)
