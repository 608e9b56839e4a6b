"""A point of a sweep as a run: everything that a run keeps, of the same runs."""

from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import OtherVersion
from twochairs.experiment.single import plan_of_run
from twochairs.scenario.given import path_of, whole
from twochairs.sweeps.job import Job, differences
from twochairs.sweeps.running import ended, workers
from twochairs.sweeps.state import job_in, plan_of

if TYPE_CHECKING:
    from twochairs.results.result import Result

POINTS = "points"
"""Folder of a sweep's folder in which points are kept as runs."""


def point_result(folder: Path | str, point: int, jobs: int | None = None) -> "Result":
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
    scenario = job.plan.scenario(point)
    plan = plan_of_run(
        scenario,
        job.replicates,
        job.plan.noise_seed(point),
        job.plan.outcomes,
        draws=job.plan.draws_at(point),
    )
    run = Job(plan, job.rulebook, job.sources)
    out = folder / POINTS / f"{point:04d}"
    ended(run, out, workers(run, jobs, None))
    return Result(out)
