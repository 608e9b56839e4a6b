"""CSV that a spreadsheet opens as it was meant: no cell a formula, no row broken; numbers round-trip exactly."""

import csv
from collections.abc import Iterable
from io import StringIO

import numpy as np

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
"""How a cell begins that a spreadsheet would run (OWASP ASVS 1.2.10)."""
_QUOTED = ',"\r\n'


def csv_cell(value: str | float | int) -> str:
    """A CSV cell that no spreadsheet takes for a formula; numbers round-trip exactly."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, float):
        return "" if np.isnan(value) else repr(value)
    return str(value)


def csv_text(rows: Iterable[Iterable[str | float | int]]) -> str:
    """Rows as CSV, every cell safe.

    The standard library's writer leaves a carriage return inside a cell unquoted, which a reader takes for a new row.
    """
    return _joined([csv_cell(value) for value in row] for row in rows)


def csv_of_text(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells that were read as text, as CSV; those that are no numbers are made safe."""
    return _joined([guarded(cell) for cell in row] for row in rows)


def guarded(cell: str) -> str:
    """A cell that was read as text, safe if it is no number."""
    try:
        float(cell)
    except ValueError:
        return csv_cell(cell)
    return cell


def _joined(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"{','.join(_quoted(cell) for cell in row)}\n" for row in rows)


def _quoted(cell: str) -> str:
    if not any(one in cell for one in _QUOTED):
        return cell
    escaped = cell.replace('"', '""')
    return f'"{escaped}"'


def plain_cell(cell: str) -> str:
    """The text that a guarded cell stands for."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def made_safe(data: bytes) -> bytes:
    """A CSV file as it is where every cell is safe, or with those guarded that are not."""
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    if all(guarded(cell) == cell for row in rows for cell in row):
        return data
    return csv_of_text(rows).encode()
