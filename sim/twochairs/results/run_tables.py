"""The tables of a run's folder: by the manifest, each row where it has to be."""

import re
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.experiment.posterior import DRAW
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.folder import Folder
from twochairs.results.manifest import MANIFEST, Manifest, RunManifest
from twochairs.results.parquet import DATE, WHOLE, WORD, Declared, Part, numbers, places, told, whole
from twochairs.results.tables import PART, TABLES
from twochairs.scenario.calendar import month_number

NUMBER = pa.float64()
DIMS = {table: dims for dims, table in TABLES.items()}
"""Table of series to what its numbers are indexed by."""
KINDS = ("random event", "policy", "incident", "change of government", "act", "membership")
_QUANTITY = re.compile(r"[a-z][a-z0-9_]{0,63}")


class RunTables:
    """What a run's manifest says that there is, and nothing else."""

    def __init__(self, folder: Folder, shape: RunManifest) -> None:
        self.folder, self.shape = folder, shape
        self._sound: set[str] = set()
        self._check_names()

    def _check_names(self) -> None:
        parts = range(self._parts)
        wanted = {f"series/{table}/{part_name(part)}" for table in DIMS for part in parts}
        wanted |= {f"runs/{part_name(part)}" for part in parts}
        wanted |= {"design.parquet", "events.parquet", "scenario.yaml", "sources.csv", "summary.csv"}
        wanted |= {DRAWS_FILE} if self.shape.parameters is not None else set()
        check_listed(self.folder, self.shape, wanted)

    @property
    def _parts(self) -> int:
        return -(-self.shape.replicates // PART)

    def sound(self, name: str) -> str:
        """The name of a file, once its content is what the manifest says."""
        return sound(self.folder, self.shape, name, self._sound)

    @cached_property
    def months(self) -> np.ndarray:
        """First day of each month, the one before the start first."""
        return month_days(self.shape, 1)

    def schema(self, table: str) -> pa.Schema:
        """Columns of a table of series."""
        return self._part(table, 0).schema

    def series(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table of series, or some columns of it.

        Raises
        ------
        NoResult : where a file is damaged, or does not have the rows, columns and finite numbers that it must
        """
        if table not in DIMS:
            self.folder.refuse(f"it has no table {table!r}")
        return joined([self._series(table, part, columns) for part in range(self._parts)], columns)

    def _series(self, table: str, part: int, columns: list[str] | None) -> pa.Table:
        file = self._part(table, part)
        index = list(file.declared.index)
        lacking = [column for column in columns or () if column not in file.schema.names]
        if lacking:
            self.folder.refuse(f"{file.name} has no column {lacking[0]!r}")
        chosen = None if columns is None else list(dict.fromkeys([*index, *columns]))
        read = file.read(chosen)
        self._check_places(file, read, self._replicates(part), DIMS[table])
        for column in read.column_names[len(index) :]:
            numbers(file, read, column, finite=True)
        return read

    def _part(self, table: str, part: int) -> Part:
        dims = DIMS[table]
        rows = len(self._replicates(part)) * len(self.months) * prod(len(self._agents(dim)) for dim in dims)
        index = {"replicate": WHOLE, "month": DATE, **dict.fromkeys(dims, WORD)}
        file = Part(self.folder, self.sound(f"series/{table}/{part_name(part)}"), Declared(index, NUMBER, rows, rows))
        check_quantities(file)
        return file

    def _agents(self, dim: str) -> list[str]:
        found: list[str] = getattr(self.shape.agents, dim)
        return found

    def _replicates(self, part: int) -> range:
        return range(part * PART, min((part + 1) * PART, self.shape.replicates))

    def _check_places(self, file: Part, read: pa.Table, replicates: range, dims: tuple[str, ...]) -> None:
        """Each run, month and agent once, in order."""
        shape = (len(replicates), len(self.months), *(len(self._agents(dim)) for dim in dims))
        columns = {"replicate": read["replicate"].to_numpy() - replicates.start, "month": self._month_places(read)}
        columns |= {dim: places(file, read, dim, self._agents(dim)) for dim in dims}
        for axis, (name, found) in enumerate(columns.items()):
            wanted = np.arange(shape[axis]).reshape([-1 if one == axis else 1 for one in range(len(shape))])
            if not (found.reshape(shape) == wanted).all():
                self.folder.refuse(f"{file.name} does not have each run, month and agent once and in order: see {name}")

    def _month_places(self, read: pa.Table) -> np.ndarray:
        return np.searchsorted(self.months, days(read["month"]))

    @property
    def runs_schema(self) -> pa.Schema:
        """Columns of the table of runs."""
        return self._runs_part(0).schema

    def runs(self) -> pa.Table:
        """One row a run: point, replicate, draw where there are draws, outcomes; raises as `series`."""
        return joined([self._runs(part) for part in range(self._parts)], None)

    def _runs_part(self, part: int) -> Part:
        rows = len(self._replicates(part))
        draw = {DRAW: WHOLE} if self.shape.parameters is not None else {}
        declared = Declared({"point": WHOLE, "replicate": WHOLE, **draw}, NUMBER, rows, rows)
        return Part(self.folder, self.sound(f"runs/{part_name(part)}"), declared)

    def _runs(self, part: int) -> pa.Table:
        replicates, file = self._replicates(part), self._runs_part(part)
        read = file.read()
        whole(file, read, "point", 1)
        if whole(file, read, "replicate", self.shape.replicates).tolist() != list(replicates):
            self.folder.refuse(f"{file.name} does not have each run once and in order")
        if self.shape.parameters is not None:
            whole(file, read, DRAW, self.shape.parameters.draws)
        for column in read.column_names[len(file.declared.index) :]:
            numbers(file, read, column, finite=False)
        return read

    def events(self) -> pa.Table:
        """What happened in each run; raises as `series`."""
        declared = Declared(
            {"replicate": WHOLE, "month": DATE, **EVENT_WORDS},
            None, 0, self.shape.replicates * len(self.months) * most_events(self.shape),
        )  # fmt: skip
        file = Part(self.folder, self.sound("events.parquet"), declared)
        read = file.read()
        whole(file, read, "replicate", self.shape.replicates)
        check_events(file, read, self.shape, self.months)
        return plain(read)


EVENT_WORDS = {"kind": WORD, "name": WORD, "country": WORD}


def part_name(part: int) -> str:
    """Name of the file of a part."""
    return f"part-{part:04d}.parquet"


def check_listed(folder: Folder, shape: Manifest, wanted: set[str]) -> None:
    """Refuse a manifest that lists other files than there have to be, and files that are missing or not plain."""
    lacking, strange = sorted(wanted - shape.files.keys()), sorted(shape.files.keys() - wanted)
    if lacking or strange:
        what = f"does not list {lacking[0]}" if lacking else f"lists {strange[0]!r}, which is no file of such a result"
        folder.refuse(f"its {MANIFEST} {what}")
    for name in shape.files:
        folder.opened(name).close()


def sound(folder: Folder, shape: Manifest, name: str, known: set[str]) -> str:
    """The name of a file, once its content is what the manifest says; raises NoResult where it is not."""
    if name not in known:
        if folder.checksum(name) != shape.files.get(name):
            folder.refuse(f"{name} is damaged")
        known.add(name)
    return name


def month_days(shape: Manifest, step: int) -> np.ndarray:
    """First days of months, each `step` after the one before, the month before the start first."""
    first = np.datetime64("0000-01", "M") + (month_number(shape.start) - 1)
    return (first + np.arange(0, shape.months + 1, step)).astype("datetime64[D]")


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
    places(file, read, "kind", list(KINDS))
    names = ["", *agents.event, *agents.policy, *agents.dispute, *agents.act, *agents.pole, *agents.country]
    places(file, read, "name", names)
    places(file, read, "country", ["", *agents.country])


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
