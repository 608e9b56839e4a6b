"""Results with names that try to break pages, and pages of them, made once."""

from pathlib import Path

import pytest

import twochairs
from tests.figures.conftest import other_seed, result, rice, scenarios, shortest, variant  # noqa: F401
from tests.figures.sweeps.conftest import COMMON, TEXTS
from tests.results.sweeps import swept
from twochairs.reports.build import html
from twochairs.results.result import Result


@pytest.fixture(scope="session")
def grid(scenarios: Path) -> Result:  # noqa: F811
    found = twochairs.open(swept(scenarios / "report-grid", scenarios / "tiny.yaml", COMMON + TEXTS["grid"]))
    assert isinstance(found, Result)
    return found


@pytest.fixture(scope="session")
def page(result: Result, variant: Result, grid: Result) -> str:  # noqa: F811
    """Of two runs and a sweep."""
    return html([result, variant, grid])
