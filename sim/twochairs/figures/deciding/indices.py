"""What moves an outcome: the share of its variance that each factor explains, beside what chance alone gives."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, Drawn, outcomes
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    from twochairs.results.answers import Answer
    from twochairs.results.result import Result

MOST = 15
"""Factors of a figure."""
_LEFT, _RIGHT, _ROW, _NAME, _TOP = 3.0, 1.75, 0.38, 7.0, 0.4
_BARS = {
    "with_others": ("with others", style.SKY, 0.74),
    "alone": ("alone", style.BLUE, 0.34),
    "size": ("size of the effect", style.SKY, 0.74),
    "mean": ("mean effect", style.BLUE, 0.34),
}
"""Column of a table to how it is called, its colour, and how thick its bars are; the thicker behind."""
_TABLES = {
    "indices": "Share of the variance that inputs explain",
    "screening": "Share of the variance that inputs explain, by bins",
    "effects": "Change of the outcome over the whole range of a factor",
}
"""Tables that a figure is drawn of, and what their numbers are."""

_FLOOR = "what chance alone gives; 95 % of factors that do nothing stay below it."
_FLOORS = {"effects": "the size that chance alone gives, on average, to a factor that does nothing."}


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each outcome of which anything is told."""
    answer = result.answer("sensitivity")
    table = next(name for name in _TABLES if name in answer.tables) if set(_TABLES) & set(answer.tables) else ""
    frame = answer.table(table) if table else None
    names = file_names((kind, outcome) for outcome in result.outcomes)
    for outcome in outcomes(result, countries):
        rows = frame[frame["outcome"] == outcome] if frame is not None else ()
        if len(rows):
            yield names[kind, outcome], draw(result, answer, outcome, table)


@style.styled
def draw(result: "Result", answer: "Answer", outcome: str, table: str) -> Figure:
    """Bars of the factors, the foremost first, with intervals, noise floors and numbers.

    Parameters
    ----------
    answer : that is shown
    table : of it, that has the numbers
    """
    frame = answer.table(table)
    own = frame[frame["outcome"] == outcome]
    measures = [name for name in _BARS if name in own.columns]
    own = own.sort_values(["clear", measures[0]], ascending=False, kind="stable")
    shown, left = own.head(MOST), max(0, len(own) - MOST)
    height = _ROW * len(shown)
    sheet = Sheet(
        [result],
        f"What moves it, and what is chance: {labels.outcome(result, outcome)}",
        f"{style.titled(result)} {_chance(answer, outcome)}{f' {left} smaller ones left out.' if left else ''}",
        _TOP + height + 0.48,
        [f"Dotted: {_FLOORS.get(table, _FLOOR)} Pale: not told from that."],
    )
    sheet.legend(_LEFT, 0.02, _legend(measures, answer))
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, height)
    for place, row in enumerate(shown.to_dict("records")):
        for name in measures:
            _bar(axes, place, row, name)
        _words(sheet, result, row, measures, _TOP + _ROW * (place + 0.5))
    _note(axes, shown, measures)
    scales.about_zero(axes, len(shown), width)
    sheet.text(_LEFT + width / 2, _TOP + height + 0.27, _TABLES[table], size=style.BODY, ha="center")
    return sheet.figure


def _chance(answer: "Answer", outcome: str) -> str:
    """How much of a run is chance, where that was told."""
    if "outcomes" not in answer.tables:
        return ""
    frame = answer.table("outcomes")
    share = float(frame.loc[frame["outcome"] == outcome, "chance_share"].iloc[0])
    return f"{percent(share)} of the variance of a single run is chance; bars share out the rest."


def _legend(measures: list[str], answer: "Answer") -> list[tuple[Any, str]]:
    bars: list[tuple[Any, str]] = [(Patch(facecolor=_BARS[name][1], linewidth=0), _BARS[name][0]) for name in measures]
    interval = f"{100 * float(answer.said.asked['confidence']):g} % interval"
    return [*bars, (Line2D([], [], color=style.INK, linewidth=1.0), interval)]


def _bar(axes: Axes, place: int, row: dict[str, Any], name: str) -> None:
    _, colour, thick = _BARS[name]
    axes.barh(place, row[name], thick, color=colour, alpha=1.0 if row["clear"] else 0.45, linewidth=0, zorder=2)
    at = place + (0.27 if thick > 0.5 else 0.0)
    axes.hlines(at, row[f"{name}_low"], row[f"{name}_high"], color=style.INK, linewidth=0.9, zorder=4)
    floor = row.get(f"{name}_floor")
    if floor:
        axes.vlines(
            floor, place - thick / 2, place + thick / 2, color=style.INK, linestyle=":", linewidth=1.1, zorder=5
        )


def _words(sheet: Sheet, result: "Result", row: dict[str, Any], measures: list[str], top: float) -> None:
    """The factor at the left, its numbers at the right, a line for each."""
    lines = words.wrap(labels.factor(result, row["factor"]), _LEFT - 0.1, _NAME, most=2)
    for line, text in enumerate(lines):
        sheet.text(0.0, top + 0.115 * (line - (len(lines) - 1) / 2), text, size=_NAME, va="center")
    for line, name in enumerate(measures):
        value, low, high = labels.ends(row[name], row[f"{name}_low"], row[f"{name}_high"])
        at = top + 0.13 * (line - (len(measures) - 1) / 2)
        shown = words.fit(f"{_BARS[name][0].split()[0]} {value} [{low}, {high}]", _RIGHT - 0.05, style.SMALL)
        sheet.text(sheet.width, at, shown, size=style.SMALL, va="center", ha="right")


def _note(axes: Axes, shown: Any, measures: list[str]) -> None:
    numbers: dict[str, np.ndarray] = {}
    for name in measures:
        numbers[_BARS[name][0]] = shown[name].to_numpy()
        numbers[f"interval, {_BARS[name][0]}"] = shown[[f"{name}_low", f"{name}_high"]].to_numpy()
    readings.note(axes, "", shown["factor"].tolist(), numbers, y=np.arange(len(shown)), digits=3)


FIGURE = Declared(drawn, 70, verb="sensitivity")
