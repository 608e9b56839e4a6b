"""A search by asking and telling: a front that is known, with noise and without; nothing is asked twice."""

import numpy as np
import pytest
from pymoo.indicators.hv import HV

from tests.long import FULL
from twochairs.deciding.robustness.asking import Asking, share_of
from twochairs.deciding.robustness.front import best, on_front
from twochairs.experiment.constraint import constraint
from twochairs.experiment.design import points_of, sampled
from twochairs.experiment.factor import Factor
from twochairs.experiment.samples import sobol
from twochairs.experiment.settings import Setting

LEVERS = [Factor(name, (name,), None) for name in ("a", "b", "c")]
REFERENCE = np.array([1.1, 4.1])
SEEDS = range(10 if FULL else 3)
NOISE = 0.2


def true(settings: list[Setting]) -> np.ndarray:
    """Two numbers to be low, whose front is b = c = 0 (the form of ZDT1).

    Source
    ------
    Zitzler, E., Deb, K., Thiele, L. (2000): Comparison of multiobjective evolutionary algorithms: empirical results.
    Evolutionary Computation 8, 173-195
    """
    x = np.array(settings, dtype=float)
    g = 1.0 + 3.0 * x[:, 1:].mean(axis=1)
    return np.stack([x[:, 0], g * (1.0 - np.sqrt(x[:, 0] / g))], axis=1)


def volume(wanted: np.ndarray) -> float:
    """Hypervolume of what is ahead of the reference point, as a share of the whole front's."""
    whole = true([(x, 0.0, 0.0) for x in np.linspace(0.0, 1.0, 4001)])
    return float(HV(ref_point=REFERENCE)(wanted) / HV(ref_point=REFERENCE)(whole))


def searched(seed: int, runs: int, generations: int) -> tuple[list[Setting], np.ndarray]:
    """Every setting of a search, and what runs with noise say of it."""
    random = np.random.default_rng([seed, 7])
    first = [tuple(one.values()) for one in sampled(LEVERS, sobol(40, 3, seed))]
    asking = Asking(LEVERS, 2, first, 40, seed)
    settings, told = list(first), []
    for _ in range(generations):
        values = true(first) + random.normal(0.0, NOISE / np.sqrt(runs), (len(first), 2))
        told.append(values)
        asking.tell(values)
        first = asking.ask()
        settings += first
    return settings[: len(settings) - len(first)], np.concatenate(told)


@pytest.mark.parametrize("seed", SEEDS)
def test_fresh_runs_of_the_best_tell_a_noisy_front_as_it_is(seed: int) -> None:
    """D8: 25 generations of 40 settings with 2 runs each, then the best 60 with 64 runs each: 5,840 runs.

    By the runs that chose them, the front has far more than there is to have.
    """
    settings, told = searched(seed, runs=2, generations=25)
    assert volume(told[on_front(told)]) > 1.3
    chosen = [settings[place] for place in best(told, 60)]
    fresh = true(chosen) + np.random.default_rng([seed, 8]).normal(0.0, NOISE / 8.0, (60, 2))
    front = on_front(fresh)
    assert volume(fresh[front]) <= 1.02
    assert volume(true(chosen)[front]) >= 0.95


def test_without_noise_it_comes_to_the_front() -> None:
    settings, told = searched(1, runs=10**12, generations=20)
    assert volume(told[:40]) < 0.9
    assert volume(told) > 0.99
    assert len(set(settings)) == len(settings) == 800


def test_told_the_same_it_asks_the_same() -> None:
    first, second = (searched(4, runs=2, generations=4)[0] for _ in range(2))
    assert first == second
    assert searched(5, runs=2, generations=4)[0] != first


def test_levels_are_asked_for_once_each_until_none_is_left() -> None:
    levers = [
        Factor("a", ("a",), (0, 1, 2)),
        Factor("b", ("b",), ("no", "yes")),
        Factor("c", ("c",), None, 1, 3, None, False, True),
    ]
    first = [(0, "no", 1), (1, "yes", 2), (2, "no", 3), (0, "yes", 2)]
    asking, seen = Asking(levers, 2, first, 4, 1), list(first)
    asked = list(first)
    while asked:
        asking.tell(np.random.default_rng(len(seen)).random((len(asked), 2)))
        asked = asking.ask()
        seen += asked
    assert len(seen) == len(set(seen))
    assert 10 <= len(seen) <= 18


def test_constraints_hold_of_all_that_is_asked_for() -> None:
    numeric = {"a": True, "b": True, "c": True}
    first = [tuple(one.values()) for one in sampled(LEVERS, sobol(16, 3, 1)) if one["a"] + one["b"] < 1.0]
    asking = Asking(LEVERS, 2, first, 16, 1, [constraint("a + b < 1", numeric)])
    asking.tell(true(first))
    for _ in range(3):
        asked = asking.ask()
        assert asked and all(a + b < 1.0 for a, b, _ in asked)
        asking.tell(true(asked))


def test_a_setting_that_came_to_no_end_leaves_no_children_behind_the_others() -> None:
    first = [tuple(one.values()) for one in sampled(LEVERS, sobol(16, 3, 1))]
    asking = Asking(LEVERS, 2, first, 16, 1)
    told = true(first)
    told[3] = np.nan
    asking.tell(told)
    assert len(asking.ask()) == 16


@pytest.mark.parametrize(
    "lever",
    [
        Factor("a", ("a",), None, 0.2, 0.9),
        Factor("a", ("a",), None, 0.1, 100.0, None, True),
        Factor("a", ("a",), None, 2, 7, None, False, True),
        Factor("a", ("a",), (0.1, 0.5, 0.6)),
        Factor("a", ("a",), ("no", "maybe", "yes")),
    ],
)
def test_a_share_leads_back_to_its_value(lever: Factor) -> None:
    for (value,) in (
        tuple(one.values()) for one in points_of([lever], [(lever.at(s),) for s in (0.0, 0.3, 0.77, 1.0)])
    ):
        again = lever.at(share_of(lever, value))
        assert again == (pytest.approx(value) if isinstance(value, float) else value)
