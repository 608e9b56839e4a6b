"""Runs of scenarios given as plain data, read by quantity and name."""

from collections.abc import Callable
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from twochairs.ensemble.replicates import run_replicates
from twochairs.scenario.load import Scenario, from_data, load
from twochairs.scenario.tree import plain
from twochairs.world.layout import QUANTITIES, Layout
from twochairs.world.month import month, read_start
from twochairs.world.world import check_finite

Data = dict[str, Any]
Label = tuple[str, tuple[str, ...]]
SEED = 20300101
SMALL = Path(__file__).parents[1] / "scenario" / "good" / "small.yaml"


def small_case() -> Data:
    """The small case of the scenario tests, which has something of everything; its price series is read in."""
    data: Data = plain(load(SMALL).tree)
    data.pop("sources", None)
    return data


class Ran:
    """One replicate of a scenario: values of shape (month, slot), row 0 the start."""

    def __init__(self, scenario: Scenario, values: np.ndarray) -> None:
        self.scenario, self.values = scenario, values

    @cached_property
    def layout(self) -> Layout:
        """Where each number lives."""
        return self.scenario.start()[0]

    def __call__(self, quantity: str, *agents: str) -> np.ndarray:
        """One number by month."""
        return self.values[:, self.layout.slot(quantity, *agents)]

    def all(self, quantity: str) -> np.ndarray:
        """A quantity of all agents, shape (agents..., month)."""
        return self.layout.view(np.ascontiguousarray(self.values.T), quantity)

    def by_label(self) -> dict[Label, np.ndarray]:
        """Every number by quantity and agents."""
        return {
            (quantity, agents): self.values[:, self.layout.start[quantity] + i]
            for quantity in QUANTITIES
            for i, agents in enumerate(self.layout.labels(quantity))
        }


def run(data: Data, seed: int = SEED) -> Ran:
    """The first replicate of a scenario from plain data."""
    return ran(from_data(data), seed)


def ran(scenario: Scenario, seed: int = SEED) -> Ran:
    """The first replicate of a scenario."""
    (series,) = run_replicates(scenario, 1, seed)
    return Ran(scenario, series.values)


def stepped(
    scenario: Scenario,
    replicates: list[int],
    seed: int = SEED,
    before: Callable[[int, np.ndarray], None] = lambda t, values: None,
    start: tuple[int, np.ndarray] | None = None,
) -> np.ndarray:
    """Some replicates side by side, month by month: values of shape (month, slot, replicate).

    Parameters
    ----------
    before : called with the month about to be run and the values, which it may change
    start : a month and all values at its end, shape (slot, replicate), to continue from
    """
    layout, world, values = scenario.world(lanes=len(replicates))
    draws = scenario.draws(layout, seed, replicates)
    read_start(world)
    first = 1
    if start is not None:
        first, values[:] = start[0] + 1, start[1]
    kept = [values.copy()]
    for t in range(first, scenario.case.clock.months + 1):
        before(t, values)
        month(t, world, draws)
        check_finite(values, layout, scenario.month_label(t), replicates)
        kept.append(values.copy())
    return np.stack(kept)


def changed(data: Data, **parts: Any) -> Data:
    """A copy with some top-level parts replaced."""
    return deepcopy(data) | parts


def same_bytes(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays hold the same bits, 0 and -0 counting as one."""
    return (one + 0.0).tobytes() == (other + 0.0).tobytes()


def assert_same(
    one: Ran,
    other: Ran,
    renamed: dict[str, str] | None = None,
    apart_from: Callable[[Label], bool] = lambda label: False,
) -> None:
    """Every number of `one` is in `other`, with the same bits; `renamed` gives the names the agents have there."""
    names, theirs = renamed or {}, other.by_label()

    def there(agent: str) -> str:
        return ".".join(names.get(part, part) for part in agent.split("."))

    compared = 0
    for label, values in one.by_label().items():
        if apart_from(label):
            continue
        found = theirs[label[0], tuple(there(agent) for agent in label[1])]
        assert same_bytes(values, found), f"{label} differs:\n{values}\n{found}"
        compared += 1
    assert compared > 50
