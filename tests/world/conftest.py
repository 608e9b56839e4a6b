"""A scenario with something of everything, as plain data."""

from pathlib import Path
from typing import Any

import pytest

from sim.scenario.load import load
from sim.scenario.tree import plain

SMALL = Path(__file__).parents[1] / "scenario" / "good" / "small.yaml"


@pytest.fixture
def a_case() -> dict[str, Any]:
    """The small case of the scenario tests, with its price series read in."""
    data: dict[str, Any] = plain(load(SMALL).tree)
    data.pop("sources", None)
    return data
