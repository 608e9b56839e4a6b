"""The runs of one point of a sweep, made again with everything that a run keeps."""

from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import OtherVersion
from twochairs.experiment.uncertainty import set_by
from twochairs.results.store import already_there, write_result
from twochairs.scenario.given import path_of, whole
from twochairs.sweeps.job import differences
from twochairs.sweeps.state import job_in, plan_of

if TYPE_CHECKING:
    from twochairs.results.result import Result

POINTS = "points"
"""Folder in a sweep's folder of the points that were run again."""


def point_result(folder: Path | str, point: int) -> "Result":
    """The runs of one point of a sweep with everything that a run keeps, run where they are not there yet.

    They are kept in the sweep's folder, in `points/`, and read from there the next time.

    Raises
    ------
    NotPossible : where there is no such point
    OtherVersion : where the sweep was made with other code or libraries, whose numbers these would not be
    """
    from twochairs.results.result import Result

    folder = path_of("folder", folder)
    job = job_in(folder)
    point = whole("point", point, 0, len(job.plan.points) - 1)
    if job.hash != job.key:
        raise OtherVersion(folder, differences(plan_of(folder)))
    scenario, seed = job.plan.scenario(point), job.plan.noise_seed(point)
    draws = job.plan.draws.without(set_by(scenario.tree))
    out = folder / POINTS / f"{point:04d}"
    if not already_there(out, scenario, job.replicates, seed, True, job.rulebook, draws):
        out.parent.mkdir(exist_ok=True)
        runs = run_replicates(scenario, job.replicates, seed, rulebook=job.rulebook, draws=draws)
        write_result(out, scenario, job.replicates, seed, runs, job.rulebook, draws)
    return Result(out)
