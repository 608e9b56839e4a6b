"""Scores: worked values, an independent integral, exact closed forms, and what must and must not change them."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from twochairs.evidence.scoring.scores import absolute_error, brier, covered, crps, log_score, pit, skill

NUMBERS = st.floats(-100.0, 100.0)
ENSEMBLES = st.lists(NUMBERS, min_size=2, max_size=12)


def integral_crps(members, observed):
    """The definition: the squared distance of the members' distribution function from the observation's step."""

    def squared(x):
        return (np.mean(np.asarray(members) <= x) - (observed <= x)) ** 2

    edges = sorted({*members, observed})
    return sum(quad(squared, low, high)[0] for low, high in pairwise(edges) if high - low > 1e-12)


def test_crps_of_a_worked_ensemble():
    # Members 0, 1, 3, observed 2: mean distance (2 + 1 + 1) / 3 = 4/3; the pairs' distances 1 + 3 + 2 = 6.
    assert crps([3.0, 0.0, 1.0], 2.0) == pytest.approx(4 / 3 - 6 / (3 * 2))
    assert crps([3.0, 0.0, 1.0], 2.0, fair=False) == pytest.approx(4 / 3 - 6 / (3 * 3))


@given(ENSEMBLES, NUMBERS)
def test_crps_is_the_integral_that_defines_it(members, observed):
    assert crps(members, observed, fair=False) == pytest.approx(integral_crps(members, observed), abs=1e-6)


@given(ENSEMBLES, NUMBERS)
def test_fair_crps_is_the_mean_over_all_pairs(members, observed):
    m = len(members)
    pairs = sum(abs(a - b) for a in members for b in members) / (2 * m * (m - 1))
    assert crps(members, observed) == pytest.approx(np.mean(np.abs(np.array(members) - observed)) - pairs, abs=1e-9)


def test_fair_crps_does_not_depend_on_how_many_members_there_are():
    """Its expectation for a Gaussian is the closed form, with 3 members as with many; the ordinary one's is not."""
    y, chance = 0.7, np.random.default_rng(1)
    exact = y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / math.sqrt(math.pi)
    draws = chance.standard_normal((200_000, 3))
    assert crps(draws, np.full(200_000, y)).mean() == pytest.approx(exact, abs=0.005)
    assert crps(draws, np.full(200_000, y), fair=False).mean() - exact > 0.1


@pytest.mark.parametrize("y", [-2.0, 0.0, 0.3, 1.7])
def test_crps_of_spaced_quantiles_is_nearly_the_gaussians(y):
    spaced = norm.ppf((np.arange(200) + 0.5) / 200)
    exact = y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / math.sqrt(math.pi)
    assert crps(spaced, y, fair=False) == pytest.approx(exact, abs=2e-4)
    assert exact - crps(spaced, y) > 2e-3  # the fair score would flatter them


@given(ENSEMBLES, NUMBERS, st.floats(0.1, 10.0), NUMBERS)
def test_crps_moves_with_the_unit_and_not_with_the_origin(members, observed, scale, shift):
    moved = crps(scale * np.array(members) + shift, scale * observed + shift)
    assert moved == pytest.approx(scale * crps(members, observed), abs=1e-7)


def test_crps_of_one_value_is_the_absolute_error():
    assert crps([2.0, 2.0, 2.0], 5.0) == absolute_error([2.0, 2.0, 2.0], 5.0) == 3.0
    assert crps([2.0], 5.0, fair=False) == 3.0


def test_every_score_works_over_leading_axes():
    chance = np.random.default_rng(2)
    members, observed = chance.normal(size=(3, 4, 9)), chance.normal(size=(3, 4))
    for score in (crps, absolute_error, pit, lambda m, o: covered(m, o, 0.5)):
        whole = score(members, observed)
        assert whole.shape == (3, 4)
        assert all(whole[i, j] == score(members[i, j], observed[i, j]) for i in range(3) for j in range(4))


def test_absolute_error_is_of_the_median_not_of_the_mean():
    assert absolute_error([0.0, 1.0, 11.0], 3.0) == 2.0
    assert absolute_error([0.0, 1.0, 2.0, 11.0], 3.0) == 1.5


def test_the_band_of_nine_members_at_eighty_per_cent_is_their_range():
    members = np.arange(1.0, 10.0)  # the k-th of 9 is the quantile k / 10
    observed = np.array([0.99, 1.0, 5.0, 9.0, 9.01])
    assert covered(np.tile(members, (5, 1)), observed, 0.8).tolist() == [False, True, True, True, False]
    assert covered(np.tile(members, (3, 1)), np.array([1.99, 2.0, 8.01]), 0.6).tolist() == [False, True, False]


