"""How many runs, how long and how much disk, before anything starts."""

from dataclasses import dataclass
from time import perf_counter

from sim.errors import TwochairsError
from sim.experiment.lanes import LANES, run_lanes
from sim.sweep.chunk import STATISTICS
from sim.sweep.job import Job

_TYPICAL_RATE = 1.5e6
"""Country-months a second and core, where nothing has been compiled yet to be timed."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep takes.

    Attributes
    ----------
    points, runs : how many
    seconds : on so many jobs, compiling aside
    bytes : of disk, at most
    timed : whether the time rests on runs of this scenario on this machine
    """

    points: int
    runs: int
    seconds: float
    bytes: int
    timed: bool

    def __str__(self) -> str:
        how = "" if self.timed else ", not timed here yet"
        return (
            f"{self.points:,} points, {self.runs:,} runs, about {_time(self.seconds)}{how}, at most {_size(self.bytes)}"
        )


def estimated(job: Job, jobs: int, points: int | None = None) -> Estimate:
    """Estimate what a sweep takes, by timing one point where the rules are compiled already.

    Rules of the modeller's own are not timed: a run of theirs may end its process, and this one is not a worker's.

    Parameters
    ----------
    jobs : processes at work at once
    points : how many are still to be run; all unless given
    """
    points = len(job.plan.points) if points is None else points
    case = job.sample.case
    ready = job.rulebook.kernel.ready and not job.rulebook.source
    if ready:
        lanes = list(range(min(job.replicates, LANES)))
        try_out(job, lanes[:1])
        started = perf_counter()
        for draw in range(job.plan.draws.count):
            job.plan.scenario(0, draw)
        try_out(job, lanes)
        each = (perf_counter() - started) * job.replicates / len(lanes)
    else:
        each = job.replicates * case.clock.months * len(case.countries) / _TYPICAL_RATE
    series = len(job.series_slots) * len(job.months_kept) * 4
    series *= job.replicates if job.plan.experiment.keep.series == "all" else len(STATISTICS)
    size = series + job.replicates * 8 * (len(job.outcomes) + len(job.plan.factors) + 1)
    return Estimate(points, points * job.replicates, each * points / max(1, jobs), points * size, ready)


def try_out(job: Job, replicates: list[int]) -> None:
    """Run some replicates of the first point and keep nothing, so that the rules are compiled and can be timed.

    Raises
    ------
    TwochairsError : where the rules cannot be compiled or the scenario not be built
    """
    try:
        run_lanes(job.sample, job.rulebook, 0, replicates, job.series_slots)
    except TwochairsError:
        raise
    except Exception:
        return  # a rule that raises fails its runs, and each of them tells it


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _size(size: int) -> str:
    return f"{max(1, round(size / 1e6)):,} MB" if size < 5e9 else f"{size / 1e9:.1f} GB"
