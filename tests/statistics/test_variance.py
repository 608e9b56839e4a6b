"""The share of a variance that lies between draws: worked values, the analysis of variance, known variances."""

import math

import numpy as np
import pytest

from twochairs.statistics.variance import parameter_share


def spread(draws: int, each: int) -> np.ndarray:
    """Draw of every run, each draw having as many."""
    return np.arange(draws * each) % draws


def one_way(values: np.ndarray, draw: np.ndarray) -> float:
    """The share by the textbook's sums of squares, of as many runs a draw."""
    table = np.array([values[draw == one] for one in range(draw.max() + 1)])
    draws, each = table.shape
    of_draws = each * ((table.mean(axis=1) - table.mean()) ** 2).sum() / (draws - 1)
    within = ((table - table.mean(axis=1, keepdims=True)) ** 2).sum() / (draws * (each - 1))
    between = (of_draws - within) / each
    return float(between / (between + within))


def test_a_value_worked_by_hand() -> None:
    """Draw 0 gives 0 and 2, draw 1 gives 4 and 8.

    Within draws: 2 and 8, mean square (2 + 8) / 2 = 5. Between: 2 (2.5^2 + 2.5^2) = 25. So (25 - 5) / 2 = 10 lie
    between draws, of 15.
    """
    values = np.array([0.0, 4.0, 2.0, 8.0])
    assert parameter_share(values, spread(2, 2)) == pytest.approx(10 / 15, rel=1e-14)


@pytest.mark.parametrize(("draws", "each"), [(2, 5), (6, 4), (16, 12)])
def test_of_as_many_runs_a_draw_it_is_the_one_way_analysis_of_variance(draws: int, each: int) -> None:
    draw, random = spread(draws, each), np.random.default_rng(draws)
    values = 3.0 * random.normal(size=draws)[draw] + random.normal(size=len(draw))
    assert parameter_share(values, draw) == pytest.approx(one_way(values, draw), rel=1e-10)


@pytest.mark.parametrize(("of_draws", "of_chance"), [(2.0, 1.0), (0.5, 2.0), (0.3, 2.0)])
def test_known_variances_come_out(of_draws: float, of_chance: float) -> None:
    """A linear case, also where a fifth of the runs is missing."""
    draw, random = spread(1000, 20), np.random.default_rng(5)
    values = of_draws * random.normal(size=1000)[draw] + of_chance * random.normal(size=len(draw))
    expected = of_draws**2 / (of_draws**2 + of_chance**2)
    assert parameter_share(values, draw) == pytest.approx(expected, abs=0.04)
    values[random.random(len(values)) < 0.2] = math.nan
    assert parameter_share(values, draw) == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(("draws", "each", "share"), [(16, 6, 0.2), (16, 6, 0.6), (1000, 2, 0.14)])
def test_few_runs_a_draw_do_not_move_it_on_average(draws: int, each: int, share: float) -> None:
    """The raw spread of the means of two runs each would say 0.57 where 0.14 is right."""
    draw, random = spread(draws, each), np.random.default_rng(8)
    found = [
        parameter_share(
            share**0.5 * random.normal(size=draws)[draw] + (1 - share) ** 0.5 * random.normal(size=len(draw)), draw
        )
        for _ in range(40 if draws > 16 else 400)
    ]
    assert np.mean(found) == pytest.approx(share, abs=0.03)


def test_limits() -> None:
    draw = spread(4, 5)
    assert parameter_share(np.array([1.0, 2.0, 4.0, 8.0])[draw], draw) == 1.0
    assert parameter_share(np.array([1.0, 2.0, 4.0, 8.0, 9.0])[np.arange(20) // 4], draw) == 0.0
    assert math.isnan(parameter_share(np.ones(20), draw))
    assert math.isnan(parameter_share(np.full(20, math.nan), draw))
    assert math.isnan(parameter_share(np.arange(20.0), spread(20, 1)))
    assert math.isnan(parameter_share(np.arange(20.0), spread(1, 20)))


def test_it_is_kept_between_0_and_1_and_no_order_matters() -> None:
    random, draw = np.random.default_rng(0), spread(3, 4)
    for _ in range(200):
        values = random.normal(size=12)
        share = parameter_share(values, draw)
        order = random.permutation(12)
        assert 0.0 <= share <= 1.0
        assert parameter_share(values[order], draw[order]) == share
