"""What is still to be done of a sweep: asked by whatever says how much there is to run, and by what runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.errors import NoResult
from twochairs.sweeps.again import Source, offered, without
from twochairs.sweeps.fitting import Lack, of_other_lengths
from twochairs.sweeps.job import Job
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import State, Unit, cells, points_of, runs_in


@dataclass(frozen=True)
class Left:
    """What is still to be done of a sweep, or of a share of it.

    Attributes
    ----------
    whole : every run, done or not
    anew : runs that are to be run
    again : runs that other results have, which are used again
    notes : why others that are there are run anew, a line each
    """

    whole: Sequence[Unit]
    anew: Sequence[Unit]
    again: Sequence[Unit]
    notes: Sequence[str] = ()

    @property
    def points(self) -> int:
        """Points in all."""
        return points_of(self.whole)

    @property
    def runs(self) -> int:
        """Runs in all."""
        return runs_in(self.whole)

    @property
    def runs_anew(self) -> int:
        """How many are to be run."""
        return runs_in(self.anew)

    @property
    def runs_used_again(self) -> int:
        """How many of other results are used again."""
        return runs_in(self.again)

    def __bool__(self) -> bool:
        return bool(self.anew or self.again)


def left_of(job: Job, state: State, sources: Sequence[Source], share: Shard) -> Left:
    """What is still to be done of a share of a job.

    Parameters
    ----------
    state : what is there
    sources : other results, whose runs are used again where they are the same
    """
    missing = share.units(job, state.missing(job))
    again = [unit for _, offers in offered(job, sources, missing) for unit, _ in offers]
    anew = without(missing, again)
    return Left(
        share.units(job, cells(job)), anew, again, [*_lacking(job, sources, anew), *_lengths(job, sources, anew)]
    )


def _lacking(job: Job, sources: Sequence[Source], anew: Sequence[Unit]) -> list[str]:
    """Why runs that are there are of no use; of one that several results have, the first reason."""
    runs: dict[Lack, int] = {}
    for source in sources:
        try:
            found = source.lacking(job, anew)
        except NoResult:
            continue  # damaged since it was looked over
        for lack, (_, span) in found:
            runs[lack] = runs.get(lack, 0) + len(span)
        anew = without(anew, [unit for _, unit in found])
    return [lack.told(count, job) for lack, count in runs.items()]


def _lengths(job: Job, sources: Sequence[Source], anew: Sequence[Unit]) -> list[str]:
    """That runs which are there are of another length, in a line."""
    found = [pair for source in sources for pair in source.of_other_lengths(job, anew)]
    there = sorted({months for months, _ in found})
    wanted = sorted({job.plan.shape(point).months for _, (point, _) in found})
    return [of_other_lengths(there, wanted)] if found else []
