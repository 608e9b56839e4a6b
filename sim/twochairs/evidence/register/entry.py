"""An entry of the register: a table of forecasts, what it rests on, and a fingerprint over both.

An entry is two files of one name, written once: NAME.csv holds the forecasts, NAME.json all else. Whoever edits either
breaks the fingerprint, and the entry is refused.
"""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from twochairs.data.column import Column
from twochairs.data.reading import Row, read_rows
from twochairs.data.table import COUNTRY, YEAR, Table, share
from twochairs.errors import CannotWrite, InvalidInput, NotPossible, Problem
from twochairs.results.spreadsheet import csv_of_text
from twochairs.sweeps.commit import commit, make_folder

LEVELS = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Probabilities of the quantiles that are kept: 0.05 to 0.95."""
SCENARIO, CONDITIONAL, UNCONDITIONAL = "scenario", "conditional", "unconditional"
IDEAL_POINT, RATE, VOTE, SANCTIONS = "un_ideal_point", "declared_rate", "un_vote", "sanctions"

FORECASTS = Table(
    "forecasts",
    "forecasts of what will be published",
    "",
    (
        Column(
            "given",
            "text",
            "what of the years forecast is given: the scenario's, what happened (conditional), or nothing",
            options=(SCENARIO, CONDITIONAL, UNCONDITIONAL),
        ),
        Column("target", "text", "what is forecast", options=(IDEAL_POINT, RATE, VOTE, SANCTIONS)),
        COUNTRY,
        YEAR,
        Column("about", "text", "kind of roll call, who counts declarations, month a round opens", optional=True),
        Column("support", "number", "share of the world's votes that is yes", 0.0, 1.0, optional=True),
        Column("against", "number", "share of the world's votes that is no", 0.0, 1.0, optional=True),
        *(replace(share(f"p_{word}", f"probability of {word}"), optional=True) for word in ("no", "abstain", "yes")),
        *(Column(f"q{round(100 * level):02d}", "number", f"quantile {level:.2f}", optional=True) for level in LEVELS),
    ),
    ("given", "target", "country", "year", "about", "support"),
    ("year",),
    "Shares are in [0, 1], ideal points on the scale of the original.",
)
QUANTILES = tuple(f"q{round(100 * level):02d}" for level in LEVELS)
"""Names of the columns of quantiles."""
CHANCES = ("p_no", "p_abstain", "p_yes")


@dataclass(frozen=True)
class Basis:
    """What an entry rests on.

    Attributes
    ----------
    name : of the entry and its files
    title : what was asked
    made : day it was made, such as 2026-11-30
    case : name of the case whose tables will hold what comes
    scenario : file and SHA-256 of what decides its runs
    constants : SHA-256 of the tables of constants, terms and noise
    version, code : of the package, and SHA-256 of the code that made it
    known_to : last year of the record that went in
    draws, runs, seed : sets of constants, runs of each, and the seed of their chance
    mean_of : years whose mean a naive forecast takes for where a state stands
    """

    name: str
    title: str
    made: str
    case: str
    scenario: str
    constants: str
    version: str
    code: str
    known_to: int
    draws: int
    runs: int
    seed: int
    mean_of: int = 1


@dataclass(frozen=True)
class Entry:
    """Forecasts and what they rest on.

    Attributes
    ----------
    basis : what they rest on
    rows : as text, columns of `FORECASTS`
    """

    basis: Basis
    rows: tuple[Row, ...]

    @property
    def table(self) -> bytes:
        """The file of the forecasts."""
        return csv_of_text([FORECASTS.names, *([row[name] for name in FORECASTS.names] for row in self.rows)]).encode()

    @property
    def forecasts(self) -> str:
        """SHA-256 of the forecasts alone: the same where the same were made again."""
        return sha256(self.table).hexdigest()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the forecasts and what they rest on."""
        return sha256(json.dumps(asdict(self.basis), sort_keys=True).encode() + self.table).hexdigest()

    def numbered(self, register: Path) -> "Entry":
        """Itself, or under the next number where another of the same day has its name in a register."""
        entry, number = self, 1
        while any(path.exists() and path.read_bytes() != data for path, data in entry._files(register).items()):
            number += 1
            entry = replace(self, basis=replace(self.basis, name=f"{self.basis.name}-{number}"))
        return entry

    def write(self, register: Path) -> Path:
        """Put it into a register, where none of its name may be; the path of its table.

        Raises
        ------
        CannotWrite : where another entry has its name, or the disk does not take it
        """
        files = self._files(register)
        path = next(iter(files))
        try:
            make_folder(register)
            for file, data in files.items():
                _write_once(file, data)
        except OSError as error:
            raise CannotWrite(path, (error.strerror or str(error)).lower(), "name another folder") from None
        return path

    def _files(self, register: Path) -> dict[Path, bytes]:
        """Its table, and what says what it rests on."""
        path = register / f"{self.basis.name}.csv"
        about = json.dumps(asdict(self.basis) | {"fingerprint": self.fingerprint}, indent=1) + "\n"
        return {path: self.table, path.with_suffix(".json"): about.encode()}


def row_of(given: str, target: str, country: str, year: int, **cells: str | float) -> Row:
    """A row of forecasts; probabilities and quantiles to three decimals, what is not given empty."""
    told = {name: cell if isinstance(cell, str) else f"{round(cell, 3) + 0.0:.3f}" for name, cell in cells.items()}
    kept = {"given": given, "target": target, "country": country, "year": str(year)} | told
    return {name: kept.get(name, "") for name in FORECASTS.names}


def read_entry(path: Path) -> Entry:
    """An entry by the path of its table.

    Raises
    ------
    InvalidInput : where a file cannot be read, or was edited after it was made
    """
    rows, about = read_rows(path, FORECASTS), path.with_suffix(".json")
    try:
        held = json.loads(about.read_text("utf-8"))
        fingerprint = held.pop("fingerprint")
        entry = Entry(Basis(**held), tuple(rows))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = Problem(None, f"{about.name}, which says what it rests on, is missing or damaged")
        raise InvalidInput(str(path), [problem], "scored") from None
    if entry.fingerprint != fingerprint:
        problem = Problem(None, "it was edited after it was made: its fingerprint is another")
        raise InvalidInput(str(path), [problem], "scored")
    return entry


def entries(register: Path) -> list[Entry]:
    """All entries of a register, by name: those of a day as they were made.

    Raises
    ------
    NotPossible : where there is no such folder
    InvalidInput : as `read_entry`
    """
    if not register.is_dir():
        hint = "`twochairs forecast SCENARIO --until YEAR` begins one"
        raise NotPossible(f"{register} is no register of forecasts\n  hint: {hint}")
    return [read_entry(path) for path in sorted(register.glob("*.csv"), key=_in_turn)]


def _in_turn(path: Path) -> tuple[str, int]:
    """Name and number of an entry."""
    name, _, number = path.stem.rpartition("-")
    return (name, int(number)) if number.isdigit() else (path.stem, 0)


def _write_once(file: Path, data: bytes) -> None:
    """Write a file that is not there; one of the same bytes is no objection."""
    if not file.exists():
        commit(file, data)
    elif file.read_bytes() != data:
        hint = "an entry is never edited; name another register"
        raise CannotWrite(file, "another forecast is there", hint)
