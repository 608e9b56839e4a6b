"""How many runs, how long and how much disk, before anything starts."""

from dataclasses import dataclass
from time import perf_counter

from twochairs.ensemble.runs import LANES
from twochairs.errors import TwochairsError
from twochairs.experiment.shape import Shape
from twochairs.sweeps.job import Job
from twochairs.sweeps.left import Left
from twochairs.sweeps.state import points_of

_TYPICAL_RATE = 1.5e6
"""Country-months a second and core, where nothing has been compiled yet to be timed."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep takes.

    Attributes
    ----------
    points, runs : how many there are in all
    runs_anew : of these, how many are to be run
    runs_used_again : of these, how many of other results are used again
    seconds : of running, on so many jobs, compiling aside
    bytes : of disk that is still to be written, at most
    timed : whether the time rests on runs of this scenario on this machine
    notes : why runs of other results are not used again
    """

    points: int
    runs: int
    runs_anew: int
    runs_used_again: int
    seconds: float
    bytes: int
    timed: bool
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        how = "" if self.timed else ", not timed here yet"
        takes = f"about {_time(self.seconds)}{how}, at most {_size(self.bytes)}"
        return f"{self.points:,} points, {self.runs:,} runs{self._left}, {takes}"

    @property
    def _left(self) -> str:
        """How much of it is left, where that is not all."""
        if self.runs_anew == self.runs:
            return ""
        again = f", {self.runs_used_again:,} of other results used again" if self.runs_used_again else ""
        return f" ({self.runs_anew:,} to be run{again})"


def estimated(job: Job, jobs: int, left: Left) -> Estimate:
    """Estimate what is left of a sweep takes, by timing one point where the rules are compiled already.

    Rules of the modeller's own are not timed: a run of theirs may end its process, and this one is not a worker's.

    Parameters
    ----------
    jobs : processes at work at once
    left : what is still to be done
    """
    ready = job.rulebook.kernel.ready and not job.rulebook.source
    timed = ready or not left.anew
    each = _timed(job) if ready and left.anew else 1.0 / _TYPICAL_RATE
    groups = [(group.count / len(job.plan.points), group.shape) for group in job.plan.groups]
    work = sum(share * _size_of(shape) for share, shape in groups)
    series = sum(share * job.kept_of(shape).series_bytes(job.replicates) for share, shape in groups)
    size = series + job.replicates * 8 * (len(job.outcomes) + len(job.plan.factors) + 1)
    seconds = each * work * left.runs_anew / max(1, jobs)
    written = round(points_of([*left.anew, *left.again]) * size)
    counts = (left.points, left.runs, left.runs_anew, left.runs_used_again)
    return Estimate(*counts, seconds, written, timed, tuple(left.notes))


def _timed(job: Job) -> float:
    """Seconds of a country-month, of a core."""
    lanes = list(range(min(job.replicates, LANES)))
    try_out(job, lanes[:1])
    started = perf_counter()
    for draw in range(job.plan.draws.count):
        job.plan.scenario(0, draw)
    try_out(job, lanes)
    return (perf_counter() - started) / len(lanes) / _size_of(job.plan.shape(0))


def _size_of(shape: Shape) -> int:
    """Country-months of a run."""
    return shape.months * len(shape.names.country)


def try_out(job: Job, replicates: list[int]) -> None:
    """Run some replicates of the first point and keep nothing, so that the rules are compiled and can be timed.

    Raises
    ------
    TwochairsError : where the rules cannot be compiled or the scenario not be built
    """
    from twochairs.ensemble.lanes import run_lanes

    try:
        run_lanes(job.plan.scenario(0), job.rulebook, 0, replicates, job.kept(0).slots)
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
