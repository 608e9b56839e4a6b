"""One scenario, many replicates: the months run in plain Python, one replicate after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.scenario.load import Scenario
from sim.world.layout import QUANTITIES, Layout
from sim.world.rulebook import STANDARD, Rulebook
from sim.world.world import check_finite

Progress = Callable[[int, int], None]


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
) -> Iterator[Series]:
    """Every replicate of a scenario, in order.

    Parameters
    ----------
    replicates : how many, at least 1
    seed : root of all chance
    progress : called with (months done, months in all)
    rulebook : the rules it goes by

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    NotRules : where a modeller's own rule fails
    """
    layout, world, values = scenario.world()
    start = values.copy()
    months = scenario.case.clock.months
    for replicate in range(replicates):
        values[:] = start
        draws = scenario.draws(layout, seed, [replicate])
        kept = np.empty((months + 1, layout.slots))
        rulebook.read_start(world)
        kept[0] = values[:, 0]
        for t in range(1, months + 1):
            rulebook.month(t, world, draws)
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
