"""A result in the files of other programs: CSV, Excel, Stata, netCDF."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import NotPossible
from twochairs.filenames import file_name
from twochairs.results.extra import need
from twochairs.results.netcdf import write as write_netcdf
from twochairs.results.spreadsheet import csv_cell
from twochairs.results.whole import written
from twochairs.scenario.given import known

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

CSV, XLSX, DTA, NETCDF = "csv", "xlsx", "dta", "netcdf"
"""Kinds of file."""
ALL = "all"
"""What is written for every table, series too."""
MOST_ROWS = 2**20 - 1
"""Rows below its head that a sheet of Excel has room for."""
_LONGEST_SHEET, _LONGEST_VARIABLE, _LONGEST_LABEL = 31, 32, 80
_NO_TIME = datetime(2000, 1, 1)
"""What stands for the time of writing, so that a file is the same each time it is written."""


def export(
    result: "Result", kinds: Sequence[str], tables: Sequence[str] = (), folder: Path | None = None
) -> list[Path]:
    """Write a result as files of some kinds.

    Parameters
    ----------
    kinds : of CSV, XLSX, DTA and NETCDF; netCDF has every series and outcome whatever the tables
    tables : names of tables, or "all"; what was read off each run, its summary and what goes with them where empty
    folder : to write into; `export` in the result's folder where None

    Returns
    -------
    the files: of CSV and Stata one for each table, of Excel one with a sheet for each, of netCDF one

    Raises
    ------
    NotPossible : where no kind is given, there is no such table, one is too long for a sheet, or openpyxl is missing
    CannotWrite : where the disk does not take it
    """
    if not kinds:
        raise NotPossible(f"no kind of file is given\n  hint: give some of {', '.join(_WRITERS)}")
    into = result.folder / "export" if folder is None else folder
    if XLSX in kinds:
        need("openpyxl", extra="export")
    names = _named(result, tables) if set(kinds) - {NETCDF} else []
    return [path for kind in dict.fromkeys(kinds) for path in _WRITERS[kind](result, names, into)]


def table_names(result: "Result") -> list[str]:
    """Names of the tables of a result: those of its runs first, then of series."""
    own = ["runs", "summary"]
    own += ["design"] if result.factors else []
    own += ["parameters"] if result.drawn else []
    own += ["events"] if result.manifest["keep"].get("events") else []
    own += ["failures"] if result.manifest.get("failed") else []
    return [*own, *result.series_tables]


def _named(result: "Result", tables: Sequence[str]) -> list[str]:
    names = table_names(result)
    if ALL in tables:
        return names
    series = result.series_tables
    return [known("table", one, [*names, ALL]) for one in tables] or [one for one in names if one not in series]


def _table(result: "Result", name: str) -> "pd.DataFrame":
    frame: pd.DataFrame = result.table(name) if name in result.series_tables else getattr(result, name)
    return frame


def _csv(result: "Result", names: list[str], into: Path) -> Iterator[Path]:
    for name in names:
        yield written(into / f"{name}.csv", partial(_safe(_table(result, name)).to_csv, index=False))


def _xlsx(result: "Result", names: list[str], into: Path) -> Iterator[Path]:
    import pandas as pd

    frames = {name: _safe(_table(result, name)) for name in names}
    for name, frame in frames.items():
        if len(frame) > MOST_ROWS:
            raise NotPossible(
                f"{name} has {len(frame):,} rows, and a sheet of Excel {MOST_ROWS:,}\n  hint: --csv has room for all"
            )

    def write(path: Path) -> None:
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            for name, frame in frames.items():
                frame.to_excel(book, sheet_name=name[:_LONGEST_SHEET], index=False, freeze_panes=(1, 0))

    yield written(into / f"{file_name(str(result.manifest['name']))}.xlsx", write)


def _dta(result: "Result", names: list[str], into: Path) -> Iterator[Path]:
    for name in names:
        frame, labels = for_stata(_table(result, name))
        write = partial(
            frame.to_stata,
            write_index=False,
            version=118,
            variable_labels=labels,
            convert_dates={column: "tm" for column in frame.columns if frame[column].dtype.kind == "M"},
            time_stamp=_NO_TIME,
            data_label=result.title[:_LONGEST_LABEL],
        )
        yield written(into / f"{name}.dta", write)


def _netcdf(result: "Result", names: list[str], into: Path) -> Iterator[Path]:
    yield write_netcdf(result, into / f"{file_name(str(result.manifest['name']))}.nc")


_WRITERS: dict[str, Callable[["Result", list[str], Path], Iterator[Path]]] = {
    CSV: _csv,
    XLSX: _xlsx,
    DTA: _dta,
    NETCDF: _netcdf,
}


def _safe(frame: "pd.DataFrame") -> "pd.DataFrame":
    """A table in which no text, of a cell or above a column, is a formula to a spreadsheet."""
    for column in frame.columns:
        if frame[column].dtype.kind not in "biufM":
            frame[column] = (
                frame[column].astype(object).map(lambda cell: csv_cell(cell) if isinstance(cell, str) else cell)
            )
    frame.columns = [csv_cell(str(column)) for column in frame.columns]
    return frame


def for_stata(frame: "pd.DataFrame") -> "tuple[pd.DataFrame, dict[str, str]]":
    """A table under names that Stata allows, and what each stands for, as labels of the variables."""
    labels: dict[str, str] = {}
    for column in frame.columns:
        plain = re.sub(r"\W+", "_", str(column), flags=re.ASCII).strip("_") or "v"
        plain = f"v_{plain}" if plain[0].isdigit() else plain
        name, number = plain[:_LONGEST_VARIABLE], 1
        while name in labels:
            number += 1
            end = f"_{number}"
            name = plain[: _LONGEST_VARIABLE - len(end)] + end
        labels[name] = str(column)[:_LONGEST_LABEL]
    frame = frame.set_axis(list(labels), axis="columns")
    for name in labels:
        if frame[name].dtype.kind not in "biufM":
            frame[name] = frame[name].astype(object).map(lambda cell: "" if cell != cell or cell is None else str(cell))
        elif frame[name].dtype.kind == "b":
            frame[name] = frame[name].astype("int8")
    return frame, labels
