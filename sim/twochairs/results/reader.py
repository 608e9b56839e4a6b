"""The tables of a result's folder: by the manifest, every run in its place once, every point whole."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import nan, prod
from typing import ClassVar

import numpy as np
import pyarrow as pa

from twochairs.experiment.posterior import DRAW
from twochairs.outcomes.measures import QUANTILES
from twochairs.results.checks import (
    DIMS,
    EVENT_WORDS,
    check_events,
    check_months,
    check_quantities,
    check_whole,
    combined,
    days,
    month_days,
    most_events,
)
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.folder import MOST_TEXT, Folder
from twochairs.results.manifest import MANIFEST, Manifest
from twochairs.results.parquet import DATE, WHOLE, WORD, Declared, Part, numbers, places, told, whole
from twochairs.scenario.calendar import interval_months

STATISTICS = ("mean", *(f"q{round(100 * share):02d}" for share in QUANTILES))
"""What is kept of a series over the replicates of a point."""
_EVERY_RUN, _OVER_RUNS = (pa.float64(), pa.float32()), (pa.float32(),)
"""Types of a series of every run, which 0.1 rounded in sweeps, and of statistics over runs."""
_LEVELS = (pa.float64(), pa.int64(), pa.bool_(), WORD)
"""Types of a factor's values."""
_DESIGNED = {"trajectory": (pa.int64(), WHOLE), "moved": (WORD, pa.int64(), pa.null())}
_DESIGNED |= {"group": (pa.int64(),), "row": (pa.int64(),), "block": (WORD,)}
_FIXED = {"design.parquet", "plan.json", "scenario.yaml", "sources.csv", "summary.csv"}
_SCENARIO = re.compile(r"scenario-[1-9][0-9]{0,4}\.yaml")
_TOLD = {"kind": WORD, "month": WORD, "what": WORD, "who": WORD, "replay": WORD}


