"""A tree of the inputs that parts runs with an outcome from those without, each leaf told by points held out."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, Drawn
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

_LEFT, _RIGHT, _ROW, _TOP, _STEP = 4.1, 2.0, 0.27, 0.4, 0.16


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each tree of which a leaf is told from luck."""
    answer = result.answer("discover")
    frame = answer.table("tree") if "tree" in answer.tables else None
    told = list(dict.fromkeys(frame[frame["told"]]["question"])) if frame is not None else []
    if frame is None or not told:
        raise NothingToShow(f"{answer.folder} has no tree that is told from luck")
    names = file_names((kind, str(question)) for question in told)
    for question in told:
        yield names[kind, str(question)], draw(result, str(question), frame[frame["question"] == question])


@style.styled
def draw(result: "Result", question: str, frame: "pd.DataFrame") -> Figure:
    """Cuts at the left, each a step further in; at the right what share of a leaf's runs are such."""
    rows = _rows(frame)
    height = _ROW * len(rows)
    sheet = Sheet(
        [result],
        f"Which cuts part them best: {question}",
        f"{style.titled(result)} Share of the runs at each leaf that are such, by points held out.",
        _TOP + height + 0.5,
        ["Lines: 95 % intervals. By luck: where points are dealt among leaves by lot, all lie within in 95 of 100."],
    )
    sheet.legend(
        _LEFT, 0.02,
        [(Line2D([], [], color=style.BLUE, marker="o", markersize=5), "points held out"),
         (Patch(facecolor=style.FAINT), "by luck")],
    )  # fmt: skip
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, height)
    for place, (depth, text, leaf) in enumerate(rows):
        at = _TOP + _ROW * (place + 0.5)
        shown = words.fit(text, _LEFT - 0.15 - _STEP * depth, style.SMALL)
        sheet.text(_STEP * depth, at, shown, size=style.SMALL, va="center", weight="bold" if leaf else "normal")
        if leaf:
            _leaf(axes, place, leaf)
            said = "{} [{}, {}]".format(*labels.ends(leaf["held_out"], leaf["held_out_low"], leaf["held_out_high"]))
            said = words.fit(f"{said}, {leaf['held_out_points']} points", _RIGHT - 0.05, style.SMALL)
            sheet.text(sheet.width, at, said, size=style.SMALL, va="center", ha="right")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(-0.02, 1.02)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    style.grid(axes, "x")
    scales.values(axes, width, upright=False)
    axes.set_xlabel("Share of runs (0 to 1)")
    _note(axes, rows)
    return sheet.figure


def _rows(frame: "pd.DataFrame") -> list[tuple[int, str, dict[str, Any] | None]]:
    """Depth and text of each side of a cut, the last of a leaf with the leaf."""
    rows: list[tuple[int, str, dict[str, Any] | None]] = []
    before: list[str] = []
    for _, own in frame.groupby("leaf", sort=True):
        sides = own.sort_values("depth")["where"].tolist()
        shared = next((d for d, pair in enumerate(zip(before, sides, strict=False)) if len({*pair}) > 1), 0)
        rows += [(depth, side, None) for depth, side in enumerate(sides[shared:], start=shared)]
        depth, text, _ = rows[-1]
        rows[-1] = (depth, text, own.iloc[0].to_dict())
        before = sides
    return rows


def _leaf(axes: Any, place: int, leaf: dict[str, Any]) -> None:
    low, high = max(0.0, leaf["luck_low"]), min(1.0, leaf["luck_high"])
    axes.barh(place, high - low, 0.7, low, color=style.FAINT, linewidth=0, zorder=1)
    colour = style.BLUE if leaf["told"] else style.GREY
    axes.hlines(place, leaf["held_out_low"], leaf["held_out_high"], color=colour, linewidth=1.2, zorder=3)
    axes.plot([leaf["held_out"]], [place], "o", color=colour, markersize=5, zorder=4)


def _note(axes: Any, rows: list[tuple[int, str, dict[str, Any] | None]]) -> None:
    leaves = [(place, text, leaf) for place, (_, text, leaf) in enumerate(rows) if leaf]
    numbers = {
        "share of runs, held out": np.array([leaf["held_out"] for _, _, leaf in leaves], dtype=float),
        "95 % interval": np.array(
            [[leaf["held_out_low"], leaf["held_out_high"]] for _, _, leaf in leaves], dtype=float
        ),
        "by luck": np.array([[leaf["luck_low"], leaf["luck_high"]] for _, _, leaf in leaves], dtype=float),
    }
    places = [text for _, text, _ in leaves]
    readings.note(axes, "", places, numbers, y=np.array([float(place) for place, _, _ in leaves]))


FIGURE = Declared(drawn, 86, verb="discover")
