"""The engine against Mesa, AgentPy and NumPy."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import mesa
from mesa.batchrunner import batch_run

from benchmarks import numpy_month
from benchmarks.cases import shipped
from benchmarks.engine import SEED, country_months, months_of
from benchmarks.small_model import COUNTRIES, SmallCountry
from benchmarks.table import Row, Table, side_by_side, speed
from twochairs.ensemble.runs import LANES
from twochairs.mesa_model import TwoChairs
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import STANDARD

MONTHS = 12
"""Of the runs in agent frameworks: more take longer and are no faster."""
ENGINE, MESA, BATCH = "engine", "Mesa: TwoChairs.run", "Mesa: batch_run of TwoChairs"
SMALL_MESA, AGENTPY, NUMPY = "Mesa, small model", "AgentPy, small model", "NumPy over (agent, replicate)"
_LESS = "does LESS than the engine's month: footholds, a target of two terms and the alignment step alone"
NOTES = {
    MESA: f"one replicate, {MONTHS} months, making the model left out",
    BATCH: f"one process, {MONTHS} months a run, making the model and collecting included",
    SMALL_MESA: _LESS,
    AGENTPY: _LESS,
    NUMPY: f"the WHOLE month, {LANES} replicates at once; NumPy's own exp and tanh, so not the same bits",
}


class Batched(TwoChairs):
    """The model as `batch_run` wants it: everything by keyword, the scenario loaded once."""

    loaded: Scenario

    def __init__(self, replicate: int = 0) -> None:
        super().__init__(self.loaded, SEED, replicate)


class _MesaCountry(mesa.Agent, SmallCountry):
    def __init__(self, model: mesa.Model, place: int) -> None:
        super().__init__(model)
        self.begin(place)

    def step(self) -> None:
        self.live(self.model.countries)


class _MesaModel(mesa.Model):
    def __init__(self) -> None:
        super().__init__(rng=SEED)
        self.countries = [_MesaCountry(self, place) for place in range(COUNTRIES)]

    def step(self) -> None:
        self.agents.do("step")


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    contenders = {
        ENGINE: months_of(STANDARD.kernel.months, shipped(), LANES),
        MESA: _mesa_run(),
        BATCH: _batch_run(),
        SMALL_MESA: _small(_MesaModel),
        NUMPY: months_of(numpy_month.months, shipped(), LANES),
    }
    if find_spec("agentpy"):
        contenders[AGENTPY] = _agentpy()
    speeds = side_by_side(contenders, rounds)
    rows = [Row(ENGINE, speed(speeds[ENGINE]), note=f"one thread, {LANES} replicates at once, {months_shown()} months")]
    for name in (MESA, BATCH, SMALL_MESA, AGENTPY, NUMPY):
        if name in speeds:
            bar = 150.0 if name == MESA else None
            rows.append(Row(name, speed(speeds[name]), speeds[ENGINE] / speeds[name], bar, NOTES[name]))
        else:
            rows.append(Row(name, "not installed", note=NOTES[name]))
    return [Table("The engine against other ways", "country-months/s", "engine over the row, per core", tuple(rows))]


def months_shown() -> int:
    """Months of the shipped case as it is run here."""
    return shipped().case.clock.months


def _mesa_run() -> Callable[[], float]:
    scenario = shipped()

    def once() -> float:
        model = TwoChairs(scenario, SEED)
        begun = time.thread_time()
        model.run(MONTHS)
        return COUNTRIES * MONTHS / (time.thread_time() - begun)

    return once


def _batch_run() -> Callable[[], float]:
    Batched.loaded = shipped(MONTHS)

    def once() -> float:
        begun = time.thread_time()
        replicates = 3
        batch_run(Batched, {"replicate": range(replicates)}, 1, 1, max_steps=MONTHS, display_progress=False)
        return country_months(Batched.loaded, replicates) / (time.thread_time() - begun)

    return once


def _small(make: Callable[[], Any]) -> Callable[[], float]:
    months = 10 * MONTHS

    def once() -> float:
        model = make()
        begun = time.thread_time()
        for _ in range(months):
            model.step()
        return COUNTRIES * months / (time.thread_time() - begun)

    return once


def _agentpy() -> Callable[[], float]:
    import agentpy

    months = 10 * MONTHS

    class Country(agentpy.Agent, SmallCountry):
        def setup(self) -> None:
            self.begin(self.id - 1)

        def month(self) -> None:
            self.live(self.model.countries)

    class Model(agentpy.Model):
        def setup(self) -> None:
            self.countries = agentpy.AgentList(self, COUNTRIES, Country)

        def step(self) -> None:
            self.countries.month()

    def once() -> float:
        begun = time.thread_time()
        Model({"steps": months}).run(display=False)
        return COUNTRIES * months / (time.thread_time() - begun)

    return once
