"""A job on its way into a folder: where it is made, what it uses again, and its end; a run as such a job."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from twochairs.errors import CannotWrite, TwochairsError
from twochairs.experiment.single import plan_of_run
from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.results.described import sources_of
from twochairs.scenario.load import Scenario
from twochairs.sweeps.again import Source, sources
from twochairs.sweeps.exchange import check_keeps, made_beside, other_kind, places_beside, replaced
from twochairs.sweeps.executing import executor, processors
from twochairs.sweeps.folder import begin, refuse
from twochairs.sweeps.job import Job
from twochairs.sweeps.left import Left, left_of
from twochairs.sweeps.runner import WHOLE, Execute, Outcome, Progress, Shard, sweep
from twochairs.sweeps.state import NOTHING_THERE, OR_REPLACE, State, cells, job_in, state_of
from twochairs.world.rulebook import STANDARD, Rulebook

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
    replace : whether runs of that one may be lost
    share : of it that is to be done
    """

    job: Job
    folder: Path
    sources: tuple[Source, ...]
    place: Path
    replace: bool = False
    share: Shard = WHOLE

    @property
    def state(self) -> State:
        """How far it is."""
        return NOTHING_THERE if other_kind(self.place, self.job) else state_of(self.place, self.job)

    def left(self) -> Left:
        """What is still to be done of it; nothing is written."""
        return left_of(self.job, self.state, self.sources, self.share)

    def check(self) -> None:
        """Refuse a folder that holds something else, or runs that would be lost; nothing is written.

        Raises
        ------
        CannotWrite, OtherVersion : as for `refuse` and `check_keeps`
        """
        notes = self.left().notes if other_kind(self.place, self.job) else ()
        refuse(self.place, self.job, "\n  note: ".join([OR_REPLACE, *notes]))
        self._check_keeps()

    def _check_keeps(self) -> None:
        if self.place != self.folder and not self.replace:
            check_keeps(self.folder, self.job, self.share)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Where a folder cannot be written, say why as `check` does."""
        try:
            yield
        except CannotWrite:
            self.check()
            raise

    def begin(self) -> None:
        """Refuse, before anything is compiled or run, a folder that cannot be written to; raises as `check`, `held`."""
        self._check_keeps()
        with self._explained():
            begin(self.place, self.job)

    def end(
        self,
        execute: Execute,
        again: str = AGAIN,
        progress: Progress = lambda done, total: None,
    ) -> Outcome:
        """Run what is missing, and pack it; raises as `check`, and `twochairs.sweeps.runner.sweep`."""

        def made(place: Path) -> Outcome:
            return sweep(place, self.job, execute, again, self.share, progress, self.sources)

        with self._explained():
            if self.place == self.folder:
                return made(self.folder)
            return replaced(self.folder, self.job, self._check_keeps, made)


def going(job: Job, folder: Path, given: Sequence[Path] = (), replace: bool = False, share: Shard = WHOLE) -> Going:
    """A job on its way into a folder, which may hold a result of the kind that it goes on from.

    Parameters
    ----------
    given : other results to use again, beside those of the same name beside the folder
    replace : whether it may take the place of a result of which nothing is used again, or of runs that it lacks

    Raises
    ------
    NoResult : where one that is given holds no plan
    """
    found = tuple(sources(folder, job, given))
    own = next((source for source in found if source.folder == folder), None)
    extends = own is not None and bool(own.offered(job, cells(job)))
    elsewhere = other_kind(folder, job) == job.plan.kind and (replace or extends)
    return Going(job, folder, found, made_beside(folder, job) if elsewhere else folder, replace, share)


def begun(folder: Path, given: Sequence[Path] = ()) -> Going:
    """The job whose plan a folder holds, on its way there.

    Raises
    ------
    NoResult : where the folder, or one that is given, holds no plan
    """
    job = job_in(folder)
    return Going(job, folder, tuple(sources(folder, job, given)), folder)


def begun_beside(folder: Path, given: Sequence[Path] = ()) -> list[Going]:
    """Jobs that are made beside a folder, whose results are to take its place."""
    found = []
    for place in places_beside(folder):
        with suppress(TwochairsError):
            job = job_in(place)
            if place == made_beside(folder, job):
                found.append(Going(job, folder, tuple(sources(folder, job, given)), place))
    return found


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
