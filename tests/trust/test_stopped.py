"""A3: Ctrl-C, SIGTERM and a batch system's end of time stop a sweep soon, in words, and nothing committed is lost."""

import os
import random
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import typed
from tests.long import FULL
from tests.trust.processes import POINTS, Trial, awaited, ended, same, trial, workers_of
from tests.trust.trial import told

SIGNALS = 50 if FULL else 1
WITHIN, AT_ONCE = 10.0, 1.0
SLACK = 1.0 if FULL else 20.0
"""Seconds more that a machine busy with other tests may take."""
MONTHS = 240
LOADED = 1.0
"""Seconds after which the command has begun to load, where that cannot be looked up."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = trial(tmp_path_factory.mktemp("undisturbed"))
    one.here()
    return one.out


def stopped(process: subprocess.Popen[str], number: int, whole_group: bool) -> tuple[str, float]:
    """Send a signal: what was said, and after how many seconds it ended."""
    since = time.monotonic()
    if process.poll() is None:
        (os.killpg if whole_group else os.kill)(process.pid, number)
    said = ended(process, code=None)
    return said, time.monotonic() - since


def gone_on_with(said: str, one: Trial) -> None:
    """Run the very command that was printed."""
    (line,) = [line for line in said.splitlines() if "go on with: " in line]
    words = shlex.split(line.partition("go on with: ")[2])
    assert words == ["twochairs", *one.words()]
    assert typed(*words[1:], cwd=one.file.parent).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_signal_at_any_moment_stops_a_sweep_that_goes_on_where_it_was(
    number: signal.Signals, undisturbed: Path, tmp_path: Path
) -> None:
    """Half of them to the whole group, as a terminal and a batch system send them."""
    chance, longest, unfinished = random.Random(number), 0.0, 0
    for go in range(SIGNALS):
        one = trial(tmp_path / str(go))
        process = one.begin()
        wanted = chance.randint(0, POINTS - 10)
        awaited(lambda one=one, wanted=wanted: len(one.committed) >= wanted and workers_of(one.out), process)
        time.sleep(chance.uniform(0.0, 0.1))
        before = one.committed
        said, seconds = stopped(process, number, whole_group=go % 2 == 0)
        longest = max(longest, seconds)
        assert not workers_of(one.out)
        if process.returncode != 0:
            assert process.returncode == 128 + number, said
            assert before <= one.committed
            assert f"stopped: {len(one.committed)} of {POINTS} points are done and kept\n" in said
            unfinished += 1
            gone_on_with(said, one)
        same(one.out, undisturbed)
    assert longest < WITHIN + SLACK
    told(
        "A3", f"{SIGNALS} {number.name}, {unfinished} in time to stop: {longest:.2f} s at most, no committed point lost"
    )


def test_a_second_signal_drops_what_runs(tmp_path: Path) -> None:
    """Each point takes longer than the second signal may."""
    longest, times = 0.0, SIGNALS
    for go in range(times):
        one = trial(tmp_path / str(go), months=MONTHS, replicates=2000)
        process = one.begin()
        assert awaited(lambda one=one: one.committed, process)
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
        said, seconds = stopped(process, signal.SIGINT, whole_group=True)
        longest = max(longest, seconds)
        assert process.returncode == 130, said
        assert "go on with: twochairs sweep" in said
        assert not workers_of(one.out)
    assert longest < AT_ONCE + SLACK
    told("A3", f"{times} second Ctrl-C: {longest:.2f} s at most")


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_signal_in_any_phase_is_answered_without_a_traceback(jobs: int, tmp_path: Path) -> None:
    """Loading, checking, compiling what is there, making the folder, starting workers, running, packing, ending."""
    chance = random.Random(jobs)
    longest, codes = 0.0, set()
    for go in range(SIGNALS):
        one = trial(tmp_path / str(go))
        number = chance.choice([signal.SIGINT, signal.SIGTERM])
        process = one.begin(jobs)
        awaited(lambda process=process: loading(process), process)
        time.sleep(chance.uniform(0.0, 4.0))
        said, seconds = stopped(process, number, whole_group=True)
        longest = max(longest, seconds)
        codes.add(process.returncode)
        assert process.returncode in (0, 128 + number, -number), said
        assert not workers_of(one.out)
        one.here()
    assert longest < WITHIN + SLACK
    told("A3", f"{SIGNALS} signals in any phase, {jobs} workers: {longest:.2f} s at most, codes {sorted(codes)}")


def test_a_signal_while_the_rules_are_compiled_is_answered_without_a_traceback(tmp_path: Path) -> None:
    longest, moments = 0.0, (1.0, 4.0, 9.0, 14.0, 20.0, 26.0) if FULL else (3.0,)
    for go, moment in enumerate(moments):
        one = trial(tmp_path / str(go))
        process = one.begin(TWOCHAIRS_CACHE=str(tmp_path / f"cache-{go}"))
        awaited(lambda go=go: (tmp_path / f"cache-{go}").exists(), process)
        time.sleep(moment)
        said, seconds = stopped(process, signal.SIGINT, whole_group=True)
        longest = max(longest, seconds)
        assert process.returncode in (0, 130), said
    assert longest < WITHIN + SLACK
    told("A3", f"{len(moments)} Ctrl-C while compiling: {longest:.2f} s at most")


def loading(process: subprocess.Popen[str]) -> bool:
    """Whether a process has come so far that the command, and not Python by itself, answers a signal."""
    if sys.platform != "linux":
        time.sleep(LOADED)
        return True
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught & 1 << (signal.SIGTERM - 1))
