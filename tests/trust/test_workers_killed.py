"""A5: workers that are killed take nothing with them; their tasks are done by others, and no run is blamed for it."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.processes import Trial, same, trial, workers_of
from tests.trust.trial import told

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc")

SWEEPS, KILLS = (20, 10) if FULL else (1, 3)
STEPS, REPLICATES = 4, 25
"""400 runs."""


def harassed(one: Trial, process: subprocess.Popen[str], chance: random.Random) -> int:
    """Kill workers, whatever they are at, as long as the sweep runs: how many."""
    kills = 0
    while kills < KILLS and process.poll() is None:
        workers = workers_of(one.out)
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
        time.sleep(chance.uniform(0.0, 1.2))
    return kills


def test_workers_killed_at_random_take_nothing_with_them(tmp_path: Path) -> None:
    chance, kills = random.Random(5), 0
    alone = trial(tmp_path / "alone", months=120, replicates=REPLICATES, steps=STEPS)
    alone.here()
    for number in range(SWEEPS):
        one = trial(tmp_path / str(number), months=120, replicates=REPLICATES, steps=STEPS)
        process = one.begin()
        kills += harassed(one, process, chance)
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0, said
        same(one.out, alone.out)
    told("A5", f"{kills} workers killed in {SWEEPS} sweeps of 400 runs: none hung, all results the same bytes")
