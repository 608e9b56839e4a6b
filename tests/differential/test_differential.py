"""Every point of every random experiment is what `run`, the plain month, Mesa and `replay` make of the same settings.

An experiment is made from its number alone, which names the test: number 17 again, with what it holds printed where it
fails, is `pytest "tests/differential/test_differential.py::test_every_way_to_run_gives_the_same[17]"`.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.differential.experiments import trial
from tests.differential.making import Made, made
from tests.differential.ways import ways
from tests.long import FULL
from tests.trust.trial import told

TRIALS = range(500 if FULL else 36)


@pytest.fixture
def tried(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Made]:
    """The experiment of a number, swept in this process."""
    number = request.param
    print(f"experiment {number}, in {tmp_path}")
    yield made(trial(number), tmp_path)


@pytest.mark.parametrize("tried", TRIALS, indirect=True)
def test_every_way_to_run_gives_the_same(tried: Made) -> None:
    print(tried.file.read_text())
    for way in ways(tried.trial.seed):
        way(tried, Random(f"way {tried.trial.seed}"))


def test_how_many() -> None:
    told("differential", f"{len(TRIALS)} random experiments")
