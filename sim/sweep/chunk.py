"""One point of a sweep: all its replicates run, read off and summed up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from sim.errors import NotFinite
from sim.experiment.lanes import LANES, every_slot, run_lanes
from sim.experiment.measures import QUANTILES
from sim.scenario.load import Scenario
from sim.sweep.events import Event, event_slots, events_of
from sim.sweep.job import Job
from sim.sweep.plain import month_of_failure
from sim.world.world import check_finite

STATISTICS = ("mean", *(f"q{round(100 * share):02d}" for share in QUANTILES))
"""What is kept of a series over the replicates of a point."""


@dataclass(frozen=True)
class Failure:
    """A run that came to no end.

    Attributes
    ----------
    replicate : of the point
    kind : "not finite", "raised" or "killed"
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
    scenario = job.plan.scenario(point)
    runs = _Runs(job, scenario, point)
    parts, failures = [], [Failure(replicate, "killed", "", how, "") for replicate, how in sorted(killed.items())]
    wanted = [replicate for replicate in range(job.replicates) if replicate not in killed]
    for first in range(0, len(wanted), LANES):
        part, failed = runs.sound(wanted[first : first + LANES])
        parts.append(part)
        failures += failed
    replicates = np.concatenate([part.replicates for part in parts] or [np.zeros(0, dtype=np.int32)])
    outcomes = np.concatenate([part.outcomes for part in parts] or [np.zeros((0, len(job.outcomes)))])
    series = runs.summed([part.series for part in parts])
    events = [event for part in parts for event in part.events]
    failures.sort(key=lambda failure: failure.replicate)
    return Chunk(point, replicates, outcomes, series, events, failures)


class _Runs:
    """Runs of one point, some lanes at a time."""

    def __init__(self, job: Job, scenario: Scenario, point: int) -> None:
        self.job, self.scenario, self.seed = job, scenario, job.plan.noise_seed(point)
        self.events = job.plan.experiment.keep.events
        needed = {slot for program in job.outcomes for slot in program.slots} | set(map(int, job.series_slots))
        needed |= set(event_slots(job.layout)) if self.events else set()
        self.watched = np.array(sorted(needed), dtype=np.int64)
        self.row = {slot: row for row, slot in enumerate(self.watched.tolist())}

    def sound(self, replicates: list[int]) -> tuple[Chunk, list[Failure]]:
        """The runs of some replicates that come to an end, and the failures of the others."""
        failures: list[Failure] = []
        try:
            lanes = self._run(replicates)
        except Exception:
            raising = {replicate: failure for replicate, failure in self._raising(replicates)}
            failures += raising.values()
            replicates = [replicate for replicate in replicates if replicate not in raising]
            lanes = self._run(replicates)
        spoiled = np.flatnonzero(lanes.spoiled)
        failures += self._not_finite([replicates[lane] for lane in spoiled], lanes.spoiled[spoiled])
        whole = lanes.spoiled == 0
        return self._read_off(np.array(replicates, dtype=np.int32)[whole], lanes.kept[:, :, whole]), failures

    def _run(self, replicates: list[int]) -> Any:
        return run_lanes(self.scenario, self.job.rulebook, self.seed, replicates, self.watched)

    def _raising(self, replicates: list[int]) -> Iterator[tuple[int, Failure]]:
        """Which replicates raise, one by one."""
        for replicate in replicates:
            try:
                self._run([replicate])
            except Exception as error:
                month = month_of_failure(self.scenario, replicate, self.seed, self.job.rulebook)
                yield replicate, Failure(replicate, "raised", month, f"{type(error).__name__}: {error}", "")

    def _not_finite(self, replicates: list[int], months: np.ndarray) -> list[Failure]:
        """Which number of which agent is at fault, found by running again with everything kept."""
        found = []
        slots = every_slot(self.job.layout)
        for replicate, month in zip(replicates, months.tolist(), strict=True):
            lanes = run_lanes(self.scenario, self.job.rulebook, self.seed, [replicate], slots)
            try:
                check_finite(lanes.kept[month], self.job.layout, self.scenario.month_label(month), [replicate])
            except NotFinite as error:
                found.append(Failure(replicate, "not finite", error.month, error.quantity, error.agent))
        return found

    def _read_off(self, replicates: np.ndarray, kept: np.ndarray) -> Chunk:
        @cache
        def series(slot: int) -> np.ndarray:
            return np.ascontiguousarray(kept[:, self.row[slot], :])

        programs = self.job.outcomes
        outcomes = np.array([program.values(series) for program in programs]).reshape(len(programs), -1).T
        rows = [self.row[int(slot)] for slot in self.job.series_slots]
        of_series = kept[self.job.months_kept][:, rows].astype(np.float32)
        events = list(events_of(self.job.layout, replicates, kept, self.row)) if self.events else []
        return Chunk(0, replicates, outcomes, of_series, events)

    def summed(self, parts: list[np.ndarray]) -> np.ndarray:
        """Series (month, slot, lane) of the parts of a point: every run's, or statistics over them."""
        months, slots = len(self.job.months_kept), len(self.job.series_slots)
        every = np.concatenate(parts, axis=2) if parts else np.zeros((months, slots, 0), dtype=np.float32)
        if self.job.plan.experiment.keep.series == "all":
            return np.ascontiguousarray(every.transpose(2, 0, 1))
        return statistics(every)


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
