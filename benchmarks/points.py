"""What a point costs beside its months, what a draw of the rules' constants costs, and what the first use costs."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cases import kept_slots, shipped
from benchmarks.engine import SEED
from benchmarks.table import Row, Table, side_by_side
from twochairs.ensemble.lanes import keys_of, run_lanes
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.experiment.uncertainty import drawn
from twochairs.scenario.load import Starts
from twochairs.world.rulebook import STANDARD

EXPERIMENT = Path(__file__).parents[1] / "experiments" / "pressure-and-gas.yaml"
POINTS, REPLICATES, DRAWS = 32, 8, 16
MONTHS, POINT, WHOLE = "the months of 8 replicates", "a point with its check", "the same, read and checked whole"
DRAW, WHOLE_DRAW = "a draw", "a draw, read and checked whole"
_FIRST_USE = """
import contextlib, sys, time
from benchmarks.cases import shipped
from benchmarks.engine import months_of
from twochairs.engine import compiled, linked
from twochairs.ensemble.lanes import compile_lanes, every_slot
from twochairs.world.rulebook import STANDARD
if sys.argv[1] == "whole":
    linked._CHANGED = ("no such function",)
    compiled._few_collections = contextlib.nullcontext
scenario = shipped()
begun = time.process_time()
compile_lanes(scenario, STANDARD, every_slot(scenario.start()[0]))
seconds = time.process_time() - begun
run = months_of(STANDARD.kernel.months, scenario, 256)
run()
print(seconds, *(run() for _ in range(5)))
"""


class _Whole(Starts):
    """Every scenario read and checked whole."""

    _near = None


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    return [_points(rounds), _draws(rounds), _first_use()]


def _plan(whole: bool) -> Plan:
    plan = load_experiment(EXPERIMENT)
    base = plan.fits[0].base
    vars(base)["starts"] = (_Whole if whole else Starts)(base.resolved)
    return plan


def _points(rounds: int) -> Table:
    speeds = side_by_side({MONTHS: _months(), POINT: _run(_plan(False)), WHOLE: _run(_plan(True))}, rounds)
    ratios = {name: speeds[name] / speeds[MONTHS] for name in speeds}
    rows = (
        Row(MONTHS, _milliseconds(speeds[MONTHS]), note="of 120 months, compiled, worlds laid out before"),
        Row(
            POINT, _milliseconds(speeds[POINT]), ratios[POINT], 0.5, "its factors set, checked twice, run, 8 replicates"
        ),
        Row(
            WHOLE,
            _milliseconds(speeds[WHOLE]),
            ratios[WHOLE],
            note="as every point was before, and as one is that is refused",
        ),
    )
    return Table("A point", "ms on the processor", f"{MONTHS} over the row", rows)


def _draws(rounds: int) -> Table:
    speeds = side_by_side({WHOLE_DRAW: _drawn(_plan(True)), DRAW: _drawn(_plan(False))}, rounds)
    rows = (
        Row(WHOLE_DRAW, _milliseconds(speeds[WHOLE_DRAW])),
        Row(DRAW, _milliseconds(speeds[DRAW]), speeds[DRAW] / speeds[WHOLE_DRAW], 5.0),
    )
    return Table(
        "A draw of the rules' constants at a point", "ms on the processor", f"'{WHOLE_DRAW}' over the row", rows
    )


def _first_use() -> Table:
    """Each in a process and a cache of its own, once: they take long."""
    (before, *speeds_before), (now, *speeds) = (_compiled(way) for way in ("whole", "linked"))
    rows = (
        Row("machine code of every function, as Numba does", f"{before:.1f}"),
        Row("machine code of what is called from outside, garbage sought rarely", f"{now:.1f}", [before / now], 2.0),
        Row("speed of the months that come of it", "", [np.median(speeds) / np.median(speeds_before)], 0.95),
    )
    return Table(
        "First use", "s on the processor", "the first row over the second; of speeds, the second over the first", rows
    )


def _milliseconds(speeds: np.ndarray) -> str:
    return f"{1000.0 / float(np.median(speeds)):.2f}"


def _timed(work: Callable[[int], object], count: int) -> Callable[[], float]:
    """A contender: how many a second of the processor."""

    def once() -> float:
        begun = time.process_time()
        for number in range(count):
            work(number)
        return count / (time.process_time() - begun)

    return once


def _months() -> Callable[[], float]:
    scenario = shipped()
    keys, watched = keys_of(scenario, SEED, list(range(REPLICATES))), kept_slots(scenario)
    worlds = [scenario.world(REPLICATES, wrap=lambda array: array)[1] for _ in range(POINTS)]
    kept = np.zeros((scenario.case.clock.months + 1, len(watched), REPLICATES))
    return _timed(lambda number: STANDARD.kernel.months(worlds[number], keys, watched, kept), POINTS)


def _run(plan: Plan) -> Callable[[], float]:
    fit, watched = plan.fits[0], kept_slots(shipped())

    def work(number: int) -> None:
        fit.base.case(fit.tree(plan.points[number], plan.shown))
        run_lanes(plan.scenario(number), STANDARD, SEED, list(range(REPLICATES)), watched)

    return _timed(work, POINTS)


def _drawn(plan: Plan) -> Callable[[], float]:
    plan = replace(plan, draws=drawn("prior", DRAWS, SEED, DRAWS))
    return _timed(lambda draw: plan.scenario(0, draw).world(1, wrap=lambda array: array), DRAWS)


def _compiled(way: str) -> list[float]:
    """Seconds to compile in an empty cache, and how fast what comes of it runs."""
    with tempfile.TemporaryDirectory() as cache:
        command = [sys.executable, "-c", _FIRST_USE, way]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=os.environ | {"TWOCHAIRS_CACHE": cache}
        )
    return [float(number) for number in done.stdout.split()]
