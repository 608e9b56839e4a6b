"""A state in one result or several on the whole scale of alignment, with where the other states end as its rungs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import compare, events, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.runs.trajectories import pole_ends

if TYPE_CHECKING:
    from twochairs.results.result import Result

WIDTH, TALL = 6.4, 2.75
"""Of the figure and of its panel, in inches."""
_LEFT, _RIGHT, _NARROW_RIGHT, _LINE, _AXIS, _ENTRY = 0.42, 1.6, 1.3, 0.15, 0.3, 0.17
_SCALE, _APART = 1.04, 0.135
"""Ends of the scale; inches between the middles of two names."""


@style.styled
def draw(results: "Sequence[Result]", country: str) -> Figure:
    """Medians of a state's alignment over time in each result, and where every other state ends in the first.

    Raises
    ------
    NotPossible : where the country is not in all of them
    """
    page = style.NARROW if style.narrow() else WIDTH
    right = _NARROW_RIGHT if style.narrow() else _RIGHT
    lines = words.wrap(told(results, country), page - 0.1, style.BODY, most=4)
    top = 0.06 + _LINE * len(lines) + 0.1
    height = top + TALL + _AXIS + _ENTRY * len(results) + 0.02
    figure = Figure(figsize=(page, height), facecolor="white")
    FigureCanvasAgg(figure)
    for row, line in enumerate(lines):
        figure.text(0.0, 1 - (0.06 + _LINE * row) / height, line, size=style.BODY, color=style.GREY, va="top")
    width = page - _LEFT - right
    axes = figure.add_axes((_LEFT / page, 1 - (top + TALL) / height, width / page, TALL / height))
    panel(axes, results, country, (width, TALL), right)
    entries(figure, results, (0.0, 1 - (top + TALL + _AXIS) / height))
    return figure


def told(results: "Sequence[Result]", country: str) -> str:
    """What it shows; the first text of a figure is what it is called."""
    runs = words.counted(len(read.series(results[0], "alignment")["replicate"]), "run")
    shade = " Shade: 90 % of runs of the first." if runs != "1 run" else ""
    return f"{read.label(results[0], 'country', country)}: alignment, median of {runs}.{shade} Right: where others end."


def panel(
    axes: Axes,
    results: "Sequence[Result]",
    country: str,
    inches: tuple[float, float],
    right: float,
    size: float = style.SMALL,
) -> None:
    """The scale with its lines, and names at its right.

    Parameters
    ----------
    inches : width and height of the panel
    right : room for names beside it, in inches
    size : of letters, in points
    """
    width, height = inches
    each = [read.series(result, "alignment").sel(country=country).to_numpy() for result in results]
    months = read.months(read.series(results[0], "alignment"))
    x = style.date_axis(axes, months, width * style.SMALL / size)
    axes.tick_params(labelsize=size)
    _scale(axes, results[0], width, size)
    lift = 4.0 + (1.5 * size if pole_ends(results[0]).get(-1.0) else 0.0)
    events.ground(axes, results[0], months, told=True, size=size, lift=lift)
    if len(each[0]) > 1:
        low, _, _, _, high = read.bands(each[0])
        axes.fill_between(x, low, high, color=style.INK, alpha=0.14, linewidth=0, zorder=2)
    medians = [np.median(values, axis=0) for values in each]
    for median, (colour, line) in zip(medians, compare.looks_of(len(results)), strict=True):
        axes.plot(x, median, color=colour, linestyle=line, linewidth=1.7 * size / style.SMALL, zorder=3)
    numbers = dict(zip(compare.names_of(results), medians, strict=True))
    readings.note_months(axes, read.label(results[0], "country", country), months, x, numbers)
    ends = [float(median[-1]) for median in medians]
    apart = _APART * size / style.SMALL / height * 2 * _SCALE
    room = right - 0.14
    taken = _own(axes, results, country, ends, apart, room, size)
    _rungs(axes, results[0], country, taken, apart, room, size)


def _scale(axes: Axes, result: "Result", width: float, size: float) -> None:
    """The whole axis, with the poles that stand on it."""
    axes.set_ylim(-_SCALE, _SCALE)
    poles = pole_ends(result)
    places = sorted({-1.0, 0.0, 1.0} | set(poles))
    axes.set_yticks(places, [words.place(place) for place in places])
    style.grid(axes)
    for place, keys in poles.items():
        shown = ", ".join(read.label(result, "pole", key) for key in keys)
        above = place < 0
        axes.annotate(
            words.fit(shown, width - 0.1, size),
            (0.0, place),
            (3, 2 if above else -2),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            size=size,
            color=style.GREY,
            va="bottom" if above else "top",
        )


def _own(
    axes: Axes, results: "Sequence[Result]", country: str, ends: list[float], apart: float, room: float, size: float
) -> list[float]:
    """The state's name with where it ends in each result, pushed apart where they would cover each other."""
    name, looks = read.label(results[0], "country", country), compare.looks_of(len(results))
    shown = sorted(range(len(ends)), key=lambda place: -ends[place])
    places: list[float] = style.spread(np.array([ends[place] for place in shown]), apart, -1.0, 1.0).tolist()
    for place, at in zip(shown, places, strict=True):
        axes.plot(
            [1.0, 1.013],
            [ends[place], at],
            transform=axes.get_yaxis_transform(),
            color=looks[place][0],
            linewidth=0.8,
            clip_on=False,
        )
        value = words.signed(ends[place])
        whole = f"{words.fit(name, room - words.width(f' {value}', size, 'bold'), size, 'bold')} {value}"
        _beside(axes, at, whole, size, color=looks[place][0], weight="bold")
    return places


