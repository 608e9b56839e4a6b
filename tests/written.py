"""A run written as a result, in one call."""

from pathlib import Path

from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.scenario.load import Scenario
from twochairs.sweeps.job import Job
from twochairs.sweeps.running import ended, going, job_of_run
from twochairs.world.rulebook import STANDARD, Rulebook


def write_run(
    folder: Path, scenario: Scenario, replicates: int, seed: int, rulebook: Rulebook = STANDARD, draws: Draws = BEST
) -> Path:
    """The folder, with every number of the runs in it."""
    ended(job_of_run(scenario, replicates, seed, draws=draws, rulebook=rulebook), folder, 0)
    return folder


def refuse_early(job: Job, folder: Path, replace: bool = False) -> bool:
    """Begin a run in a folder, which is refused where it cannot be; whether all of it is there already."""
    way = going(job, folder, (), replace)
    way.begin()
    return way.state.complete
