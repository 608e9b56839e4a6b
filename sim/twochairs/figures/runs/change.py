"""What moved a country from the first year to the last, mechanism by mechanism."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.figures import read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_country
from twochairs.figures.runs.why import NEEDS, Parts, heard, silent
from twochairs.figures.style import Sheet
from twochairs.results import spans

if TYPE_CHECKING:
    from twochairs.results.result import Result

_SEEN = 0.005
"""The smallest number that two decimals show."""


@dataclass(frozen=True)
class Change:
    """What moved a target from the first year to the last.

    Attributes
    ----------
    first, last : the months of the two spans, in words
    whole : whether each span is a year
    mechanisms : in the order of the attribution
    before, after : mean contribution over runs and the months of a span, shape (mechanism,)
    by_run : change in each run, shape (mechanism, run)
    target, alignment : (before, after)
    """

    first: str
    last: str
    whole: bool
    mechanisms: list[str]
    before: np.ndarray
    after: np.ndarray
    by_run: np.ndarray
    target: tuple[float, float]
    alignment: tuple[float, float]


def changes(taken: Parts) -> Change:
    """Mean contributions over the first and the last twelve months, or halves of a shorter run."""
    start, end = spans.spans(len(taken.months))

    def means(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return values[..., start].mean(axis=-1), values[..., end].mean(axis=-1)

    before, after = means(taken.each)
    target, alignment = means(taken.target), means(taken.alignment)
    return Change(
        _span(taken.months[start]),
        _span(taken.months[end]),
        end.stop - end.start == spans.YEAR,
        taken.mechanisms,
        before.mean(axis=1),
        after.mean(axis=1),
        after - before,
        (float(target[0].mean()), float(target[1].mean())),
        (float(alignment[0].mean()), float(alignment[1].mean())),
    )


def _span(months: np.ndarray) -> str:
    shown = [str(month.astype("datetime64[M]")) for month in months[[0, -1]]]
    if len(months) == 12 and shown[0].endswith("-01"):
        return shown[0][:4]
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"


@style.styled
def draw(result: "Result", country: str) -> Figure:
    """Change of each contribution from the first year to the last, as bars with their numbers.

    Raises
    ------
    NotPossible : where the country is not in the result
    NothingToShow : where nothing pulls it
    """
    taken = heard(result, country)
    moved = changes(taken)
    differences = moved.after - moved.before
    order = sorted(range(len(differences)), key=lambda i: -differences[i])
    name = read.spoken(result, "country", country, 3.5, style.TITLE)
    runs = moved.by_run.shape[1]
    total = moved.target[1] - moved.target[0]
    height = _pitch() * (len(order) + 2.6)
    whiskers = " Whiskers: 90 % of runs." if runs > 1 else ""
    sheet = Sheet(
        [result],
        f"What moved {name.within}: {words.signed(total)} on {name.its} target{_most(result, moved, differences)}",
        f"{style.titled(result)} Change of each contribution, mean of "
        f"{words.counted(runs, 'run')}: {moved.last} against {moved.first}.{whiskers}",
        0.3 + height + 0.42,
        [
            "The changes add up to the change of the target; what is printed is rounded. Alignment follows its target "
            "with a delay.",
            *silent(result, taken),
        ],
    )
    left, right = (0.0, 0.0) if style.narrow() else (1.75, 2.05)
    width = sheet.width - left - right
    axes = sheet.axes(left, 0.3, width, height)
    rows = np.arange(len(order), dtype=float)
    for row, i in zip(rows, order, strict=True):
        colour, hatch = style.mechanism(moved.mechanisms[i], moved.mechanisms)
        bar: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.3}
        axes.barh(row + _low(), differences[i], _thick(), zorder=2, **bar)
        _whisker(axes, row, moved.by_run[i])
        _row(sheet, left, 0.3, row, style.term(result, moved.mechanisms[i]), moved.before[i], moved.after[i])
    last = len(order) + 0.3
    axes.axhline(last - 0.65, color=style.FAINT, linewidth=0.7)
    axes.barh(last + _low(), total, _thick(), color=style.INK, zorder=2)
    _whisker(axes, last, moved.by_run.sum(axis=0), style.GREY)
    _row(sheet, left, 0.3, last, "Target (the sum)", *moved.target, weight="bold")
    gained = moved.alignment[1] - moved.alignment[0]
    look: dict[str, Any] = {"facecolor": "white", "edgecolor": style.INK, "linewidth": 1.0}
    axes.barh(last + 1 + _low(), gained, _thick(), zorder=2, **look)
    _row(sheet, left, 0.3, last + 1, "Alignment", *moved.alignment)
    axes.set_ylim(last + 1.8, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color=style.INK, linewidth=0.8, zorder=3)
    style.grid(axes, "x")
    axes.set_xlabel("Change of the contribution (units of alignment)")
    axes.margins(x=0.06)
    total_by_run = moved.by_run.sum(axis=0)
    readings.note(
        axes,
        read.label(result, "country", country),
        [*(style.term(result, moved.mechanisms[i]) for i in order), "Target (the sum)", "Alignment"],
        {
            f"mean, {moved.first}": np.array([*moved.before[order], moved.target[0], moved.alignment[0]]),
            f"mean, {moved.last}": np.array([*moved.after[order], moved.target[1], moved.alignment[1]]),
            "change": np.array([*differences[order], total, gained]),
            "change, 90 % of runs": np.array(
                [*(np.quantile(one, (0.05, 0.95)) for one in [*moved.by_run[order], total_by_run]), (np.nan, np.nan)]
            ),
        },
        y=np.array([*rows, last, last + 1]) + _low(),
        digits=3,
    )
    span = "year" if moved.whole else "span"
    for place, head in enumerate((f"first {span}", f"last {span}", "change")):
        if style.narrow() and place < 2:
            continue
        sheet.text(_column(sheet, place), 0.1, head, size=style.SMALL, color=style.GREY, ha="right")
    return sheet.figure


def _pitch() -> float:
    """Height of a row, in inches; of a narrow one names stand above bars."""
    return 0.4 if style.narrow() else 0.235


def _low() -> float:
    """How far a bar stands below the middle of its row, in rows."""
    return 0.24 if style.narrow() else 0.0


def _thick() -> float:
    return 0.38 if style.narrow() else 0.72


def _most(result: "Result", moved: Change, differences: np.ndarray) -> str:
    """The term that changed most, if it changed enough to be seen."""
    place = int(np.argmax(np.abs(differences)))
    if abs(differences[place]) < _SEEN:
        return ""
    return f", most by {style.term(result, moved.mechanisms[place]).lower()} ({words.signed(differences[place])})"


def _column(sheet: Sheet, place: int) -> float:
    return sheet.width - 0.64 * (2 - place)


def _row(
    sheet: Sheet, left: float, top: float, row: float, name: str, before: float, after: float, weight: str = "normal"
) -> None:
    if style.narrow():
        middle = top + _pitch() * (row + 0.5 - _low())
        shown = words.fit(name, 2.8, style.BODY, weight)
        sheet.text(0.0, middle, shown, size=style.BODY, va="center", weight=weight, bbox=style.PAPER)
    else:
        middle = top + _pitch() * (row + 0.5)
        shown = words.fit(name, left - 0.1, style.BODY, weight)
        sheet.text(left - 0.1, middle, shown, size=style.BODY, ha="right", va="center", weight=weight)
    numbers = (words.signed(before, 3), words.signed(after, 3), words.signed(after - before, 3))
    for place, text in enumerate(numbers):
        if style.narrow() and place < 2:
            continue
        bold = "bold" if place == 2 else "normal"
        sheet.text(_column(sheet, place), middle, text, size=style.SMALL, ha="right", va="center", weight=bold)


def _whisker(axes: Axes, row: float, values: np.ndarray, colour: str = style.INK) -> None:
    if len(values) > 1:
        low, high = np.quantile(values, (0.05, 0.95))
        row += _low()
        axes.hlines(row, low, high, color=colour, linewidth=0.9, zorder=3)
        axes.vlines([low, high], row - 0.14, row + 0.14, color=colour, linewidth=0.9, zorder=3)


FIGURE = Declared(by_country(draw), 30, NEEDS)
