"""B1: of two sweeps on one folder one runs; the other names it or finds its work done. No lock needs a hand."""

import os
import random
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.processes import Trial, awaited, ended, killed, same, trial
from tests.trust.trial import told, written

RACES, RIVALS, JOBS = (100, 20, 2) if FULL else (1, 1, 1)


def raced(one: Trial, other: Trial) -> tuple[list[subprocess.Popen[str]], list[str]]:
    """Two sweeps begun together: the processes, and what each said."""
    both = [one.begin(JOBS), other.begin(JOBS)]
    return both, [ended(process, code=None) for process in both]


def test_of_two_sweeps_on_one_folder_one_runs(tmp_path: Path) -> None:
    alone = trial(tmp_path / "alone", steps=4)
    alone.here()
    refused = 0
    for number in range(RACES):
        one = trial(tmp_path / str(number), steps=4)
        both, said = raced(one, one)
        winner = next(index for index, text in enumerate(said) if f"\nwritten: {one.out}" in f"\n{text}")
        loser = 1 - winner
        assert both[winner].returncode == 0
        if both[loser].returncode == 0:
            assert f"already there: {one.out}" in said[loser]
        else:
            owner = f"process {both[winner].pid} on {socket.gethostname()}, since 20"
            assert both[loser].returncode == 1
            assert f"{one.out} is being written by {owner}" in said[loser]
            refused += 1
        same(one.out, alone.out)
    told("B1", f"{RACES} races: one ran in each, {refused} refused naming host, process and start, none mixed")


def test_of_two_experiments_on_one_folder_one_runs_and_they_never_mix(tmp_path: Path) -> None:
    rivals = [trial(tmp_path / name, replicates=replicates, steps=4) for name, replicates in (("a", 20), ("b", 21))]
    for one in rivals:
        one.here()
    wins = [0, 0]
    chance = random.Random(3)
    for number in range(RIVALS):
        out = tmp_path / f"out-{number}"
        order = chance.sample([0, 1], 2)
        both, said = raced(*(Trial(rivals[index].file, out) for index in order))
        codes = [process.returncode for process in both]
        assert sorted(codes) == [0, 1], said
        loser = said[codes.index(1)]
        assert f"{out} cannot be written: it holds another sweep\n" in loser or "is being written by process" in loser
        winner = order[codes.index(0)]
        wins[winner] += 1
        same(out, rivals[winner].out)
    told("B1", f"{RIVALS} races of two experiments for one folder: won by {wins[0]} and {wins[1]}, none mixed")


def test_the_lock_of_a_killed_sweep_is_taken_over(tmp_path: Path) -> None:
    one = trial(tmp_path, steps=4)
    process = one.begin(JOBS)
    assert awaited(lambda: one.committed, process)
    killed(process)
    assert str(process.pid) in (one.out / "lock").read_text()
    one.here()
    assert one.packed


def test_a_lock_whose_process_number_is_anothers_now_is_taken_over(tmp_path: Path) -> None:
    one = trial(tmp_path, steps=4)
    one.out.mkdir()
    owner = f'{{"host": "{socket.gethostname()}", "process": {os.getpid()}, "started": "2001-01-01 00:00:00"}}'
    (one.out / "lock").write_text(owner)
    one.end(jobs=0)
    assert one.packed


def test_the_lock_of_another_machine_is_left_alone(tmp_path: Path) -> None:
    one = trial(tmp_path, steps=4)
    one.out.mkdir()
    lock = one.out / "lock"
    lock.write_text('{"host": "elsewhere", "process": 7, "started": "2026-01-01 00:00:00"}')
    said = one.here(code=1)
    assert said.endswith(
        f"{one.out} is being written by process 7 on elsewhere, since 2026-01-01 00:00:00\n"
        f"  hint: if that process is gone for certain, remove {lock}\n"
    )
    assert not one.committed
    lock.unlink()
    one.here()


def test_the_owner_of_a_running_sweep_is_named_at_once(tmp_path: Path) -> None:
    one = trial(tmp_path, months=240, replicates=500)
    process = one.begin(JOBS)
    try:
        assert awaited(lambda: one.committed, process)
        since = time.strftime("%Y-")
        said = one.here(code=1)
        assert f"is being written by process {process.pid} on {socket.gethostname()}, since {since}" in said
        assert said.endswith("  hint: wait for it, or stop it; then run this again\n")
    finally:
        killed(process)


@pytest.mark.parametrize("name", ["notes.txt", "chunks", "manifest.json"])
def test_a_folder_with_anything_else_in_it_is_no_folder_for_a_sweep(tmp_path: Path, name: str) -> None:
    one = Trial(written(tmp_path), tmp_path / "out")
    one.out.mkdir()
    (one.out / name).touch()
    assert "it exists and holds no sweep" in one.here(code=1)
    assert [path.name for path in one.out.iterdir()] == [name]
