"""What moves an outcome's course: the share of its variance that each factor explains, month by month."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, Drawn, outcomes
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import labels
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names

if TYPE_CHECKING:
    from twochairs.results.result import Result

_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.SKY)
MOST = len(_COLOURS)
"""Factors of a figure."""
_LEFT, _HEIGHT, _LEGEND = 0.6, 2.6, 0.18


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each outcome whose course was kept of every run."""
    answer = result.answer("sensitivity")
    if "over_time" not in answer.tables:
        raise NothingToShow(
            f"{answer.folder} has no course of any outcome\n  hint: keep: {{series: all}} keeps one that is told @end"
        )
    frame = answer.table("over_time")
    names = file_names((kind, outcome) for outcome in result.outcomes)
    for outcome in outcomes(result, countries):
        rows = frame[frame["outcome"] == outcome]
        if len(rows):
            yield names[kind, outcome], draw(result, outcome, rows)


@style.styled
def draw(result: "Result", outcome: str, rows: Any) -> Figure:
    """A line for each factor with the band of its interval, and one for chance.

    Parameters
    ----------
    rows : of the table, those of the outcome
    """
    last = rows[rows["month"] == rows["month"].max()].sort_values("with_others", ascending=False, kind="stable")
    shown, left = last["factor"].tolist()[:MOST], max(0, len(last) - MOST)
    entries = [*((one, labels.factor(result, one)) for one in shown), ("", "chance, of the variance of a single run")]
    below = _LEGEND * len(entries)
    sheet = Sheet(
        [result],
        f"What moves its course: {labels.outcome(result, outcome).removesuffix(', at the end')}",
        f"{style.titled(result)} Share of the variance that each factor explains with others (line) and its interval "
        f"(shade).{f' {left} smaller ones left out.' if left else ''}",
        0.15 + _HEIGHT + 0.4 + below,
        ["Months are left out in which inputs cannot be told from chance, as at the start, which is the same in all."],
    )
    width = sheet.width - _LEFT
    axes = sheet.axes(_LEFT, 0.15, width, _HEIGHT)
    months = np.array(sorted(set(rows["month"])), dtype="datetime64[M]")
    x = style.date_axis(axes, months, width)
    for factor, colour in zip(shown, _COLOURS, strict=False):
        _line(axes, months, x, rows[rows["factor"] == factor], factor, colour)
    chance = rows.drop_duplicates("month").sort_values("month")["chance_share"].to_numpy()
    axes.plot(x, chance, color=style.GREY, linestyle=(0, (4, 2)), linewidth=1.3, zorder=3)
    readings.note_months(axes, "chance", months, x, {"share of a single run": chance})
    axes.axhline(0.0, color=style.INK, linewidth=0.7)
    axes.set_ylabel("Share of the variance")
    style.grid(axes)
    colours = [*_COLOURS[: len(shown)], style.GREY]
    dashes: list[Any] = ["-"] * len(shown) + ["--"]
    lines = [Line2D([], [], color=colour, linestyle=dash) for colour, dash in zip(colours, dashes, strict=True)]
    named = [words.fit(name, width - 0.5, style.BODY) for _, name in entries]
    sheet.legend(_LEFT, 0.15 + _HEIGHT + 0.35, list(zip(lines, named, strict=True)), columns=1)
    return sheet.figure


def _line(axes: Axes, months: np.ndarray, x: np.ndarray, rows: Any, factor: str, colour: str) -> None:
    own = rows.sort_values("month")
    value, low, high = (own[f"with_others{end}"].to_numpy() for end in ("", "_low", "_high"))
    axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0, zorder=2)
    axes.plot(x, value, color=colour, linewidth=1.5, marker="o", markersize=2.5, zorder=3)
    numbers = {"with others": value, "interval": np.stack([low, high], axis=1)}
    readings.note_months(axes, factor, months, x, numbers)


FIGURE = Declared(drawn, 80, verb="sensitivity")
