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
from twochairs.figures.events import Event
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
    inner = style.inner() - _LEFT - _BETWEEN
    left, right = 0.55 * inner, 0.45 * inner
    means = {key: tension.sel(dispute=key).mean("replicate").to_numpy() for key in chosen}
    named = {key: events.Names(_own(result, months, key, means[key]), months, left) for key in chosen}
    first = 0.26
    lowest = first + sum(_PITCH + names.height for names in named.values()) - 0.1
    sheet = Sheet(
        [result],
        f"Disputes: {_found(result, means)}",
        f"{style.titled(result)} Left: {_lower(style.runs(count))} Right: incidents in each calendar year{several}.",
        lowest,
    )
    years, whole, counts = yearly(months, incident.sel(dispute=chosen).to_numpy())
    most = max(1.0, float(np.quantile(counts, 0.95, axis=0).max(initial=0.0))) * 1.08
    top = first
    for row, dispute in enumerate(chosen):
        names = named[dispute]
        top += names.height
        last = row == len(chosen) - 1
        axes = sheet.axes(_LEFT, top, left, _HEIGHT)
        x = style.date_axis(axes, months, left, labels=last)
        style.grid(axes)
        events.ground(axes, result, months, told=last)
        names.draw(axes, _HEIGHT)
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
        sheet.text(_LEFT, top - 0.19 - names.height, name, size=style.BODY, weight="bold")
        top += _PITCH
    if not whole.all():
        entries = [
            (Patch(facecolor="white", edgecolor=style.VERMILION, hatch="////", linewidth=0.6), "only part of a year")
        ]
        sheet.legend(_LEFT + left + _BETWEEN, first - 0.17, entries)
    return sheet.figure


_BITES = 0.05
"""Tension by which an event's month moves a dispute, or it goes without its name."""
_MOST = 3


def _own(result: "Result", months: np.ndarray, dispute: str, mean: np.ndarray) -> list[Event]:
    """The events of a dispute that move it."""
    own = events.changing(result, events.dated(result, months), lambda path: path.startswith(f"disputes.{dispute}."))
    return events.biting(own, months, mean[None, :], _BITES, _MOST)


def _found(result: "Result", means: dict[str, np.ndarray]) -> str:
    """Which dispute is the tensest in the end, and which has moved most."""
    tensest = max(means, key=lambda key: float(means[key][-1]))
    moved = max(means, key=lambda key: abs(float(means[key][-1] - means[key][0])))
    told = f"{_label(result, tensest)} is tensest in the end ({means[tensest][-1]:.2f})"
    start, end = float(means[moved][0]), float(means[moved][-1])
    if moved == tensest or abs(end - start) < _BITES:
        return told
    return f"{told}; {_label(result, moved)} moves most, from {start:.2f} to {end:.2f}"


def _label(result: "Result", dispute: str) -> str:
    return words.fit(read.label(result, "dispute", dispute), 2.6, style.TITLE, "bold")


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
