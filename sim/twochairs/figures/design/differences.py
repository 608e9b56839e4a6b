"""Two sweeps of one design: differences point by point, runs paired by their chance."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import MOST_OUTCOMES
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.style import Sheet
from twochairs.results.paired import paired

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _HEIGHT, _PITCH = 0.78, 1.3, 2.05
_MARKED = 40
"""Points up to which each has a mark of its own."""


@style.styled
def draw(base: "Result", other: "Result") -> Figure:
    """One panel an outcome: the difference at each point with its 95 % interval, from the lowest to the highest.

    Raises
    ------
    NotPossible : where the two cannot be paired
    """
    frame = paired(base, other)
    texts = list(dict.fromkeys(frame["outcome"]))[:MOST_OUTCOMES]
    names = [words.fit(result.title, 3.2, style.BODY) for result in (other, base)]
    if names[0] == names[1]:
        names = [words.fit(str(result.folder), 3.2, style.BODY) for result in (other, base)]
    sheet = Sheet(
        [base, other],
        "What differs, point by point",
        f"{names[0]}, less {names[1]}. Each point: mean difference of runs paired by their chance, with its 95 % "
        "interval; points in the order of their difference.",
        len(texts) * _PITCH + 0.1,
        ["Of intervals that hold nothing but chance, one in twenty leaves out 0."],
    )
    for place, text in enumerate(texts):
        rows = frame[frame["outcome"] == text].sort_values("mean_difference", kind="stable")
        top = place * _PITCH + 0.3
        axes = sheet.axes(_LEFT, top, sheet.width - _LEFT, _HEIGHT)
        x = np.arange(1, len(rows) + 1)
        mean, low, high = (rows[name].to_numpy() for name in ("mean_difference", "low", "high"))
        if len(rows) > _MARKED:
            for end in (low, high):
                axes.plot(x, end, color=style.INK, linewidth=0.6, linestyle=(0, (4, 1.5)), zorder=2)
            axes.plot(x, mean, color=style.BLUE, linewidth=1.4, zorder=3)
        else:
            axes.vlines(x, low, high, color=style.BLUE, alpha=0.5, linewidth=2.2, zorder=2)
            axes.plot(x, mean, "o", color=style.BLUE, markersize=4, markeredgecolor="white", zorder=3)
        numbers = {"mean difference": mean, "95 % interval": np.stack([low, high], axis=1)}
        named = [labels.point(base, int(number)) for number in rows["point"]]
        readings.note(axes, labels.outcome(base, text), named, numbers, x=x, digits=3)
        axes.axhline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
        axes.set_xlim(0.5, len(rows) + 0.5)
        axes.margins(y=0.1)
        scales.values(axes, _HEIGHT)
        scales.values(axes, sheet.width - _LEFT, upright=False)
        style.grid(axes)
        axes.set_ylabel("Difference")
        axes.set_xlabel("Points, from the lowest difference to the highest")
        clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
        told = f"{clear} of {words.counted(len(rows), 'point')} clear of 0"
        room = sheet.width - _LEFT - words.width(told, style.SMALL) - 0.2
        title = words.fit(labels.outcome(base, text), room, style.BODY, "bold")
        sheet.text(_LEFT, top - 0.2, title, size=style.BODY, weight="bold")
        sheet.text(sheet.width, top - 0.18, told, size=style.SMALL, color=style.GREY, ha="right")
    return sheet.figure
