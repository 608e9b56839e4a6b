"""The file of ideal points as its authors publish it: Stata, or text separated by commas or tabs."""

import csv
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from math import isfinite
from pathlib import Path
from typing import Literal

from sim.errors import InvalidInput, Place, Problem
from sim.evidence.declared import UN_IDEAL_POINTS
from sim.evidence.original import Original, bytes_of, refuse
from sim.evidence.reading import Row
from sim.scenario.wording import found

Votes = Literal["all", "final-passage"]
_VALUE: dict[str, str] = {"all": "IdealPointAll", "final-passage": "IdealPointFP"}
_SEPARATOR = {".csv": ",", ".tab": "\t", ".tsv": "\t"}
_MISSING = {"", "NA", "NaN", "nan", "."}
_YEAR_OF_SESSION_0 = 1945
"""The first session met from 1946, in which most of its votes fell."""


@dataclass
class _Reading:
    """What has been read so far."""

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
    value = _VALUE[votes].casefold()
    problems = _missing_columns(names, votes)
    if problems:
        raise InvalidInput(shown, problems, "imported")
    reading = _Reading()
    time = "year" if "year" in names else "session"
    for place, label, cells in records:
        if len(cells) != len(head):
            text = f"{label}it has {len(cells)} cells; the first line has {len(head)}"
            reading.problems.append(Problem(place, text))
            continue
        _take(reading, place, label, cells[names["iso3c"]], time, cells[names[time]], votes, cells[names[value]])
    refuse(shown, reading.problems, reading.rows, "ideal point")
    return Original(sorted(reading.rows, key=lambda row: (row["country"], row["year"])), _notes(reading))


def _take(
    reading: _Reading, place: Place | None, label: str, country: str, time: str, when: str, votes: Votes, value: str
) -> None:
    """Add a record to what has been read, or what is wrong with it."""
    if value.strip() in _MISSING:
        reading.no_value += 1
        return
    if country.strip() in _MISSING:
        reading.no_country += 1
        return
    row = {"country": country.strip(), "year": _year(time, when.strip()), "value": value.strip()}
    told = {"country": "iso3c", "year": time, "value": _VALUE[votes]}
    wrong = [(told[name], UN_IDEAL_POINTS.column(name).wrong(cell)) for name, cell in row.items()]
    problems = [Problem(place, f"{label}{name} {text}") for name, text in wrong if text]
    key = (row["country"], row["year"])
    here = label.removesuffix(": ") or (f"line {place.line}" if place else "")
    if not problems and key in reading.first:
        text = f"{label}{key[0]} {key[1]} stands here a second time (first in {reading.first[key]})"
        problems = [Problem(place, text)]
    reading.first.setdefault(key, here)
    if not problems:
        row["value"] = f"{round(float(row['value']), 2) + 0.0:.2f}"
        reading.rows.append(row)
    reading.problems += problems


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


_Record = tuple[Place | None, str, list[str]]
"""A record: its place in a text, or how it is named where there are no lines; and its cells."""


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
        return head, [(Place(shown, lines.line_num, 1), "", cells) for cells in lines if cells]
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
    return [str(name) for name in frame.columns], [(None, f"row {n}: ", row) for n, row in enumerate(values, start=1)]


def _text(cell: object) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)
