"""A table's file, read and checked: every problem at once, with line and column."""

import csv
from collections.abc import Collection
from io import StringIO
from pathlib import Path

from twochairs.data.table import Table
from twochairs.errors import InvalidInput, Place, Problem
from twochairs.results.spreadsheet import plain_cell
from twochairs.scenario.read import file_text
from twochairs.scenario.tree import told
from twochairs.scenario.wording import found, unknown

Row = dict[str, str]


def read_rows(path: Path, table: Table, sources: Collection[str] | None = None) -> list[Row]:
    """Rows of a file, as text.

    Parameters
    ----------
    path : of the file
    table : what it must hold
    sources : keys that its rows may name; None where any

    Raises
    ------
    InvalidInput : where it cannot be read, or a header, cell, key or source is not what it must be
    """
    shown = str(path)
    lines = csv.reader(StringIO(file_text(path, shown), newline=""), strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    first: dict[tuple[str, ...], int] = {}
    try:
        problems += _header(next(lines, []), table, shown)
        for cells in filter(None, lines) if not problems else ():
            place = Place(shown, lines.line_num, 1)
            if len(cells) != len(table.columns):
                problems.append(Problem(place, f"it has {len(cells)} cells; it must have {len(table.columns)}"))
                continue
            row = dict(zip(table.names, map(plain_cell, cells), strict=True))
            problems += _cells(row, table, place) or _row(row, table, place, first, sources)
            rows.append(row)
    except csv.Error as error:
        problems.append(Problem(Place(shown, lines.line_num, 1), f"it is not CSV: {error}"))
    if not problems and not rows:
        problems.append(Problem(Place(shown, 1, 1), "it holds no row"))
    if problems:
        raise InvalidInput(shown, told(problems), "read")
    return rows


def _header(cells: list[str], table: Table, shown: str) -> list[Problem]:
    if cells == table.names:
        return []
    return [Problem(Place(shown, 1, 1), f"the first line must be {','.join(table.names)}")]


def _cells(row: Row, table: Table, place: Place) -> list[Problem]:
    problems = []
    at = 1
    for column in table.columns:
        cell = row[column.name]
        wrong = column.wrong(cell)
        if wrong:
            problems.append(Problem(Place(place.file, place.line, at), f"{column.name} {wrong}"))
        at += len(cell) + 1
    return problems


def _row(
    row: Row, table: Table, place: Place, first: dict[tuple[str, ...], int], sources: Collection[str] | None
) -> list[Problem]:
    """What is wrong with a row whose cells are sound."""
    problems = []
    key = tuple(row[name] for name in table.key)
    if key in first:
        problems.append(Problem(place, f"{', '.join(key)} stands here a second time (first on line {first[key]})"))
    first.setdefault(key, place.line)
    if sources is not None and row["source"] not in sources:
        problems.append(Problem(place, f"source {found(row['source'])} {unknown(row['source'], sources)}"))
    if len(table.when) == 2 and row[table.when[0]] > row[table.when[1]]:
        problems.append(Problem(place, f"{table.when[1]} is before {table.when[0]}"))
    return problems
