"""Tables of speeds and ratios: how they are measured, and how they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Speeds = dict[str, np.ndarray]
"""Country-months per second of each contender, one per round."""

HEAD = ("ratio", "lowest", "highest", "bar")


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes
    ----------
    name : what was measured
    value : in the table's unit, as shown
    ratios : one per round; none where nothing was measured
    bar : the least that the median is to be
    note : what to know when reading it
    """

    name: str
    value: str = ""
    ratios: Sequence[float] = ()
    bar: float | None = None
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As shown: name, value, median, lowest and highest ratio, bar."""
        bar = "" if self.bar is None else f"{self.bar:g}"
        if not len(self.ratios):
            return (self.name, self.value, "", "", "", bar)
        three = (np.median(self.ratios), np.min(self.ratios), np.max(self.ratios))
        met = "" if self.bar is None else " met" if three[0] >= self.bar else " NOT met"
        return (self.name, self.value, *(_short(ratio) for ratio in three), bar + met)


@dataclass(frozen=True)
class Table:
    """Rows of one kind.

    Attributes
    ----------
    unit : of the values
    ratio : what the ratio is of
    """

    title: str
    unit: str
    ratio: str
    rows: tuple[Row, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """Names of the columns."""
        return ("", self.unit, *HEAD)


def side_by_side(contenders: Mapping[str, Callable[[], float]], rounds: int) -> Speeds:
    """Run contenders in turn, again and again, so that a busy moment of the machine falls on all.

    Parameters
    ----------
    contenders : each runs once and returns its country-months per second; run once beforehand, to be warm
    """
    for contender in contenders.values():
        contender()
    speeds = [[contender() for contender in contenders.values()] for _ in range(rounds)]
    return dict(zip(contenders, np.array(speeds).T, strict=True))


def speed(values: np.ndarray) -> str:
    """The median, in millions where there are millions."""
    median = float(np.median(values))
    return f"{median / 1e6:.3g} M" if median >= 1e5 else f"{median:,.0f}"


def _short(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100.0 else f"{ratio:.3g}"


def plain(table: Table) -> str:
    """A table as text, notes below it."""
    lines = [table.head, *(row.cells for row in table.rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.head))]
    shown = [f"{line[0]:<{widths[0]}}  " + "  ".join(_right(line, widths)) for line in lines]
    notes = [f"  {row.name}: {row.note}" for row in table.rows if row.note]
    text = [table.title, f"(ratio: {table.ratio})", *(line.rstrip() for line in shown), *notes]
    return "\n".join(text)


def _right(line: tuple[str, ...], widths: list[int]) -> list[str]:
    return [f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True)]


def markdown(table: Table) -> str:
    """A table as Markdown, the notes in a column."""
    lines = [
        f"## {table.title}",
        "",
        f"Ratio: {table.ratio}.",
        "",
        "| " + " | ".join((*table.head, "note")) + " |",
        "|---|" + "---:|" * (len(table.head) - 1) + "---|",
        *("| " + " | ".join((*row.cells, row.note)) + " |" for row in table.rows),
    ]
    return "\n".join(lines)
