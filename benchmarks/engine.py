"""The compiled engine as a contender."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from benchmarks.cases import kept_slots
from twochairs.ensemble.lanes import keys_of, run_lanes
from twochairs.ensemble.runs import LANES
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import STANDARD

SEED = 2022


def months_of(run: Callable[..., Any], scenario: Scenario, lanes: int) -> Callable[[], float]:
    """A contender: the months alone, on a world that is already laid out.

    Parameters
    ----------
    run : takes the world, the keys of its draws, the slots to keep and the room for them
    """
    keys, watched = keys_of(scenario, SEED, list(range(lanes))), kept_slots(scenario)
    kept = np.zeros((scenario.case.clock.months + 1, len(watched), lanes))

    def once() -> float:
        world = scenario.world(lanes, wrap=lambda array: array)[1]
        begun = time.thread_time()
        run(world, keys, watched, kept)
        return country_months(scenario, lanes) / (time.thread_time() - begun)

    return once


def runs_of(scenario: Scenario, replicates: int, threads: int = 0, lanes: int = LANES) -> Callable[[], float]:
    """A contender: whole replicates in chunks of lanes, laying out worlds included.

    Parameters
    ----------
    threads : how many share the chunks, timed by the clock on the wall; 0 runs here, timed by the processor's
    """
    chunks = [list(range(replicates))[first : first + lanes] for first in range(0, replicates, lanes)]
    watched = kept_slots(scenario)
    shares = [chunks[i :: threads or 1] for i in range(threads or 1)]
    rooms = [{len(chunk): _room(scenario, watched, len(chunk)) for chunk in share} for share in shares]

    def share_of(i: int) -> None:
        for chunk in shares[i]:
            run_lanes(scenario, STANDARD, SEED, chunk, watched, rooms[i][len(chunk)])

    def alone() -> float:
        begun = time.thread_time()
        share_of(0)
        return country_months(scenario, replicates) / (time.thread_time() - begun)

    def together() -> float:
        begun = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(share_of, range(threads)))
        return country_months(scenario, replicates) / (time.perf_counter() - begun)

    return together if threads else alone


def _room(scenario: Scenario, watched: np.ndarray, lanes: int) -> np.ndarray:
    return np.zeros((scenario.case.clock.months + 1, len(watched), lanes))


def country_months(scenario: Scenario, replicates: int) -> int:
    """How many months countries live through in some replicates."""
    return replicates * len(scenario.names.country) * scenario.case.clock.months
