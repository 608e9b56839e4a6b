"""A small experiment that is asked what moves its outcomes."""

from contextlib import chdir
from pathlib import Path

from tests.trust import trial as trials
from tests.trust.processes import Trial
from tests.trust.trial import written
from twochairs.cli.sweeping import Sweeping, job_of
from twochairs.sweeps.job import Job

ROWS, GROUPS, REPLICATES = 32, 8, 3
EXPERIMENT = """\
twochairs: 2
title: What moves a small state
scenario: tiny.yaml
replicates: 3
seed: 8
common_random_numbers: false
set: {clock.months: 8}
design: {kind: saltelli, rows: 32, groups: 8}
factors:
  LEA.pressure: {from: 0, to: 1}
  countries.ALD.government.course: {from: -0.8, to: 0.8}
outcomes:
  - alignment[ALD]@end
  - alignment[ALD]@start
  - first_month(alignment[ALD] > 0.9)
  - tension[strait]@max
keep: {series: all, quantities: [alignment], months: 4 months}
sensitivity: {confidence: 0.9}
figures: [indices]
"""
SCREENED = EXPERIMENT.replace("{kind: saltelli, rows: 32, groups: 8}", "{kind: sobol, points: 64}")
MORRIS = EXPERIMENT.replace("{kind: saltelli, rows: 32, groups: 8}", "{kind: morris, trajectories: 8}")


def trial(folder: Path, text: str = EXPERIMENT) -> Trial:
    """The experiment in a project of its own, and where its result goes."""
    return Trial(written(folder, text), folder / "out", verb="sensitivity")


def job(one: Trial) -> Job:
    """The job that the command makes of it."""
    with chdir(one.file.parent):  # by which a result calls its file
        found: Job = job_of(one.file, Sweeping(as_json=True))
    return found


def begun(one: Trial, points: int) -> None:
    """Run some of its points, and break it off."""
    trials.begun(one.out, job(one), points)
