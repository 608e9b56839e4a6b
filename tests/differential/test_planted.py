"""Faults that were there once, planted again: the comparison finds each."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.differential import ways
from tests.differential.experiments import trial
from tests.differential.making import made
from twochairs.engine import program, vectors
from twochairs.experiment.plan import Plan
from twochairs.sweeps import chunk
from twochairs.sweeps.job import Job

Planted = Callable[[pytest.MonkeyPatch], None]


def found_by(number: int, folder: Path) -> set[str]:
    """Names of the comparisons that an experiment fails."""
    tried, failed = made(trial(number), folder), set()
    for way in (*ways.READINGS, *ways.AGAIN):
        try:
            way(tried, Random(f"way {number}"))
        except (AssertionError, IndexError, KeyError):
            failed.add(way.__name__)
    return failed


def everything_from_the_first_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agents, months, outcomes and what is kept of every point are those of the first."""
    shape, kept = Plan.shape, Job.kept_of
    monkeypatch.setattr(Plan, "shape", lambda plan, point: shape(plan, 0))
    monkeypatch.setattr(Job, "kept_of", lambda job, _: kept(job, shape(job.plan, 0)))


def chance_shared_between_replicates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every two replicates have one chance."""
    run = chunk.run_lanes

    def shared(scenario, rulebook, seed, replicates, *others):
        return run(scenario, rulebook, seed, [replicate // 2 for replicate in replicates], *others)

    monkeypatch.setattr(chunk, "run_lanes", shared)


def comparisons_of_binary_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.1 + 0.2 is more than 0.3."""
    monkeypatch.setattr(vectors, "same", lambda left, right: left == right)
    monkeypatch.setattr(program, "same", lambda left, right: left == right)


@pytest.mark.parametrize(
    ("planted", "number"),
    [
        (everything_from_the_first_point, 0),
        (everything_from_the_first_point, 3),
        (chance_shared_between_replicates, 5),
        (comparisons_of_binary_numbers, 12),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value encountered")  # numbers of the wrong point may be none
def test_it_is_found(planted: Planted, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not found_by(number, _folder(tmp_path / "sound"))
    planted(monkeypatch)
    assert "outcomes_are_those_of_the_plain_month" in found_by(number, _folder(tmp_path / "planted"))


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
