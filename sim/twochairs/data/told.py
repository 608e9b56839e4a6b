"""Tables, the catalogue and sources as lines of text and as data for a script."""

from textwrap import wrap
from typing import Any

from twochairs.data.catalogue import Entry
from twochairs.data.column import Column
from twochairs.data.reading import Row
from twochairs.data.source import Source
from twochairs.data.table import Table
from twochairs.scenario.wording import printable

_NUMERIC = ("year", "whole", "number")
_WIDTH = 120


def catalogue_lines(entries: list[Entry]) -> list[str]:
    """The catalogue: a line a table."""
    head = ["table", "rows", "years", "unit", "what"]
    rows = [[e.table.name, str(e.rows), f"{e.first}-{e.last}", e.table.unit, _what(e)] for e in entries]
    return grid(head, rows, right=(False, True, False, False, False))


def catalogue_data(entries: list[Entry]) -> list[dict[str, Any]]:
    """The catalogue, for a script."""
    return [
        {
            "table": e.table.name,
            "what": e.table.what,
            "unit": e.table.unit,
            "rows": e.rows,
            "first": e.first,
            "last": e.last,
            "yours": e.users,
        }
        for e in entries
    ]


def table_lines(table: Table, rows: list[Row], sources: list[Source]) -> list[str]:
    """A table: what it is, its rows, and below them the sources."""
    columns = [column for column in table.columns if any(row[column.name] for row in rows)]
    head = [column.name for column in columns]
    cells = [[printable(row[name]) for name in head] for row in rows]
    right = tuple(column.kind in _NUMERIC for column in columns)
    unit = f" ({table.unit})" if table.unit else ""
    note = wrap(table.note, _WIDTH)
    return [f"{table.name}: {table.what}{unit}", *note, "", *grid(head, cells, right), "", *source_lines(sources)]


def table_data(table: Table, rows: list[Row], sources: list[Source]) -> dict[str, Any]:
    """A table, for a script: numbers are numbers, and empty cells null."""
    return {
        "table": table.name,
        "what": table.what,
        "unit": table.unit,
        "note": table.note,
        "columns": {column.name: column.meaning for column in table.columns},
        "rows": [{column.name: value(row[column.name], column) for column in table.columns} for row in rows],
        "sources": [source.__dict__ for source in sources],
    }


def source_lines(sources: list[Source]) -> list[str]:
    """Sources with licence and attribution."""
    lines = []
    for one in sources:
        version = f", {one.version}" if one.version else ""
        lines.append(f"{one.key}: {one.title}. {one.publisher}{version}")
        lines += [f"    licence: {one.licence}", f"    attribution: {one.attribution}"]
        lines += [f"    {text}" for text in (one.url, one.note) if text]
    return [printable(line) for line in lines]


def value(cell: str, column: Column) -> str | int | float | None:
    """What a cell stands for."""
    if not cell:
        return None
    if column.kind == "number":
        return float(cell)
    return int(cell) if column.kind in _NUMERIC else cell


def grid(head: list[str], rows: list[list[str]], right: tuple[bool, ...]) -> list[str]:
    """Lines with columns under each other.

    Parameters
    ----------
    head : names of the columns
    rows : cells
    right : whether a column is set to the right
    """
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in [head, *rows]
    ]


def _what(entry: Entry) -> str:
    return f"{entry.table.what}{' (yours)' if entry.users else ''}"
