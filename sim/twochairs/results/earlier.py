"""Results of version 0.1 under the face of now: what they did not say is found, or is not known.

A sweep of 0.1 differs in what its manifest and its summary say; a run also in its tables, which have no column of the
point, stand in parts of 16 replicates whatever their size, and hold every quantity. This file alone knows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.errors import InvalidInput
from twochairs.experiment.posterior import DRAW
from twochairs.results.checks import DIMS, EVENT_WORDS, check_events, days, month_days, most_events
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.folder import Folder
from twochairs.results.manifest import Agents, Manifest, manifest_data, manifest_of
from twochairs.results.parquet import DATE, WHOLE, WORD, Declared, Part, numbers, places, whole
from twochairs.results.reader import Seen, Tables
from twochairs.scenario.check import names_of
from twochairs.scenario.read import read_text
from twochairs.scenario.validate import case_of

_SCENARIO = "scenario.yaml"
_PART = 16
_FILES = {"design.parquet", "events.parquet", _SCENARIO, "sources.csv", "summary.csv"}
_FAILURES = pa.schema([
    ("run", pa.int64()), ("point", WHOLE), ("replicate", WHOLE),
    *((name, WORD) for name in ("seed", "kind", "month", "what", "who", "replay")),
])  # fmt: skip
ONE_POINT: dict[str, Any] = {
    "common_random_numbers": True,
    "points": 1,
    "failed": 0,
    "design": "list",
    "factors": [],
    "keep": {"series": "all", "quantities": [], "months": "all", "events": True},
    "figures": [],
}
"""What the manifest of a run did not say."""
_MECHANISMS = [
    *("government", "partner", "public", "peers", "commitment", "middle", "energy", "aid", "pressure"),
    *("energy_sanctions", "accession_offer", "patronage", "arms", "threat", "security_guarantee", "street"),
]
"""Terms of the attribution in the order of 0.1."""
_LATER = {"act_rounds"}
"""Tables of series that 0.1 did not have."""
_FORMAT_1 = re.compile(r"^twochairs: 1$", re.MULTILINE)
_UNSAID = {"any": "1"}


def tables_of(folder: Folder) -> tuple[dict[str, Any], Tables]:
    """What the manifest of a folder of any version says, and its tables; raises as `said`."""
    data, shape = said(folder)
    return data, Tables(folder, shape) if "outcomes" in data else RunTables(folder, shape)


def said(folder: Folder) -> tuple[dict[str, Any], Manifest]:
    """What the manifest of a folder of any version says, as it stands and in its declared shape.

    Raises
    ------
    NoResult : where it is no result, or one that contradicts itself
    """
    data = _with_agents(folder, manifest_data(folder))
    if data.get("kind") != "run" or "points" in data:
        return data, manifest_of(folder, data)
    data = {**ONE_POINT, **data, "runs": data.get("replicates")}
    return data, manifest_of(folder, {**data, "outcomes": _UNSAID})


def in_format_of_now(text: str) -> str:
    """The text of a kept scenario as this version writes it; what has no counterpart in it is left out."""
    if _FORMAT_1.search(text) is None:
        return text
    from twochairs.scenario.upgrade import upgraded

    return upgraded(text)[0]


def _with_agents(folder: Folder, data: dict[str, Any]) -> dict[str, Any]:
    if "agents" in data:
        return data
    try:
        case, _ = case_of(read_text(in_format_of_now(folder.text(_SCENARIO)), _SCENARIO))
    except InvalidInput:
        case = None
    if case is None:
        folder.refuse(f"its {_SCENARIO} is no scenario")
    names = names_of(case)
    agents = {dim: list(names.along(dim)) for dim in Agents.model_fields}
    return {**data, "agents": {**agents, "mechanism": _MECHANISMS}}


class RunTables(Tables):
    """The tables of a run of 0.1, each row where it has to be, with the point that they are of."""

    no_column = Tables.no_column | {"point": 0.0}

    def _wanted(self) -> set[str]:
        draws = {DRAWS_FILE} if self.shape.parameters is not None else set()
        return _FILES | draws | {name for table in self.tables for name in self._files(table)}

    @property
    def tables(self) -> list[str]:
        """Names of all tables."""
        return ["runs", "events", *(f"series/{name}" for name in self.series_tables)]

    @cached_property
    def series_tables(self) -> list[str]:
        """Names of the tables of series: all that there were."""
        return sorted(DIMS.keys() - _LATER)

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """What was read off each run, each with its unit."""
        part = self._part("runs", self._files("runs")[0])
        fields = list(part.schema)[len(part.declared.index) :]
        return {field.name: (field.metadata or {}).get(b"unit", b"1").decode("utf-8", "replace") for field in fields}

    @property
    def _parts(self) -> int:
        return -(-self.shape.replicates // _PART)

    def _files(self, table: str) -> list[str]:
        return ["events.parquet"] if table == "events" else super()._files(table)

    def schema(self, table: str) -> pa.Schema:
        """Columns of a table, the point first."""
        own = super().schema(table)
        return own if "point" in own.names else own.insert(0, pa.field("point", WHOLE))

    def table(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        """As of any result; no run of 0.1 failed and was kept."""
        if table == "failures":
            yield pa.Table.from_batches([], _FAILURES)
        elif points is None or 0 in points:
            yield from super().table(table, columns)

    def _check_points(self, table: str, seen: Seen) -> None:
        """Nothing: every part has been looked over row by row."""

    def _declared(self, table: str, name: str) -> Declared:
        shape, rows = self.shape, len(self._replicates(name))
        if table == "runs":
            draw = {DRAW: WHOLE} if shape.parameters is not None else {}
            return Declared({"point": WHOLE, "replicate": WHOLE, **draw}, pa.float64(), rows, rows)
        if table == "events":
            most = shape.replicates * (shape.months + 1) * most_events(shape)
            return Declared({"replicate": WHOLE, "month": DATE, **EVENT_WORDS}, None, 0, most)
        dims = DIMS[table.removeprefix("series/")]
        rows *= (shape.months + 1) * prod(len(getattr(shape.agents, dim)) for dim in dims)
        return Declared({"replicate": WHOLE, "month": DATE, **dict.fromkeys(dims, WORD)}, pa.float64(), rows, rows)

    def _replicates(self, name: str) -> range:
        """Those that a file is of, by its number."""
        number = name.rpartition("-")[2].partition(".")[0]
        first = int(number) * _PART if number.isdecimal() else 0
        return range(first, min(first + _PART, self.shape.replicates))

    def _read(
        self, table: str, part: Part, columns: list[str] | None, points: Sequence[int] | None, seen: Seen
    ) -> pa.Table:
        """All rows of a part, which are of the one point there is."""
        lacking = [column for column in columns or () if column not in (*part.schema.names, "point")]
        if lacking:
            self.folder.refuse(f"{part.name} has no column {lacking[0]!r}")
        wanted = None if columns is None else [*part.declared.index, *columns]
        read = part.read(wanted and [name for name in dict.fromkeys(wanted) if name in part.schema.names])
        if table == "runs":
            self._check_runs(part, read, seen)
            return read
        if table == "events":
            whole(part, read, "replicate", self.shape.replicates)
            check_events(part, read, self.shape, month_days(self.shape))
        else:
            self._check_places(part, read)
        return read.add_column(0, pa.field("point", WHOLE), [np.zeros(read.num_rows, dtype=np.int32)])

    def _check_runs(self, part: Part, read: pa.Table, seen: Seen) -> None:
        whole(part, read, "point", 1)
        whole(part, read, "replicate", self.shape.replicates)
        super()._check_runs(part, read, seen)
        for column in read.column_names[len(part.declared.index) :]:
            numbers(part, read, column, finite=False)

    def _check_places(self, part: Part, read: pa.Table) -> None:
        """Each run, month and agent once, in order, with numbers that are finite."""
        replicates, months = self._replicates(part.name), month_days(self.shape)
        found = {"replicate": read["replicate"].to_numpy() - replicates.start}
        found["month"] = np.searchsorted(months, days(read["month"]))
        dims = list(part.declared.index)[2:]
        found |= {dim: places(part, read, dim, getattr(self.shape.agents, dim)) for dim in dims}
        shape = (len(replicates), len(months), *(len(getattr(self.shape.agents, dim)) for dim in dims))
        for axis, (name, place) in enumerate(found.items()):
            wanted = np.arange(shape[axis]).reshape([-1 if one == axis else 1 for one in range(len(shape))])
            if not (place.reshape(shape) == wanted).all():
                self.folder.refuse(f"{part.name} does not have each run, month and agent once and in order: see {name}")
        for column in read.column_names[len(part.declared.index) :]:
            numbers(part, read, column, finite=True)
