"""Some replicates of one point: run, read off and, where that is asked for, summed up."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from twochairs.ensemble.plain import month_of_failure, run_plain
from twochairs.ensemble.runs import LANES, Lanes
from twochairs.errors import NotFinite
from twochairs.experiment.shape import shape_of
from twochairs.outcomes.measures import QUANTILES
from twochairs.scenario.load import Scenario
from twochairs.sweeps.events import Event, events_of
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import STATISTICS
from twochairs.sweeps.task import kind_of


@dataclass(frozen=True)
class Failure:
    """A run that came to no end.

    Attributes
    ----------
    replicate : of the point
    kind : "set-up" (the scenario of its point could not be built), "not finite", "raised", "killed" or "timeout"
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
    """What came of some replicates of a point.

    Attributes
    ----------
    point : its number
    span : the replicates, those that failed included
    replicates : those that came to an end, int32
    outcomes : float64, shape (replicates that came to an end, outcomes)
    series : float32 of shape (statistics, months kept, slots) for quantiles, float64 of (replicates, months kept,
        slots) for all
    events : what happened when, run by run
    failures : of the others
    """

    point: int
    span: range
    replicates: np.ndarray
    outcomes: np.ndarray
    series: np.ndarray
    events: list[Event] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def run_chunk(job: Job, point: int, span: range, killed: dict[int, str]) -> Chunk:
    """Run some replicates of a point.

    Parameters
    ----------
    killed : replicates that end the process they run in, or do not end, with how; they are not run again
    """
    parts: list[Chunk] = []
    failures: list[Failure] = []
    draws = job.plan.draws
    for draw in sorted({draws.of(replicate) for replicate in span[: draws.count]}):
        of_draw = [replicate for replicate in span if draws.of(replicate) == draw]
        some, failed = _run_draw(job, point, draw, of_draw, killed)
        parts += some
        failures += failed
    return _put_together(job, point, span, parts, failures)


def _run_draw(
    job: Job, point: int, draw: int, replicates: list[int], killed: dict[int, str]
) -> tuple[list[Chunk], list[Failure]]:
    """Run replicates of a point that have one draw of the rules' constants: without draws, all of them."""
    try:
        runs = _Runs(job, job.plan.scenario(point, draw), point)
    except Exception as error:
        return [], [Failure(replicate, "set-up", "", _in_one_line(error), "") for replicate in replicates]
    dead = sorted(killed.keys() & set(replicates))
    parts: list[Chunk] = []
    failures = [Failure(replicate, kind_of(killed[replicate]), "", killed[replicate], "") for replicate in dead]
    wanted = [replicate for replicate in replicates if replicate not in killed]
    for first in range(0, len(wanted), LANES):
        some, failed = runs.sound(wanted[first : first + LANES])
        parts += some
        failures += failed
    return parts, failures


def _put_together(job: Job, point: int, span: range, parts: list[Chunk], failures: list[Failure]) -> Chunk:
    """A chunk from its parts, each some of its replicates with their series as (month, slot, lane)."""
    kept = job.kept(point)
    months, slots = len(kept.months), len(kept.slots)
    none, no_outcomes = np.zeros(0, np.int32), np.zeros((0, len(job.outcomes)))
    nothing = Chunk(point, span, none, no_outcomes, np.zeros((months, slots, 0), kept.kind))
    parts = parts or [nothing]
    series = np.concatenate([part.series for part in parts], axis=2) if len(parts) > 1 else parts[0].series
    replicates = np.concatenate([part.replicates for part in parts])
    order = np.argsort(replicates, kind="stable")  # draw by draw they were run
    return Chunk(
        point=point,
        span=span,
        replicates=replicates[order],
        outcomes=np.concatenate([part.outcomes for part in parts])[order],
        series=np.ascontiguousarray(series[:, :, order].transpose(2, 0, 1)) if kept.every_run else statistics(series),
        events=sorted((event for part in parts for event in part.events), key=lambda event: event[0]),
        failures=sorted(failures, key=lambda failure: failure.replicate),
    )


def run_lanes(*given: Any) -> Lanes:
    """Replicates through the compiled month, plain while it is made; the compiler is loaded where it is used."""
    from twochairs.ensemble.meanwhile import run_soon

    return run_soon(*given)


def run_one(job: Job, point: int, replicate: int) -> None:
    """Run one replicate of a point and keep nothing; whatever it raises is raised."""
    scenario, chance = job.plan.run_of(point, replicate)
    run = run_lanes if job.compiled else run_plain
    run(scenario, job.rulebook, job.plan.noise_seed(point), [chance], job.kept(point).slots)


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
        run = run_lanes if self.job.compiled else run_plain
        lanes = run(self.scenario, self.job.rulebook, self.seed, replicates, self.kept.watched)
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
        of_series = kept[self.kept.months][:, rows].astype(self.kept.kind, copy=False)
        events = list(events_of(self.layout, replicates, kept, self.row)) if self.kept.keep.events else []
        return Chunk(0, range(0), replicates, outcomes, of_series, events)


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
