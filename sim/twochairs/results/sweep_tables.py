"""The tables of a sweep's folder: by the manifest, every run in its place once, every point whole."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import prod

import numpy as np
import pyarrow as pa

from twochairs.experiment.posterior import DRAW
from twochairs.outcomes.measures import QUANTILES
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.folder import Folder
from twochairs.results.manifest import SweepManifest
from twochairs.results.parquet import DATE, WHOLE, WORD, Declared, Part, numbers, places, told, whole
from twochairs.results.run_tables import (
    DIMS,
    EVENT_WORDS,
    check_events,
    check_listed,
    check_quantities,
    days,
    most_events,
    part_name,
    sound,
)

STATISTICS = ("mean", *(f"q{round(100 * share):02d}" for share in QUANTILES))
"""What is kept of a series over the replicates of a point."""
_SERIES = pa.float32()
_LEVELS = (pa.float64(), pa.int64(), pa.bool_(), WORD)
"""Types of a factor's values."""
_DESIGNED = {"trajectory": (pa.int64(), WHOLE), "moved": (WORD, pa.int64(), pa.null())}
_FIXED = {"design.parquet", "plan.json", "scenario.yaml", "sources.csv", "summary.csv"}
_SCENARIO = re.compile(r"scenario-[1-9][0-9]{0,4}\.yaml")
_TOLD = {"kind": WORD, "month": WORD, "what": WORD, "who": WORD, "replay": WORD}


