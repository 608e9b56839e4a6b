"""A quantity month by month at three points over each other: how far runs fan out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

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
"""Points that are looked at: the scenario's own, corners and extremes."""
QUANTILES = ("q05", "q25", "q50", "q75", "q95")
_LEFT, _HEIGHT, _LINE = 0.78, 2.6, 0.15
_LOOKS: list[tuple[str, Any]] = [(style.INK, "--"), (style.VERMILION, "-."), (style.BLUE, "-")]
"""Colour and line of the scenario's own point, and of the lowest and the highest."""
_MOST_OVER = len(_LOOKS)


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
    """Three points over each other: median, middle 50 % of runs, and the ends of 90 %, by month.

    Raises
    ------
    NotPossible : where the quantity was not kept
    """
    chosen, months, quantiles = three(result, quantity, country)
    runs = int(result.manifest["replicates"])
    independent = int(result.manifest["parameters"]["draws"]) if result.drawn else runs
    width = style.inner() - _LEFT
    name = words.fit(labels.agent(result, country), 3.0, style.TITLE, "bold")
    first = 0.02 + _LINE * len(chosen) + 0.16
    sheet = Sheet(
        [result],
        f"{result.meaning(quantity)}, {name}: {_found(quantiles)}",
        f"{style.titled(result)} {_read(runs)} {len(chosen)} of {len(result.there)} points, each with its median "
        "at the end and its 95 % interval, taken between the quartiles of runs.",
        first + _HEIGHT + 0.3,
    )
    axes = sheet.axes(_LEFT, first, width, _HEIGHT)
    x = style.date_axis(axes, months, width)
    events.ground(axes, result, months, told=True)
    for place, ((number, why), own) in enumerate(zip(chosen, quantiles, strict=True)):
        colour, dash = _LOOKS[place]
        _over(axes, x, own, colour, dash, runs)
        there = np.isfinite(own).all(axis=0)
        told = readings.of_quantiles(own[:, there], runs)
        readings.note_months(axes, labels.point(result, number), months[there], x[there], told, digits=3)
        _key(sheet, result, (number, why), end(own, independent), 0.02 + _LINE * place, (colour, dash))
    low, high = scales.apart(float(np.nanmin(quantiles)), float(np.nanmax(quantiles)))
    margin = 0.05 * (high - low)
    axes.set_ylim(low - margin, high + margin)
    scales.values(axes, _HEIGHT)
    style.grid(axes)
    axes.set_ylabel("\n".join(words.wrap(measure(result, quantity), _HEIGHT, style.BODY, most=2)))
    return sheet.figure


def three(result: "Result", quantity: str, country: str) -> tuple[list[tuple[int, str]], np.ndarray, np.ndarray]:
    """The point nearest to the scenario, and of corners and extremes that with the lowest and the highest median.

    Returns
    -------
    numbers of points, each with why; months; quantiles, shape (point, quantile, month)

    Raises
    ------
    NotPossible : where none of them has a series
    """
    chosen = points.chosen(result, MOST)
    months, quantiles = fans(result, quantity, country, [number for number, _ in chosen])
    ends = [_last(own) for own in quantiles]
    there = [place for place, one in enumerate(ends) if np.isfinite(one)]
    if not there:
        raise NotPossible(f"no run of the points shown came to its end, so {country} has no series")
    own = [place for place in there if "scenario" in chosen[place][1]][:1]
    by_end = sorted(there, key=lambda place: ends[place])
    kept = list(dict.fromkeys([*own, by_end[0], by_end[-1]]))[:_MOST_OVER]
    return [chosen[place] for place in kept], months, quantiles[kept]


def _last(quantiles: np.ndarray) -> float:
    """The median of the last month that a point has; NaN where it has none."""
    own = quantiles[2, np.isfinite(quantiles).all(axis=0)]
    return float(own[-1]) if len(own) else float("nan")


def _found(quantiles: np.ndarray) -> str:
    ends = [_last(own) for own in quantiles]
    return f"a median of {labels.short(min(ends))} to {labels.short(max(ends))} at the end"


def _read(runs: int) -> str:
    if runs == 1:
        return "One run a point."
    return f"Median of {runs} runs (line), middle 50 % (shade) and the ends of 90 % (thin lines)."


def _over(axes: Axes, x: np.ndarray, quantiles: np.ndarray, colour: str, dash: Any, runs: int) -> None:
    low, lower, median, upper, high = quantiles
    if runs > 1:
        axes.fill_between(x, lower, upper, color=colour, alpha=0.2, linewidth=0, zorder=2)
        for one in (low, high):
            axes.plot(x, one, color=colour, linewidth=0.6, zorder=2.2)
    axes.plot(x, median, color=colour, linestyle=dash, linewidth=1.6, zorder=3)


def _key(sheet: Sheet, result: "Result", point: tuple[int, str], last: str, top: float, look: tuple[str, Any]) -> None:
    """A line above the panel: the point's values, why it is shown, and where it ends."""
    number, why = point
    (x0, y), (x1, _) = sheet.place(_LEFT, top + 0.07), sheet.place(_LEFT + 0.35, top + 0.07)
    sheet.figure.add_artist(Line2D([x0, x1], [y, y], color=look[0], linestyle=look[1], linewidth=1.6))
    sheet.text(sheet.width, top, last, size=style.SMALL, ha="right")
    room = sheet.width - _LEFT - 0.55 - words.width(last, style.SMALL)
    told = words.fit(f"{labels.point(result, number)}: {why}", room, style.SMALL)
    sheet.text(_LEFT + 0.43, top, told, size=style.SMALL)


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
