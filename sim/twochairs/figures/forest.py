"""What results differ in for every country, the largest first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import read, readings, style
from twochairs.figures import text as words
from twochairs.figures.compare import looks_of, names_of, of_difference, twisted
from twochairs.figures.pairs import SMALL, VISIBLE, Pairs, differences, mean_text, way
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _RIGHT, _ROW, _MORE, _BETWEEN, _NAME = 1.75, 2.0, 0.2, 0.14, 0.1, 0.19
_MARKERS = ("o", "s", "^", "D")
_GREY = "#ececec"

Moved = dict[str, list[Pairs]]
"""Country to its pairs, of each other result."""


@style.styled
def draw(results: "Sequence[Result]", countries: Sequence[str] | None = None) -> Figure:
    """Paired differences of alignment at the end, for every country or those chosen.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or a country is not in all
    """
    chosen = [key for key in read.countries(results[0], countries) if _everywhere(results, key)]
    every = {key: differences(results, key) for key in chosen}
    moved = every if countries else _moving(results[0], every)
    labels, others = names_of(results), len(results) - 1
    first = 0.02 + 0.19 * others + 0.28
    tops = np.cumsum([0.0, *(_height(pairs) for pairs in moved.values())])
    last = str(read.months(read.series(results[0], "alignment"))[-1].astype("datetime64[M]"))
    sheet = Sheet(
        results,
        _found(results, moved, labels),
        f"Alignment in {last}: difference from {labels[0]}, runs paired by their chance. Dot and whiskers: mean with "
        f"its 95 % interval. Thin line: 90 % of pairs; ticks: pairs that stand apart. Grey: less than {SMALL:g}, a "
        "hundredth of the axis.",
        first + tops[-1] + 0.5,
        _unmoved(results[0], [key for key in every if key not in moved]),
    )
    looks, markers = looks_of(len(results))[1:], twisted(_MARKERS, others)
    entries = [
        (Line2D([], [], color=colour, marker=marker, markersize=5, linewidth=1.6), label)
        for label, (colour, _), marker in zip(labels[1:], looks, markers, strict=True)
    ]
    sheet.legend(_sides()[0], 0.04, entries, columns=1)
    axes = _axes(sheet, moved, first, tops)
    for place, (key, each) in enumerate(moved.items()):
        if place % 2:
            axes.axhspan(tops[place], tops[place + 1], color="#f7f7f7", linewidth=0, zorder=0)
        _name(sheet, read.label(results[0], "country", key), first + tops[place], first + tops[place + 1])
        y = tops[place] + _BETWEEN / 2 + _above()
        for pairs, (colour, _), marker in zip(each, looks, markers, strict=True):
            y += _ROW / 2
            _pairs(axes, pairs, y, colour, marker)
            raised = _NAME if style.narrow() and len(each) == 1 else 0.0
            at = first + y - raised
            sheet.text(sheet.width, at, mean_text(pairs.at_end()), size=style.SMALL, ha="right", va="center")
            y += _ROW / 2
            if pairs.split:
                told = words.fit(pairs.typical(), sheet.width - _sides()[0], style.SMALL - 0.5)
                look: dict[str, Any] = {"size": style.SMALL - 0.5, "color": style.GREY, "ha": "right"}
                sheet.text(sheet.width, first + y + _MORE / 2 - 0.02, told, va="center", **look)
                y += _MORE
    _note(axes, results[0], moved, labels, tops)
    return sheet.figure


def _sides() -> tuple[float, float]:
    """Room for names and for numbers beside the panel, in inches; of a narrow figure they stand above bars."""
    return (0.0, 0.0) if style.narrow() else (_LEFT, _RIGHT)


def _above() -> float:
    return _NAME if style.narrow() else 0.0


def _name(sheet: Sheet, name: str, top: float, bottom: float) -> None:
    if style.narrow():
        shown = words.fit(name, 2.0, style.BODY, "bold")
        sheet.text(0.0, top + 0.06, shown, size=style.BODY, weight="bold", bbox=style.PAPER)
        return
    shown = words.fit(name, _LEFT - 0.1, style.BODY)
    sheet.text(_LEFT - 0.1, (top + bottom) / 2, shown, size=style.BODY, ha="right", va="center")


def _moving(result: "Result", every: Moved) -> Moved:
    """The countries in which something moves, the largest first; if there are none, the one it is about."""
    means = {key: max(abs(float(pairs.values[:, -1].mean())) for pairs in each) for key, each in every.items()}
    lone = {key: any(pairs.apart.any() for pairs in each) for key, each in every.items()}
    kept = sorted((key for key in every if means[key] >= VISIBLE or lone[key]), key=lambda key: -means[key])
    focus = read.focus(result)
    return {key: every[key] for key in kept or ([focus] if focus in every else list(every)[:1])}


def _unmoved(result: "Result", countries: list[str]) -> list[str]:
    names = [read.label(result, "country", key) for key in countries]
    return [f"The same on average, to three decimals: {', '.join(names)}."] if names else []


def _found(results: "Sequence[Result]", moved: Moved, labels: list[str]) -> str:
    """What the first other result changes most, and how far that goes."""
    key, each = next(iter(moved.items()), ("", []))
    if not each:
        return "No state is in all of these results"
    place = int(np.argmax([abs(pairs.values[:, -1].mean()) for pairs in each]))
    pairs, name = each[place], read.spoken(results[0], "country", key)
    whose = f"{words.fit(labels[place + 1], 3.6, style.TITLE, 'bold')}: " if len(each) > 1 else ""
    usual = pairs.median if pairs.split else float(pairs.values[:, -1].mean())
    shown = name.within if whose else name.first
    size = f"{whose}{shown} {words.signed(usual, 3)}"
    goes = way(results[0], key, usual)
    if abs(usual) < SMALL:
        still = f"{whose}{shown} {name.does('stays')} where {name.it} {name.does('is')}"
        size = f"{size}, which is little" if abs(usual) >= VISIBLE else still
    more = f", but {pairs.typical().partition(', ')[2]}" if pairs.split and pairs.apart.any() else ""
    return f"{size}{f', {goes}' if goes else ''}{more}"


def _height(each: list[Pairs]) -> float:
    return _BETWEEN + _above() + sum(_row(pairs) for pairs in each)


def _row(pairs: Pairs) -> float:
    return _ROW + (_MORE if pairs.split else 0.0)


def _axes(sheet: Sheet, moved: Moved, first: float, tops: np.ndarray) -> Axes:
    left, right = _sides()
    axes = sheet.axes(left, first, sheet.width - left - right, max(0.2, float(tops[-1])))
    axes.set_ylim(max(0.2, float(tops[-1])), 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ends = [pairs.values[:, -1] for each in moved.values() for pairs in each]
    low, high = min(-SMALL, *(float(one.min()) for one in ends)), max(SMALL, *(float(one.max()) for one in ends))
    axes.set_xlim(low - 0.06 * (high - low), high + 0.06 * (high - low))
    axes.axvspan(-SMALL, SMALL, color=_GREY, linewidth=0, zorder=0.5)
    style.grid(axes, "x")
    axes.axvline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
    axes.set_xlabel("Difference of alignment at the end (units of alignment)")
    sheet.text(sheet.width, first - 0.17, "mean [95 % interval]", size=style.SMALL, color=style.GREY, ha="right")
    return axes


def _pairs(axes: Axes, pairs: Pairs, y: float, colour: str, marker: str) -> None:
    """Mean with its interval as an error bar, over the line of 90 % of pairs and ticks of those that stand apart."""
    found, ends = pairs.at_end(), pairs.values[:, -1]
    if len(pairs) > 1:
        axes.hlines(y, *np.quantile(ends, (0.05, 0.95)), color=colour, linewidth=0.7, alpha=0.8, zorder=2)
        lone = ends[pairs.apart]
        axes.vlines(lone, y - 0.05, y + 0.05, color=colour, linewidth=0.9, zorder=2)
        axes.hlines(y, found.low, found.high, color=style.INK, linewidth=1.3, zorder=2.5)
        axes.vlines([found.low, found.high], y - 0.035, y + 0.035, color=style.INK, linewidth=1.3, zorder=2.5)
    axes.plot([found.mean], [y], marker=marker, color=colour, markersize=5, markeredgecolor="white", zorder=3)


def _note(axes: Axes, result: "Result", moved: Moved, labels: list[str], tops: np.ndarray) -> None:
    """What can be read of each row."""
    for other, label in enumerate(labels[1:]):
        each = [pairs[other] for pairs in moved.values()]
        heights = [
            tops[place] + _BETWEEN / 2 + _above() + sum(_row(one) for one in pairs[:other]) + _ROW / 2
            for place, pairs in enumerate(moved.values())
        ]
        ends = Pairs(np.stack([pairs.values[:, -1] for pairs in each], axis=1), each[0].draw) if each else None
        numbers = of_difference(ends) if ends else {}
        named = [read.label(result, "country", key) for key in moved]
        readings.note(axes, label, named, numbers, y=np.array(heights), digits=3)


def _everywhere(results: "Sequence[Result]", country: str) -> bool:
    return all(country in read.countries(result) for result in results)
