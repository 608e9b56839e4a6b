"""B3: a point that two workers run at once is committed once; if they differ, that is told and nothing replaced."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.trust.trial import begun, chunk_at, content, job_of, swept, told, written
from twochairs.errors import CannotWrite
from twochairs.sweeps import work
from twochairs.sweeps.commit import commit_once, read_checked
from twochairs.sweeps.folder import begin
from twochairs.sweeps.job import Job
from twochairs.sweeps.pool import _Worker
from twochairs.sweeps.task import Task

OTHER = b"what another worker wrote"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return job_of(written(tmp_path / "project"))


@pytest.fixture
def workers(job: Job, tmp_path: Path) -> Iterator[list[_Worker]]:
    out = tmp_path / "out"
    begin(out, job)
    (out / "chunks").mkdir()
    both = [_Worker(str(out), job.hash) for _ in range(2)]
    for worker in both:
        worker.pipe.recv()
    yield both
    for worker in both:
        worker.process.kill()
        worker.gone()


def test_a_point_run_by_two_workers_at_once_is_committed_once(job: Job, tmp_path: Path, workers: list[_Worker]) -> None:
    alone, out = tmp_path / "alone", tmp_path / "out"
    begun(alone, job, points=len(job.plan.points) - 1)
    for point in range(len(job.plan.points) - 1):
        for worker in workers:
            worker.give(Task(point, range(job.replicates)))
        for worker in workers:
            assert worker.pipe.recv().error == ""
    assert content(out) == content(alone)
    runs = job.replicates * (len(job.plan.points) - 1)
    told("B3", f"{runs} runs done twice at once: each committed once, the same bytes")


def planted(monkeypatch: pytest.MonkeyPatch, path: Path, data: bytes | memoryview | None = None) -> None:
    """Have another worker commit a chunk while this one runs it."""
    run_chunk = work.run_chunk

    def slow(job: Job, point: int, span: range, killed: dict[int, str]) -> Any:
        chunk = run_chunk(job, point, span, killed)
        if chunk_at(path.parent.parent, job, point) == path:
            commit_once(path, OTHER if data is None else bytes(data))
        return chunk

    monkeypatch.setattr(work, "run_chunk", slow)


def test_two_workers_that_differ_are_told_of_and_nothing_is_replaced(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    for point in range(3):
        path = chunk_at(out, job, point)
        with monkeypatch.context() as patched:
            planted(patched, path)
            with pytest.raises(CannotWrite) as caught:
                swept(out, job)
        assert str(caught.value) == (
            f"{out} cannot be written: {path} was written by two workers, and they differ\n"
            "  hint: what was done is kept; then run again: twochairs sweep experiment.yaml"
        )
        assert read_checked(path) == OTHER
        path.unlink()
    told("B3", "3 of 3 planted differences told of, none replaced")


def test_one_that_comes_second_with_the_same_bytes_changes_nothing(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, out = tmp_path / "alone", tmp_path / "out"
    begun(alone, job, points=3)
    path = chunk_at(out, job, 1)
    planted(monkeypatch, path, read_checked(chunk_at(alone, job, 1)))
    swept(out, job)
    swept(alone, job)
    assert content(out) == content(alone)
