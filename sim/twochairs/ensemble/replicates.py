"""One scenario, many replicates: in plain Python one after the other, or compiled and side by side; the same bits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from twochairs.ensemble.plain import Months
from twochairs.errors import NotFinite
from twochairs.scenario.load import Scenario
from twochairs.world.layout import Layout
from twochairs.world.rulebook import STANDARD, Rulebook

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
    scenarios: Scenario | Sequence[Scenario],
    replicates: int,
    seed: int,
    progress: Progress = lambda done, total: None,
    rulebook: Rulebook = STANDARD,
) -> Iterator[Series]:
    """Every replicate of a scenario, in order.

    Parameters
    ----------
    scenarios : one, or what it is under each draw of the rules' constants; replicate r has the (r % draws)-th
    replicates : how many, at least 1
    seed : root of all chance
    progress : called with (months done, months in all)
    rulebook : the rules it goes by

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    NotRules : where a modeller's own rule fails
    """
    under = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    rulebook.check_fits(under[0].case.own)
    run = _side_by_side if compiling_pays(under[0].case.clock.months, replicates, rulebook) else _one_by_one
    yield from run(under, replicates, seed, progress, rulebook)


def compiling_pays(months: int, runs: int, rulebook: Rulebook = STANDARD) -> bool:
    """Whether runs of so many months are run compiled: many, or some and the machine has the rules compiled already."""
    return runs > FEW and (rulebook.kernel.ready or runs * months >= MANY_MONTHS)


def _side_by_side(
    under: list[Scenario], replicates: int, seed: int, progress: Progress, rulebook: Rulebook
) -> Iterator[Series]:
    months = under[0].case.clock.months
    for first in range(0, replicates, SIDE_BY_SIDE):
        chosen = range(first, min(first + SIDE_BY_SIDE, replicates))
        found: dict[int, np.ndarray] = {}
        for draw in sorted({replicate % len(under) for replicate in chosen}):
            of_draw = [replicate for replicate in chosen if replicate % len(under) == draw]
            found |= _lanes_of(under[draw], of_draw, seed, rulebook)
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
    under: list[Scenario], replicates: int, seed: int, progress: Progress, rulebook: Rulebook
) -> Iterator[Series]:
    months = under[0].case.clock.months

    @cache
    def months_of(draw: int) -> Months:
        return Months(under[draw], rulebook, seed)

    for replicate in range(replicates):
        runs = months_of(replicate % len(under))
        kept = np.empty((months + 1, runs.layout.slots))
        for t, values in runs.of(replicate):
            kept[t] = values
            if t:
                progress(replicate * months + t, replicates * months)
        yield Series(replicate, kept)


def by_quantity(layout: Layout, series: list[Series], quantity: str) -> np.ndarray:
    """One quantity of some replicates, shape (replicate, month, agents...)."""
    block = layout.block(quantity)
    stacked = np.stack([one.values[:, block] for one in series])
    return stacked.reshape(*stacked.shape[:2], *layout.shape[quantity])
