"""A sweep that has not come to its end, read from its chunks as if it were whole."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from twochairs.errors import Incomplete, NoResult
from twochairs.results.draws import draws_csv
from twochairs.results.folder import Folder
from twochairs.results.reader import Tables
from twochairs.results.result import Result
from twochairs.sweeps.chunk import Chunk
from twochairs.sweeps.chunkfile import runs_of, spans_there, uncovered
from twochairs.sweeps.job import Job
from twochairs.sweeps.pack import manifest_of, table_of
from twochairs.sweeps.state import job_in
from twochairs.sweeps.summary import summary_text
from twochairs.sweeps.tables import design_table, series_names

if TYPE_CHECKING:
    import pandas as pd

_AT_ONCE = 64
"""Chunks that are held in memory together."""


class UnfinishedSweep(Result):
    """What is there of a sweep: the points whose chunk is whole; the others are missing from every table."""

    complete = False

    def __init__(self, folder: Path, job: Job, spans: dict[int, list[range]]) -> None:
        self.folder, self._job, self._spans, self._there = folder, job, spans, list(spans)
        self._files = Folder(folder, self.again)
        failed = sum(len(chunk.failures) for chunk in self._chunks(None))
        self.manifest = manifest_of(job, failed, {})

    def damaged(self) -> list[str]:
        """No file: chunks that are damaged are left out."""
        return []

    @property
    def there(self) -> np.ndarray:
        """Numbers of the points that are there, shape (points,)."""
        return np.array(self._there, dtype=np.int32)

    @property
    def done(self) -> int:
        """Points that are there."""
        return len(self._there)

    def _chunks(self, points: Sequence[int] | None) -> Iterator[Chunk]:
        for point in self._there if points is None else sorted(set(points) & set(self._there)):
            chunk = _whole(self.folder, self._job, point, self._spans[point])
            if chunk is not None:
                yield chunk

    @property
    def _no_column(self) -> Mapping[str, float]:
        return Tables.no_column

    def _summary(self) -> "pd.DataFrame":
        return self._read_summary(summary_text(self._job, self._parts("runs")))

    def _draws_csv(self) -> str:
        return draws_csv(self._job.plan.drawn)

    def _designed(self) -> pa.Table:
        return design_table(self._job)

    def _table_schema(self, table: str) -> pa.Schema:
        return next(self._parts(table)).schema

    @property
    def series_tables(self) -> list[str]:
        """Names of the tables of series."""
        return sorted(series_names(self._job))

    def _parts(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        waiting: list[Chunk] = []
        for chunk in self._chunks(points):
            waiting.append(chunk)
            if len(waiting) == _AT_ONCE:
                yield self._built(table, waiting, columns)
                waiting = []
        if waiting:
            yield self._built(table, waiting, columns)

    def _built(self, table: str, chunks: list[Chunk], columns: list[str] | None) -> pa.Table:
        built = table_of(self._job, table, chunks)
        return built if columns is None else built.select(columns)


def unfinished(folder: Path, incomplete: bool) -> UnfinishedSweep:
    """A sweep as far as it is.

    Parameters
    ----------
    incomplete : whether that is wanted

    Raises
    ------
    Incomplete : where it is not, with how many points are there and how to go on
    NoResult : where no point is there yet, or the plan cannot be read
    """
    job = job_in(folder)
    spans = spans_there(folder, job)
    there = [point for point, of in spans.items() if not uncovered(range(job.replicates), of)]
    draws = job.plan.draws
    chosen = f" --parameters {draws.kind} --draws {draws.count}" if draws.varied else ""
    again = f"run it again: twochairs {job.plan.kind} {job.plan.shown}{chosen} --out {folder}"
    if not incomplete:
        raise Incomplete(
            folder, len(there), len(job.plan.points), f"{again}; verbs that have --incomplete read what is there"
        )
    sound = {point: spans[point] for point in there if _whole(folder, job, point, spans[point]) is not None}
    if not sound:
        raise NoResult(folder, "none of its points has been run yet", again)
    return UnfinishedSweep(folder, job, sound)


def _whole(folder: Path, job: Job, point: int, spans: list[range]) -> Chunk | None:
    return runs_of(folder, job, point, range(job.replicates), spans)
