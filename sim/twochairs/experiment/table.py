"""A CSV file of points: one column a factor, one line a point."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.experiment.factor import kind_of, of_one_kind
from twochairs.experiment.schema import MAX_POINTS, Value
from twochairs.scenario.read import file_text, number
from twochairs.scenario.tree import told
from twochairs.scenario.wording import found

_BOOL = {"true": True, "false": False}


@dataclass(frozen=True)
class Table:
    """Points of a file.

    Attributes
    ----------
    columns : factor name to its values, one a point
    places : factor name to the place of each of them
    header : factor name to the place of its name
    """

    columns: dict[str, list[Value]]
    places: dict[str, list[Place]]
    header: dict[str, Place]


def read_table(path: Path, shown: str) -> Table:
    """The points of a CSV file.

    Parameters
    ----------
    path : of the file
    shown : the name a user knows it by

    Raises
    ------
    InvalidInput : where it cannot be read, a name stands twice, a line has too few or too many cells, a cell is empty
    """
    rows = csv.reader(StringIO(file_text(path, shown), newline=""))
    problems: list[Problem] = []
    table = Table({}, {}, {})
    try:
        names = [cell.strip() for cell in next(rows, [])]
        problems += _header(names, table, shown)
        for row in filter(None, rows):
            problems += _line(row, names, Place(shown, rows.line_num, 1), table)
    except csv.Error as error:
        problems.append(Problem(Place(shown, rows.line_num, 1), f"it is not CSV: {error}"))
    if not problems and not any(table.columns.values()):
        problems.append(Problem(Place(shown, 1, 1), "it holds no point; the first line names factors"))
    if not problems and len(next(iter(table.columns.values()))) > MAX_POINTS:
        problems.append(Problem(Place(shown, 1, 1), f"it holds more than {MAX_POINTS:,} points"))
    for name, values in table.columns.items():
        kinds = list(dict.fromkeys(map(kind_of, values)))
        if len(kinds) > 1:
            problems.append(Problem(table.header[name], f"the column {found(name)} holds {' and '.join(kinds)}"))
        table.columns[name] = list(of_one_kind(values))
    if problems:
        raise InvalidInput(shown, told(problems), "read")
    return table


def _header(names: list[str], table: Table, shown: str) -> list[Problem]:
    problems = []
    column = 1
    for name in names:
        place = Place(shown, 1, column)
        if not name:
            problems.append(Problem(place, "a column has no name; the first line names factors"))
        elif name in table.columns:
            problems.append(Problem(place, f"the column {found(name)} stands here a second time"))
        else:
            table.columns[name], table.places[name], table.header[name] = [], [], place
        column += len(name) + 1
    return problems


def _line(row: list[str], names: list[str], start: Place, table: Table) -> list[Problem]:
    if len(row) != len(names):
        cells = f"{len(row)} cell{'s' if len(row) != 1 else ''}"
        return [Problem(start, f"the line has {cells}; the first line names {len(names)}")]
    problems, column = [], 1
    for name, cell in zip(names, row, strict=True):
        place = Place(start.file, start.line, column)
        column += len(cell) + 1
        try:
            value = _value(cell.strip())
        except ValueError as error:
            problems.append(Problem(place, str(error)))
            continue
        if value == "":
            problems.append(Problem(place, f"{name or 'the cell'} is empty; every point has a value of every factor"))
        elif name:
            table.columns[name].append(value)
            table.places[name].append(place)
    return problems


def _value(cell: str) -> Value:
    if cell in _BOOL:
        return _BOOL[cell]
    value = number(cell)
    return cell if value is None else value
