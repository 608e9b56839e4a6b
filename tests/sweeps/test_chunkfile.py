"""A chunk to bytes and back."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.trust.trial import chunk_at
from twochairs.sweeps.chunk import Chunk, Failure, run_chunk
from twochairs.sweeps.chunkfile import chunk_of, chunk_path, from_bytes, spans_there, to_bytes, uncovered
from twochairs.sweeps.events import Event
from twochairs.sweeps.job import Job

CLAIM = settings(derandomize=True, deadline=None, max_examples=60)
whole = st.integers(0, 2**31 - 1)
WHOLE = range(20)
text = st.text(max_size=12)
chunks = st.builds(
    Chunk,
    point=st.just(0),
    span=st.builds(range, whole, whole),
    replicates=arrays.arrays(np.int32, st.integers(0, 5)),
    outcomes=arrays.arrays(np.float64, st.tuples(st.integers(0, 5), st.integers(0, 3))),
    series=arrays.arrays(
        st.sampled_from([np.float32, np.float64]), st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))
    ),
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
    assert (back.span, back.events, back.failures) == (chunk.span, chunk.events, chunk.failures)


def test_the_same_content_is_the_same_bytes(job: Job) -> None:
    assert to_bytes(run_chunk(job, 1, WHOLE, {})) == to_bytes(run_chunk(job, 1, WHOLE, {}))


def test_a_chunk_is_named_by_what_decides_it_and_its_replicates(tmp_path: Path) -> None:
    path = chunk_path(tmp_path, "0123456789abcdef" * 4, range(40, 60))
    assert path == tmp_path / "chunks" / "0123456789abcdef0123456789abcdef-0000040-0000060"


def test_what_is_there_goes_by_the_name(copy: Callable[[str], Path], job: Job, tmp_path: Path) -> None:
    folder = copy("half")
    for stray in ("0000011-other", ".writing-12-0000009-" + job.hash[:16], "notes.txt", job.keys[7][:32] + "-0-20"):
        (folder / "chunks" / stray).write_text("stray")
    assert spans_there(folder, job) == {point: [WHOLE] for point in range(5)}
    assert spans_there(tmp_path / "none", job) == {}


def test_a_chunk_under_another_name_is_none(copy: Callable[[str], Path], job: Job) -> None:
    folder = copy("half")
    chunk_at(folder, job, 0).rename(chunk_at(folder, job, 7))
    assert chunk_of(folder, job, 7, WHOLE) is None
    assert chunk_of(folder, job, 0, WHOLE) is None
    assert chunk_of(folder, job, 1, WHOLE) is not None


@CLAIM
@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_what_is_left_is_what_no_span_has(end: int, ends: list[tuple[int, int]]) -> None:
    spans = [range(first, last) for first, last in ends if first < last]
    left = [replicate for span in uncovered(range(3, end + 3), spans) for replicate in span]
    assert left == [one for one in range(3, end + 3) if not any(one in span for span in spans)]


@CLAIM
@given(st.binary(max_size=200), st.data())
def test_bytes_of_anything_are_a_chunk_or_refused(noise: bytes, data: st.DataObject) -> None:
    sound = to_bytes(data.draw(chunks))
    at = data.draw(st.integers(0, len(sound)))
    for spoilt in (noise, sound[:at], sound[:at] + noise + sound[at:]):
        with suppress(ValueError):
            from_bytes(spoilt)
