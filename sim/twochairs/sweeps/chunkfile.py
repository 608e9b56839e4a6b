"""A chunk as bytes and back."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from twochairs.sweeps.chunk import Chunk, Failure
from twochairs.sweeps.commit import read_checked
from twochairs.sweeps.events import Event
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import STATISTICS

CHUNKS = "chunks"
_KINDS = {"replicates": ("<i4",), "outcomes": ("<f8",), "series": ("<f4", "<f8")}
"""The numbers of a chunk, in order, each with the types it may have."""
_ALIGNED = 64
_NAME = re.compile(r"([0-9a-f]{32})-([0-9]{7})-([0-9]{7})")
_MOST_MONTHS = 1201
_TOLD, _TO_SPARE = 10_000, 2**20
"""Bytes of what is told of a run, or of a month of it where events are kept; and of all that is not counted."""


def chunk_path(folder: Path, key: str, span: range) -> Path:
    """Where a chunk is: named by what decides its content, and by which replicates it is of."""
    return folder / CHUNKS / f"{key[:32]}-{span.start:07d}-{span.stop:07d}"


def to_bytes(chunk: Chunk) -> bytes:
    """The same bytes for the same content: a line of JSON with what is told, then the numbers as they are."""
    arrays = [np.ascontiguousarray(getattr(chunk, name)) for name in _KINDS]
    told = {
        "span": [chunk.span.start, chunk.span.stop],
        "arrays": [[array.dtype.str, list(array.shape)] for array in arrays],
        "events": [list(event) for event in chunk.events],
        "failures": [[f.replicate, f.kind, f.month, f.what, f.who] for f in chunk.failures],
    }
    head = json.dumps(told).encode()
    padding = b" " * (-(len(head) + 1) % _ALIGNED) + b"\n"
    return b"".join([head, padding, *(array.reshape(-1).view(np.uint8).data for array in arrays)])


def from_bytes(data: bytes | memoryview) -> Chunk:
    """The chunk `to_bytes` was given, of point 0: the same runs may be those of several points.

    Raises
    ------
    ValueError : where they are no bytes of a chunk; none of its numbers takes more room than in them
    """
    head, at = _head(memoryview(data))
    try:
        told, arrays = json.loads(head), {}
        for (name, kinds), (kind, shape) in zip(_KINDS.items(), told["arrays"], strict=True):
            arrays[name], at = _array(memoryview(data), at, kind, shape, kinds)
        if at != len(data):
            raise ValueError("it has more than its numbers")
        return Chunk(
            point=0,
            span=range(*told["span"]),
            events=[Event(*event) for event in told["events"]],
            failures=[Failure(*failure) for failure in told["failures"]],
            **arrays,
        )
    except (KeyError, TypeError, RecursionError, OverflowError) as error:
        raise ValueError(f"no chunk: {error}") from None


def _head(data: memoryview) -> tuple[bytes, int]:
    """The line of JSON, and where the numbers begin."""
    for size in (2**16, len(data)):
        line, found, _ = bytes(data[:size]).partition(b"\n")
        if found:
            return line, len(line) + 1
    raise ValueError("no chunk: it does not begin with a line")


def _array(data: memoryview, at: int, kind: str, shape: list[int], kinds: tuple[str, ...]) -> tuple[np.ndarray, int]:
    """Numbers that begin at a place, and where they end."""
    if kind not in kinds or not all(type(size) is int and size >= 0 for size in shape):
        raise ValueError("an array of another kind")
    end = at + math.prod(shape) * np.dtype(kind).itemsize
    if end > len(data):
        raise ValueError("an array of another size than its numbers")
    return np.frombuffer(data[at:end], kind).reshape(shape), end


def chunk_of(folder: Path, job: Job, point: int, span: range) -> Chunk | None:
    """A chunk, or None where there is none, it is damaged, or it holds other numbers than those of the job's point."""
    content = read_checked(chunk_path(folder, job.keys[point], span), most_bytes(job))
    try:
        chunk = replace(from_bytes(content), point=point) if content is not None else None
    except ValueError:
        return None
    return chunk if chunk is not None and chunk.span == span and _fits(job, chunk) else None


