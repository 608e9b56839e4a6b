"""A box in which an outcome comes about: the range of each input that it restricts, and the points held out."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.answers import found
from twochairs.figures.answers.found import Boxed
from twochairs.figures.declared import Countries, Drawn
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.style import Sheet
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

_LEFT, _RIGHT, _ROW, _TOP, _SIDE, _GAP = 2.9, 2.5, 0.4, 0.4, 2.6, 0.35
_SURE = 0.5
"""Share of resamples below which a restriction is pale."""


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each box that is told from chance."""
    for name, box in found.boxes(result, kind):
        yield name, draw(result, box)


@style.styled
def draw(result: "Result", box: Boxed) -> Figure:
    """A bar an input, and below the two inputs whose restrictions matter most, with points held out."""
    frame = box.rows("boxes").sort_values(["resamples", "without"], ascending=[False, True], kind="stable")
    [chosen] = box.rows("found").to_dict("records")
    pair = frame[frame["low"].notna()]["input"].tolist()[:2]
    height = _ROW * len(frame)
    beside = _GAP + _SIDE + 0.45 if len(pair) == 2 else 0.15
    sheet = Sheet(
        [result],
        f"Where it comes about: {box.question}, box {box.number}",
        f"{style.titled(result)} {_holds(chosen)}",
        _TOP + height + beside,
        [
            "At the right: share of resamples of the points that restrict the input too (pale below half), and the "
            "percentage points by which more (+) or fewer (−) runs in it would be such without the restriction, by "
            "points held out.",
        ],
    )
    sheet.legend(
        _LEFT, 0.02, [(Patch(facecolor=style.BLUE), "in the box"), (Patch(facecolor=style.FAINT), "all that was run")]
    )
    _bars(sheet, result, frame, height)
    if len(pair) == 2:
        _cloud(sheet, result, box, frame.set_index("input"), pair, _TOP + height + _GAP)
    return sheet.figure


def _holds(chosen: dict[str, Any]) -> str:
    coverage, density = (
        "{} ({} to {})".format(*(percent(float(chosen[f"{name}{end}"])) for end in ("", "_low", "_high")))
        for name in ("coverage", "density")
    )
    return (
        f"It holds {coverage} of such runs, and {density} of its runs are such, against "
        f"{percent(float(chosen['base']))} of all; by points held out."
    )


def _bars(sheet: Sheet, result: "Result", frame: "pd.DataFrame", height: float) -> None:
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, height)
    shares = []
    for place, row in enumerate(frame.to_dict("records")):
        shares.append(_bar(axes, place, row))
        _words(sheet, result, row, _TOP + _ROW * (place + 0.5))
    axes.set_ylim(len(frame) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    numbers = {"from, of its range": np.array(shares)[:, 0], "to, of its range": np.array(shares)[:, 1],
               "share of resamples": frame["resamples"].to_numpy(dtype=float)}  # fmt: skip
    readings.note(axes, "", frame["input"].tolist(), numbers, y=np.arange(len(frame)))


def _bar(axes: Axes, place: int, row: dict[str, Any]) -> tuple[float, float]:
    """The range of an input with the box on it; where the box lies, as shares of the range."""
    pale = 1.0 if row["resamples"] >= _SURE else 0.45
    levels, kept = _levels(row["of_levels"]), _levels(row["levels"])
    if levels:
        for number, level in enumerate(levels):
            colour = style.BLUE if level in kept else style.FAINT
            axes.barh(place, 0.98 / len(levels), 0.5, number / len(levels), color=colour, alpha=pale, linewidth=0)
        return (float("nan"), float("nan"))
    span = row["most"] - row["least"]
    low, high = (float((row[end] - row["least"]) / span) for end in ("low", "high"))
    axes.barh(place, 1.0, 0.3, 0.0, color=style.FAINT, linewidth=0)
    axes.barh(place, high - low, 0.56, low, color=style.BLUE, alpha=pale, linewidth=0)
    return low, high


def _levels(cell: Any) -> list[str]:
    """Levels that a cell of a table lists, be they read as text, as truths or as a number."""
    if isinstance(cell, bool | np.bool_):
        return [str(cell).lower()]
    if isinstance(cell, float):
        return [] if np.isnan(cell) else [f"{cell:g}"]
    return str(cell).split("; ")


def _words(sheet: Sheet, result: "Result", row: dict[str, Any], top: float) -> None:
    """The input at the left, what of it is in the box and how surely at the right."""
    lines = words.wrap(labels.factor(result, row["input"]), _LEFT - 0.1, style.SMALL, most=2)
    for line, text in enumerate(lines):
        sheet.text(0.0, top + 0.125 * (line - (len(lines) - 1) / 2), text, size=style.SMALL, va="center")
    levels = _levels(row["levels"])
    inside = ", ".join(levels) if levels else f"{_end(row['low'])} to {_end(row['high'])}"
    whole = "" if levels else f" of {_end(row['least'])} to {_end(row['most'])}"
    shown = f"{percent(float(row['resamples']))} of resamples; {words.signed(100 * row['without'], 0)} without it"
    for line, text in enumerate((f"{inside}{whole}", shown)):
        fitted = words.fit(text, _RIGHT - 0.1, style.SMALL)
        sheet.text(sheet.width - _RIGHT + 0.1, top + 0.14 * (line - 0.5), fitted, size=style.SMALL, va="center")


def _end(number: float) -> str:
    return f"{float(number) or 0.0:.3g}".replace("-", "−")


def _cloud(sheet: Sheet, result: "Result", box: Boxed, rows: "pd.DataFrame", pair: list[str], top: float) -> None:
    """Points held out over two inputs, dark where many of their runs have the outcome."""
    frame = box.answer.table("inside")
    left = (frame["box"] == 0) | (frame["box"] >= box.number)
    own = frame[(frame["question"] == box.question) & frame["held_out"] & left]
    places = result.design.set_index("point").loc[own["point"].tolist(), pair].to_numpy(dtype=float)
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, top, width, _SIDE)
    axes.scatter(
        places[:, 0], places[:, 1], c=own["share"].to_numpy(), cmap=scales.BLUES, vmin=0.0, vmax=1.0, s=14,
        edgecolors=style.GREY, linewidths=0.3, zorder=2,
    )  # fmt: skip
    low, high = (rows.loc[pair, end].to_numpy(dtype=float) for end in ("low", "high"))
    axes.add_patch(
        Rectangle((low[0], low[1]), *(high - low), fill=False, edgecolor=style.VERMILION, linewidth=1.6, zorder=3)
    )
    axes.set_xlabel(words.fit(labels.factor(result, pair[0]), width, style.BODY))
    axes.set_ylabel(words.fit(labels.factor(result, pair[1]), _SIDE, style.BODY))
    axes.margins(0.03)
    scales.values(axes, width, upright=False)
    scales.values(axes, _SIDE)
    note = words.wrap(
        "Points held out that no earlier box holds: white where no run is such, dark where every run is. "
        "Frame: the box, in these two inputs.",
        _LEFT - 0.9, style.SMALL,
    )  # fmt: skip
    for line, text in enumerate(note):
        sheet.text(0.0, top + 0.135 * line, text, size=style.SMALL)


FIGURE = Declared(drawn, 85, verb="discover")
