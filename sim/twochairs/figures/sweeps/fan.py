"""A quantity month by month at chosen points: how far runs fan out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.errors import NotPossible
from twochairs.figures import events, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries
from twochairs.figures.declared import Drawn as Figures
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels, points
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names
from twochairs.statistics.quantiles import median_interval

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST = 6
"""Panels of a figure."""
QUANTILES = ("q05", "q25", "q50", "q75", "q95")
_LEFT, _GAP, _HEIGHT, _NAME = 0.78, 0.22, 1.5, 0.5
_BOLD = 1.14
"""How much wider bold letters are."""


def quantities(result: "Result") -> list[str]:
    """Quantities of countries whose series were kept, the alignment first.

    Raises
    ------
    NotPossible : where none was kept
    """
    found = [name for name in result.quantities if dims(result, name) == ["country"]]
    if not found:
        raise NotPossible(
            f"{result.folder} kept no series of a quantity of countries, so there is no fan\n"
            "  hint: `keep: {series: quantiles, quantities: [alignment]}` in the experiment keeps one"
        )
    return sorted(found, key=lambda name: name != "alignment")


_LOOKED_AT = 60
"""Points, evenly spaced, that say whether a quantity is 0 throughout."""


def heard(result: "Result", country: str) -> list[str]:
    """The quantities that there is something to show of for a country: the first, and what is not 0 throughout."""
    first, *others = quantities(result)
    there = result.there
    picked = np.unique(np.linspace(0, len(there) - 1, min(_LOOKED_AT, len(there))).round().astype(int))
    points = there[picked].tolist()
    return [first, *(name for name in others if _moves(result.series(name, points), country))]


def _moves(array: xr.DataArray, country: str) -> bool:
    return country in array["country"] and bool(np.nan_to_num(array.sel(country=country).to_numpy()).any())


def dims(result: "Result", quantity: str) -> list[str]:
    """What agents a quantity is of."""
    return result.agents(quantity)


def shown(result: "Result", countries: Sequence[str] | None) -> list[str]:
    """Those chosen, or the one the scenario is about, or the first.

    Raises
    ------
    NotPossible : where one is not in the result
    """
    known = list(result.manifest["labels"]["country"])
    unknown = [key for key in countries or [] if key not in known]
    if unknown:
        raise NotPossible(f"there is no country {unknown[0]!r} in this result; it has {', '.join(known)}")
    focus = result.manifest.get("focus")
    return list(dict.fromkeys(countries)) if countries else [str(focus) if focus in known else known[0]]


def fans(result: "Result", quantity: str, country: str, numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Months, shape (month,), and quantiles over runs, shape (point, quantile, month), of some points.

    NaN where a point has no such month, or no such country.

    Raises
    ------
    NotPossible : where none of them has the country
    """
    array = result.series(quantity, numbers)
    if country not in array["country"].to_numpy():
        raise NotPossible(f"none of the points shown has {country}, so there is no series of it")
    array = array.sel(country=country, point=list(numbers))
    months = array["month"].to_numpy()
    if "statistic" in array.dims:
        return months, array.sel(statistic=list(QUANTILES)).transpose("point", "statistic", "month").to_numpy()
    each = array.transpose("point", "replicate", "month").to_numpy()
    quantiles = np.full((len(each), len(QUANTILES), len(months)), np.nan)
    point, month = np.nonzero(np.isfinite(each).any(axis=1))
    shares = [int(name[1:]) / 100 for name in QUANTILES]
    if len(point):
        quantiles[point, :, month] = np.nanquantile(each[point, :, month], shares, axis=1).T
    return months, quantiles


