"""Ensembles of the shipped case, each run once per session and kept small."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from twochairs.ensemble.replicates import Series, run_replicates
from twochairs.scenario.load import Scenario, load

CASES = Path(__file__).parents[2] / "scenarios" / "balkans"


class Ensemble:
    """Runs of one scenario, read by the names of the scenario file."""

    def __init__(self, scenario: Scenario, series: list[Series]) -> None:
        self.scenario, self.series = scenario, series
        self.layout = scenario.start()[0]

    def __call__(self, quantity: str, *agents: str) -> np.ndarray:
        """Values of shape (replicate, month)."""
        slot = self.layout.slot(quantity, *agents)
        return np.stack([one.values[:, slot] for one in self.series])

    def at(self, month: str) -> int:
        """The step of a month."""
        labels = [self.scenario.month_label(t) for t in range(self.scenario.case.clock.months + 1)]
        return labels.index(month)


Run = Callable[..., Ensemble]


@lru_cache(maxsize=64)
def ensemble(name: str, replicates: int, seed: int, settings: tuple[tuple[str, str], ...]) -> Ensemble:
    """Run a shipped scenario."""
    scenario = load(CASES / f"{name}.yaml", dict(settings))
    return Ensemble(scenario, list(run_replicates(scenario, replicates, seed)))


@pytest.fixture
def run() -> Run:
    """run(name, replicates, {dotted path: text}, seed) -> Ensemble; the same call is not run twice."""

    def call(name: str, replicates: int = 1, settings: dict[str, str] | None = None, seed: int = 2022) -> Ensemble:
        return ensemble(name, replicates, seed, tuple(sorted((settings or {}).items())))

    return call


QUIET = {"switches.noise": "false"}
"""No noise: every draw is 0.5, so shocks are 0 and what is likelier than not happens."""
