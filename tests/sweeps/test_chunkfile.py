"""A chunk to bytes and back."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from twochairs.sweeps.chunk import Chunk, Failure, run_chunk
from twochairs.sweeps.chunkfile import chunk_path, from_bytes, points_there, read_chunk, to_bytes
from twochairs.sweeps.events import Event
from twochairs.sweeps.job import Job

CLAIM = settings(derandomize=True, deadline=None, max_examples=60)
whole = st.integers(0, 2**31 - 1)
text = st.text(max_size=12)
chunks = st.builds(
    Chunk,
    point=whole,
    replicates=arrays.arrays(np.int32, st.integers(0, 5)),
    outcomes=arrays.arrays(np.float64, st.tuples(st.integers(0, 5), st.integers(0, 3))),
    series=arrays.arrays(np.float32, st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))),
    events=st.lists(st.builds(Event, whole, whole, text, text, text), max_size=3),
    failures=st.lists(st.builds(Failure, whole, text, text, text, text), max_size=3),
)


@CLAIM
@given(chunks)
def test_what_comes_back_is_what_was_given(chunk: Chunk) -> None:
    back = from_bytes(to_bytes(chunk))
    for name in ("replicates", "outcomes", "series"):
        there, here = getattr(chunk, name), getattr(back, name)
        assert (there.dtype, there.shape, there.tobytes()) == (here.dtype, here.shape, here.tobytes())
    assert (back.point, back.events, back.failures) == (chunk.point, chunk.events, chunk.failures)


def test_the_same_content_is_the_same_bytes(job: Job) -> None:
    assert to_bytes(run_chunk(job, 1, {})) == to_bytes(run_chunk(job, 1, {}))


def test_a_chunk_is_named_by_its_point_and_its_sweep(tmp_path: Path) -> None:
    assert chunk_path(tmp_path, "0123456789abcdef" * 4, 42) == tmp_path / "chunks" / "0000042-0123456789abcdef"


def test_what_is_there_goes_by_the_name(copy: Callable[[str], Path], job: Job, tmp_path: Path) -> None:
    folder = copy("half")
    for stray in ("0000011-other", ".writing-12-0000009-" + job.hash[:16], "notes.txt"):
        (folder / "chunks" / stray).write_text("stray")
    assert points_there(folder, job.hash) == [0, 1, 2, 3, 4]
    assert points_there(tmp_path / "none", job.hash) == []


def test_a_chunk_under_another_name_is_none(copy: Callable[[str], Path], job: Job) -> None:
    folder = copy("half")
    chunk_path(folder, job.hash, 0).rename(chunk_path(folder, job.hash, 7))
    assert read_chunk(folder, job.hash, 7) is None
    assert read_chunk(folder, job.hash, 0) is None
    assert read_chunk(folder, job.hash, 1) is not None
