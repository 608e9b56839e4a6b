"""The World Bank's monthly workbook of commodity prices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from twochairs.data.declared import HUB_PRICES
from twochairs.data.original import Original, bytes_of, refuse
from twochairs.data.reading import Row
from twochairs.errors import InvalidInput, NotPossible, Place, Problem
from twochairs.results.extra import how_to_install
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.wording import found

MMBTU_IN_1000_M3 = 35.7
"""Million British thermal units in 1000 m3 of gas of 37.7 MJ/m3 (gross, 15 degrees C)."""

SHEET = "Monthly Prices"
HEADING = "Natural gas, Europe"
UNIT = "$/mmbtu"
_MONTH = re.compile(r"([0-9]{4})M(0[1-9]|1[0-2])\Z")
_MISSING = {"", "…", "..", "...", "n.a.", "NA"}
_HEAD_ROWS = 20
"""Rows within which the headings must stand."""


@dataclass
class _Reading:
    """What has been read so far; `first` is the row of each month."""

    shown: str
    column: int
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    empty: int = 0

    def wrong(self, line: int, column: int, text: str) -> None:
        """Keep a problem of a cell; both count from 1."""
        self.problems.append(Problem(Place(self.shown, line, column), text))


def read_pink_sheet(path: Path) -> Original:
    """Prices of natural gas in Europe by month, USD per 1000 m3, whole.

    Parameters
    ----------
    path : of the workbook; its sheet "Monthly Prices" has headings, units below them, and rows that begin with a month
        such as 1960M01

    Raises
    ------
    NotPossible : where openpyxl is not installed
    InvalidInput : where it cannot be read, the sheet or heading is missing, the unit is another, a cell is not what it
        must be, or a month stands twice
    """
    shown = str(path)
    lines = _sheet(path, shown)
    heading = _heading(lines)
    if heading is None:
        text = f"sheet '{SHEET}' has no heading '{HEADING}' in its first {_HEAD_ROWS} rows"
        raise InvalidInput(shown, [Problem(None, text)], "imported")
    at, column = heading
    reading = _Reading(shown, column)
    unit = _cell(lines[at + 1], column) if at + 1 < len(lines) else None
    if UNIT not in str(unit).casefold():
        reading.wrong(at + 2, column + 1, f"the unit is {found(unit)}; it must be {UNIT}")
    for line, cells in enumerate(lines[at + 2 :], start=at + 3):
        _take(reading, line, _cell(cells, 0), _cell(cells, column))
    refuse(shown, reading.problems, reading.rows, "price")
    return Original(sorted(reading.rows, key=lambda row: row["month"]), _notes(reading))


def _take(reading: _Reading, line: int, when: Any, price: Any) -> None:
    """Add a row to what has been read, or what is wrong with it."""
    empty = price is None or (isinstance(price, str) and price.strip() in _MISSING)
    match = _MONTH.match(when.strip()) if isinstance(when, str) else None
    if match is None:
        if not empty:
            reading.wrong(line, 1, f"the month is {found(when)}; it must be a month such as 1960M01")
        return
    month = f"{match[1]}-{match[2]}"
    if month in reading.first:
        reading.wrong(line, 1, f"{when} stands here a second time (first in line {reading.first[month]})")
        return
    reading.first[month] = line
    if empty:
        reading.empty += 1
        return
    if isinstance(price, bool) or not isinstance(price, int | float):
        reading.wrong(line, reading.column + 1, f"the price is {found(price)}; it must be a number")
        return
    text = f"{round(price * MMBTU_IN_1000_M3)}"
    wrong = HUB_PRICES.column("price").wrong(text)
    if wrong:
        reading.wrong(line, reading.column + 1, f"the price, in USD/1000 m3, {wrong}")
    reading.rows.append({"month": month, "price": text})


def _notes(reading: _Reading) -> list[str]:
    notes = []
    if reading.empty:
        notes.append(f"{reading.empty:,} month{'s' if reading.empty != 1 else ''} without a price left out")
    numbers = sorted(month_number(month) for month in reading.first)
    gaps = sorted(set(range(numbers[0], numbers[-1])) - set(numbers)) if numbers else []
    if gaps:
        notes.append(f"{len(gaps):,} months have no row, the first {month_text(gaps[0])}")
    return notes


def _heading(lines: list[tuple[Any, ...]]) -> tuple[int, int] | None:
    """Row and column of the heading, both counting from 0; a star after it leads to a footnote."""
    wanted = HEADING.casefold()
    for at, cells in enumerate(lines[:_HEAD_ROWS]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and " ".join(cell.replace("*", " ").split()).casefold() == wanted:
                return at, column
    return None


def _cell(cells: tuple[Any, ...], column: int) -> Any:
    return cells[column] if column < len(cells) else None


def _sheet(path: Path, shown: str) -> list[tuple[Any, ...]]:
    try:
        import openpyxl
    except ImportError:
        hint = how_to_install("evidence")
        raise NotPossible(f"a workbook needs openpyxl, which is not installed\n  hint: {hint}") from None
    raw = bytes_of(path, shown)
    try:
        book = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True)
        names = list(book.sheetnames)
        lines = list(_lines(book[SHEET])) if SHEET in names else None
    except Exception:  # a damaged file makes it raise anything
        problem = Problem(None, "it is not a workbook (.xlsx), or is damaged")
        raise InvalidInput(shown, [problem], "imported") from None
    if lines is None:
        text = f"it has no sheet '{SHEET}'; its sheets are {found(', '.join(names))}"
        raise InvalidInput(shown, [Problem(None, text)], "imported")
    return lines


def _lines(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # the size a workbook states of itself may be wrong
    yield from sheet.iter_rows(values_only=True)