class Tables:
    """What a manifest says that there is, and nothing else."""

    no_column: ClassVar[dict[str, float]] = dict.fromkeys(
        ("share_low", "share_high", "low", "high", "independent"), nan
    )
    """Columns of the summary that may be missing, as they were in 0.1, and what stands in their place."""

    def __init__(self, folder: Folder, shape: Manifest) -> None:
        self.folder, self.shape = folder, shape
        self._sound: set[str] = set()
        self._check_listed(self._wanted())

    def _check_listed(self, wanted: set[str]) -> None:
        """Refuse a manifest that lists other files than there have to be, and files that are missing or not plain."""
        listed = self.shape.files.keys()
        lacking, strange = sorted(wanted - listed), sorted(listed - wanted)
        if lacking or strange:
            alien = f"lists {strange[0]!r}, which is no file of such a result" if strange else ""
            self.folder.refuse(f"its {MANIFEST} {f'does not list {lacking[0]}' if lacking else alien}")
        for name in listed:
            self.folder.opened(name).close()

    def _wanted(self) -> set[str]:
        wanted = _FIXED | {name for table in self.tables for name in self._files(table)}
        wanted |= {DRAWS_FILE} if self.shape.parameters is not None else set()
        wanted |= {"rules.py"} if self.shape.rules else set()
        return wanted | set(filter(_SCENARIO.fullmatch, self.shape.files))

    def _files(self, table: str) -> list[str]:
        """Names of the files of a table, in order."""
        return [f"{table}/part-{part:04d}.parquet" for part in range(self._parts)]

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

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """What was read off each run, each with its unit."""
        return dict(self.shape.outcomes)

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """A file of the folder of at most so many bytes as text; raises as `sound`."""
        return self.folder.text(self.sound(name), most)

    @property
    def _parts(self) -> int:
        count = sum(name.startswith("runs/") for name in self.shape.files)
        return min(max(1, count), self.shape.runs)

    def sound(self, name: str) -> str:
        """The name of a file, once its content is what the manifest says; raises NoResult where it is not."""
        if name not in self._sound:
            if self.folder.checksum(name) != self.shape.files.get(name):
                self.folder.refuse(f"{name} is damaged")
            self._sound.add(name)
        return name

    def schema(self, table: str) -> pa.Schema:
        """Columns of a table."""
        return self._part(table, self._files(table)[0]).schema

    def table(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        """A table part by part, or some columns of it, or the rows of some points.

        Raises
        ------
        NoResult : where a file is damaged, or does not have the rows, columns and numbers that it must
        """
        parts = [self._part(table, name) for name in self._files(table)]
        self._check_rows(table, sum(part.rows for part in parts))
        seen = Seen()
        for part in parts:
            if points is None or part.may_have("point", points):
                read = self._read(table, part, columns, points, seen)
                yield read if columns is None else read.select(columns)
        if points is None:
            self._check_points(table, seen)

    def _check_rows(self, table: str, rows: int) -> None:
        wanted = {"runs": self.shape.runs - self.shape.failed, "failures": self.shape.failed}.get(table, rows)
        if rows != wanted:
            self.folder.refuse(f"{table} has {rows:,} rows, and should have {wanted:,}")

    def _check_points(self, table: str, seen: "Seen") -> None:
        """Every run or statistic of every point that has such agents is there, but for those of runs that failed."""
        if not table.startswith("series/"):
            return
        points = self.shape.series_points.get(table.removeprefix("series/"), self.shape.points)
        most = points * self._of_point
        least = most - self.shape.failed * (1 if self.every_run else self._of_point)
        if not least <= seen.rows <= most:
            self.folder.refuse(f"{table} has {seen.rows:,} {self._counted}, and should have {most:,}")
        if not self.shape.failed:
            self._check_all_seen(table, points, seen)

    def _check_all_seen(self, table: str, points: int, seen: "Seen") -> None:
        """The longest run there is has a row for each of its months, and every agent has rows."""
        dims = DIMS[table.removeprefix("series/")] if points == self.shape.points else ()
        lacking = [dim for dim in dims if len(seen.agents[dim]) < len(getattr(self.shape.agents, dim))]
        if lacking:
            self.folder.refuse(f"{table} lacks a {lacking[0]}")
        if points == self.shape.points and seen.months != 1 + self.shape.months // self._step:
            self.folder.refuse(f"{table} has other months than its runs")

    @property
    def _of_point(self) -> int:
        """Runs or statistics that a series has of each point."""
        return self.shape.replicates if self.every_run else len(STATISTICS)

    @property
    def _counted(self) -> str:
        return "runs" if self.every_run else "statistics of points"

    @property
    def _step(self) -> int:
        """Months between two that are kept."""
        return 1 if self.shape.keep.months == "all" else interval_months(self.shape.keep.months)

    def _part(self, table: str, name: str) -> Part:
        part = Part(self.folder, self.sound(name), self._declared(table, name))
        if table.startswith("series/"):
            check_quantities(part)
        return part

    def _declared(self, table: str, name: str) -> Declared:
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
        which, of_point = ("replicate", self.shape.replicates) if self.every_run else ("statistic", len(STATISTICS))
        index = {"point": WHOLE, which: WHOLE if self.every_run else WORD, "month": DATE}
        index |= dict.fromkeys(DIMS[table], WORD)
        agents = prod(len(getattr(self.shape.agents, dim)) for dim in DIMS[table])
        kind = _EVERY_RUN if self.every_run else _OVER_RUNS
        return Declared(index, kind, 0, self.shape.points * of_point * (self.shape.months + 1) * agents)

    @property
    def every_run(self) -> bool:
        """Whether series are of each run, and not statistics over the runs of a point."""
        return self.shape.keep.series == "all"

    def _read(
        self, table: str, part: Part, columns: list[str] | None, points: Sequence[int] | None, seen: "Seen"
    ) -> pa.Table:
        """Rows of a part, or of some points in it, checked; those of other points are let go of before."""
        index = list(part.declared.index)
        lacking = [column for column in columns or () if column not in part.schema.names]
        if lacking:
            self.folder.refuse(f"{part.name} has no column {lacking[0]!r}")
        read = part.read(None if columns is None else list(dict.fromkeys([*index, *columns])))
        of_row = whole(part, read, "point", self.shape.points)
        read = read if points is None else read.filter(pa.array(np.isin(of_row, points)))
        if table.startswith("series/"):
            self._check_series(part, read, seen)
            return read
        whole(part, read, "replicate", self.shape.replicates)
        if table == "events":
            check_events(part, read, self.shape, month_days(self.shape))
        else:
            self._check_runs(part, read, seen)
        for outcome in self.shape.outcomes if table == "runs" else ():
            if outcome in read.column_names:
                numbers(part, read, outcome, finite=False)
        return read

    def _check_runs(self, part: Part, read: pa.Table, seen: "Seen") -> None:
        """Every run once, in order, with the values of its point."""
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
        dims = [column for column in part.declared.index if column in self.shape.agents.__class__.model_fields]
        agents = [places(part, read, dim, getattr(self.shape.agents, dim)) for dim in dims]
        whose = combined(agents, [len(getattr(self.shape.agents, dim)) for dim in dims], read.num_rows)
        which, months = self._which(part, read), _months(read) - _months_of(month_days(self.shape)[:1])
        rows, counts, _ = check_whole(part, [read["point"].to_numpy(), which, months, whose])
        check_months(part, months, counts, self.shape, self._step)
        number = read["point"].to_numpy().astype(np.int64) * self._of_point + which
        if len(number) and number.min() <= seen.run:
            self.folder.refuse(f"{part.name} has what another file has, or files are out of order")
        seen.add(number, int(rows.sum()), counts, dict(zip(dims, agents, strict=True)))
        for column in read.column_names[len(part.declared.index) :]:
            numbers(part, read, column, finite=not self.shape.failed)

    def _which(self, part: Part, read: pa.Table) -> np.ndarray:
        if self.every_run:
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
    """What was read of a table so far: the number of its last run, and of a series how much it has.

    Attributes
    ----------
    run : number of the last run, or statistic of a point
    rows : how many of these there are
    months : the most that a point has
    agents : dimension to the places of those that there are
    """

    def __init__(self) -> None:
        self.run, self.rows, self.months = -1, 0, 0
        self.agents: dict[str, set[int]] = defaultdict(set)

    def add(self, numbers: np.ndarray, rows: int, months: np.ndarray, agents: dict[str, np.ndarray]) -> None:
        """Count what a file of a series has."""
        self.rows += rows
        if len(numbers):
            self.run, self.months = int(numbers.max()), max(self.months, int(months.max()))
        for dim, those in agents.items():
            self.agents[dim] |= set(np.unique(those).tolist())


def _months(read: pa.Table) -> np.ndarray:
    return _months_of(days(read["month"]))


def _months_of(dates: np.ndarray) -> np.ndarray:
    return dates.astype("datetime64[M]").astype(np.int64)
