"""Runs stored by their hash: the same on every Python, NumPy and machine. A moved one needs a line in CHANGES.md."""

from hashlib import sha256
from pathlib import Path

import pytest

from twochairs.ensemble.replicates import run_replicates
from twochairs.scenario.load import load

ROOT = Path(__file__).parents[2]
GOLDEN = {
    ("tests/scenario/good/small.yaml", 24): "64f4cf89240cb74d",
    ("scenarios/balkans/serbia-2022.yaml", 12): "87284bdb80ba3262",
}


@pytest.mark.parametrize(("path", "months"), GOLDEN)
def test_every_number_of_a_run_is_the_stored_one(path, months):
    scenario = load(ROOT / path, {"clock.months": str(months)})
    (series,) = run_replicates(scenario, 1, seed=1)
    assert sha256(series.values.tobytes()).hexdigest()[:16] == GOLDEN[path, months]
