"""What must hold of the rows of a result's tables, whoever wrote them."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.results.manifest import Manifest
from twochairs.results.parquet import WORD, Part, places, told
from twochairs.results.tables import EVENT_KINDS, TABLES
from twochairs.scenario.calendar import month_number

DIMS = {table: dims for dims, table in TABLES.items()}
"""Table of series to what its numbers are indexed by."""
EVENT_WORDS = {"kind": WORD, "name": WORD, "country": WORD}
_QUANTITY = re.compile(r"[a-z][a-z0-9_]{0,63}")


def month_days(shape: Manifest) -> np.ndarray:
    """First days of the months that some run has, the month before the first start first."""
    first = np.datetime64("0000-01", "M") + (month_number(shape.start) - 1)
    return (first + np.arange(0, shape.months + _later(shape) + 1)).astype("datetime64[D]")


def _later(shape: Manifest) -> int:
    """Months that the last of the runs starts after the first."""
    return month_number(shape.last_start or shape.start) - month_number(shape.start)


def days(column: pa.ChunkedArray) -> np.ndarray:
    """Dates as days; what is empty as none."""
    return np.asarray(column.to_numpy()).astype("datetime64[D]")


def check_quantities(file: Part) -> None:
    """Refuse a column that is no quantity with its unit and meaning."""
    for field in list(file.schema)[len(file.declared.index) :]:
        said = field.metadata or {}
        with told(file.folder, file.name):
            texts = [said.get(key, b"").decode() for key in (b"unit", b"meaning")]
        if not _QUANTITY.fullmatch(field.name) or not all(texts):
            file.folder.refuse(
                f"{file.name} has a column {field.name[:80]!r} that is no quantity with unit and meaning"
            )


def check_months(part: Part, months: np.ndarray, counts: np.ndarray, shape: Manifest, step: int) -> None:
    """Refuse months that are none of the runs, and points that lack some.

    Parameters
    ----------
    months : of each row, from that of `month_days`
    counts : how many each point has
    step : between two that are kept
    """
    apart = 1 if shape.last_start else step
    least, most = (1 + length // step for length in (shape.fewest_months or shape.months, shape.months))
    strange = (months < 0) | (months > shape.months + _later(shape)) | (months % apart != 0)
    if strange.any() or (counts < least).any() or (counts > most).any():
        part.folder.refuse(f"{part.name} has other months than its runs")


def most_events(shape: Manifest) -> int:
    """What may happen in a month."""
    agents = shape.agents
    alone = len(agents.event) + len(agents.policy) + len(agents.dispute) + len(agents.country)
    return alone + (len(agents.act) + len(agents.pole)) * len(agents.country)


def check_events(file: Part, read: pa.Table, shape: Manifest, months: np.ndarray) -> None:
    """Refuse events of what and when there is nothing."""
    agents = shape.agents
    if not np.isin(days(read["month"]), months).all():
        file.folder.refuse(f"{file.name} has a month that is none of its runs")
    places(file, read, "kind", list(EVENT_KINDS))
    names = ["", *agents.event, *agents.policy, *agents.dispute, *agents.act, *agents.pole, *agents.country]
    places(file, read, "name", names)
    places(file, read, "country", ["", *agents.country])


def check_whole(part: Part, codes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """How many runs or statistics, months and agents rows have of each point, each of shape (point,).

    Rows that are not, of each point, one for each of these are refused.

    Parameters
    ----------
    codes : of each row its point, run or statistic, month and agent as whole numbers, each of shape (row,)
    """
    sizes = []
    points, inside, counts = np.unique(codes[0], return_inverse=True, return_counts=True)
    inside, key, wanted = inside.reshape(-1), inside.reshape(-1), np.ones(len(points), dtype=np.int64)
    for code in codes[1:]:
        labels, place = np.unique(code, return_inverse=True)
        there = np.zeros((len(points), len(labels)), dtype=bool)
        there[inside, place.reshape(-1)] = True
        sizes.append(there.sum(axis=1))
        wanted *= sizes[-1]
        key = key * len(labels) + place.reshape(-1)
    if (counts != wanted).any() or not _distinct(key):
        part.folder.refuse(f"{part.name} does not have of each point one number for each of its months and agents")
    return sizes


def _distinct(key: np.ndarray) -> bool:
    return bool((np.diff(key) > 0).all()) or len(np.unique(key)) == len(key)


def combined(places_of: Sequence[np.ndarray], sizes: Sequence[int], rows: int) -> np.ndarray:
    """Places along several dimensions as one number of each row."""
    found = np.zeros(rows, dtype=np.int64)
    for place, size in zip(places_of, sizes, strict=True):
        found = found * size + place
    return found


def joined(tables: list[pa.Table], columns: list[str] | None) -> pa.Table:
    """Parts of a table as one, words plain."""
    whole_table = plain(pa.concat_tables(tables, promote_options="default"))
    return whole_table if columns is None else whole_table.select(columns)


def plain(table: pa.Table) -> pa.Table:
    """A table whose words are no dictionaries."""
    made: Any = table
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            made = made.set_column(place, field.name, table[field.name].cast(pa.string()))
    return made
