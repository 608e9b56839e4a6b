"""Dated events of a scenario: numbered marks over panels, and the key to their numbers below."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from twochairs.figures import style
from twochairs.figures import text as words
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

STEP = 0.115
"""Height of a row of numbers, in inches."""

LINE = 0.128
"""Height of a line of the key, in inches."""

_INDENT = 0.2


@dataclass(frozen=True)
class Event:
    """Everything that a scenario dates to one month.

    Attributes
    ----------
    number : shown at its mark
    month : such as 2022-02
    date : as a number on a date axis
    name : of all of them, in the file's order
    """

    number: int
    month: str
    date: float
    name: str


def dated(result: "Result", months: np.ndarray) -> list[Event]:
    """The dated events within some months, one per month, numbered in order."""
    first, last = style.days(months)[[0, -1]]
    names: dict[str, list[str]] = {}
    for event in result.manifest.get("dated_events", []):
        if first <= _day(str(event["month"])) <= last:
            names.setdefault(str(event["month"]), []).append(words.clean(str(event["name"])))
    return [
        Event(number, month, _day(month), "; ".join(names[month]))
        for number, month in enumerate(sorted(names), start=1)
    ]


def _day(month: str) -> float:
    return float(style.days(np.array([month], dtype="datetime64[M]"))[0])


def mark(axes: Axes, events: list[Event], strength: float = 0.45, above: bool = False) -> None:
    """A thin vertical line at each event."""
    axes.vlines(
        [event.date for event in events],
        0.0,
        1.0,
        transform=axes.get_xaxis_transform(),
        color=style.INK if above else style.GREY,
        alpha=strength,
        linewidth=0.5,
        linestyle=(0, (2, 2)),
        zorder=3.5 if above else 1,
    )


class Ruler:
    """Numbers of the events above a panel, in as many rows as they need.

    Attributes
    ----------
    height : in inches
    strip_height : in inches, with a date axis of its own
    """

    def __init__(self, events: list[Event], months: np.ndarray, inches: float) -> None:
        self.events, self.inches = events, inches
        start, end = style.days(months)[[0, -1]]
        self.rows = _rows([inches * (event.date - start) / max(1.0, end - start) for event in events])
        self.height = STEP * (max(self.rows) + 1) + 0.08 if events else 0.0
        self.strip_height = self.height + 0.36 if events else 0.0

    def strip(self, sheet: Sheet, left: float, months: np.ndarray) -> None:
        """Write the numbers over a date axis of their own, at the top of a sheet."""
        if not self.events:
            return
        axes = sheet.axes(left, self.height, self.inches, 0.08)
        style.date_axis(axes, months, self.inches)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        mark(axes, self.events)
        self.draw(axes, 0.08)
        sheet.text(0.0, self.height - 0.09, "Events", size=style.SMALL)

    def draw(self, axes: Axes, inches: float) -> None:
        """Write the numbers above a panel of some height."""
        across = axes.get_xaxis_transform()
        bases = [1.0 + (0.06 + STEP * row) / inches for row in self.rows]
        axes.vlines(
            [event.date for event in self.events],
            1.0,
            [base + 0.02 / inches for base in bases],
            transform=across,
            color=style.GREY,
            alpha=0.6,
            linewidth=0.4,
            clip_on=False,
            zorder=1,
        )
        for event, base in zip(self.events, bases, strict=True):
            axes.text(
                event.date,
                base,
                str(event.number),
                transform=across,
                size=style.SMALL - 0.5,
                ha="center",
                va="bottom",
                zorder=4,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
            )


def _rows(places: list[float]) -> list[int]:
    """The lowest row in which each number does not touch the one before it."""
    ends: list[float] = []
    rows = []
    for number, place in enumerate(places, start=1):
        half = 0.5 * words.width(str(number), style.SMALL) + 0.02
        row = next((row for row, end in enumerate(ends) if end <= place - half), len(ends))
        ends[row : row + 1] = [place + half]
        rows.append(row)
    return rows


class Key:
    """What the numbers stand for, in columns.

    Attributes
    ----------
    height : in inches
    """

    def __init__(self, events: list[Event], inches: float, columns: int = 3) -> None:
        self._column = inches / columns
        room = self._column - _INDENT - 0.15
        entries = [(e.number, words.wrap(f"{e.month}  {e.name}", room, style.SMALL, most=4)) for e in events]
        self._columns = _balanced(entries, columns)
        tallest = max((sum(len(lines) for _, lines in column) for column in self._columns), default=0)
        self.height = LINE * tallest + 0.28 if events else 0.0

    def draw(self, sheet: Sheet, top: float) -> None:
        """Write the key into a sheet, from a height in inches downwards."""
        if not self.height:
            return
        sheet.text(0.0, top, "Dated events", size=style.SMALL, weight="bold")
        for place, column in enumerate(self._columns):
            row = 0
            for number, lines in column:
                left = place * self._column
                sheet.text(
                    left + _INDENT - 0.06,
                    top + 0.16 + LINE * row,
                    str(number),
                    size=style.SMALL,
                    weight="bold",
                    ha="right",
                )
                for line in lines:
                    sheet.text(left + _INDENT, top + 0.16 + LINE * row, line, size=style.SMALL)
                    row += 1


def _balanced(entries: list[tuple[int, list[str]]], columns: int) -> list[list[tuple[int, list[str]]]]:
    """Entries in order, in columns whose tallest is as short as it can be."""
    lengths = [len(lines) for _, lines in entries]
    for limit in range(max(lengths, default=1), sum(lengths) + 1):
        filled: list[list[tuple[int, list[str]]]] = [[]]
        used = 0
        for entry, length in zip(entries, lengths, strict=True):
            if used + length > limit:
                filled.append([])
                used = 0
            filled[-1].append(entry)
            used += length
        if len(filled) <= columns:
            return filled
    return [entries]
