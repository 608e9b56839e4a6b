"""Checks of a calibration: worked values, the band's level, what they must catch."""

import numpy as np
import pytest
from scipy.stats import beta, norm

from twochairs.evidence.scoring.calibration_checks import contraction, interval_coverage, rank_uniformity, shift


def ranks_of(posterior_sd, posterior_bias, n, draws, seed):
    """Ranks of truths among draws of a posterior that is too wide, too narrow, moved or right (1, 0)."""
    chance = np.random.default_rng(seed)
    truths = chance.standard_normal(n)
    made = posterior_bias + posterior_sd * chance.standard_normal((n, draws))
    return (made < truths[:, None]).sum(axis=1)


def test_counts_and_chi_square_of_worked_ranks():
    """Ranks 0 to 5 in three bins of two: 4, 1, 1 of 2 expected: (4 + 1 + 1) / 2 = 3, and exp(-3 / 2) with 2 degrees."""
    found = rank_uniformity(np.array([0, 1, 1, 0, 2, 5]), draws=5, bins=3)
    assert found.counts.tolist() == [4, 1, 1]
    assert found.p_value == pytest.approx(np.exp(-1.5))
    assert found.difference == pytest.approx([4 / 6 - 1 / 3, 5 / 6 - 2 / 3])


def test_the_band_of_one_edge_is_binomial():
    """One edge, 10 ranks: up to 2 or from 8 on have a chance of 112 / 1024, up to 1 or from 9 on of 22 / 1024."""
    found = rank_uniformity(np.tile([0, 1], 5), draws=1, bins=2, level=0.95)
    assert (found.low, found.high) == (pytest.approx([-0.3]), pytest.approx([0.3]))
    inside = [rank_uniformity(np.repeat([0, 1], [k, 10 - k]), draws=1, bins=2).inside for k in range(11)]
    assert inside == [False, False, *[True] * 7, False, False]


def test_uniform_ranks_stay_inside_as_often_as_the_level_says():
    found = [rank_uniformity(ranks_of(1, 0, 200, 19, seed), draws=19, bins=20, level=0.9) for seed in range(400)]
    assert np.mean([one.inside for one in found]) == pytest.approx(0.9, abs=0.05)
    assert np.mean([one.p_value < 0.1 for one in found]) == pytest.approx(0.1, abs=0.05)


@pytest.mark.parametrize(("sd", "bias"), [(0.6, 0.0), (1.7, 0.0), (1.0, 0.5), (1.0, -0.5)])
def test_a_wrong_posterior_is_caught(sd, bias):
    found = rank_uniformity(ranks_of(sd, bias, 200, 19, seed=1), draws=19, bins=10)
    assert not found.inside
    assert found.p_value < 0.01


def test_mirrored_ranks_have_the_mirrored_difference():
    ranks = ranks_of(1.0, 0.3, 100, 19, seed=2)
    one, other = (rank_uniformity(given, draws=19, bins=10) for given in (ranks, 19 - ranks))
    assert one.p_value == pytest.approx(other.p_value)
    assert one.difference == pytest.approx(-other.difference[::-1])


def test_a_higher_level_has_a_wider_band():
    ranks = ranks_of(1, 0, 200, 19, seed=3)
    narrow, wide = (rank_uniformity(ranks, draws=19, bins=10, level=level) for level in (0.5, 0.99))
    assert (wide.low < narrow.low).all() and (wide.high > narrow.high).all()


def test_coverage_of_worked_intervals():
    """2 of 4, Wilson: (0.5 + z2 / 8 -+ z sqrt(1 / 16 + z2 / 64)) / (1 + z2 / 4)."""
    found = interval_coverage(np.zeros(4), np.ones(4), np.array([0.0, 1.0, 1.01, -0.01]))
    z = norm.ppf(0.975)
    half, scale = z * np.sqrt(1 / 16 + z**2 / 64), 1 + z**2 / 4
    assert found.share == 0.5
    assert (found.low, found.high) == pytest.approx(((0.5 + z**2 / 8 - half) / scale, (0.5 + z**2 / 8 + half) / scale))


def test_coverage_is_near_the_exact_interval_and_stays_within_one():
    found = interval_coverage(np.zeros(100), np.ones(100), np.repeat([0.5, 2.0], [90, 10]))
    exact = beta.ppf(0.025, 90, 11), beta.ppf(0.975, 91, 10)
    assert (found.low, found.high) == pytest.approx(exact, abs=0.015)
    every = interval_coverage(np.zeros(20), np.ones(20), np.full(20, 0.5))
    assert every.share == every.high == 1.0
    assert 0.8 < every.low < 1.0


def test_contraction_of_worked_variances():
    assert contraction([4.0, 4.0, 4.0, 4.0], [1.0, 0.0, 4.0, 5.0]) == pytest.approx([0.75, 1.0, 0.0, -0.25])


def test_shift_of_worked_means():
    assert shift([1.0, 1.0], [2.0, 0.5], [4.0, 0.0]) == pytest.approx([1.5, -2.0])


@pytest.mark.parametrize(
    "refused",
    [
        lambda: rank_uniformity(np.array([20]), draws=19, bins=10),
        lambda: rank_uniformity(np.array([-1]), draws=19, bins=10),
        lambda: rank_uniformity(np.array([0.5]), draws=19, bins=10),
        lambda: rank_uniformity(np.array([], dtype=int), draws=19, bins=10),
        lambda: rank_uniformity(np.array([1]), draws=19, bins=7),
        lambda: rank_uniformity(np.array([1]), draws=19, bins=1),
        lambda: interval_coverage(np.array([]), np.array([]), np.array([])),
        lambda: interval_coverage(np.ones(2), np.zeros(2), np.zeros(2)),
        lambda: interval_coverage(np.zeros(2), np.ones(2), np.array([0.5, np.nan])),
        lambda: contraction([0.0], [1.0]),
        lambda: contraction([1.0], [-1.0]),
        lambda: shift([0.0], [0.0], [1.0]),
    ],
)
def test_what_cannot_be_checked_is_refused(refused):
    with pytest.raises(ValueError):
        refused()
