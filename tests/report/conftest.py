"""Results with names that try to break pages, and pages of them, made once."""

from pathlib import Path

import pytest

import sim
from sim.output.result import Result
from sim.output.sweep_result import SweepResult
from sim.report.build import html
from tests.output.plots.conftest import other_seed, result, scenarios, shortest, variant  # noqa: F401
from tests.output.plots.sweeps.conftest import COMMON, TEXTS
from tests.output.sweeps import swept


@pytest.fixture(scope="session")
def grid(scenarios: Path) -> SweepResult:  # noqa: F811
    found = sim.open(swept(scenarios / "report-grid", scenarios / "tiny.yaml", COMMON + TEXTS["grid"]))
    assert isinstance(found, SweepResult)
    return found


@pytest.fixture(scope="session")
def page(result: Result, variant: Result, grid: SweepResult) -> str:  # noqa: F811
    """Of two runs and a sweep."""
    return html([result, variant, grid])
