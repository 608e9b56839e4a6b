"""A4: runs that raise, that are no longer finite or cannot be set up are kept as failures, and the others finish."""

import re
import shlex
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.command import typed
from tests.long import FULL
from tests.trust.harm import RULES, farthest, harmful, nearest, rules_in
from tests.trust.trial import EXPERIMENT, begun, command, content, job_of, swept, told, written
from twochairs.errors import InvalidInput, Problem
from twochairs.experiment.plan import Plan
from twochairs.sweeps.closing import told_replay
from twochairs.sweeps.replay import replay

RAISED, SPOILED = 5, 4
STEPS = (10, 5) if FULL else (5, 4)
RUNS = 20 * STEPS[0] * STEPS[1]
MANY = (
    EXPERIMENT.replace("steps: 4", f"steps: {STEPS[0]}")
    .replace("steps: 3", f"steps: {STEPS[1]}")
    .replace("seed: 7", "seed: SEED\ncommon_random_numbers: false")
    .replace("keep: {", "keep: {series: all, ")
)
SEEDS = range(7, 27) if FULL else range(7, 8)


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_that_raise_or_are_not_finite_fail_alone(seed: int, tmp_path: Path) -> None:
    text, out, sound = MANY.replace("SEED", str(seed)), tmp_path / "out", tmp_path / "sound"
    swept(sound, job_of(written(tmp_path, text)))
    raises_above, raised = farthest(sound, RAISED)
    spoils_below, spoiled = nearest(sound, SPOILED)
    failing = dict.fromkeys(raised, "raised") | dict.fromkeys(spoiled, "not finite")
    assert len(failing) == RAISED + SPOILED
    path = written(tmp_path, harmful(text, raises_above=raises_above, spoils_below=spoils_below))
    rules = rules_in(tmp_path)
    run = command("sweep", path, "--rules", rules, "--out", out, "--jobs", "2")
    assert run.returncode == 3, run.stderr
    assert f"\n{len(failing)} of {RUNS:,} runs failed:\n" in run.stderr
    assert "Traceback" not in run.stderr
    stored = pq.read_table(out / "failures").to_pylist()
    assert {(row["point"], row["replicate"]): row["kind"] for row in stored} == failing
    plan = job_of(path, rules).plan
    for row in stored:
        assert row["run"] == row["point"] * 20 + row["replicate"]
        assert row["seed"] == str(plan.noise_seed(row["point"]))
        assert {name: row[name] for name in plan.points[0]} == plan.points[row["point"]]
        assert re.fullmatch(r"2030-0[1-8]", row["month"])
        raised_here = row["kind"] == "raised"
        assert row["what"] == ("IndexError: tuple index out of range" if raised_here else "alignment")
        assert row["who"] == ("" if raised_here else "ALD")
    whole = pq.read_table(sound / "runs").to_pylist()
    assert pq.read_table(out / "runs").to_pylist() == [
        row for row in whole if (row["point"], row["replicate"]) not in failing
    ]
    _replays(run.stderr, {(row["point"], row["replicate"]): row for row in stored})
    assert (out / "rules.py").read_text() == RULES
    told("A4", f"seed {seed}: {RUNS - len(failing)} ok and {len(failing)} failures kept of {RUNS:,}, exit code 3")


def _replays(said: str, stored: dict[tuple[int, int], dict[str, Any]]) -> None:
    """Each command that was printed fails again, in the same month where the month is told."""
    commands = [line.strip() for line in said.splitlines() if line.strip().startswith("twochairs replay")]
    assert len(commands) == 5
    for printed in commands:
        words = shlex.split(printed)[1:]
        again = typed(*words)
        point, replicate = map(int, words[-1].split("/"))
        assert again.returncode == 0, again.stderr
        assert "it failed again: " in again.stdout
        if stored[point, replicate]["kind"] == "not finite":
            assert stored[point, replicate]["month"] in again.stdout


BROKEN = 5


@pytest.fixture
def _one_point_cannot_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    built = Plan.scenario

    def scenario(plan: Plan, point: int, draw: int | None = None) -> Any:
        if point == BROKEN:
            raise InvalidInput("tiny.yaml", [Problem(None, "no steady state is found"), Problem(None, "nor another")])
        return built(plan, point, draw)

    monkeypatch.setattr(Plan, "scenario", scenario)


@pytest.mark.usefixtures("_one_point_cannot_be_built")
def test_a_point_that_cannot_be_set_up_fails_alone(tmp_path: Path) -> None:
    job, out = job_of(written(tmp_path)), tmp_path / "out"
    outcome = swept(out, job)
    assert (outcome.complete, outcome.failed) == (True, 20)
    rows = pq.read_table(out / "failures").to_pylist()
    assert [(row["point"], row["replicate"]) for row in rows] == [(BROKEN, replicate) for replicate in range(20)]
    text = "InvalidInput: tiny.yaml cannot be run: 2 problems no steady state is found nor another"
    assert {(row["kind"], row["month"], row["what"], row["who"]) for row in rows} == {("set-up", "", text, "")}
    assert pq.read_table(out / "runs").num_rows == 220
    lines = told_replay(replay(out, job, BROKEN, 3), job)
    assert lines[0].startswith("run 103: point 5 (")
    assert lines[1].startswith("it failed again: InvalidInput: tiny.yaml cannot be run: 2 problems")


def test_what_is_read_off_fails_alone_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from twochairs.sweeps import chunk

    read_off = chunk._Runs._read_off

    def reading(runs: Any, replicates: Any, kept: Any) -> Any:
        if 13 in replicates.tolist():
            raise OverflowError("too large")
        return read_off(runs, replicates, kept)

    path, sound = written(tmp_path), tmp_path / "sound"
    swept(sound, job_of(path))
    monkeypatch.setattr(chunk._Runs, "_read_off", reading)
    assert swept(tmp_path / "out", job_of(path)).failed == 12
    rows = pq.read_table(tmp_path / "out" / "failures").to_pylist()
    assert {(row["replicate"], row["kind"], row["what"]) for row in rows} == {
        (13, "raised", "OverflowError: too large")
    }
    kept = pq.read_table(tmp_path / "out" / "runs").to_pylist()
    assert kept == [row for row in pq.read_table(sound / "runs").to_pylist() if row["replicate"] != 13]


@pytest.mark.usefixtures("_one_point_cannot_be_built")
def test_a_sweep_with_failures_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    job = job_of(written(tmp_path))
    swept(tmp_path / "out", job)
    begun(tmp_path / "again", job, 7)
    swept(tmp_path / "again", job)
    assert content(tmp_path / "again") == content(tmp_path / "out")
