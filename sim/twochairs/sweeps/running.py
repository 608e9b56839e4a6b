"""A job on its way into a folder: where it is made, what it uses again, and its end; a run as such a job."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.experiment.single import plan_of_run
from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.results.described import sources_of
from twochairs.scenario.load import Scenario
from twochairs.sweeps.again import Source, offered, sources, without
from twochairs.sweeps.exchange import holds_another, made_beside, replaced
from twochairs.sweeps.executing import executor, processors
from twochairs.sweeps.folder import begin
from twochairs.sweeps.job import Job
from twochairs.sweeps.runner import WHOLE, Execute, Outcome, Progress, Shard, sweep
from twochairs.sweeps.state import State, Unit, cells, state_of
from twochairs.world.rulebook import STANDARD, Rulebook

if TYPE_CHECKING:
    pass

AGAIN = "run the same again"


def job_of_run(
    scenario: Scenario,
    replicates: int,
    seed: int,
    outcomes: Sequence[str] = (),
    keep: str = "all",
    draws: Draws = BEST,
    rulebook: Rulebook = STANDARD,
) -> Job:
    """A run as the job of one point; raises as `plan_of_run`."""
    plan = plan_of_run(scenario, replicates, seed, outcomes, keep, draws)
    return Job(plan, rulebook, sources_of(scenario).decode())


def workers(job: Job, jobs: int | None, limit: float | None) -> int:
    """Worker processes of a run: as many as are asked for, else none where there is little to do."""
    if jobs is not None:
        return jobs
    return 0 if limit is None and job.brief else processors()


@dataclass(frozen=True)
class Going:
    """A job on its way into a folder.

    Attributes
    ----------
    job, folder : which, and where its result is to be
    sources : other results, whose runs are used again
    place : where it is made: the folder, or beside it where it takes the place of another result of the kind
    """

    job: Job
    folder: Path
    sources: tuple[Source, ...]
    place: Path

    @property
    def state(self) -> State:
        """How far it is."""
        return state_of(self.place, self.job)

    def left(self) -> tuple[list[Unit], list[Unit]]:
        """What is to be run anew, and what of other results is used again; nothing is written."""
        missing = self.state.missing(self.job)
        taken = [unit for _, offers in offered(self.job, self.sources, missing) for unit, _ in offers]
        return without(missing, taken), taken

    def begin(self) -> None:
        """Refuse, before anything is compiled or run, a folder that cannot be written to; raises as `held`."""
        begin(self.place, self.job)

    def end(
        self,
        execute: Execute,
        again: str = AGAIN,
        shard: Shard = WHOLE,
        progress: Progress = lambda done, total: None,
    ) -> Outcome:
        """Run what is missing, and pack it; raises as `twochairs.sweeps.runner.sweep`."""

        def made(place: Path) -> Outcome:
            return sweep(place, self.job, execute, again, shard, progress, self.sources)

        return made(self.folder) if self.place == self.folder else replaced(self.folder, self.job, made)


def going(job: Job, folder: Path, given: Sequence[Path] = (), replace: bool = False) -> Going:
    """A job on its way into a folder, which may hold a result of the kind that it goes on from.

    Parameters
    ----------
    given : other results to use again, beside those of the same name beside the folder
    replace : whether it may take the place of a result of which nothing is used again

    Raises
    ------
    NoResult : where one that is given holds no plan
    """
    found = tuple(sources(folder, job, given))
    own = next((source for source in found if source.folder == folder), None)
    every = [(point, range(job.replicates)) for point in range(len(job.plan.points))]
    extends = own is not None and bool(own.offered(job, every if not job.splits else cells(job)))
    elsewhere = holds_another(folder, job) and (replace or extends)
    return Going(job, folder, found, made_beside(folder, job) if elsewhere else folder)


def ended(
    job: Job,
    folder: Path,
    jobs: int,
    again: str = AGAIN,
    limit: float | None = None,
    replace: bool = False,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """A run to its end, or the one that is there already; raises as `twochairs.sweeps.runner.sweep`."""
    with executor(jobs, None, limit) as execute:
        return going(job, folder, (), replace).end(execute, again, progress=progress)
