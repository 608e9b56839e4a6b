"""Which factors move an outcome most, the largest first."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_outcome
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels
from twochairs.figures.design.effects import Effect, effects
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST = 15
"""Factors of a figure."""
_LEFT, _RIGHT, _ROW, _NAME = 3.0, 1.75, 0.29, 7.0
_LOOK = {"low": (style.ORANGE, "lowest level"), "high": (style.BLUE, "highest level"), "": (style.BLUE, "")}


@style.styled
def draw(result: "Result", outcome: str) -> Figure:
    """Bars of the largest effects, with 95 % intervals and their numbers.

    Raises
    ------
    NotPossible : where the design is made for something else
    """
    found, measured = effects(result, outcome)
    shown, left = largest(found)
    rows = _rows(found, shown)
    ended = any(effect.end for effect in found)
    first = 0.36 if ended else 0.2
    height = _ROW * max(1, len(rows))
    runs = words.counted(int(result.manifest["replicates"]), "run")
    out = f" {left} smaller ones left out." if left else ""
    sheet = Sheet(
        [result],
        _found(result, outcome, rows),
        f"{style.titled(result)} {runs} a point; whiskers: 95 % interval.{out}",
        first + height + 0.62,
        _notes(result, shown, ended),
    )
    if ended:
        entries = [(Patch(facecolor=_LOOK[end][0], linewidth=0), f"at its {_LOOK[end][1]}") for end in ("low", "high")]
        sheet.legend(_LEFT, 0.02, entries)
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, first, width, height)
    for place, effect in enumerate(rows):
        _bar(axes, place, effect)
        again = place > 0 and rows[place - 1].factor == effect.factor
        _words(sheet, result, effect, first + _ROW * (place + 0.5), again)
    _note(axes, rows)
    scales.about_zero(axes, len(rows), width)
    what = labels.axis(result, outcome)
    sheet.text(_LEFT + width / 2, first + height + 0.27, measured, size=style.BODY, ha="center")
    sheet.text(_LEFT + width / 2, first + height + 0.42, words.fit(what, 5.0, style.BODY), size=style.BODY, ha="center")
    return sheet.figure


def _found(result: "Result", outcome: str, rows: list[Effect]) -> str:
    """The largest effect, if any is told from 0."""
    what = labels.outcome(result, outcome)
    clear = [one for one in rows if np.isfinite(one.mean) and not one.low <= 0.0 <= one.high]
    if not clear:
        return f"{what}: no factor is told from chance"
    most = max(clear, key=lambda one: abs(one.mean))
    at = f" at {words.fit(most.level, 1.0, style.TITLE, 'bold')}" if most.end else ""
    sign = "+" if most.mean > 0.0 else ""
    return f"{what}: {labels.lever(result, most.factor)}{at} moves it most, by {sign}{labels.short(most.mean)}"


def _note(axes: Axes, rows: list[Effect]) -> None:
    named = [f"{effect.factor} at {effect.level}" if effect.end else effect.factor for effect in rows]
    numbers = {
        "change": np.array([effect.mean for effect in rows]),
        "95 % interval": np.array([(effect.low, effect.high) for effect in rows]).reshape(-1, 2),
    }
    readings.note(axes, "", named, numbers, y=np.arange(len(rows)), digits=3)


def largest(found: list[Effect], most: int = MOST) -> tuple[list[str], int]:
    """Factors by their largest effect, and how many are left out."""
    sizes: dict[str, float] = {}
    for effect in found:
        size = abs(effect.mean) if np.isfinite(effect.mean) else 0.0
        sizes[effect.factor] = max(size, sizes.get(effect.factor, 0.0))
    order = sorted(sizes, key=lambda name: -sizes[name])
    return order[:most], max(0, len(order) - most)


def _rows(found: list[Effect], shown: list[str]) -> list[Effect]:
    return [effect for name in shown for effect in found if effect.factor == name]


def _bar(axes: Axes, place: int, effect: Effect) -> None:
    if not np.isfinite(effect.mean):
        return
    clear = not effect.low <= 0.0 <= effect.high
    colour = _LOOK[effect.end][0]
    axes.barh(place, effect.mean, 0.66, color=colour, alpha=1.0 if clear else 0.45, linewidth=0, zorder=2)
    if np.isfinite(effect.low):
        axes.hlines(place, effect.low, effect.high, color=style.INK, linewidth=1.0, zorder=4)
        axes.vlines([effect.low, effect.high], place - 0.15, place + 0.15, color=style.INK, linewidth=1.0, zorder=4)


def _words(sheet: Sheet, result: "Result", effect: Effect, top: float, again: bool) -> None:
    """The factor at the left, its numbers at the right."""
    if not again:
        room = _LEFT - 0.1 - 0.55 * bool(effect.end)
        lines = words.wrap(labels.factor(result, effect.factor), room, _NAME, most=2)
        for line, text in enumerate(lines):
            sheet.text(0.0, top + 0.115 * (line - (len(lines) - 1) / 2), text, size=_NAME, va="center")
    if effect.end:
        level = words.fit(effect.level, 0.55, style.SMALL)
        sheet.text(_LEFT - 0.08, top, level, size=style.SMALL, color=style.GREY, va="center", ha="right")
    mean, low, high = labels.ends(effect.mean, effect.low, effect.high)
    shown = f"{mean} [{low}, {high}]" if np.isfinite(effect.low) else labels.short(effect.mean)
    sheet.text(
        sheet.width, top, words.fit(shown, _RIGHT - 0.05, style.SMALL), size=style.SMALL, va="center", ha="right"
    )


def _notes(result: "Result", shown: list[str], ended: bool) -> list[str]:
    notes = ["Pale bars: the interval holds 0."]
    if ended:
        base = result.design.iloc[0]
        values = ", ".join(f"{name} {labels.value(labels.plain(base[name]))}" for name in shown)
        notes.append(f"Baseline: {values}.")
    if result.manifest["design"] == "morris":
        notes.append("Effects that differ in sign from place to place average out: response shows where.")
    return notes


FIGURE = Declared(by_outcome(draw), 40)
