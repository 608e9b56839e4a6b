"""A chunk as bytes and back."""

import io
import json
import math
import re
import zipfile
from pathlib import Path

import numpy as np

from twochairs.sweeps.chunk import Chunk, Failure
from twochairs.sweeps.commit import read_checked
from twochairs.sweeps.events import Event
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import STATISTICS

CHUNKS = "chunks"
_ARRAYS = {
    "replicates": np.dtype(np.int32),
    "outcomes": np.dtype(np.float64),
    "series": np.dtype(np.float32),
    "told": np.dtype(np.uint8),
}
_NO_CHUNK = (zipfile.BadZipFile, KeyError, TypeError, RuntimeError, NotImplementedError, EOFError)
_MOST_MONTHS = 1201
_TOLD, _TO_SPARE = 10_000, 2**20
"""Bytes of what is told of a run, or of a month of it where events are kept; and of all that is not counted."""


def chunk_path(folder: Path, sweep_hash: str, point: int) -> Path:
    """Where a point's chunk is: named by what decides its content."""
    return folder / CHUNKS / f"{point:07d}-{sweep_hash[:16]}"


def to_bytes(chunk: Chunk) -> bytes:
    """The same bytes for the same content."""
    told = {
        "point": chunk.point,
        "events": [list(event) for event in chunk.events],
        "failures": [[f.replicate, f.kind, f.month, f.what, f.who] for f in chunk.failures],
    }
    file = io.BytesIO()
    np.savez(
        file,
        replicates=chunk.replicates,
        outcomes=chunk.outcomes,
        series=chunk.series,
        told=np.frombuffer(json.dumps(told).encode(), dtype=np.uint8),
    )
    return file.getvalue()


def from_bytes(data: bytes) -> Chunk:
    """The chunk `to_bytes` was given.

    Raises
    ------
    ValueError : where they are no bytes of a chunk; none of its numbers takes more room than in them
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            arrays = {name: _array(file, name) for name in _ARRAYS}
        told = json.loads(arrays["told"].tobytes())
        return Chunk(
            point=told["point"],
            replicates=arrays["replicates"],
            outcomes=arrays["outcomes"],
            series=arrays["series"],
            events=[Event(*event) for event in told["events"]],
            failures=[Failure(*failure) for failure in told["failures"]],
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        TypeError,
        RecursionError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise ValueError(f"no chunk: {error}") from None


def _array(file: zipfile.ZipFile, name: str) -> np.ndarray:
    member = file.getinfo(f"{name}.npy")
    if member.compress_type != zipfile.ZIP_STORED:
        raise ValueError("a chunk is not compressed")
    data = io.BytesIO(file.read(member))
    if np.lib.format.read_magic(data) != (1, 0):
        raise ValueError("another version of an array")
    shape, by_columns, kind = np.lib.format.read_array_header_1_0(data)
    numbers = data.getbuffer()[data.tell() :]
    if kind != _ARRAYS[name] or by_columns or any(size < 0 for size in shape):
        raise ValueError("an array of another kind")
    if math.prod(shape) * kind.itemsize != len(numbers):
        raise ValueError("an array of another size than its numbers")
    return np.frombuffer(numbers, kind).reshape(shape)


def read_chunk(folder: Path, sweep_hash: str, point: int, most: int = 2**31) -> Chunk | None:
    """A point's chunk, or None where there is none, it is damaged, or has more than so many bytes."""
    content = read_checked(chunk_path(folder, sweep_hash, point), most)
    try:
        chunk = from_bytes(content) if content is not None else None
    except ValueError:
        return None
    return chunk if chunk is not None and chunk.point == point else None


def chunk_of(folder: Path, job: Job, point: int) -> Chunk | None:
    """A point's chunk, or None where there is none, or it holds other numbers than those of the job's point."""
    chunk = read_chunk(folder, job.key, point, most_bytes(job))
    return chunk if chunk is not None and _fits(job, chunk) else None


def most_bytes(job: Job) -> int:
    """Bytes that a chunk of a job may have."""
    months = max(group.shape.months for group in job.plan.groups) if job.plan.experiment.keep.events else 0
    return _TO_SPARE + job.point_bytes + job.replicates * _TOLD * (1 + months)


def _fits(job: Job, chunk: Chunk) -> bool:
    ended, rows = (
        chunk.replicates,
        len(chunk.replicates) if job.plan.experiment.keep.series == "all" else len(STATISTICS),
    )
    kept = job.kept(chunk.point)
    shapes = [(len(ended), len(job.outcomes)), (rows, len(kept.months), len(kept.slots))]
    if [chunk.outcomes.shape, chunk.series.shape] != shapes or ended.ndim != 1:
        return False
    failed = [failure.replicate for failure in chunk.failures]
    every = [*ended.tolist(), *failed]
    if len(every) != job.replicates or not all(isinstance(one, int) for one in failed):
        return False
    return (
        sorted(every) == list(range(job.replicates))
        and all(_is_failure(failure) for failure in chunk.failures)
        and all(_is_event(job, event) for event in chunk.events)
    )


def _is_failure(failure: Failure) -> bool:
    return all(isinstance(one, str) for one in (failure.kind, failure.month, failure.what, failure.who))


def _is_event(job: Job, event: Event) -> bool:
    numbers = isinstance(event.replicate, int) and isinstance(event.month, int)
    words = all(isinstance(one, str) for one in (event.kind, event.name, event.country))
    return numbers and words and 0 <= event.replicate < job.replicates and 0 <= event.month < _MOST_MONTHS


def points_there(folder: Path, sweep_hash: str) -> list[int]:
    """Points whose chunk is there, by name alone, in order."""
    named = re.compile(rf"([0-9]{{7}})-{re.escape(sweep_hash[:16])}")
    try:
        names = [path.name for path in (folder / CHUNKS).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(int(found[1]) for name in names if (found := named.fullmatch(name)))
