"""Newer figures from their publishers' own files, written as tables of a folder of the user's."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from twochairs.data.declared import HUB_PRICES, SOURCES, UN_IDEAL_POINTS
from twochairs.data.folder import shipped
from twochairs.data.ideal_points import Votes, read_ideal_points
from twochairs.data.original import Original, bytes_of
from twochairs.data.pink_sheet import read_pink_sheet
from twochairs.data.reading import Row, read_rows
from twochairs.data.source import Source, row_of, shipped_sources
from twochairs.data.table import Table
from twochairs.errors import CannotWrite
from twochairs.results.spreadsheet import csv_of_text
from twochairs.sweeps.commit import commit, make_folder


@dataclass(frozen=True)
class Imported:
    """A table that was written.

    Attributes
    ----------
    path : of the table
    rows : how many it has
    first, last : year or month of the first row and the last
    notes : what was left out, or is in the shipped table and not in this one
    """

    path: Path
    rows: int
    first: str
    last: str
    notes: list[str]


def import_ideal_points(file: Path, folder: Path, votes: Votes = "all") -> Imported:
    """Write the table un_ideal_points from the file of the Harvard Dataverse; raises as `read_ideal_points` and
    CannotWrite."""
    title = "" if votes == "all" else "; votes on final passage"
    original = read_ideal_points(file, votes)
    missing = sorted(_shipped_countries() - {row["country"] for row in original.rows})
    notes = [f"no row of {', '.join(missing)}, which the shipped table has"] if missing else []
    return _written(file, folder, UN_IDEAL_POINTS, "un-ideal-points", original, title, notes)


def import_hub_prices(file: Path, folder: Path) -> Imported:
    """Write the table hub_prices from the World Bank's workbook; raises as `read_pink_sheet` and CannotWrite."""
    return _written(file, folder, HUB_PRICES, "world-bank-pink-sheet", read_pink_sheet(file), "", [])


def _written(
    file: Path, folder: Path, table: Table, key: str, original: Original, remark: str, notes: list[str]
) -> Imported:
    """Write the sources, then the table: at no moment does a row name a source that is not there."""
    digest = sha256(bytes_of(file, str(file))).hexdigest()[:12]
    own = replace(
        shipped_sources()[key],
        key=f"{key}-imported",
        version=f"imported from {file.name} (sha256 {digest})",
        note=f"imported{remark}",
    )
    rows = [row | {"source": own.key} for row in original.rows]
    path = folder / f"{table.name}.csv"
    sources = _with(folder / f"{SOURCES.name}.csv", own)
    try:
        make_folder(folder)
        commit(folder / f"{SOURCES.name}.csv", _csv(SOURCES, sources))
        commit(path, _csv(table, rows))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CannotWrite(path, reason, "name another folder with --out") from None
    when = [row[table.when[0]] for row in rows]
    return Imported(path, len(rows), min(when), max(when), [*original.notes, *notes])


def _with(path: Path, own: Source) -> list[Row]:
    """Rows of a folder's sources with one put in, or in place of the one of its key."""
    there = read_rows(path, SOURCES) if path.exists() else []
    rows = {row["source"]: row for row in there} | {own.key: row_of(own)}
    return [rows[key] for key in sorted(rows)]


def _csv(table: Table, rows: list[Row]) -> bytes:
    return csv_of_text([table.names, *([row[name] for name in table.names] for row in rows)]).encode()


def _shipped_countries() -> set[str]:
    path = shipped() / f"{UN_IDEAL_POINTS.name}.csv"
    return {row["country"] for row in read_rows(path, UN_IDEAL_POINTS)}
