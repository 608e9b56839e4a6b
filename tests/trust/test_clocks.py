"""A14: no clock, no zone and no time of a file decides anything."""

import os
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.trial import EXPERIMENT, begun, content, job_of, swept, told, written
from twochairs.sweeps.running import going
from twochairs.sweeps.state import state_of

DAY = 86_400.0
NIGHT = 1_774_745_999.0
"""A second before clocks are put forward, in Europe, in March 2026."""


def jumping(monkeypatch: pytest.MonkeyPatch, now: Callable[[float], float]) -> None:
    real, count = time.time, 0

    def jumped() -> float:
        nonlocal count
        count += 1
        return now(real()) + (count % 3 - 1) * 3600.0

    monkeypatch.setattr(time, "time", jumped)
    monkeypatch.setattr(time, "strftime", lambda form, *given: f"clock {count}")


def aged(folder: Path, to: float) -> None:
    """Every file and folder with another time, as `touch` and a copy by rsync leave them."""
    for number, path in enumerate(sorted(folder.rglob("*"))):
        os.utime(path, (to + number % 7, to - number % 5))
    os.utime(folder, (to, to))


CLOCKS: dict[str, Callable[[float], float]] = {
    "a day ahead": lambda now: now + DAY,
    "a day behind": lambda now: now - DAY,
    "before 1970": lambda now: now - 100 * 365 * DAY,
    "the night of summer time": lambda now: NIGHT,
}


ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
EACH = list(zip(CLOCKS, [*ZONES, ZONES[1]], strict=True))
"""Every clock, and every zone."""


@pytest.mark.parametrize(("clock", "zone"), list(product(CLOCKS, ZONES)) if FULL else EACH)
def test_clocks_and_times_of_files_change_nothing(
    clock: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, out = job_of(written(tmp_path, EXPERIMENT.replace("replicates: 20", "replicates: 4"))), tmp_path / "out"
    swept(tmp_path / "sound", job)
    begun(out, job, 5)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    jumping(monkeypatch, CLOCKS[clock])
    aged(out, NIGHT - DAY if clock == "a day behind" else NIGHT + DAY)
    assert swept(out, job).ran == 7
    assert content(out) == content(tmp_path / "sound")
    aged(out, 0.0)
    assert state_of(out, job).complete
    assert swept(out, job).ran == 0
    monkeypatch.undo()
    time.tzset()


def test_old_and_new_files_are_used_again_alike(tmp_path: Path) -> None:
    text = EXPERIMENT.replace("months: all, events", "series: none, events")
    swept(tmp_path / "old", job_of(written(tmp_path / "a", text)))
    aged(tmp_path / "old", 0.0)
    job = job_of(written(tmp_path / "b", text.replace("replicates: 20", "replicates: 22")))
    left = going(job, tmp_path / "new", [tmp_path / "old"]).left()
    assert (left.points, left.runs_anew, left.runs_used_again) == (12, 24, 240)
    told("A14", f"{len(CLOCKS)} clocks in {len(ZONES)} zones, files touched: the same bytes, no run again")