class SweepTables:
    """What a sweep's manifest says that there is, and nothing else."""

    def __init__(self, folder: Folder, shape: SweepManifest) -> None:
        self.folder, self.shape = folder, shape
        self._sound: set[str] = set()
        check_listed(folder, shape, self._wanted())

    def _wanted(self) -> set[str]:
        wanted = _FIXED | {f"{table}/{part_name(part)}" for table in self.tables for part in range(self._parts)}
        wanted |= {DRAWS_FILE} if self.shape.parameters is not None else set()
        wanted |= {"rules.py"} if self.shape.rules else set()
        return wanted | set(filter(_SCENARIO.fullmatch, self.shape.files))

    @property
    def tables(self) -> list[str]:
        """Names of all tables that have parts."""
        events = ["events"] if self.shape.keep.events else []
        return ["runs", "failures", *events, *(f"series/{name}" for name in self.series_tables)]

    @cached_property
    def series_tables(self) -> list[str]:
        """Names of the tables of series."""
        steps = {name.split("/")[1] for name in self.shape.files if name.startswith("series/") and name.count("/") == 2}
        return sorted(steps & DIMS.keys())

    @property
    def _parts(self) -> int:
        count = sum(name.startswith("runs/") for name in self.shape.files)
        return min(max(1, count), self.shape.points)

    def sound(self, name: str) -> str:
        """The name of a file, once its content is what the manifest says."""
        return sound(self.folder, self.shape, name, self._sound)

    def schema(self, table: str) -> pa.Schema:
        """Columns of a table."""
        return self._part(table, 0).schema

    def table(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        """A table part by part, or some columns of it, or the rows of some points.

        Raises
        ------
        NoResult : where a file is damaged, or does not have the rows, columns and numbers that it must
        """
        parts = [self._part(table, part) for part in range(self._parts)]
        self._check_rows(table, sum(part.rows for part in parts))
        seen = Seen()
        for part in parts:
            if points is None or part.may_have("point", points):
                read = self._read(table, part, columns, seen)
                chosen = read if points is None else read.filter(pa.array(np.isin(read["point"].to_numpy(), points)))
                yield chosen if columns is None else chosen.select(columns)
        if points is None:
            self._check_points(table, seen)

    def _check_rows(self, table: str, rows: int) -> None:
        wanted = {"runs": self.shape.runs - self.shape.failed, "failures": self.shape.failed}.get(table, rows)
        if rows != wanted:
            self.folder.refuse(f"{table} has {rows:,} rows, and should have {wanted:,}")

    def _check_points(self, table: str, seen: "Seen") -> None:
        """Every point that has such agents is there, but for those all of whose runs failed."""
        wanted = self.shape.series_points.get(table.removeprefix("series/"), self.shape.points)
        if table.startswith("series/") and not self.shape.failed and seen.points < wanted:
            self.folder.refuse(f"{table} has {seen.points:,} points, and should have {wanted:,}")

    def _part(self, table: str, part: int) -> Part:
        file = Part(self.folder, self.sound(f"{table}/{part_name(part)}"), self._declared(table))
        if table.startswith("series/"):
            check_quantities(file)
        return file

    def _declared(self, table: str) -> Declared:
        shape, factors = self.shape, dict.fromkeys(self.shape.factors, (*_LEVELS, pa.null()))  # of no rows, of no type
        draw = {DRAW: WHOLE} if shape.parameters is not None else {}
        if table == "runs":
            index = {"point": WHOLE, "replicate": WHOLE, **draw}
            return Declared(index, pa.float64(), 0, shape.runs, [*shape.factors, *shape.outcomes], factors)
        if table == "failures":
            index = {"run": pa.int64(), "point": WHOLE, "replicate": WHOLE, "seed": WORD, **draw}
            kinds = {**factors, **dict.fromkeys(_TOLD, (WORD,))}
            return Declared(index, None, 0, shape.runs, [*shape.factors, *_TOLD], kinds)
        if table == "events":
            index = {"point": WHOLE, "replicate": WHOLE, "month": DATE, **EVENT_WORDS}
            return Declared(index, None, 0, shape.runs * (shape.months + 1) * most_events(shape))
        return self._declared_series(table.removeprefix("series/"))

    def _declared_series(self, table: str) -> Declared:
        which, of_point = ("replicate", self.shape.replicates) if self._every_run else ("statistic", len(STATISTICS))
        index = {"point": WHOLE, which: WHOLE if self._every_run else WORD, "month": DATE}
        index |= dict.fromkeys(DIMS[table], WORD)
        agents = prod(len(getattr(self.shape.agents, dim)) for dim in DIMS[table])
        return Declared(index, _SERIES, 0, self.shape.points * of_point * (self.shape.months + 1) * agents)

    @property
    def _every_run(self) -> bool:
        return self.shape.keep.series == "all"

    def _read(self, table: str, part: Part, columns: list[str] | None, seen: "Seen") -> pa.Table:
        index = list(part.declared.index)
        lacking = [column for column in columns or () if column not in part.schema.names]
        if lacking:
            self.folder.refuse(f"{part.name} has no column {lacking[0]!r}")
        read = part.read(None if columns is None else list(dict.fromkeys([*index, *columns])))
        whole(part, read, "point", self.shape.points)
        if table.startswith("series/"):
            self._check_series(part, read, seen)
            return read
        whole(part, read, "replicate", self.shape.replicates)
        if table == "events":
            check_events(part, read, self.shape, days(read["month"]))
        else:
            self._check_runs(part, read, seen)
        return read

    def _check_runs(self, part: Part, read: pa.Table, seen: "Seen") -> None:
        """Every run once, in order, with the values of its point and outcomes that are numbers or empty."""
        number = read["point"].to_numpy().astype(np.int64) * self.shape.replicates + read["replicate"].to_numpy()
        if (np.diff(np.concatenate([[seen.run], number])) <= 0).any():
            self.folder.refuse(f"{part.name} does not have each run once and in order")
        seen.run = int(number[-1]) if len(number) else seen.run
        if self.shape.parameters is not None:
            whole(part, read, DRAW, self.shape.parameters.draws)
        for factor in self.shape.factors:
            if factor in read.column_names:
                self._check_factor(part, read, factor)

    def _check_factor(self, part: Part, read: pa.Table, factor: str) -> None:
        with told(self.folder, part.name):
            own = self.design[factor].take(read["point"].combine_chunks())
            if not read[factor].cast(own.type).combine_chunks().equals(own.combine_chunks()):
                self.folder.refuse(f"{part.name} has in {factor!r} other values than the points of the design")

    def _check_series(self, part: Part, read: pa.Table, seen: "Seen") -> None:
        """Of each point one number for each of its runs or statistics, months and agents."""
        codes = [read["point"].to_numpy().astype(np.int64), self._which(part, read), _codes(days(read["month"]))]
        dims = [column for column in part.declared.index if column not in ("point", "replicate", "statistic", "month")]
        agents = [places(part, read, dim, getattr(self.shape.agents, dim)) for dim in dims]
        whose = _combined(agents, [len(getattr(self.shape.agents, dim)) for dim in dims], read.num_rows)
        points, counts = np.unique(codes[0], return_counts=True)
        inside = np.searchsorted(points, codes[0])
        wanted = np.ones(len(points), dtype=np.int64)
        key = inside
        for code in (codes[1], codes[2], _codes(whose)):
            most = int(code.max(initial=0)) + 1
            wanted *= np.bincount(np.unique(inside * most + code) // most, minlength=len(points))
            key = key * most + code
        if (counts != wanted).any() or len(np.unique(key)) < len(key):
            self.folder.refuse(f"{part.name} does not have of each point one number for each of its months and agents")
        seen.points += len(points)
        for column in read.column_names[len(part.declared.index) :]:
            if not self.shape.failed:
                numbers(part, read, column, finite=True)

    def _which(self, part: Part, read: pa.Table) -> np.ndarray:
        if self._every_run:
            return whole(part, read, "replicate", self.shape.replicates).astype(np.int64)
        return places(part, read, "statistic", list(STATISTICS))

    @cached_property
    def design(self) -> pa.Table:
        """One row a point; raises as `table`."""
        points, factors = self.shape.points, dict.fromkeys(self.shape.factors, _LEVELS)
        declared = Declared({"point": WHOLE}, None, points, points, None, {**factors, **_DESIGNED})
        part = Part(self.folder, self.sound("design.parquet"), declared)
        read = part.read()
        lacking = [factor for factor in self.shape.factors if factor not in read.column_names]
        if lacking or not (whole(part, read, "point", points) == np.arange(points)).all():
            self.folder.refuse(
                f"design.parquet {f'lacks {lacking[0]!r}' if lacking else 'has its points out of order'}"
            )
        for factor in self.shape.factors:
            self._check_levels(part, read, factor)
        return read

    def _check_levels(self, part: Part, read: pa.Table, factor: str) -> None:
        if read[factor].null_count:
            self.folder.refuse(f"{part.name} has an empty {factor!r}")
        if pa.types.is_floating(read[factor].type):
            numbers(part, read, factor, finite=True)
        with told(self.folder, part.name):
            read[factor].to_pylist()


class Seen:
    """What was read of a table so far: the number of its last run, and points."""

    def __init__(self) -> None:
        self.run, self.points = -1, 0


def _codes(values: np.ndarray) -> np.ndarray:
    return np.unique(values, return_inverse=True)[1].reshape(-1)


def _combined(places_of: list[np.ndarray], sizes: list[int], rows: int) -> np.ndarray:
    combined = np.zeros(rows, dtype=np.int64)
    for place, size in zip(places_of, sizes, strict=True):
        combined = combined * size + place
    return combined
