"""Tables, the catalogue and sources as lines of text and as data for a script."""

import re
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from twochairs.data.catalogue import Entry
from twochairs.data.column import Column
from twochairs.data.reading import Row
from twochairs.data.source import Source
from twochairs.data.table import Table
from twochairs.scenario.wording import printable

_NUMERIC = ("year", "whole", "number")
_BREAKS = re.compile(r"\s+|(?<=[a-z][a-z]-)(?=[a-z][a-z])")
_WIDTH, _GAP = 80, 2
"""Columns of a terminal, and between columns of a table."""


def catalogue_lines(entries: list[Entry]) -> list[str]:
    """The catalogue: a line a table, and one below it on what it holds."""
    rows = [[e.table.name, str(e.rows), f"{e.first}-{e.last}", e.table.unit] for e in entries]
    head, *lines = grid(["table", "rows", "years", "unit"], rows, right=(False, True, False, False))
    return [head, *(text for line, one in zip(lines, entries, strict=True) for text in (line, f"    {_what(one)}"))]


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
    """Lines with columns under each other, within 80 characters where the words allow it.

    Parameters
    ----------
    head : names of the columns
    rows : cells
    right : whether a column is set to the right
    """
    columns = list(zip(head, *rows, strict=True))
    words = [max(max(map(len, _parts(cell)), default=0) for cell in column) for column in columns]
    whole = [max(map(len, column)) for column in columns]
    least = [full if aligned else word for word, full, aligned in zip(words, whole, right, strict=True)]
    kept = len(head)
    while kept > 1 and sum(least[:kept]) > _room(kept):
        kept -= 1
    widths = _narrowed(whole[:kept], least[:kept])
    lines = _row(head[:kept], widths, right)
    return lines + [text for row in rows for text in (*_row(row[:kept], widths, right), *_below(head, row, kept))]


def _room(columns: int) -> int:
    """What the cells of some columns may take of a line."""
    return _WIDTH - _GAP * (columns - 1)


def _below(head: list[str], row: list[str], kept: int) -> list[str]:
    """Cells of the columns that a line has no room for, in lines below the others."""
    told = "; ".join(f"{name}: {cell}" for name, cell in zip(head[kept:], row[kept:], strict=True) if cell)
    return wrap(told, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def _parts(cell: str) -> list[str]:
    """What of a cell is not broken: words, and parts of a key with hyphens, such as that of a source, but no date."""
    return _BREAKS.split(cell)


def _narrowed(widths: list[int], least: list[int]) -> list[int]:
    """Widths that a line has room for, the widest columns narrowed first, as far as their words allow."""
    widths = list(widths)
    while sum(widths) > _room(len(widths)):
        widest = max(range(len(widths)), key=lambda column: (widths[column] > least[column]) * widths[column])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    return widths


def _row(cells: list[str], widths: list[int], right: tuple[bool, ...]) -> list[str]:
    """A row as lines, cells broken between words where they are wider than their column."""
    parts = [wrap(cell, width, break_long_words=False) or [""] for cell, width in zip(cells, widths, strict=True)]
    return [
        (" " * _GAP)
        .join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=False)
        )
        .rstrip()
        for line in zip_longest(*parts, fillvalue="")
    ]


def _what(entry: Entry) -> str:
    return f"{entry.table.what}{' (yours)' if entry.users else ''}"
