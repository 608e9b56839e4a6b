"""A chunk as bytes and back."""

import io
import json
from pathlib import Path

import numpy as np

from sim.sweep.chunk import Chunk, Failure
from sim.sweep.commit import read_checked
from sim.sweep.events import Event

CHUNKS = "chunks"


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
    """The chunk `to_bytes` was given."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    told = json.loads(arrays["told"].tobytes())
    return Chunk(
        point=told["point"],
        replicates=arrays["replicates"],
        outcomes=arrays["outcomes"],
        series=arrays["series"],
        events=[Event(*event) for event in told["events"]],
        failures=[Failure(*failure) for failure in told["failures"]],
    )


def read_chunk(folder: Path, sweep_hash: str, point: int) -> Chunk | None:
    """A point's chunk, or None where there is none or it is damaged."""
    content = read_checked(chunk_path(folder, sweep_hash, point))
    return from_bytes(content) if content is not None else None


def points_there(folder: Path, sweep_hash: str) -> list[int]:
    """Points whose chunk is there, by name alone, in order."""
    ending = f"-{sweep_hash[:16]}"
    try:
        names = [path.name for path in (folder / CHUNKS).iterdir()]
    except FileNotFoundError:
        return []
    return sorted(int(name.removesuffix(ending)) for name in names if name.endswith(ending) and name[:1].isdigit())
