"""Levers and objectives of each lever setting side by side, a line a setting, by fresh runs."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

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

_LEFT, _TOP, _HEIGHT, _RIGHT, _UNDER = 0.5, 0.55, 2.6, 0.5, 0.5


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """An upright a lever, then one an objective, better on top; coloured by the first objective."""
    found = decided.of(result)
    levers = [name for name in found.levers if found.settings[name].dtype.kind in "iuf"]
    names = [*levers, *found.objectives]
    sheet = Sheet(
        [result],
        "What is done and what comes of it: levers and objectives of each setting",
        f"{style.titled(result)} Each upright from its lowest to its highest; of objectives the better end is on top. "
        f"Dark is good by {found.objectives[0]}.",
        _TOP + _HEIGHT + _UNDER,
        ["Settings off the front are grey. Lines that cross between two uprights: more of one is less of the other."],
    )
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, _HEIGHT)
    _lines(axes, found, names)
    _dress(axes, found, names, len(levers), width / max(1, len(names) - 1))
    entries = [
        (Line2D([], [], color=style.BLUE), "on the front"),
        (Line2D([], [], color=style.BLUE, linestyle="--"), "it cannot be told"),
        (Line2D([], [], color=style.FAINT), "off the front"),
    ]
    sheet.legend(_LEFT, 0.02, entries)
    return sheet.figure


def _lines(axes: Axes, found: Decided, names: list[str]) -> None:
    values = found.settings[names].to_numpy(dtype=float)
    low, high = values.min(axis=0), values.max(axis=0)
    places = (values - low) / np.where(high > low, high - low, 1.0)
    for column, name in enumerate(names):
        if name in found.objectives and not found.better_high(name):
            places[:, column] = 1.0 - places[:, column]
    good = places[:, names.index(found.objectives[0])]
    x = np.arange(len(names))
    for standing, line, over in ((OFF, "-", 1), (UNDECIDED, "--", 2), (FRONT, "-", 3)):
        for row in np.flatnonzero(found.standing == standing):
            colour = style.FAINT if standing == OFF else scales.BLUES(0.3 + 0.7 * float(good[row]))
            axes.plot(x, places[row], linestyle=line, color=colour, linewidth=1.2, zorder=over)
    numbers = {name: values[:, column] for column, name in enumerate(names)}
    readings.note(axes, "settings", found.called, numbers, y=good, digits=3)


def _dress(axes: Axes, found: Decided, names: list[str], levers: int, room: float) -> None:
    frame = found.settings
    for column, name in enumerate(names):
        axes.axvline(column, color=style.GREY, linewidth=0.8 if column < levers else 1.6, zorder=0)
        ends = [float(frame[name].min()), float(frame[name].max())]
        ends = ends if name not in found.objectives or found.better_high(name) else ends[::-1]
        for height, end, side in ((-0.03, ends[0], "top"), (1.03, ends[1], "bottom")):
            axes.text(column, height, words.number(end, 2), size=style.SMALL, ha="center", va=side)
    axes.set_xticks(range(len(names)), [words.fit(name, room - 0.05, style.SMALL) for name in names])
    axes.tick_params(length=0, pad=14, labelsize=style.SMALL)
    axes.set_yticks([])
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlim(-0.2, len(names) - 0.8)
    for spine in axes.spines.values():
        spine.set_visible(False)


FIGURE = Declared(single(draw), 97, verb="robust")
