"""Faults that were there once, planted again: the comparison finds each."""

from pathlib import Path
from random import Random

import pytest

from sim.experiment.plan import Plan
from sim.sweep.job import Job
from tests.differential import ways
from tests.differential.experiments import trial
from tests.differential.making import made


def found_by(number: int, folder: Path) -> set[str]:
    """Names of the comparisons that an experiment fails."""
    tried, failed = made(trial(number), folder), set()
    for way in (*ways.READINGS, *ways.AGAIN, *ways.SWEPT_AGAIN):
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


@pytest.mark.parametrize("number", [1, 21])
def test_a_sweep_that_takes_everything_from_its_first_point_is_found(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_from_the_first_point(monkeypatch)
    assert "outcomes_are_those_of_the_plain_month" in found_by(number, tmp_path)
