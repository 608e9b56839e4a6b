"""What of other results can be used again: runs that are the same, read off and kept as a plan wants them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow.compute import field

from twochairs.errors import NoResult, TwochairsError
from twochairs.experiment.shape import Shape
from twochairs.filenames import file_name
from twochairs.scenario.calendar import month_number
from twochairs.sweeps.chunk import Chunk, Failure
from twochairs.sweeps.chunkfile import chunk_path, part_of, runs_of, spans_there, to_bytes, uncovered
from twochairs.sweeps.commit import commit_once
from twochairs.sweeps.events import Event
from twochairs.sweeps.fitting import TOGETHER, Lack, lack_of
from twochairs.sweeps.job import Job, versions
from twochairs.sweeps.kept import STATISTICS, Kept
from twochairs.sweeps.pack import Part, part_file, parts_of
from twochairs.sweeps.packed import packed_events, packed_failures, packed_runs, packed_series
from twochairs.sweeps.planfile import job_from
from twochairs.sweeps.state import State, Unit, checksums_of, plan_of, state_of

_SURE = "not finite"
"""The kind of failure that a run has again whoever runs it; runs that failed otherwise are run anew."""


def beside(folder: Path, job: Job) -> list[Path]:
    """Folders beside one that by their names may hold results of the same experiment, in the order of their names."""
    named = f"{file_name(job.plan.name)}-"
    try:
        found = sorted(path for path in folder.parent.iterdir() if path.name.startswith(named) and path != folder)
    except (OSError, ValueError):
        return []
    return [path for path in found if path.is_dir() and not path.is_symlink()]


def sources(folder: Path, job: Job, given: Sequence[Path] = ()) -> list["Source"]:
    """Results that have runs of a job: those given, the folder's own, and those beside it.

    Raises
    ------
    NoResult : where one that is given holds no plan
    """
    found = [_source(path, job) for path in given]
    for path in (folder, *beside(folder, job)):
        try:
            found.append(_source(path, job))
        except (TwochairsError, ValueError):
            continue
    return [source for source in found if source is not None]


def _source(folder: Path, job: Job) -> "Source | None":
    """A result made with the code and the libraries at hand, with points of a job, be their runs of another length."""
    data = plan_of(folder)
    if [data["rules"]["hash"], data["versions"]] != [job.rulebook.hash, versions()]:
        return None
    other = job_from(folder, data)
    if other.hash == job.hash:
        return None
    if not set(other.run_keys).isdisjoint(job.run_keys):
        return Source(folder, other)
    of_another_length = not set(other.keys_of_any_length).isdisjoint(job.keys_of_any_length)
    return Source(folder, other, of_another_length) if of_another_length else None


@dataclass(frozen=True)
class Source:
    """A result that has runs of another plan too, or the same of another length.

    Attributes
    ----------
    folder : where it is
    job : whose it is
    of_another_length : whether its runs are of another length, which are of no use
    """

    folder: Path
    job: Job
    of_another_length: bool = False

    @cached_property
    def state(self) -> State:
        """What of it is there and sound, found once it is asked for."""
        return state_of(self.folder, self.job)

    def offered(self, job: Job, wanted: Sequence[Unit]) -> list[tuple[Unit, int]]:
        """What it has of some runs of a job, each with the number of its own point that they are of."""
        return [
            ((point, common), own)
            for point, span, own, lack in self._known(job, wanted)
            if lack is None
            for common in self._common(own, span)
            if self._can_be_taken(job, common, span)
        ]

    def lacking(self, job: Job, wanted: Sequence[Unit]) -> list[tuple[Lack, Unit]]:
        """What it has of some runs of a job and cannot offer, with why."""
        return [
            (lack or TOGETHER, (point, common))
            for point, span, own, lack in self._known(job, wanted)
            for common in self._common(own, span)
            if lack is not None or not self._can_be_taken(job, common, span)
        ]

    def _known(self, job: Job, wanted: Sequence[Unit]) -> Iterator[tuple[int, range, int, Lack | None]]:
        """Runs of a job that are of its points: point, replicates, point of its own, and what lacks of what is kept."""
        lacks: dict[tuple[Shape, Shape], Lack | None] = {}
        for point, span in wanted:
            own = self._points.get(job.run_keys[point])
            if own is not None:
                kept = (self.job.kept(own), job.kept(point))
                shapes = (kept[0].shape, kept[1].shape)
                if shapes not in lacks:
                    lacks[shapes] = lack_of(self.job, *kept)
                yield point, span, own, lacks[shapes]

    def _common(self, own: int, span: range) -> Iterator[range]:
        """Of some replicates those of a point of its own that are there."""
        for there in self._there(own):
            common = range(max(span.start, there.start), min(span.stop, there.stop))
            if len(common):
                yield common

    def _can_be_taken(self, job: Job, common: range, span: range) -> bool:
        """Whether runs in common can be parted from others; statistics are of all replicates together."""
        return job.splits or (common == span and self.job.replicates == job.replicates)

    def of_other_lengths(self, job: Job, wanted: Sequence[Unit]) -> list[tuple[int, Unit]]:
        """Of some runs of a job those whose points it has, and how many months those runs have."""
        if not self.of_another_length or not (spans_there(self.folder, self.job) or checksums_of(self.folder)):
            return []
        months = {key: self.job.plan.shape(point).months for point, key in enumerate(self.job.keys_of_any_length)}
        keys = job.keys_of_any_length
        return [(months[keys[unit[0]]], unit) for unit in wanted if keys[unit[0]] in months]

    def chunks(self, job: Job, offers: Sequence[tuple[Unit, int]]) -> Iterator[Chunk]:
        """The runs that were offered, as the job has them."""
        by_part: dict[int, list[tuple[Unit, int]]] = {}
        for (point, span), own in offers:
            number = next((n for n in self._parts_with(own) if _within(span, self._parts[n].replicates)), -1)
            by_part.setdefault(number, []).append(((point, span), own))
        for number, some in by_part.items():
            packed = _Packed(self, number, sorted({own for _, own in some})) if number >= 0 else None
            for (point, span), own in some:
                found = packed.of(own) if packed is not None else self._committed(own, span)
                if found is not None:
                    cut = part_of(found, span, self.job.kept(own).every_run)
                    yield _translated(cut, self.job, own, job, point)

    def _committed(self, own: int, span: range) -> Chunk | None:
        return runs_of(self.folder, self.job, own, span, self.state.chunks.get(own, []))

    @cached_property
    def _points(self) -> dict[str, int]:
        return {key: point for point, key in reversed(list(enumerate(self.job.run_keys)))}

    @cached_property
    def _parts(self) -> list[Part]:
        return parts_of(self.job)

    def _parts_with(self, own: int) -> list[int]:
        return [number for number in sorted(self.state.parts) if own in self._parts[number].points]

    def _there(self, own: int) -> list[range]:
        """Spans of its point whose runs are the same whoever runs them."""
        spans = [(self._parts[number].replicates, self._failed_in(number, own)) for number in self._parts_with(own)]
        if not spans:
            for span in self.state.chunks.get(own, []):
                chunk = self._committed(own, span)
                spans += [(span, _unsure(chunk.failures))] if chunk is not None else []
        return [left for span, unsure in spans for left in uncovered(span, unsure)]

    def _failed_in(self, number: int, own: int) -> list[range]:
        if number not in self._failed:
            table = packed_failures(self.folder, self.job, part_file("failures", number))
            of_point: dict[int, list[Failure]] = {}
            for row in table.to_pylist():
                of_point.setdefault(row["point"], []).append(_failure(row))
            self._failed[number] = {point: _unsure(failures) for point, failures in of_point.items()}
        return self._failed[number].get(own, [])

    @cached_property
    def _failed(self) -> dict[int, dict[int, list[range]]]:
        return {}


def offered(job: Job, given: Sequence[Source], wanted: Sequence[Unit]) -> list[tuple[Source, list[tuple[Unit, int]]]]:
    """What each of some results has to offer of some runs, none twice."""
    offers, left = [], list(wanted)
    for source in given:
        try:
            found = source.offered(job, left)
        except NoResult:
            continue  # damaged since it was looked over
        offers.append((source, found))
        left = without(left, [unit for unit, _ in found])
    return offers


def without(units: Sequence[Unit], taken: Sequence[Unit]) -> list[Unit]:
    """Some runs but for others."""
    of_point: dict[int, list[range]] = {}
    for point, span in taken:
        of_point.setdefault(point, []).append(span)
    return [(point, left) for point, span in units for left in uncovered(span, of_point.get(point, []))]


def bring(folder: Path, job: Job, given: Sequence[Source], wanted: Sequence[Unit]) -> list[Unit]:
    """Commit what other results have of some runs; which they were.

    Raises
    ------
    OSError : where the disk does not take them
    Different : where other numbers are there under the same name
    """
    brought: list[Unit] = []
    for source, offers in offered(job, given, wanted):
        try:
            for chunk in source.chunks(job, offers):
                commit_once(chunk_path(folder, job.keys[chunk.point], chunk.span), to_bytes(chunk))
                brought.append((chunk.point, chunk.span))
        except NoResult:
            continue  # damaged since it was looked over: what it lacks is run
    return brought


def _translated(chunk: Chunk, old: Job, own: int, new: Job, point: int) -> Chunk:
    """Runs of a point as another plan reads and keeps them."""
    has, wants = old.kept(own), new.kept(point)
    row = {slot: number for number, slot in enumerate(has.slots.tolist())}

    @cache
    def series(slot: int) -> np.ndarray:
        return np.ascontiguousarray(chunk.series[:, :, row[slot]].T)

    column = {text: number for number, text in enumerate(old.plan.outcomes)}
    outcomes = [
        chunk.outcomes[:, column[program.text]] if program.text in column else program.values(series)
        for program in wants.outcomes
    ]
    months = [has.months.index(month) for month in wants.months] if wants.keep.series != "none" else []
    slots = [row[slot] for slot in wants.slots.tolist()]
    rows = len(chunk.replicates) if wants.every_run else len(STATISTICS)
    kept = np.full((rows, len(wants.months), 0), np.nan, wants.kind)
    if slots:
        kept = np.ascontiguousarray(chunk.series[:, months][:, :, slots]).astype(wants.kind, copy=False)
    return Chunk(
        point,
        chunk.span,
        chunk.replicates,
        np.array(outcomes).reshape(len(outcomes), -1).T,
        kept,
        chunk.events if wants.keep.events else [],
        chunk.failures,
    )


def _within(span: range, other: range) -> bool:
    return other.start <= span.start and span.stop <= other.stop


def _unsure(failures: Sequence[Failure]) -> list[range]:
    return [range(one.replicate, one.replicate + 1) for one in failures if one.kind != _SURE]


def _failure(row: dict[str, object]) -> Failure:
    words = [str(row[name]) for name in ("kind", "month", "what", "who")]
    return Failure(int(str(row["replicate"])), *words)


class _Packed:
    """Points of a packed part as chunks."""

    def __init__(self, source: Source, number: int, points: list[int]) -> None:
        self.job, self.replicates, self.points = source.job, source._parts[number].replicates, points
        folder, job = source.folder, source.job
        self.runs = self._by_point(packed_runs(folder, job, part_file("runs", number)))
        self.failures = self._by_point(packed_failures(folder, job, part_file("failures", number)))
        keeps = job.plan.experiment.keep
        self.events = self._by_point(packed_events(folder, job, part_file("events", number))) if keeps.events else {}
        self.series = {
            name: self._by_point(packed_series(folder, job, name, part_file(f"series/{name}", number)))
            for name in _tables(job)
        }

    def _by_point(self, table: pa.Table) -> dict[int, pa.Table]:
        return {point: table.filter(field("point") == point) for point in self.points}

    def of(self, point: int) -> Chunk:
        """A point's runs that stand in the part."""
        runs, kept = self.runs[point], self.job.kept(point)
        replicates = runs["replicate"].to_numpy().astype(np.int32)
        outcomes = [runs[column.text].to_numpy() for column in self.job.outcomes]
        first = month_number(kept.shape.start)
        events = [
            Event(row["replicate"], row["month"].year * 12 + row["month"].month - first, *_words(row))
            for row in (self.events[point].to_pylist() if self.events else ())
        ]
        failures = [_failure(row) for row in self.failures[point].to_pylist()]
        series = self._series(point, kept, len(replicates))
        read = np.array(outcomes, dtype=np.float64).reshape(len(outcomes), -1).T
        return Chunk(point, self.replicates, replicates, read, series, events, failures)

    def _series(self, point: int, kept: Kept, runs: int) -> np.ndarray:
        rows = runs if kept.every_run else len(STATISTICS)
        found = np.empty((rows, len(kept.months), len(kept.slots)), kept.kind)
        for tables in self.series.values():
            table = tables[point]
            for quantity in (name for name in table.column_names if name in self.job.quantities):
                part = kept.part(quantity)
                found[:, :, part] = table[quantity].to_numpy().reshape(rows, len(kept.months), -1)
        return found


def _words(row: dict[str, str]) -> tuple[str, str, str]:
    return row["kind"], row["name"], row["country"]


def _tables(job: Job) -> list[str]:
    from twochairs.sweeps.tables import series_names

    return series_names(job)
