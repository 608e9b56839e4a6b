"""Tension of the disputes, and how many incidents each year sees."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from twochairs.errors import NothingToShow
from twochairs.figures import events, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import single
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _BETWEEN, _HEIGHT, _PITCH = 0.6, 0.6, 1.0, 1.36


@style.styled
def draw(result: "Result", disputes: Sequence[str] | None = None) -> Figure:
    """Tension with bands, and incidents by calendar year: mean over runs, range of 90 % of them.

    Raises
    ------
    NotPossible : where a dispute is not in the result
    NothingToShow : where there are no disputes
    """
    chosen = read.disputes(result, disputes)
    if not chosen:
        raise NothingToShow("this scenario has no disputes")
    tension, incident = read.series(result, "tension"), read.series(result, "incident")
    months = read.months(tension)
    count = len(tension["replicate"])
    several = f"; bars: mean of {count} runs, whiskers: 90 % of them" if count > 1 else ""
    inner = style.WIDTH - 2 * style.SIDE - _LEFT - _BETWEEN
    left, right = 0.55 * inner, 0.45 * inner
    marked = events.dated(result, months)
    ruler, key = events.Ruler(marked, months, inner + _BETWEEN), events.Key(marked, style.WIDTH - 2 * style.SIDE)
    first = 0.26 + ruler.strip_height
    lowest = first + len(chosen) * _PITCH - 0.1
    sheet = Sheet(
        [result],
        "Disputes: tension and incidents",
        f"{style.titled(result)} Left: {_lower(style.runs(count))} Right: incidents in each calendar year{several}.",
        lowest + key.height,
    )
    years, whole, counts = yearly(months, incident.sel(dispute=chosen).to_numpy())
    most = max(1.0, float(np.quantile(counts, 0.95, axis=0).max(initial=0.0))) * 1.08
    for row, dispute in enumerate(chosen):
        top = first + row * _PITCH
        last = row == len(chosen) - 1
        axes = sheet.axes(_LEFT, top, left, _HEIGHT)
        x = style.date_axis(axes, months, left, labels=last)
        style.grid(axes)
        events.mark(axes, marked, 0.3)
        style.band(axes, x, tension.sel(dispute=dispute).to_numpy(), style.BLUE)
        axes.set_ylim(0, 1.03)
        axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
        axes.set_ylabel("Tension (0 to 1)")
        bars = sheet.axes(_LEFT + left + _BETWEEN, top, right, _HEIGHT)
        _bars(bars, years, whole, counts[:, :, row], most, right, last)
        label = read.label(result, "dispute", dispute)
        bands = readings.of_bands(tension.sel(dispute=dispute).to_numpy())
        readings.note_months(axes, f"{label}: tension", months, x, bands)
        incidents = {"mean of runs": counts[:, :, row].mean(axis=0)}
        readings.note(bars, f"{label}: incidents", [str(year) for year in years], incidents, x=years)
        name = words.fit(label, left + 0.4 * _BETWEEN, style.BODY, "bold")
        sheet.text(_LEFT, top - 0.19, name, size=style.BODY, weight="bold")
    ruler.strip(sheet, _LEFT, months)
    key.draw(sheet, lowest + 0.08)
    if not whole.all():
        entries = [
            (Patch(facecolor="white", edgecolor=style.VERMILION, hatch="////", linewidth=0.6), "only part of a year")
        ]
        sheet.legend(_LEFT + left + _BETWEEN, first - 0.17, entries)
    return sheet.figure


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def yearly(months: np.ndarray, incident: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Calendar years of a run, whether each is whole, and incidents counted in them.

    Parameters
    ----------
    months : datetime64, shape (month,); the first is the state before the run and counts for nothing
    incident : 1 in months with one, shape (run, month, dispute)

    Returns
    -------
    years, shape (year,); whole, shape (year,); counts, shape (run, year, dispute)
    """
    year_of = months[1:].astype("datetime64[Y]").astype(int) + 1970
    years, sizes = np.unique(year_of, return_counts=True)
    counts = np.stack([incident[:, 1:][:, year_of == year].sum(axis=1) for year in years], axis=1)
    return years, sizes == 12, counts


def _bars(
    axes: Axes, years: np.ndarray, whole: np.ndarray, counts: np.ndarray, most: float, inches: float, labels: bool
) -> None:
    mean = counts.mean(axis=0)
    style.grid(axes)
    axes.bar(years[whole], mean[whole], width=0.72, color=style.VERMILION, alpha=0.5)
    axes.bar(years[~whole], mean[~whole], width=0.72, facecolor="white", edgecolor=style.VERMILION, hatch="////")
    if len(counts) > 1:
        low, high = np.quantile(counts, (0.05, 0.95), axis=0)
        axes.vlines(years, low, high, color=style.INK, linewidth=0.8)
        for end in (low, high):
            axes.hlines(end, years - 0.14, years + 0.14, color=style.INK, linewidth=0.8)
    axes.set_ylim(0, most)
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if s / max(1, len(years)) * inches >= 0.36), 100)
    ticks = [int(year) for year in years if year % step == 0]
    axes.set_xticks(ticks, [str(tick) for tick in ticks] if labels else [""] * len(ticks))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.set_ylabel("Incidents a year")


FIGURE = Declared(single(lambda result, countries: draw(result)), 100, ("tension", "incident"))
