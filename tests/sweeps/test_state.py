"""How far a folder is, and what its plan says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.trial import chunk_at
from twochairs.errors import NoResult
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job
from twochairs.sweeps.state import plan_of, state_of

Copy = Callable[[str], Path]


def test_a_whole_sweep_is_complete(copy: Copy, job: Job) -> None:
    state = state_of(copy("whole"), job)
    assert state.complete
    assert (state.chunks, state.torn, state.damaged) == ({}, (), ())
    assert state.missing(job) == []


def test_half_a_sweep_misses_the_other_half(copy: Copy, job: Job) -> None:
    state = state_of(copy("half"), job)
    assert not state.complete
    assert list(state.chunks) == [0, 1, 2, 3, 4]
    assert state.missing(job) == [(point, range(20)) for point in range(5, 12)]


def test_a_torn_chunk_is_missing(copy: Copy, job: Job) -> None:
    folder = copy("half")
    path = chunk_at(folder, job, 3)
    path.write_bytes(path.read_bytes()[:-1])
    state = state_of(folder, job)
    assert state.torn == ((3, range(20)),)
    assert (3, range(20)) in state.missing(job)
    assert damage_of(folder, job) == [f"damaged: chunks/{path.name}, which holds runs 60 to 79 (points 3 to 3)"]


def test_a_lost_file_is_damaged(copy: Copy, job: Job) -> None:
    folder = copy("whole")
    (folder / "summary.csv").unlink()
    (folder / "runs" / "part-0000.parquet").unlink()
    assert damage_of(folder, job) == [
        "damaged: runs/part-0000.parquet, which holds runs 0 to 239 (points 0 to 11)",
        "damaged: summary.csv",
    ]


@pytest.mark.parametrize("lost", ["checksums.txt", "manifest.json"])
def test_either_list_says_what_there_was(lost: str, copy: Copy, job: Job) -> None:
    folder = copy("whole")
    (folder / lost).unlink()
    state = state_of(folder, job)
    assert state.damaged == (lost,)
    assert not state.complete
    assert state.missing(job) == []


def test_two_spoilt_lists_are_not_taken_for_a_sound_sweep(copy: Copy, job: Job) -> None:
    folder = copy("whole")
    (folder / "checksums.txt").write_text("spoilt")
    (folder / "manifest.json").write_text("spoilt")
    assert damage_of(folder, job) == ["damaged: checksums.txt", "damaged: manifest.json"]
    assert len(state_of(folder, job).missing(job)) == 12


def test_packing_that_was_broken_off_is_no_damage(copy: Copy, made: dict[str, Path], job: Job) -> None:
    folder = copy("whole")
    (folder / "manifest.json").unlink()
    (folder / "chunks").mkdir()
    for path in (made["half"] / "chunks").iterdir():
        (folder / "chunks" / path.name).write_bytes(path.read_bytes())
    assert damage_of(folder, job) == []
    assert not state_of(folder, job).complete


PLANS = {
    "it has no plan.json, so it holds no sweep\n  hint: `twochairs sweep EXPERIMENT` makes one": None,
    "its plan.json is damaged\n  hint: run the same sweep again to have it made anew": b"{}",
    "its plan.json is damaged\n  hint: run the same sweep again to have it made anew ": b"\xff\xfe",
    "its plan.json is damaged\n  hint: run the same sweep again to have it made anew  ": b"[1, 2]",
    "its plan.json is damaged\n  hint: run the same sweep again to have it made anew   ": b"[" * 100_000,
}


@pytest.mark.parametrize("text", PLANS)
def test_what_is_said_of_a_plan_that_is_none(text: str, tmp_path: Path) -> None:
    if (data := PLANS[text]) is not None:
        (tmp_path / "plan.json").write_bytes(data)
    with pytest.raises(NoResult) as error:
        plan_of(tmp_path)
    assert str(error.value) == f"{tmp_path} is not a result folder: {text.rstrip()}"


def test_a_plan_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(NoResult) as error:
        plan_of(tmp_path)
    assert str(error.value) == (
        f"{tmp_path} is not a result folder: its plan.json cannot be read: is a directory\n"
        "  hint: see to the disk or to the rights"
    )


def test_other_versions_still_read_what_is_there(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    from twochairs.sweeps.job import job_from_data, versions

    folder = copy("half")
    monkeypatch.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), "numpy": "9.9"})
    state = state_of(folder, job_from_data(plan_of(folder)))
    assert list(state.chunks) == [0, 1, 2, 3, 4]