@given(ENSEMBLES, NUMBERS, st.floats(0.05, 0.9))
def test_a_wider_band_covers_what_a_narrower_one_does(members, observed, level):
    assert not covered(members, observed, level) or covered(members, observed, level + 0.05)


def test_bands_of_a_calibrated_ensemble_cover_as_often_as_they_say():
    draws = np.random.default_rng(3).standard_normal((40_000, 20))
    assert covered(draws[:, 1:], draws[:, 0], 0.9).mean() == pytest.approx(0.9, abs=0.006)
    assert covered(draws[:, 1:], draws[:, 0], 0.5).mean() == pytest.approx(0.5, abs=0.01)


def test_pit_of_worked_ensembles():
    assert pit([1.0, 2.0, 3.0], 2.5) == pytest.approx(2.5 / 4)  # rank 3 of 4
    assert pit([1.0, 2.0, 3.0], 2.0) == pytest.approx(2.0 / 4)  # ranks 2 and 3 of 4, the middle
    assert pit([2.0, 2.0, 2.0], 2.0) == 0.5
    assert (pit([1.0, 2.0, 3.0], 0.0), pit([1.0, 2.0, 3.0], 9.0)) == (1 / 8, 7 / 8)


@given(ENSEMBLES, NUMBERS)
def test_pit_of_the_mirror_image_is_the_rest(members, observed):
    assert pit(-np.array(members), -observed) == pytest.approx(1.0 - pit(members, observed))


def test_pit_of_a_calibrated_ensemble_is_even():
    draws = np.random.default_rng(4).standard_normal((50_000, 5))
    counts = np.unique(pit(draws[:, 1:], draws[:, 0]), return_counts=True)[1]
    assert counts.size == 5
    assert np.abs(counts / 50_000 - 0.2).max() < 0.008


def test_log_score_of_worked_probabilities_in_nats():
    got = log_score(np.array([0.25, 0.25, 0.0, 1.0, 1.0]), np.array([1, 0, 1, 1, 0]), members=50)
    assert got == pytest.approx([math.log(4), -math.log(0.75), math.log(100), -math.log(0.99), math.log(100)])


@pytest.mark.parametrize("score", [lambda p, o: log_score(p, o, members=10_000), brier])
@pytest.mark.parametrize("truth", [0.1, 0.5, 0.8])
def test_the_expected_score_is_least_for_the_true_probability(score, truth):
    said = np.linspace(0.05, 0.95, 19)
    expected = truth * score(said, np.ones(19, bool)) + (1 - truth) * score(said, np.zeros(19, bool))
    assert said[expected.argmin()] == pytest.approx(truth)


def test_brier_of_worked_probabilities():
    assert brier(np.array([0.25, 0.25, 0.0]), np.array([1, 0, 1])) == pytest.approx([0.5625, 0.0625, 1.0])


def test_skill_is_of_the_sums_not_a_mean_of_ratios():
    assert skill(np.array([1.0, 2.0]), np.array([2.0, 10.0])) == pytest.approx(1 - 3 / 12)
    assert skill(np.array([0.0]), np.array([2.0])) == 1.0
    assert skill(np.array([3.0]), np.array([2.0])) == -0.5


@pytest.mark.parametrize(
    "refused",
    [
        lambda: crps([1.0, math.nan], 0.0),
        lambda: crps([1.0, 2.0], math.nan),
        lambda: crps([1.0], 0.0),
        lambda: pit(np.zeros((2, 3)), np.zeros(3)),
        lambda: covered([1.0, 2.0], 0.0, 90),
        lambda: covered([1.0, 2.0], math.nan, 0.9),
        lambda: brier(np.array([1.2]), np.array([1])),
        lambda: brier(np.array([math.nan]), np.array([1])),
        lambda: brier(np.array([0.5]), np.array([0.5])),
        lambda: log_score(np.array([0.5]), np.array([1]), members=0),
        lambda: skill(np.array([1.0]), np.array([0.0])),
        lambda: skill(np.array([1.0, 2.0]), np.array([1.0])),
        lambda: skill(np.array([math.nan]), np.array([1.0])),
    ],
)
def test_what_cannot_be_scored_is_refused(refused):
    with pytest.raises(ValueError):
        refused()
