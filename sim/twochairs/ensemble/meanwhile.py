"""Runs while another process compiles the rules: in plain Python, and side by side once it is done; the same bits."""

import multiprocessing
import os
import signal
from time import sleep

import numpy as np

from twochairs.ensemble.lanes import compile_lanes, run_lanes
from twochairs.ensemble.plain import run_plain
from twochairs.ensemble.runs import Lanes
from twochairs.errors import NotFinite
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import Rulebook

_PAUSE, _LONGEST = 0.02, 5.0


def run_soon(scenario: Scenario, rulebook: Rulebook, seed: int, replicates: list[int], watched: np.ndarray) -> Lanes:
    """What `run_lanes` gives, one replicate after the other in plain Python as long as the rules are being compiled.

    A modeller's own rules are waited for: what they raise in plain Python may be a number compiled.
    """
    parts: list[Lanes] = []
    left = replicates
    while left and not rulebook.source and rulebook.kernel.being_made:
        parts.append(run_plain(scenario, rulebook, seed, left[:1], watched))
        left = left[1:]
    if left:
        parts.append(run_lanes(scenario, rulebook, seed, left, watched))
    return parts[0] if len(parts) == 1 else _side_by_side(parts)


def _side_by_side(parts: list[Lanes]) -> Lanes:
    owners = {replicate: part for part in parts for replicate in part.replicates}

    def why(replicate: int, month: int) -> NotFinite:
        return owners[replicate]._why(replicate, month)

    return Lanes(
        [replicate for part in parts for replicate in part.replicates],
        np.concatenate([part.spoiled for part in parts]),
        np.concatenate([part._kept for part in parts], axis=2),
        why,
    )


def compile_meanwhile(scenario: Scenario, rulebook: Rulebook) -> bool:
    """Have a process of its own compile the rules, and come back once it has begun; whether it has.

    It ends with this process, and by no key that this one is stopped with.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return False
    process = multiprocessing.get_context("fork").Process(target=_compile, args=(scenario, rulebook), daemon=True)
    process.start()
    for _ in range(int(_LONGEST / _PAUSE)):
        if rulebook.kernel.being_made or rulebook.kernel.ready or not process.is_alive():
            break
        sleep(_PAUSE)
    return process.is_alive() or rulebook.kernel.ready


def _compile(scenario: Scenario, rulebook: Rulebook) -> None:
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    compile_lanes(scenario, rulebook, np.zeros(0, dtype=np.int64))
