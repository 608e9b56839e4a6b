"""The share of a variance that lies between draws: worked values, the analysis of variance, known variances."""

import math

import numpy as np
import pytest

from sim.experiment.variance import parameter_share


def crossed(draws: int, chances: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw and chance of every run of a complete table."""
    runs = np.arange(draws * chances)
    return runs % draws, runs // draws


def two_way(values: np.ndarray, draw: np.ndarray, chance: np.ndarray) -> float:
    """The share by the textbook's sums of squares, of a complete table."""
    table = np.zeros((draw.max() + 1, chance.max() + 1))
    table[draw, chance] = values
    draws, chances = table.shape
    centred = table - table.mean()
    of_draws = chances * (centred.mean(axis=1) ** 2).sum()
    of_chance = draws * (centred.mean(axis=0) ** 2).sum()
    rest = ((centred**2).sum() - of_draws - of_chance) / ((draws - 1) * (chances - 1))
    between = (of_draws / (draws - 1) - rest) / chances
    at_once = (of_chance / (chances - 1) - rest) / draws
    return float(between / (between + at_once + rest))


def test_a_value_worked_by_hand() -> None:
    """Draw 0 gives 0 and 2, draw 1 gives 4 and 8.

    From the mean, 3.5: -3.5, -1.5, 0.5, 4.5; squares add up to 35. Same draw: (-3.5)(-1.5) + 0.5 x 4.5 = 7.5, mean
    3.75. Neither the same: (-3.5) 4.5 + (-1.5) 0.5 = -16.5, mean -8.25. So 12 lie between draws, of 8.75 + 8.25 = 17.
    """
    draw, chance = crossed(2, 2)
    assert parameter_share(np.array([0.0, 4.0, 2.0, 8.0]), draw, chance) == pytest.approx(12 / 17, rel=1e-14)


@pytest.mark.parametrize(("draws", "chances"), [(2, 5), (6, 4), (16, 12)])
def test_of_a_complete_table_it_is_the_two_way_analysis_of_variance(draws: int, chances: int) -> None:
    draw, chance = crossed(draws, chances)
    random = np.random.default_rng(draws)
    values = 3.0 * random.normal(size=draws)[draw] + random.normal(size=chances)[chance] + random.normal(size=len(draw))
    assert parameter_share(values, draw, chance) == pytest.approx(two_way(values, draw, chance), rel=1e-10)


@pytest.mark.parametrize(("of_draws", "of_chance", "of_both"), [(2.0, 1.0, 0.5), (0.5, 2.0, 0.5), (0.3, 0.1, 2.0)])
def test_known_variances_come_out(of_draws: float, of_chance: float, of_both: float) -> None:
    """A linear case, value = a[draw] + b[chance] + c[draw, chance], also where a fifth of the runs is missing."""
    draw, chance = crossed(400, 300)
    random = np.random.default_rng(5)
    values = of_draws * random.normal(size=400)[draw] + of_chance * random.normal(size=300)[chance]
    values += of_both * random.normal(size=len(draw))
    expected = of_draws**2 / (of_draws**2 + of_chance**2 + of_both**2)
    assert parameter_share(values, draw, chance) == pytest.approx(expected, abs=0.04)
    values[random.random(len(values)) < 0.2] = math.nan
    assert parameter_share(values, draw, chance) == pytest.approx(expected, abs=0.04)


def test_few_runs_a_draw_do_not_move_it_on_average() -> None:
    """Between draws are 0.16 of 0.16 + 1 = 0.138; the spread of raw means would say 0.4, of two runs each."""
    draw, chance = crossed(1000, 2)
    random = np.random.default_rng(8)
    shares = [
        parameter_share(0.4 * random.normal(size=1000)[draw] + random.normal(size=2000), draw, chance)
        for _ in range(40)
    ]
    assert np.mean(shares) == pytest.approx(0.16 / 1.16, abs=0.02)


def test_chance_that_draws_share_is_not_taken_for_theirs_nor_off_it() -> None:
    """All of the rest is one number per chance; the one-way analysis of variance would give 0 here."""
    draw, chance = crossed(50, 3)
    random = np.random.default_rng(2)
    values = random.normal(size=50)[draw] + np.array([-2.0, 0.0, 2.0])[chance]
    share = parameter_share(values, draw, chance)
    assert share == pytest.approx(two_way(values, draw, chance))
    assert 0.1 < share < 0.4


def test_limits() -> None:
    draw, chance = crossed(4, 5)
    assert parameter_share(np.array([1.0, 2.0, 4.0, 8.0])[draw], draw, chance) == 1.0
    assert parameter_share(np.array([1.0, 2.0, 4.0, 8.0, 9.0])[chance], draw, chance) == 0.0
    assert math.isnan(parameter_share(np.ones(20), draw, chance))
    assert math.isnan(parameter_share(np.full(20, math.nan), draw, chance))
    one_each = crossed(20, 1)
    assert math.isnan(parameter_share(np.arange(20.0), *one_each))
    one_draw = crossed(1, 20)
    assert math.isnan(parameter_share(np.arange(20.0), *one_draw))


def test_it_is_kept_between_0_and_1_and_no_order_matters() -> None:
    random = np.random.default_rng(0)
    draw, chance = crossed(3, 4)
    for _ in range(200):
        values = random.normal(size=12)
        share = parameter_share(values, draw, chance)
        order = random.permutation(12)
        assert 0.0 <= share <= 1.0
        assert parameter_share(values[order], draw[order], chance[order]) == share
