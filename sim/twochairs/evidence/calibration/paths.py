"""Yearly alignment of a hindcast under many sets of the rules' constants."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import Place
from twochairs.experiment.base import Base
from twochairs.scenario.calendar import month_number
from twochairs.scenario.load import Scenario
from twochairs.scenario.resolve import resolve
from twochairs.scenario.tree import Node, put
from twochairs.world.rulebook import STANDARD, Rulebook

VOTING_MONTH = 11
"""The month a year's alignment is read in: most votes of a General Assembly fall in October to December."""

Progress = Callable[[int, int], None]


def base_of(path: Path) -> Base:
    """The scenario of a file as experiments start from it."""
    resolved = resolve(path)
    return Base(path.name, resolved.tree, resolved.reference, resolved.shown, path)


def with_parameters(base: Base, values: Mapping[str, float]) -> Scenario:
    """The scenario under other constants of the rules, solved anew."""
    tree, place = base.tree, Place(base.shown, 1, 1)
    for name, value in values.items():
        tree = put(tree, ("parameters", name), Node(float(value), place, place))
    return base.scenario(tree)


def yearly_alignment(
    scenario: Scenario,
    years: Sequence[int],
    states: Sequence[str],
    replicates: int,
    seed: int,
    rulebook: Rulebook = STANDARD,
) -> np.ndarray:
    """Alignment in the voting month of each year, shape (replicates, years, states).

    Raises
    ------
    NotFinite : where a number of a run is not finite
    """
    layout, _ = scenario.start()
    watched = np.array([layout.slot("alignment", state) for state in states], dtype=np.int64)
    lanes = run_lanes(scenario, rulebook, seed, list(range(replicates)), watched)
    start = month_number(scenario.case.clock.start)
    rows = [month_number(f"{year}-{VOTING_MONTH:02d}") - start + 1 for year in years]
    return np.moveaxis(lanes.kept[rows], 2, 0)


def paths_of_draws(
    base: Base,
    draws: Sequence[Mapping[str, float]],
    years: Sequence[int],
    states: Sequence[str],
    replicates: int,
    seed: int,
    progress: Progress = lambda done, total: None,
) -> np.ndarray:
    """Alignment by year for many sets of constants, shape (draws, replicates, years, states).

    Parameters
    ----------
    draws : parameter name to value, one mapping a draw
    replicates : runs a draw that differ only by chance; every draw has the same chance
    """
    found = np.empty((len(draws), replicates, len(years), len(states)))
    for number, values in enumerate(draws):
        found[number] = yearly_alignment(with_parameters(base, values), years, states, replicates, seed)
        progress(number + 1, len(draws))
    return found
