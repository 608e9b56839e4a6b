"""A1, A2: a sweep killed at any moment goes on to the very bytes of one that was left alone; no worker outlives it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import typed
from tests.long import FULL
from tests.trust.processes import POINTS, WORKERS, Trial, awaited, killed, same, trial, workers_of
from tests.trust.trial import ROOT, content, told, written

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")

SWEEPS, KILLS = (50, 4) if FULL else (1, 2)
DRIVERS = 50 if FULL else 1
FOUR = """\
twochairs: 2
scenario: tiny.yaml
replicates: 3
set: {clock.months: 2}
factors:
  LEA.pressure: {from: 0, to: 1, steps: 4}
outcomes:
  - alignment[ALD]@end
"""
ALONE = 5.0
"""Seconds within which workers without a driver have to be gone."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = trial(tmp_path_factory.mktemp("undisturbed"))
    one.here()
    return one.out


def at_some_moment(one: Trial, process: subprocess.Popen[str], chance: random.Random) -> None:
    """Wait until anywhere in a sweep's life: its beginning, among its points, or its packing."""
    kind = chance.random()
    if kind < 0.25:
        time.sleep(chance.uniform(0.0, 3.0))
        return
    if kind < 0.75:
        wanted = chance.randint(min(len(one.committed), POINTS - 1), POINTS - 1)
        awaited(lambda: len(one.committed) > wanted or (one.out / "runs").exists(), process)
        time.sleep(chance.uniform(0.0, 0.03))
        return
    awaited((one.out / "runs").exists, process)
    time.sleep(chance.uniform(0.0, 0.15))


def test_a_sweep_killed_at_random_moments_ends_as_if_it_never_had(undisturbed: Path, tmp_path: Path) -> None:
    chance, kills, again = random.Random(1), 0, 0
    for number in range(SWEEPS):
        one, begun = trial(tmp_path / str(number)), tmp_path / f"begun-{number}"
        for _ in range(KILLS):
            process = one.begin(TWOCHAIRS_BEGUN=str(begun))
            at_some_moment(one, process, chance)
            kills += process.poll() is None
            killed(process)
        one.end(TWOCHAIRS_BEGUN=str(begun))
        same(one.out, undisturbed)
        times_begun = len(set(begun.read_text().splitlines()))
        assert times_begun >= POINTS
        again += times_begun - POINTS
        assert again <= WORKERS * kills
    told(
        "A1",
        f"{kills} kills in {SWEEPS} sweeps: all results the same bytes, {again / kills:.2f} points run again a kill",
    )


def test_a_sweep_killed_at_each_call_of_its_writer_ends_as_if_it_never_had(tmp_path: Path) -> None:
    """Before and after each call in turn, and with half of what was to be written."""
    file = written(tmp_path, FOUR)
    step = 1 if FULL else 53
    script = [sys.executable, "-m", "tests.trust.killed_calls", str(file), str(tmp_path / "calls"), str(step)]
    done = subprocess.run(script, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told("A1", done.stdout.strip())


def extendable(folder: Path, replicates: int) -> Trial:
    """A trial that keeps numbers of every run alone, which any number of replicates may be added to."""
    one = trial(folder, replicates=replicates)
    kept = one.file.read_text().replace("keep: {quantities: [alignment, tension], months: all, events: true}", "")
    one.file.write_text(f"{kept}keep: {{series: none}}\n")
    return one


def test_an_extension_killed_at_any_moment_leaves_the_old_result_until_the_new_one_is_whole(tmp_path: Path) -> None:
    fresh = extendable(tmp_path / "fresh", 40)
    fresh.here()
    one, chance = extendable(tmp_path / "one", 20), random.Random(3)
    one.here()
    old, new = content(one.out), content(fresh.out)
    one = extendable(tmp_path / "one", 40)
    for _ in range(20 if FULL else 2):
        process = one.begin()
        awaited(lambda: any(one.out.parent.glob(".out.*/chunks/*")) or content(one.out) != old, process)
        time.sleep(chance.uniform(0.0, 0.6))
        killed(process)
        assert content(one.out) in (old, new)
    one.here()
    same(one.out, fresh.out)
    assert not list(one.out.parent.glob(".out.*"))


@linux
def test_no_worker_outlives_its_driver_and_what_it_left_is_gone_on_with(undisturbed: Path, tmp_path: Path) -> None:
    chance, longest, alive = random.Random(2), 0.0, 0
    for number in range(DRIVERS):
        one = trial(tmp_path / str(number))
        process = one.begin()
        wanted = chance.randint(0, POINTS - 10)
        assert awaited(lambda one=one, wanted=wanted: workers_of(one.out) and len(one.committed) >= wanted, process)
        killed(process, whole_group=False)
        since = time.monotonic()
        awaited(lambda one=one: not workers_of(one.out))
        longest = max(longest, time.monotonic() - since)
        alive += longest > ALONE
        one.here()
        same(one.out, undisturbed)
    assert not alive
    told("A2", f"{DRIVERS} drivers killed: every worker gone within {longest:.2f} s, all results the same bytes")


@linux
@pytest.mark.parametrize("after", [0.0, 0.05, 0.3] if FULL else [0.05])
def test_a_worker_that_was_only_starting_ends_with_its_driver_too(tmp_path: Path, after: float) -> None:
    one = trial(tmp_path)
    process = one.begin()
    assert awaited(lambda: workers_of(one.out), process)
    time.sleep(after)
    killed(process, whole_group=False)
    awaited(lambda: not workers_of(one.out))


def test_a_sweep_killed_before_its_plan_was_there_needs_no_hand(tmp_path: Path) -> None:
    one = trial(tmp_path)
    one.out.mkdir()
    (one.out / "lock").write_text('{"host": "')
    (one.out / ".writing-0123456789ab-plan.json").write_text('{"format')
    one.here()
    assert one.packed
    assert "is sound" in typed("verify", one.out).stdout


def test_chunks_that_a_kill_left_beside_a_whole_sweep_are_let_go(undisturbed: Path, tmp_path: Path) -> None:
    one = trial(tmp_path)
    one.here()
    (one.out / "chunks").mkdir()
    (one.out / "chunks" / "0000000-0123456789abcdef").write_bytes(b"left")
    (one.out / "runs" / ".writing-0123456789ab-part-0000.parquet").write_bytes(b"left")
    assert "already there" in one.here()
    same(one.out, undisturbed)
