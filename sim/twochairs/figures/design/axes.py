"""Axes along which a factor runs, and scales of colour."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter, NullLocator

from twochairs.figures import style
from twochairs.figures import text as words
from twochairs.figures.design import labels
from twochairs.figures.design.points import Places

BLUES = LinearSegmentedColormap.from_list("blues", ["#f4f4f2", "#c3dbeb", "#6ba3cd", "#2171b5", "#08306b"])
"""From little to much."""

SIGNED = LinearSegmentedColormap.from_list("signed", ["#b3560f", "#e0a878", "#f4f4f2", "#8bb8da", "#2171b5"])
"""From below to above what stands in the middle; pale enough at its ends for lines to be seen."""

GREYS = LinearSegmentedColormap.from_list("greys", ["#ffffff", "#c9c9c9", "#6f6f6f"])
"""Of errors."""


def along(axes: Axes, places: Places, inches: float, upright: bool = False, margin: float | None = None) -> None:
    """Ticks and limits of a factor's axis.

    Parameters
    ----------
    inches : length of the axis
    upright : whether it is the vertical one
    margin : share of the axis left free at either end; None leaves the limits as they are
    """
    axis: Axis = axes.yaxis if upright else axes.xaxis
    limits = axes.set_ylim if upright else axes.set_xlim
    low, high = float(places.levels[0]), float(places.levels[-1])
    if places.words is not None:
        _words(axis, places, inches, upright)
        if margin is not None:
            limits(-0.5, len(places.words) - 0.5)
        return
    _numbers(axes, axis, places, inches, upright)
    if margin is None:
        return
    if low == high:
        limits(low - 0.5, high + 0.5)
    elif places.log:
        ratio = (high / low) ** margin
        limits(low / ratio, high * ratio)
    else:
        limits(low - margin * (high - low), high + margin * (high - low))


def _words(axis: Axis, places: Places, inches: float, upright: bool) -> None:
    names = places.words or []
    step = max(1, -(-len(names) * (0.16 if upright else 0.3) // inches))
    kept = list(range(0, len(names), int(step)))
    room = 0.62 if upright else inches / max(1, len(kept)) - 0.06
    axis.set_ticks(kept, [words.fit(names[place], room, style.SMALL) for place in kept])


def _numbers(axes: Axes, axis: Axis, places: Places, inches: float, upright: bool) -> None:
    most = max(2, int(inches / (0.3 if upright else 0.5)))
    if places.log:
        (axes.set_yscale if upright else axes.set_xscale)("log")
        low, high = places.levels[0], places.levels[-1]
        if high / low >= 4.0:
            axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if high / low < 200 else (1.0,), numticks=most + 2))
        else:
            axis.set_major_locator(MaxNLocator(most))
        axis.set_minor_locator(NullLocator())
        axis.set_minor_formatter(NullFormatter())
        axis.set_major_formatter(FuncFormatter(lambda value, _: labels.value(float(value))))
    elif not places.binned and len(places.levels) <= min(most, 7) and _roomy(places.levels, inches, upright):
        axis.set_ticks(places.levels.tolist(), [labels.value(float(level)) for level in places.levels])
    else:
        axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda value, _: labels.value(round(float(value), 12))))


def _roomy(levels: np.ndarray, inches: float, upright: bool) -> bool:
    """Whether the names of all levels fit beside each other."""
    if len(levels) < 2:
        return True
    gap = float(np.diff(levels).min() / (levels[-1] - levels[0])) * inches
    widest = max(words.width(labels.value(float(level)), style.SMALL) for level in levels)
    return gap > (0.14 if upright else widest + 0.08)


def apart(low: float, high: float) -> tuple[float, float]:
    """Ends of an axis that are told from each other as they are printed, where all numbers on it are the same."""
    size = max(abs(low), abs(high))
    if high - low > 1e-3 * size and size > 1e-9:
        return low, high
    middle, half = (low + high) / 2.0, 0.05 * size if size > 1e-9 else 0.5
    return middle - half, middle + half


def values(axes: Axes, inches: float, upright: bool = True) -> None:
    """Ticks of an axis of numbers."""
    axis: Axis = axes.yaxis if upright else axes.xaxis
    axis.set_major_locator(MaxNLocator(max(2, int(inches / (0.32 if upright else 0.62))), steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: labels.value(round(float(value), 12))))


def about_zero(axes: Axes, rows: int, inches: float) -> None:
    """Rows of bars to either side of 0, the first at the top.

    Parameters
    ----------
    rows : how many there are
    inches : width of the axes
    """
    axes.set_ylim(max(1, rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color=style.INK, linewidth=0.8, zorder=3)
    axes.margins(x=0.06)
    style.grid(axes, "x")
    values(axes, inches, upright=False)


def edges(places: Places) -> np.ndarray:
    """Ends of the cells around levels, one more than there are levels."""
    if places.words is not None:
        return np.arange(len(places.levels) + 1) - 0.5
    levels = np.log(places.levels) if places.log else places.levels
    if len(levels) == 1:
        found = np.array([levels[0] - 0.5, levels[0] + 0.5])
    else:
        middles = (levels[1:] + levels[:-1]) / 2
        found = np.concatenate([[2 * levels[0] - middles[0]], middles, [2 * levels[-1] - middles[-1]]])
    return np.exp(found) if places.log else found
