"""One scenario, many replicates: in plain Python one after the other, or compiled and side by side; the same bits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from twochairs.errors import NotFinite
from twochairs.experiment.uncertainty import BEST, Draws, scenarios_of
from twochairs.scenario.load import Scenario
from twochairs.world.layout import QUANTITIES, Layout
from twochairs.world.rulebook import STANDARD, Rulebook
from twochairs.world.world import check_finite

Progress = Callable[[int, int], None]

FEW = 8
"""Replicates up to which plain Python is begun at once, without a look at what is compiled."""
MANY_MONTHS = 12_000
"""Months of all replicates from which compiling anew pays."""
SIDE_BY_SIDE = 16
"""Replicates run at once where every slot is kept."""


@dataclass(frozen=True)
class Series:
    """What one replicate did.

    Attributes
    ----------
    replicate : its number, from 0
    values : float64, shape (months + 1, slots); row 0 is the start
    """

    replicate: int
    values: np.ndarray


def run_replicates(
    scenario: Scenario,
    replicates: int,
    seed: int,
    progress: Progress = lambda done, total: None,
    rulebook: Rulebook = STANDARD,
    draws: Draws = BEST,
) -> Iterator[Series]:
    """Every replicate of a scenario, in order.

    Parameters
    ----------
    replicates : how many, at least 1
    seed : root of all chance
    progress : called with (months done, months in all)
    rulebook : the rules it goes by
    draws : sets of the rules' constants that the replicates are spread over

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    NotRules : where a modeller's own rule fails
    """
    rulebook.check_fits(scenario.case.own)
    run = _side_by_side if compiling_pays(scenario, replicates, rulebook) else _one_by_one
    yield from run(scenario, replicates, seed, progress, rulebook, draws)


def compiling_pays(scenario: Scenario, replicates: int, rulebook: Rulebook = STANDARD) -> bool:
    """Whether replicates are run compiled: there are many, or some and the machine has the rules compiled already."""
    months = scenario.case.clock.months
    return replicates > FEW and (rulebook.kernel.ready or replicates * months >= MANY_MONTHS)


def _side_by_side(
    scenario: Scenario, replicates: int, seed: int, progress: Progress, rulebook: Rulebook, draws: Draws
) -> Iterator[Series]:
    scenarios, months = scenarios_of(scenario, draws), scenario.case.clock.months
    for first in range(0, replicates, SIDE_BY_SIDE):
        chosen = range(first, min(first + SIDE_BY_SIDE, replicates))
        found: dict[int, np.ndarray] = {}
        for draw in sorted({draws.of(replicate) for replicate in chosen}):
            of_draw = [replicate for replicate in chosen if draws.of(replicate) == draw]
            found |= _lanes_of(scenarios[draw], of_draw, seed, rulebook)
        yield from (Series(replicate, found[replicate]) for replicate in chosen)
        progress((chosen[-1] + 1) * months, replicates * months)


def _lanes_of(scenario: Scenario, replicates: list[int], seed: int, rulebook: Rulebook) -> dict[int, np.ndarray]:
    """The values of some replicates of one draw, each of shape (months + 1, slots)."""
    from twochairs.ensemble.lanes import every_slot, run_lanes

    layout = scenario.start()[0]
    lanes = run_lanes(scenario, rulebook, seed, replicates, every_slot(layout))
    for lane, error in lanes.failures():
        raise NotFinite(error.quantity, error.agent, error.month, replicates[lane])
    return {replicate: np.ascontiguousarray(lanes.kept[:, :, lane]) for lane, replicate in enumerate(replicates)}


def _one_by_one(
    scenario: Scenario, replicates: int, seed: int, progress: Progress, rulebook: Rulebook, draws: Draws
) -> Iterator[Series]:
    scenarios, months = scenarios_of(scenario, draws), scenario.case.clock.months

    @cache
    def fresh(draw: int) -> tuple[Any, ...]:
        layout, world, values = scenarios[draw].world()
        return layout, world, values, values.copy()

    for replicate in range(replicates):
        layout, world, values, start = fresh(draws.of(replicate))
        values[:] = start
        chance = scenario.draws(layout, seed, [replicate])
        kept = np.empty((months + 1, layout.slots))
        rulebook.read_start(world)
        kept[0] = values[:, 0]
        for t in range(1, months + 1):
            rulebook.month(t, world, chance)
            check_finite(values, layout, scenario.month_label(t), [replicate])
            kept[t] = values[:, 0]
            progress(replicate * months + t, replicates * months)
        yield Series(replicate, kept)


def recorded() -> list[str]:
    """Quantities that a result keeps."""
    return [name for name, quantity in QUANTITIES.items() if quantity.record]


def by_quantity(layout: Layout, series: list[Series], quantity: str) -> np.ndarray:
    """One quantity of some replicates, shape (replicate, month, agents...)."""
    block = layout.block(quantity)
    stacked = np.stack([one.values[:, block] for one in series])
    return stacked.reshape(*stacked.shape[:2], *layout.shape[quantity])
