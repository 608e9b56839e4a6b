"""The catalogue of observed figures: tables by name, typed, each row with its source."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.data.declared import TABLES
from twochairs.data.folder import file_of
from twochairs.data.reading import Row, read_rows
from twochairs.data.source import Source, all_sources, source
from twochairs.data.table import Table
from twochairs.errors import NotPossible
from twochairs.scenario.example import HOME
from twochairs.scenario.wording import found, unknown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Entry", "all_sources", "declaration", "entry", "rows", "source", "sources_of", "table", "tables"]

_BY_NAME = {declared.name: declared for declared in TABLES}


@dataclass(frozen=True)
class Entry:
    """A table as it is at hand.

    Attributes
    ----------
    table : its declaration
    rows : how many it has
    first, last : years covered
    users : whether it lies in the user's folder, not in the package
    """

    table: Table
    rows: int
    first: int
    last: int
    users: bool


def tables(case: str = HOME) -> list[Table]:
    """Declarations of the tables of a case, in the order of the catalogue; raises as `shipped`."""
    return [table for table in TABLES if file_of(table.name, case)[0].is_file()]


def declaration(name: str) -> Table:
    """What a table is declared to hold.

    Raises
    ------
    NotPossible : where there is none of this name
    """
    if name not in _BY_NAME:
        hint = "`twochairs data list` names them all"
        raise NotPossible(f"table {found(name)} {unknown(name, _BY_NAME)}\n  hint: {hint}")
    return _BY_NAME[name]


def table(name: str, case: str = HOME) -> "pd.DataFrame":
    """The figures of a table.

    Parameters
    ----------
    name : of the table
    case : whose

    Returns
    -------
    frame : one row a figure, columns as declared; years int64, figures float64, the rest text; cells that are empty
        are missing. A copy: what is done to it stays with who asked

    Raises
    ------
    NotPossible : where the case has no such table, or the environment names no folder
    InvalidInput : where the user's file is not sound
    """
    declared = declaration(name)
    import pandas as pd

    columns = {
        column.name: pd.array([_value(row[column.name], column.kind) for row in rows(name, case)], dtype=column.dtype)
        for column in declared.columns
    }
    return pd.DataFrame(columns)


def rows(name: str, case: str = HOME) -> list[Row]:
    """Rows of a table as text, without pandas, which takes longer to import than a table takes; raises as `table`."""
    declaration(name)
    path, _ = file_of(name, case)
    if not path.is_file():
        there = [table.name for table in tables(case)]
        raise NotPossible(f"{case} has no table {name}\n  hint: it has {', '.join(there) or 'none'}")
    return [dict(row) for row in _rows(name, path, path.stat().st_mtime_ns, tuple(all_sources(case)))]


def entry(name: str, case: str = HOME) -> Entry:
    """A table as it is at hand; raises as `table`."""
    declared, there = declaration(name), rows(name, case)
    years = [int(row[when][:4]) for row in there for when in declared.when]
    return Entry(declared, len(there), min(years), max(years), file_of(name, case)[1])


def sources_of(name: str, case: str = HOME) -> list[Source]:
    """Sources of a table's rows, in order of key; raises as `table`."""
    return [source(key, case) for key in sorted({row["source"] for row in rows(name, case)})]


@lru_cache(maxsize=64)
def _rows(name: str, path: Path, changed: int, sources: tuple[str, ...]) -> tuple[Row, ...]:
    """Rows of a file; `changed`, its time of change, tells a new one from the one read before."""
    return tuple(read_rows(path, _BY_NAME[name], sources))


def _value(cell: str, kind: str) -> Any:
    if not cell:
        return None
    if kind == "number":
        return float(cell)
    return int(cell) if kind in ("year", "whole") else cell