def runs_of(folder: Path, job: Job, point: int, wanted: range, there: Sequence[range]) -> Chunk | None:
    """Some replicates of a point, from as many of its chunks as they stand in; None where one cannot be read.

    Parameters
    ----------
    there : the spans of the point's chunks
    """
    found: list[Chunk] = []
    at = wanted.start
    for span in sorted(there, key=lambda span: span.start):
        if span.stop <= at or span.start >= wanted.stop:
            continue
        chunk = chunk_of(folder, job, point, span) if span.start <= at else None
        if chunk is None:
            return None
        found.append(part_of(chunk, range(at, min(span.stop, wanted.stop)), job.kept(point).every_run))
        at = found[-1].span.stop
    return joined(found) if at >= wanted.stop else None


def part_of(chunk: Chunk, span: range, every_run: bool) -> Chunk:
    """Some replicates of a chunk; all of them, where its series are statistics."""
    if span == chunk.span:
        return chunk
    rows = (chunk.replicates >= span.start) & (chunk.replicates < span.stop)
    return Chunk(
        chunk.point,
        span,
        chunk.replicates[rows],
        chunk.outcomes[rows],
        chunk.series[rows] if every_run else chunk.series,
        [event for event in chunk.events if event.replicate in span],
        [failure for failure in chunk.failures if failure.replicate in span],
    )


def joined(parts: list[Chunk]) -> Chunk:
    """Chunks of one point that follow on one another, as one."""
    if len(parts) == 1:
        return parts[0]
    first, last = parts[0], parts[-1]
    return Chunk(
        first.point,
        range(first.span.start, last.span.stop),
        np.concatenate([part.replicates for part in parts]),
        np.concatenate([part.outcomes for part in parts]),
        np.concatenate([part.series for part in parts]),
        [event for part in parts for event in part.events],
        [failure for part in parts for failure in part.failures],
    )


def most_bytes(job: Job) -> int:
    """Bytes that a chunk of a job may have."""
    months = max(group.shape.months for group in job.plan.groups) if job.plan.experiment.keep.events else 0
    return _TO_SPARE + job.point_bytes + job.replicates * _TOLD * (1 + months)


def _fits(job: Job, chunk: Chunk) -> bool:
    kept, ended = job.kept(chunk.point), chunk.replicates
    rows = len(STATISTICS) if not kept.every_run else len(ended)
    shapes = [(len(ended), len(job.outcomes)), (rows, len(kept.months), len(kept.slots))]
    if [chunk.outcomes.shape, chunk.series.shape] != shapes or ended.ndim != 1 or chunk.series.dtype != kept.kind:
        return False
    failed = [failure.replicate for failure in chunk.failures]
    every = [*ended.tolist(), *failed]
    if len(every) != len(chunk.span) or not all(isinstance(one, int) for one in failed):
        return False
    return (
        sorted(every) == list(chunk.span)
        and all(_is_failure(failure) for failure in chunk.failures)
        and all(_is_event(job, event) for event in chunk.events)
    )


def _is_failure(failure: Failure) -> bool:
    return all(isinstance(one, str) for one in (failure.kind, failure.month, failure.what, failure.who))


def _is_event(job: Job, event: Event) -> bool:
    numbers = isinstance(event.replicate, int) and isinstance(event.month, int)
    words = all(isinstance(one, str) for one in (event.kind, event.name, event.country))
    return numbers and words and 0 <= event.replicate < job.replicates and 0 <= event.month < _MOST_MONTHS


def spans_there(folder: Path, job: Job) -> dict[int, list[range]]:
    """Point to the spans of its chunks, by name alone; of points that are the same, each has them."""
    try:
        names = [path.name for path in (folder / CHUNKS).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return {}
    of_key: dict[str, list[range]] = {}
    for found in filter(None, map(_NAME.fullmatch, names)):
        span = range(int(found[2]), int(found[3]))
        if span in job.spans or (job.splits and 0 <= span.start < span.stop <= job.replicates):
            of_key.setdefault(found[1], []).append(span)
    spans = {point: of_key.get(key[:32]) for point, key in enumerate(job.keys)} if of_key else {}
    return {point: sorted(of, key=lambda span: span.start) for point, of in spans.items() if of}


def uncovered(wanted: range, there: Sequence[range]) -> list[range]:
    """What of some replicates none of some spans has."""
    left, at = [], wanted.start
    for span in sorted(there, key=lambda span: span.start):
        if span.start > at and at < wanted.stop:
            left.append(range(at, min(span.start, wanted.stop)))
        at = max(at, span.stop)
    return left + ([range(at, wanted.stop)] if at < wanted.stop else [])
