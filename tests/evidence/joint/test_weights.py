"""Weighted draws: where the answer is known, where all weigh alike, and tails that cannot be trusted."""

import numpy as np
import pytest
from scipy.stats import genpareto

from twochairs.evidence.joint.weights import Weights, pareto, quantile, smoothed

DRAWS = 4000


def test_draws_of_one_normal_weighted_to_be_those_of_another():
    # A standard normal seen once as 1 with variance 1 is normal around 1/2 with variance 1/2.
    drawn = np.random.default_rng(1).standard_normal((DRAWS, 2))
    weights = smoothed(-0.5 * (drawn[:, 0] - 1.0) ** 2)
    shift, error = weights.shift(drawn)
    assert shift == pytest.approx([0.5, 0.0], abs=3.5 * error.max())
    assert weights.mean(drawn[:, 0] ** 2) - weights.mean(drawn[:, 0]) ** 2 == pytest.approx(0.5, abs=0.04)
    assert weights.shape < 0.5


def test_the_error_of_a_shift_is_how_far_it_varies_from_sample_to_sample():
    chance, found, told = np.random.default_rng(2), [], []
    for _ in range(300):
        drawn = chance.standard_normal((400, 1))
        shift, error = smoothed(0.5 * drawn[:, 0]).shift(drawn)
        found.append(shift[0])
        told.append(error[0])
    assert np.mean(found) == pytest.approx(0.5, abs=0.02)
    assert np.mean(told) == pytest.approx(np.std(found), rel=0.15)


def test_evidence_that_says_nothing_weighs_every_draw_alike():
    drawn = np.random.default_rng(3).standard_normal((100, 3))
    weights = smoothed(np.full(100, -356.3))
    assert weights.each == pytest.approx(np.full(100, 0.01))
    assert weights.effective == pytest.approx(100.0)
    assert np.isnan(weights.shape)
    shift, error = weights.shift(drawn)
    assert np.abs(shift).max() < 1e-12
    assert error.max() < 1e-12


def test_a_number_that_does_not_vary_is_not_shifted():
    shift, error = smoothed(np.arange(30.0)).shift(np.ones((30, 1)))
    assert (shift[0], error[0]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("scale", "draws", "shape", "effective"),
    [
        (0.3, 1000, 0.0708752, 913.042),
        (1.0, 1000, 0.3216808, 346.529),
        (2.0, 1000, 0.6889522, 36.1046),
        (1.0, 100, 0.4962502, 55.9513),
        (4.0, 500, 2.0688272, 2.48467),
    ],
)
def test_the_same_as_another_program(scale, draws, shape, effective):
    """`psislw` of ArviZ (arviz-stats 0.8.0) on the same log weights."""
    weights = smoothed(scale * np.random.default_rng(1).normal(size=draws))
    assert weights.shape == pytest.approx(shape, abs=1e-6)
    assert weights.effective == pytest.approx(effective, rel=1e-5)
    assert weights.each.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("shape", [-0.3, 0.4, 1.0])
def test_a_pareto_distribution_is_found_again(shape):
    drawn = np.sort(genpareto(shape, scale=2.0).rvs(20_000, random_state=1))
    found, scale = pareto(drawn)
    assert found == pytest.approx(shape, abs=0.03)
    assert scale == pytest.approx(2.0, rel=0.05)


@pytest.mark.parametrize("shape", [-0.5, 0.0, 0.7])
def test_quantiles_of_a_pareto_distribution(shape):
    levels = np.array([0.05, 0.5, 0.99])
    assert quantile(levels, shape, 3.0) == pytest.approx(genpareto(shape, scale=3.0).ppf(levels))


def test_no_draw_weighs_more_than_it_did():
    log = 3.0 * np.random.default_rng(4).standard_normal(500)
    weights = smoothed(log)
    assert weights.each.max() / weights.each[np.argmin(log)] <= np.exp(np.ptp(log)) * (1.0 + 1e-9)


def test_a_weight_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="a log weight is not finite"):
        smoothed(np.array([0.0, np.nan]))


def test_weighted_means_are_of_the_first_dimension():
    assert Weights(np.array([0.25, 0.75]), np.nan).mean(np.array([[0.0, 4.0], [4.0, 0.0]])).tolist() == [3.0, 1.0]


def test_weights_of_some_draws_add_up_to_1():
    some = Weights(np.array([0.1, 0.2, 0.3, 0.4]), 0.3).of(np.array([1, 3]))
    assert some.each.tolist() == pytest.approx([1 / 3, 2 / 3])
    assert some.shape == 0.3


def test_the_error_of_a_mean_of_draws_that_weigh_alike_is_the_usual_one():
    drawn = np.random.default_rng(5).standard_normal((400, 2))
    assert Weights(np.full(400, 1 / 400), np.nan).error(drawn) == pytest.approx(drawn.std(axis=0) / 20.0)


def test_a_draw_is_there_as_often_as_it_weighs():
    weights = Weights(np.array([0.5, 0.05, 0.25, 0.2]), np.nan)
    counts = np.bincount(weights.rows(10), minlength=4)
    assert np.abs(counts - 10.0 * weights.each).max() < 1.0
    assert counts.sum() == 10
    assert np.bincount(weights.rows(20), minlength=4).tolist() == [10, 1, 5, 4]
    alike = Weights(np.full(7, 1.0 / 7.0), np.nan)
    assert alike.rows(7).tolist() == [*range(7)]
