"""What a worker does with a task, and what its receipt says."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.trust.trial import chunk_at, job_of, written
from twochairs.sweeps import chunk, work
from twochairs.sweeps.chunkfile import chunk_of
from twochairs.sweeps.commit import commit_once
from twochairs.sweeps.folder import begin
from twochairs.sweeps.job import Job
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt, receipt_of

WHOLE = range(20)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(written(tmp_path_factory.mktemp("project")))


@pytest.fixture
def out(tmp_path: Path, job: Job) -> Path:
    folder = tmp_path / "out"
    begin(folder, job)
    (folder / "chunks").mkdir()
    return folder


def chunks(out: Path) -> list[str]:
    return [path.name for path in (out / "chunks").iterdir()]


def test_a_point_is_committed_and_its_receipt_says_how_it_went(out: Path, job: Job) -> None:
    receipt = receipt_of(str(out), job.hash, Task(3, WHOLE))
    assert (receipt.task, receipt.runs, receipt.failed, receipt.error) == (Task(3, WHOLE), job.replicates, 0, "")
    assert 0.0 < receipt.storing <= receipt.seconds
    there = chunk_of(out, job, 3, WHOLE)
    assert there is not None
    assert there.replicates.tolist() == list(range(job.replicates))


def test_a_point_that_is_there_is_not_run_again(out: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt_of(str(out), job.hash, Task(3, WHOLE))
    monkeypatch.setattr(work, "run_chunk", lambda *given: pytest.fail("it was run again"))
    receipt = receipt_of(str(out), job.hash, Task(3, WHOLE))
    assert (receipt.runs, receipt.failed, receipt.storing, receipt.error) == (job.replicates, 0, 0.0, "")


def test_a_point_that_is_there_and_damaged_is_run_again(out: Path, job: Job) -> None:
    path = chunk_at(out, job, 3)
    receipt_of(str(out), job.hash, Task(3, WHOLE))
    sound = path.read_bytes()
    path.write_bytes(sound[:-1])
    receipt_of(str(out), job.hash, Task(3, WHOLE))
    assert path.read_bytes() == sound


def test_runs_that_are_known_to_end_their_process_are_failures_and_not_run(out: Path, job: Job) -> None:
    how = "its process was ended by SIGSEGV"
    receipt = receipt_of(str(out), job.hash, Task(0, WHOLE, killed=((2, how), (5, how))))
    assert (receipt.runs, receipt.failed) == (job.replicates - 2, 2)
    there = chunk_of(out, job, 0, WHOLE)
    assert there is not None
    assert [(one.replicate, one.kind, one.what) for one in there.failures] == [(2, "killed", how), (5, "killed", how)]
    assert not {2, 5} & set(there.replicates.tolist())


def test_a_probe_runs_its_replicates_one_by_one_and_keeps_nothing(
    out: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[int, list[int]]] = []

    def run_lanes(scenario: Any, rulebook: Any, seed: int, replicates: list[int], watched: Any) -> None:
        ran.append((seed, replicates))
        raise ValueError("a run that raises is no matter here")

    monkeypatch.setattr(chunk, "run_lanes", run_lanes)
    task = Task(1, WHOLE, probe=(4, 7))
    assert receipt_of(str(out), job.hash, task) == Receipt(task)
    seed = job.plan.noise_seed(1)
    assert ran == [(seed, [4]), (seed, [7])]
    assert chunks(out) == []


def test_a_full_disk_is_told_with_the_bytes_that_were_needed(
    out: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    receipt = receipt_of(str(out), job.hash, Task(0, WHOLE))
    assert receipt.error == f"{chunk_at(out, job, 0)}: no space left on device"
    assert receipt.bytes_needed > 1000
    assert chunks(out) == []


def test_two_workers_that_differ_are_told_with_the_file(out: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    path, run_chunk = chunk_at(out, job, 0), work.run_chunk

    def slow(*given: Any) -> Any:
        commit_once(path, b"other")
        return run_chunk(*given)

    monkeypatch.setattr(work, "run_chunk", slow)
    assert receipt_of(str(out), job.hash, Task(0, WHOLE)).error == f"{path} was written by two workers, and they differ"


def test_other_versions_are_refused_before_anything_is_run(out: Path, job: Job) -> None:
    receipt = receipt_of(str(out), "0" * 64, Task(0, WHOLE))
    assert receipt.error.startswith(f"OtherVersion: {out} belongs to other versions: ")
    assert chunks(out) == []


def test_a_missing_plan_is_told(tmp_path: Path, job: Job) -> None:
    receipt = receipt_of(str(tmp_path / "nowhere"), job.hash, Task(0, WHOLE))
    assert receipt.error.startswith("FileNotFoundError: ")
