"""The file of ideal points as its authors publish it: Stata, or text separated by commas or tabs."""

import csv
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from math import isfinite
from pathlib import Path
from typing import Literal

from twochairs.data.declared import UN_IDEAL_POINTS
from twochairs.data.original import Original, bytes_of, refuse
from twochairs.data.reading import Row
from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.wording import found

Votes = Literal["all", "final-passage"]
_VALUE: dict[str, str] = {"all": "IdealPointAll", "final-passage": "IdealPointFP"}
_SEPARATOR = {".csv": ",", ".tab": "\t", ".tsv": "\t"}
_MISSING = {"", "NA", "NaN", "nan", "."}
_YEAR_OF_SESSION_0 = 1945
"""The first session met from 1946, in which most of its votes fell."""


@dataclass(frozen=True)
class _Record:
    """A line of a text with its place; or a row, by its label, of a file that has no lines."""

    cells: list[str]
    place: Place | None = None
    label: str = ""

    def problem(self, text: str) -> Problem:
        """A problem of it."""
        return Problem(self.place, f"{self.label}: {text}" if self.label else text)

    @property
    def name(self) -> str:
        """How another record refers to it."""
        return self.label or f"line {self.place.line if self.place else 0}"


@dataclass
class _Reading:
    """What is read, from which columns, and what has been read so far.

    Attributes
    ----------
    at : country, year and value to the places of their columns
    named : the same to their names in the file
    first : country and year to the first record that has them
    no_country, no_value : records left out
    """

    at: dict[str, int]
    named: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first: dict[tuple[str, str], str] = field(default_factory=dict)
    no_country: int = 0
    no_value: int = 0


def read_ideal_points(path: Path, votes: Votes = "all") -> Original:
    """Ideal points by country and year, to two decimals.

    Parameters
    ----------
    path : of the file, .dta, .csv or .tab, with the columns iso3c, year (or session) and IdealPointAll or IdealPointFP;
        capitals do not matter
    votes : all votes, or those on final passage, which later releases alone have

    Raises
    ------
    InvalidInput : where it cannot be read, a column is missing, a cell is not what it must be, or a year stands twice
    """
    shown = str(path)
    head, records = _records(path, shown)
    names = {name.strip().casefold(): at for at, name in reversed(list(enumerate(head)))}
    problems = _missing_columns(names, votes)
    if problems:
        raise InvalidInput(shown, problems, "imported")
    named = {"country": "iso3c", "year": "year" if "year" in names else "session", "value": _VALUE[votes]}
    reading = _Reading({name: names[column.casefold()] for name, column in named.items()}, named)
    for record in records:
        if len(record.cells) == len(head):
            _take(reading, record)
        else:
            text = f"it has {len(record.cells)} cells; the first line has {len(head)}"
            reading.problems.append(record.problem(text))
    refuse(shown, reading.problems, reading.rows, "ideal point")
    return Original(sorted(reading.rows, key=lambda row: (row["country"], row["year"])), _notes(reading))


def _take(reading: _Reading, record: _Record) -> None:
    """Add a record to what has been read, or what is wrong with it."""
    row = {name: record.cells[at].strip() for name, at in reading.at.items()}
    if row["value"] in _MISSING:
        reading.no_value += 1
        return
    if row["country"] in _MISSING:
        reading.no_country += 1
        return
    row["year"] = _year(reading.named["year"], row["year"])
    problems = _wrong(reading, record, row)
    reading.first.setdefault((row["country"], row["year"]), record.name)
    reading.problems += problems
    if not problems:
        rounded = round(float(row["value"]), 2) + 0.0  # no minus before a zero
        reading.rows.append(row | {"value": f"{rounded:.2f}"})


def _wrong(reading: _Reading, record: _Record, row: Row) -> list[Problem]:
    """What is wrong with a record."""
    wrong = {name: UN_IDEAL_POINTS.column(name).wrong(cell) for name, cell in row.items()}
    problems = [record.problem(f"{reading.named[name]} {text}") for name, text in wrong.items() if text]
    key = (row["country"], row["year"])
    if problems or key not in reading.first:
        return problems
    return [record.problem(f"{' '.join(key)} stands here a second time (first in {reading.first[key]})")]


def _year(time: str, cell: str) -> str:
    """The year of a cell; a cell that is no number stays as it is, to be told."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    if not isfinite(number) or not number.is_integer():
        return cell
    return str(int(number) + (_YEAR_OF_SESSION_0 if time == "session" else 0))


def _missing_columns(names: dict[str, int], votes: Votes) -> list[Problem]:
    other = next(kind for kind in _VALUE if kind != votes)
    problems = []
    if "iso3c" not in names:
        problems.append(Problem(None, f"it has no column iso3c, a country's code of three letters; {_has(names)}"))
    if not {"year", "session"} & names.keys():
        problems.append(Problem(None, f"it has no column year or session; {_has(names)}"))
    if _VALUE[votes].casefold() not in names:
        hint = f"; it has {_VALUE[other]}: give --votes {other}" if _VALUE[other].casefold() in names else ""
        problems.append(Problem(None, f"it has no column {_VALUE[votes]}{hint or f'; {_has(names)}'}"))
    return problems


def _has(names: dict[str, int]) -> str:
    return f"its columns are {found(', '.join(sorted(names)))}"


def _notes(reading: _Reading) -> list[str]:
    counts = [(reading.no_value, "an ideal point"), (reading.no_country, "a country's code")]
    return [f"{count:,} row{'s' if count != 1 else ''} without {what} left out" for count, what in counts if count]


def _records(path: Path, shown: str) -> tuple[list[str], list[_Record]]:
    """Header and records of a file."""
    ending = path.suffix.casefold()
    if ending == ".dta":
        return _stata(path, shown)
    if ending not in _SEPARATOR:
        text = f"its name ends in {found(path.suffix)}; .dta, .csv and .tab are read"
        raise InvalidInput(shown, [Problem(None, text)], "imported")
    raw = bytes_of(path, shown)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")  # names of states are not used; codes and numbers are the same in both
    lines = csv.reader(StringIO(text, newline=""), delimiter=_SEPARATOR[ending])
    try:
        head = next(lines, [])
        return head, [_Record(cells, Place(shown, lines.line_num, 1)) for cells in lines if cells]
    except csv.Error as error:
        problem = Problem(Place(shown, lines.line_num, 1), f"it is not text separated by commas or tabs: {error}")
        raise InvalidInput(shown, [problem], "imported") from None


def _stata(path: Path, shown: str) -> tuple[list[str], list[_Record]]:
    import pandas as pd

    raw = bytes_of(path, shown)
    try:
        frame = pd.read_stata(BytesIO(raw), convert_categoricals=False, convert_missing=False)
    except Exception:  # a damaged file makes it raise anything
        problem = Problem(None, "it is not a Stata file, or is damaged")
        raise InvalidInput(shown, [problem], "imported") from None
    values = [["" if pd.isna(cell) else _text(cell) for cell in row] for row in frame.itertuples(index=False)]
    return [str(name) for name in frame.columns], [
        _Record(row, label=f"row {n}") for n, row in enumerate(values, start=1)
    ]


def _text(cell: object) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)
