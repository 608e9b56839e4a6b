"""One point of a sweep: all its replicates run, read off and summed up."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from twochairs.ensemble.lanes import LANES, run_lanes
from twochairs.errors import NotFinite
from twochairs.experiment.shape import shape_of
from twochairs.outcomes.measures import QUANTILES
from twochairs.scenario.load import Scenario
from twochairs.sweeps.events import Event, events_of
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import STATISTICS
from twochairs.sweeps.plain import month_of_failure


@dataclass(frozen=True)
class Failure:
    """A run that came to no end.

    Attributes
    ----------
    replicate : of the point
    kind : "set-up" (the scenario of its point could not be built), "not finite", "raised" or "killed"
    month : label of the month it failed in, or ""
    what : the quantity, the error, or how the process ended
    who : the agents concerned, or ""
    """

    replicate: int
    kind: str
    month: str
    what: str
    who: str


@dataclass(frozen=True)
class Chunk:
    """What came of a point.

    Attributes
    ----------
    point : its number
    replicates : those that came to an end, int32
    outcomes : float64, shape (replicates that came to an end, outcomes)
    series : float32; (statistics, months kept, slots) for quantiles, (replicates, months kept, slots) for all
    events : what happened when, run by run
    failures : of the others
    """

    point: int
    replicates: np.ndarray
    outcomes: np.ndarray
    series: np.ndarray
    events: list[Event] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def run_chunk(job: Job, point: int, killed: dict[int, str]) -> Chunk:
    """Run every replicate of a point.

    Parameters
    ----------
    killed : replicates that end the process they run in, with how they end it; they are not run again
    """
    parts: list[Chunk] = []
    failures: list[Failure] = []
    for draw in range(job.plan.draws.count):
        some, failed = _run_draw(job, point, draw, killed)
        parts += some
        failures += failed
    return _put_together(job, point, parts, failures)


def _run_draw(job: Job, point: int, draw: int, killed: dict[int, str]) -> tuple[list[Chunk], list[Failure]]:
    """Run the replicates of a point that have one draw of the rules' constants: without draws, all of them."""
    replicates = range(draw, job.replicates, job.plan.draws.count)
    try:
        runs = _Runs(job, job.plan.scenario(point, draw), point)
    except Exception as error:
        return [], [Failure(replicate, "set-up", "", _in_one_line(error), "") for replicate in replicates]
    dead = sorted(killed.keys() & set(replicates))
    parts, failures = [], [Failure(replicate, "killed", "", killed[replicate], "") for replicate in dead]
    wanted = [replicate for replicate in replicates if replicate not in killed]
    for first in range(0, len(wanted), LANES):
        some, failed = runs.sound(wanted[first : first + LANES])
        parts += some
        failures += failed
    return parts, failures


def _put_together(job: Job, point: int, parts: list[Chunk], failures: list[Failure]) -> Chunk:
    """A point from its parts, each some of its replicates with their series as (month, slot, lane)."""
    kept = job.kept(point)
    months, slots = len(kept.months), len(kept.slots)
    none, no_outcomes = np.zeros(0, np.int32), np.zeros((0, len(job.outcomes)))
    nothing = Chunk(point, none, no_outcomes, np.zeros((months, slots, 0), np.float32))
    parts = parts or [nothing]
    series = np.concatenate([part.series for part in parts], axis=2)
    every = job.plan.experiment.keep.series == "all"
    replicates = np.concatenate([part.replicates for part in parts])
    order = np.argsort(replicates, kind="stable")  # draw by draw they were run
    return Chunk(
        point=point,
        replicates=replicates[order],
        outcomes=np.concatenate([part.outcomes for part in parts])[order],
        series=np.ascontiguousarray(series.transpose(2, 0, 1)[order]) if every else statistics(series),
        events=sorted((event for part in parts for event in part.events), key=lambda event: event[0]),
        failures=sorted(failures, key=lambda failure: failure.replicate),
    )


def _not_finite(replicate: int, error: NotFinite) -> Failure:
    return Failure(replicate, "not finite", error.month, error.quantity, error.agent)


def _in_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


class _Runs:
    """Runs of one point, some lanes at a time."""

    def __init__(self, job: Job, scenario: Scenario, point: int) -> None:
        self.job, self.scenario, self.seed = job, scenario, job.plan.noise_seed(point)
        self.kept = job.kept_of(shape_of(scenario.case))
        self.layout = self.kept.shape.layout
        self.row = {slot: row for row, slot in enumerate(self.kept.watched.tolist())}

    def sound(self, replicates: list[int]) -> tuple[list[Chunk], list[Failure]]:
        """The runs of some replicates that come to an end, and the failures of the others, sought by halving."""
        try:
            part, failures = self._ended(replicates)
            return [part], failures
        except Exception as error:
            if len(replicates) == 1:
                return [], [self._raised(replicates[0], error)]
        middle = len(replicates) // 2
        (first, failed), (second, failed_too) = self.sound(replicates[:middle]), self.sound(replicates[middle:])
        return first + second, failed + failed_too

    def _ended(self, replicates: list[int]) -> tuple[Chunk, list[Failure]]:
        lanes = run_lanes(self.scenario, self.job.rulebook, self.seed, replicates, self.kept.watched)
        failures = [_not_finite(replicates[lane], error) for lane, error in lanes.failures()]
        return self._read_off(np.array(replicates, dtype=np.int32)[lanes.sound], lanes.kept_sound), failures

    def _raised(self, replicate: int, error: Exception) -> Failure:
        month = month_of_failure(self.scenario, replicate, self.seed, self.job.rulebook)
        return Failure(replicate, "raised", month, _in_one_line(error), "")

    def _read_off(self, replicates: np.ndarray, kept: np.ndarray) -> Chunk:
        @cache
        def series(slot: int) -> np.ndarray:
            return np.ascontiguousarray(kept[:, self.row[slot], :])

        programs = self.kept.outcomes
        outcomes = np.array([program.values(series) for program in programs]).reshape(len(programs), -1).T
        rows = [self.row[int(slot)] for slot in self.kept.slots]
        of_series = kept[self.kept.months][:, rows].astype(np.float32)
        events = list(events_of(self.layout, replicates, kept, self.row)) if self.kept.keep.events else []
        return Chunk(0, replicates, outcomes, of_series, events)


def statistics(series: np.ndarray) -> np.ndarray:
    """Mean and quantiles over the last axis, float32, shape (statistics, ...); NaN of none.

    Sums run in the order of size, in float64, so that no version of NumPy decides the last bit.
    """
    count = series.shape[-1]
    if count == 0:
        return np.full((len(STATISTICS), *series.shape[:-1]), np.nan, dtype=np.float32)
    ordered = np.sort(series, axis=-1)
    rows = [np.add.accumulate(ordered, axis=-1, dtype=np.float64)[..., -1] / count]
    for share in QUANTILES:
        place = share * (count - 1)
        below = int(place)
        low, high = (ordered[..., at].astype(np.float64) for at in (below, min(below + 1, count - 1)))
        rows.append(low + (high - low) * (place - below))
    return np.stack(rows).astype(np.float32)