@style.styled
def draw(result: "Result", quantity: str, country: str) -> Figure:
    """One panel a point, at most six: median, middle 50 % and 90 % of runs by month.

    Raises
    ------
    NotPossible : where the quantity was not kept
    """
    chosen = points.chosen(result, MOST)
    months, quantiles = fans(result, quantity, country, [number for number, _ in chosen])
    there = [place for place, own in enumerate(quantiles) if np.isfinite(own).any()]
    chosen, quantiles = [chosen[place] for place in there], quantiles[there]
    if not chosen:
        raise NotPossible(f"no run of the points shown came to its end, so {country} has no series")
    columns = min(3, len(chosen))
    rows = -(-len(chosen) // columns)
    runs = int(result.manifest["replicates"])
    independent = int(result.manifest["parameters"]["draws"]) if result.drawn else runs
    inner = style.inner() - _LEFT
    first, pitch = 0.0, _HEIGHT + _NAME + 0.14
    lowest = first + rows * pitch + 0.12
    name = words.fit(labels.agent(result, country), 3.0, style.TITLE, "bold")
    sheet = Sheet(
        [result],
        f"{result.meaning(quantity)}, {name}, month by month",
        f"{style.titled(result)} {style.runs(runs)} {len(chosen)} of {len(result.there)} points. Over each panel: the "
        "median at the end, with its 95 % interval, taken between the quartiles of runs.",
        lowest,
    )
    width = (inner - _GAP * (columns - 1)) / columns
    for place, (number, why) in enumerate(chosen):
        row, column = divmod(place, columns)
        left, top = _LEFT + column * (width + _GAP), first + row * pitch + _NAME
        axes = sheet.axes(left, top, width, _HEIGHT)
        x = style.date_axis(axes, months, width, labels=place + columns >= len(chosen))
        events.ground(axes, result, months, told=place == 0)
        panel(axes, result, number, months, x, quantiles[place])
        _head(sheet, result, number, why, end(quantiles[place], independent), left, top, width)
    _scale(sheet, result, quantity, quantiles, columns)
    return sheet.figure


def panel(axes: Axes, result: "Result", number: int, months: np.ndarray, x: np.ndarray, quantiles: np.ndarray) -> None:
    """The fan of a point over its own months, with its readings."""
    own, runs = np.isfinite(quantiles).all(axis=0), int(result.manifest["replicates"])
    band(axes, x[own], quantiles[:, own], runs)
    told = readings.of_quantiles(quantiles[:, own], runs)
    readings.note_months(axes, labels.point(result, number), months[own], x[own], told, digits=3)


def band(axes: Axes, x: np.ndarray, quantiles: np.ndarray, runs: int) -> None:
    """Median and bands of quantiles, shape (5, month)."""
    low, lower, median, upper, high = quantiles
    if runs > 1:
        axes.fill_between(x, low, high, color=style.BLUE, alpha=0.18, linewidth=0, zorder=2)
        axes.fill_between(x, lower, upper, color=style.BLUE, alpha=0.32, linewidth=0, zorder=2.1)
    axes.plot(x, median, color=style.BLUE, linewidth=1.5, zorder=3)


def end(quantiles: np.ndarray, independent: int) -> str:
    """The median of the last month that the point has, with its 95 % interval.

    Parameters
    ----------
    independent : runs, or where constants are drawn the draws, which is the least that the runs can tell
    """
    own = quantiles[:, np.isfinite(quantiles).all(axis=0)]
    if not own.size:
        return "no run"
    median, (low, high) = float(own[2, -1]), median_interval(own[:, -1], independent)
    if not np.isfinite(low):
        return labels.value(round(median, 3))
    return "{} [{}, {}]".format(*labels.ends(median, low, high))


def _head(
    sheet: Sheet, result: "Result", number: int, why: str, last: str, left: float, top: float, width: float
) -> None:
    """Over a panel: the point's values, why it is shown, and where it ends."""
    lines = words.wrap(labels.point(result, number), width / _BOLD, style.SMALL, most=2)
    for line, text in enumerate(lines):
        sheet.text(left, top - 0.18 - 0.125 * (len(lines) - line), text, size=style.SMALL, weight="bold", va="top")
    room = width - words.width(last, style.SMALL) - 0.1
    sheet.text(left, top - 0.05, words.fit(why, room, style.SMALL), size=style.SMALL, color=style.GREY, va="bottom")
    sheet.text(left + width, top - 0.05, last, size=style.SMALL, va="bottom", ha="right")


def _scale(sheet: Sheet, result: "Result", quantity: str, quantiles: np.ndarray, columns: int) -> None:
    """One upright scale for all panels."""
    low, high = scales.apart(float(np.nanmin(quantiles)), float(np.nanmax(quantiles)))
    margin = 0.05 * (high - low)
    for place, axes in enumerate(axes for axes in sheet.figure.axes if axes.get_lines() and axes.collections):
        axes.set_ylim(low - margin, high + margin)
        scales.values(axes, _HEIGHT)
        style.grid(axes)
        if place % columns:
            axes.tick_params(labelleft=False)
        else:
            axes.set_ylabel("\n".join(words.wrap(measure(result, quantity), _HEIGHT, style.BODY, most=2)))


def measure(result: "Result", quantity: str) -> str:
    """Meaning and unit of a quantity, for an axis."""
    unit = result.unit(quantity)
    return words.clean(f"{result.meaning(quantity)}{'' if unit == '1' else f' ({unit})'}")


def names(kind: str, result: "Result") -> dict[tuple[str, ...], str]:
    """The name of a figure of each quantity and country."""
    countries = shown(result, list(result.manifest["labels"]["country"]))
    return file_names((kind, quantity, country) for quantity in quantities(result) for country in countries)


def _each(kind: str, result: "Result", countries: Countries) -> Figures:
    named = names(kind, result)
    for country in shown(result, countries):
        for quantity in heard(result, country):
            yield named[kind, quantity, country], draw(result, quantity, country)


FIGURE = Declared(_each, 30)
