"""What is still to be done of a sweep: asked by whatever says how much there is to run, and by what runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.sweeps.again import Source, offered, without
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
    """

    whole: Sequence[Unit]
    anew: Sequence[Unit]
    again: Sequence[Unit]

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
    return Left(share.units(job, cells(job)), without(missing, again), again)