def _rungs(
    axes: Axes, result: "Result", country: str, taken: list[float], apart: float, room: float, size: float
) -> None:
    """A tick where each other state ends, names where there is room: of the outermost first, then of the nearest."""
    alignment = read.series(result, "alignment")
    others = [key for key in read.countries(result) if key != country]
    ends = {key: float(np.median(alignment.sel(country=key).to_numpy()[:, -1])) for key in others}
    for end in ends.values():
        axes.plot(
            [1.0, 1.015], [end, end], transform=axes.get_yaxis_transform(), color=style.GREY, lw=0.8, clip_on=False
        )
    order = sorted(others, key=lambda key: min(abs(ends[key] - one) for one in taken))
    outermost = [find(others, key=lambda key: ends[key]) for find in (max, min)] if others else []
    filled = list(taken)
    for key in dict.fromkeys([*outermost, *order]):
        at = _free(ends[key], filled, apart)
        if at is not None:
            filled.append(at)
            value = words.signed(ends[key])
            name = words.fit(read.label(result, "country", key), room - words.width(f" {value}", size), size)
            _beside(axes, at, f"{name} {value}", size, color=style.GREY)


def _free(end: float, filled: Sequence[float], apart: float) -> float | None:
    """Where there is room for a name: at its tick, or by a quarter of a line off it; None where there is none."""
    nearest = min(filled, key=lambda one: abs(end - one), default=end + 2 * apart)
    off = max(0.0, apart - abs(end - nearest))
    at = end + (off if end >= nearest else -off)
    return at if off <= apart / 4 and all(abs(at - one) >= apart - 1e-9 for one in filled) else None


def _beside(axes: Axes, at: float, text: str, size: float, **look: str) -> None:
    axes.annotate(
        text,
        (1.0, at),
        (7, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        size=size,
        va="center",
        annotation_clip=False,
        **look,  # type: ignore[arg-type]
    )


def entries(figure: Figure, results: "Sequence[Result]", at: tuple[float, float], size: float = style.BODY) -> None:
    """What each line is, one below the other.

    Parameters
    ----------
    at : upper left corner, in shares of the figure
    """
    looks = compare.looks_of(len(results))
    legend = figure.legend(
        handles=[Line2D([], [], color=colour, linestyle=line, linewidth=1.8) for colour, line in looks],
        labels=["."] * len(results),
        loc="upper left",
        bbox_to_anchor=at,
        borderaxespad=0.0,
        borderpad=0.0,
        frameon=False,
        fontsize=size,
        handlelength=2.4,
        labelspacing=0.35,
    )
    for shown, name in zip(legend.get_texts(), compare.names_of(results), strict=True):
        shown.set_text(name)
