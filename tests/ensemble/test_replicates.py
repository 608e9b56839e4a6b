"""The same seed gives the same bytes, however and how often it is run; each replicate stands alone."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from twochairs.ensemble import replicates as ensemble
from twochairs.ensemble.replicates import Series, by_quantity, run_replicates
from twochairs.scenario.load import Scenario, load
from twochairs.world.layout import QUANTITIES, RECORDED
from twochairs.world.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "scenario" / "good" / "small.yaml"
SEED = 1914


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(SMALL)


@pytest.fixture(scope="module")
def series(scenario: Scenario) -> list[Series]:
    return list(run_replicates(scenario, 10, SEED))


def digest(series: list[Series]) -> str:
    return sha256(b"".join(one.values.tobytes() for one in series)).hexdigest()


def test_shape_and_order(scenario, series):
    layout = scenario.start()[0]
    assert [one.replicate for one in series] == list(range(10))
    assert all(one.values.shape == (37, layout.slots) for one in series)
    assert all(one.values.dtype == np.float64 for one in series)


def test_the_same_seed_twice_gives_the_same_bytes(scenario, series):
    assert digest(list(run_replicates(scenario, 10, SEED))) == digest(series)
    assert digest(list(run_replicates(load(SMALL), 10, SEED))) == digest(series)


def test_fewer_replicates_are_the_first_of_more(scenario, series):
    assert digest(list(run_replicates(scenario, 4, SEED))) == digest(series[:4])


def test_a_run_that_is_left_half_way_spoils_no_other(scenario, series):
    """A generator dropped after two replicates, and two that take turns."""
    runs = run_replicates(scenario, 10, SEED)
    next(runs), next(runs)
    runs.close()
    first, second = run_replicates(scenario, 3, SEED), run_replicates(scenario, 3, SEED + 1)
    turns = list(zip(first, second, strict=True))
    assert digest([one for one, _ in turns]) == digest(series[:3])
    assert digest([other for _, other in turns]) == digest(list(run_replicates(scenario, 3, SEED + 1)))


def test_what_is_handed_out_is_kept_by_nobody_else(scenario, series):
    runs = run_replicates(scenario, 2, SEED)
    first = next(runs)
    first.values[:] = -1.0
    assert digest([next(runs)]) == digest(series[1:2])


PROGRAM = """
import sys
from hashlib import sha256
from twochairs.ensemble import replicates as ensemble
from twochairs.ensemble.replicates import run_replicates
from twochairs.scenario.load import load
runs = run_replicates(load(sys.argv[1]), 2, int(sys.argv[2]))
print(sha256(b"".join(one.values.tobytes() for one in runs)).hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_the_order_of_sets_and_hashes_does_not_matter(series, hash_seed):
    """Another process, with Python's hashes seeded otherwise."""
    command = [sys.executable, "-c", PROGRAM, str(SMALL), str(SEED)]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == digest(series[:2])


def test_replicates_and_seeds_differ(scenario, series):
    assert len({one.values.tobytes() for one in series}) == 10
    (other,) = run_replicates(scenario, 1, SEED + 1)
    assert other.values.tobytes() != series[0].values.tobytes()
    assert all(np.array_equal(one.values[0], series[0].values[0]) for one in series)


@pytest.mark.parametrize("seed", [0, 1, 2**63, 2**64 - 1])
def test_any_seed_will_do(scenario, seed):
    (one,) = run_replicates(scenario, 1, seed)
    assert np.isfinite(one.values).all()


def test_progress_is_told_month_by_month(scenario):
    told: list[tuple[int, int]] = []
    list(run_replicates(scenario, 2, SEED, progress=lambda done, total: told.append((done, total))))
    assert told == [(done, 72) for done in range(1, 73)]


def test_by_quantity_puts_agents_last(scenario, series):
    layout = scenario.start()[0]
    pressure = by_quantity(layout, series, "pressure")
    assert pressure.shape == (10, 37, 2, 3)
    for replicate, month, (p, pole), (c, country) in (
        (0, 0, (0, "CRO"), (0, "ALD")),
        (7, 12, (1, "LEA"), (2, "CAS")),
        (9, 36, (1, "LEA"), (0, "ALD")),
    ):
        slot = layout.slot("pressure", pole, country)
        assert pressure[replicate, month, p, c] == series[replicate].values[month, slot]
    assert by_quantity(layout, series, "hub_price").shape == (10, 37)


def test_recorded_quantities_are_those_declared_so():
    names = RECORDED
    assert {name for name in QUANTITIES if name not in names} == {
        name for name, quantity in QUANTITIES.items() if not quantity.record
    }
    assert {"alignment", "contribution", "pressure", "ally"} <= set(names)
    assert "signed_price" not in names


@pytest.mark.parametrize("replicates", [3, 17])
def test_side_by_side_gives_the_bits_of_one_by_one(scenario, replicates, monkeypatch):
    months = scenario.case.clock.months
    plain = [one.values.tobytes() for one in run_replicates(scenario, replicates, 7)]
    monkeypatch.setattr(ensemble, "FEW", 0)
    monkeypatch.setattr(ensemble, "MANY_MONTHS", 0)
    told = []
    compiled = list(run_replicates(scenario, replicates, 7, lambda done, total: told.append((done, total))))
    assert [one.replicate for one in compiled] == list(range(replicates))
    assert [one.values.tobytes() for one in compiled] == plain
    assert told[-1] == (months * replicates, months * replicates)


def test_few_replicates_begin_at_once_without_a_look_at_the_compiler(scenario, monkeypatch):
    monkeypatch.setattr(Rulebook, "kernel", property(lambda self: pytest.fail("it looked")))
    assert len(list(run_replicates(scenario, ensemble.FEW, 7))) == ensemble.FEW
