"""A sweep from begin to end: whose the folder is, what is run, how it is stopped, and what is left."""

import json
import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.trust.trial import AGAIN, EXPERIMENT, begun, content, job_of, swept, written
from twochairs.errors import CannotWrite, Stopped
from twochairs.sweeps import pool, runner
from twochairs.sweeps.chunkfile import spans_there
from twochairs.sweeps.job import PLAN, Job
from twochairs.sweeps.runner import LOG, Shard, default_folder
from twochairs.sweeps.state import cells
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt

POINTS = 12


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(written(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="module")
def whole(job: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "out"
    swept(folder, job)
    return folder


def asked_after(points: int, times: int = 1) -> runner.Execute:
    """Runs here, with signals sent after some points."""

    def run(folder: str, key: str, tasks: list[Task], stop: Stop) -> Generator[Receipt, None, None]:
        for count, receipt in enumerate(pool.in_this_process(folder, key, tasks, stop), start=1):
            yield receipt
            if count == points:
                for _ in range(times):
                    os.kill(os.getpid(), signal.SIGTERM)

    return run


def log_of(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / LOG).read_text().splitlines()]


def test_a_sweep_says_what_it_ran_and_a_second_time_that_all_is_there(tmp_path: Path, job: Job) -> None:
    out, seen = tmp_path / "a" / "b" / "out", []
    outcome = swept(out, job, progress=lambda done, total: seen.append((done, total)))
    assert outcome == runner.Outcome(out, POINTS, 20 * POINTS, 0, True, 0)
    assert seen == [(20 * point, 20 * POINTS) for point in range(POINTS + 1)]
    assert swept(out, job) == runner.Outcome(out, 0, 0, 0, True, 0)
    assert (out / "lock").read_text() == ""


@pytest.mark.parametrize("points", [0, 1, POINTS - 1])
def test_what_was_done_is_not_run_again(tmp_path: Path, job: Job, whole: Path, points: int) -> None:
    out = tmp_path / "out"
    begun(out, job, points)
    assert swept(out, job).ran == POINTS - points
    assert content(out) == content(whole)
    assert [line["points"] for line in log_of(out)] == [points, POINTS - points]


@pytest.mark.parametrize("times", [1, 2])
def test_a_stopped_sweep_says_how_far_it_is_and_how_to_go_on(tmp_path: Path, job: Job, whole: Path, times: int) -> None:
    out = tmp_path / "out"
    with pytest.raises(Stopped) as caught:
        runner.sweep(out, job, asked_after(4, times), AGAIN)
    assert caught.value.number == signal.SIGTERM
    assert str(caught.value) == f"stopped: 4 of {POINTS} points are done and kept\n  go on with: {AGAIN}"
    (line,) = log_of(out)
    assert (line["points"], line["runs"], line["failed"], line["stopped"]) == (4, 80, 0, True)
    assert swept(out, job).ran == POINTS - 4
    assert content(out) == content(whole)


def test_a_signal_at_the_last_point_lets_the_sweep_end(tmp_path: Path, job: Job, whole: Path) -> None:
    out = tmp_path / "out"
    assert runner.sweep(out, job, asked_after(POINTS), AGAIN).complete
    assert content(out) == content(whole)


@pytest.mark.parametrize("times", [1, 2])
def test_packing_stops_too(tmp_path: Path, job: Job, whole: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    out, pack = tmp_path / "out", runner.pack

    def interrupted(folder: Path, job: Job, parts: list[int], chunks: Any, progress: Any) -> None:
        def written_part(written: int, of: int) -> None:
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            progress(written, of + 1)

        pack(folder, job, parts, chunks, written_part)

    with monkeypatch.context() as patched:
        patched.setattr(runner, "pack", interrupted)
        with pytest.raises(Stopped, match=f"{POINTS} of {POINTS} points are done and kept"):
            swept(out, job)
    assert not (out / "manifest.json").exists()
    assert swept(out, job).ran == 0
    assert content(out) == content(whole)


def test_the_first_error_ends_the_sweep_with_what_is_needed_for_the_rest(tmp_path: Path, job: Job) -> None:
    out = tmp_path / "out"

    def full(folder: str, key: str, tasks: list[Task], stop: Stop) -> Generator[Receipt, None, None]:
        yield from pool.in_this_process(folder, key, tasks[:2], stop)
        yield Receipt(tasks[2], error="chunks/2: no space left on device", bytes_needed=3_000_000)
        pytest.fail("it went on")

    with pytest.raises(CannotWrite) as caught:
        runner.sweep(out, job, full, AGAIN)
    assert str(caught.value) == (
        f"{out} cannot be written: chunks/2: no space left on device; about 30.0 MB are needed for the rest\n"
        f"  hint: what was done is kept; then run again: {AGAIN}"
    )
    assert log_of(out)[0]["points"] == 2


def test_a_disk_error_of_the_driver_is_told_in_words(
    tmp_path: Path, job: Job, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> None:
        raise OSError(5, "Input/output error")

    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(runner, "pack", broken)
        with pytest.raises(CannotWrite) as caught:
            swept(out, job)
    assert str(caught.value) == (
        f"{out} cannot be written: input/output error\n"
        f"  hint: what was done is kept; free some space and run again: {AGAIN}"
    )
    swept(out, job)
    assert content(out) == content(whole)


def test_a_log_that_cannot_be_written_is_no_matter(tmp_path: Path, job: Job) -> None:
    begun(tmp_path / "out", job, 1)
    (tmp_path / "out" / LOG).unlink()
    (tmp_path / "out" / LOG).mkdir()
    assert swept(tmp_path / "out", job).complete


def test_a_folder_of_another_sweep_is_left_as_it_is(tmp_path: Path, job: Job) -> None:
    out = tmp_path / "out"
    begun(out, job, 2)
    before = content(out)
    other = job_of(written(tmp_path / "other", EXPERIMENT.replace("seed: 7", "seed: 8")))
    with pytest.raises(CannotWrite) as caught:
        swept(out, other)
    assert str(caught.value) == (
        f"{out} cannot be written: it holds another sweep\n  hint: name another folder with --out"
    )
    assert content(out) == before


def test_a_plan_that_comes_while_the_lock_is_waited_for_is_never_written_over(
    tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other experiment begins between this one's first look and its lock."""
    from twochairs.sweeps import folder as module

    out, locked = tmp_path / "out", module.locked
    other = job_of(written(tmp_path / "other", EXPERIMENT.replace("seed: 7", "seed: 8")))

    def late(folder: Path) -> Any:
        monkeypatch.setattr(module, "locked", locked)
        begun(out, other, 1)
        return locked(folder)

    monkeypatch.setattr(module, "locked", late)
    with pytest.raises(CannotWrite, match="it holds another sweep"):
        swept(out, job)
    assert (out / PLAN).read_text() == other.text


@pytest.mark.parametrize("kind", ["file", "link", "full"])
def test_what_is_no_folder_for_a_sweep_is_refused(tmp_path: Path, job: Job, kind: str) -> None:
    out = tmp_path / "out"
    if kind == "file":
        out.touch()
    elif kind == "link":
        out.symlink_to(tmp_path / "nowhere")
    else:
        out.mkdir()
        (out / "notes.txt").touch()
    with pytest.raises(CannotWrite) as caught:
        swept(out, job)
    assert str(caught.value) == (
        f"{out} cannot be written: it exists and holds no sweep\n  hint: name another one with --out"
    )


def test_a_name_too_long_is_refused(tmp_path: Path, job: Job) -> None:
    with pytest.raises(CannotWrite, match="file name too long"):
        swept(tmp_path / ("x" * 256), job)


def test_shares_are_disjoint_and_a_share_is_not_packed(tmp_path: Path, job: Job) -> None:
    shares = [Shard(number, 3) for number in (1, 2, 3)]
    of_each = [share.units(job, cells(job)) for share in shares]
    assert [len(units) for units in of_each] == [4, 4, 4]
    assert sorted((unit for units in of_each for unit in units), key=str) == sorted(cells(job), key=str)
    outcome = swept(tmp_path / "out", job, shard=shares[1])
    assert (outcome.ran, outcome.complete) == (4, False)
    assert sorted(spans_there(tmp_path / "out", job)) == [1, 4, 7, 10]


def test_a_folders_name_is_that_of_the_experiment_its_hash_and_its_share(job: Job) -> None:
    root = Path("results")
    assert default_folder(job, root, Shard()) == root / f"experiment-{job.hash[:10]}"
    assert default_folder(job, root, Shard(2, 3)) == root / f"experiment-{job.hash[:10]}.shard-2-of-3"
