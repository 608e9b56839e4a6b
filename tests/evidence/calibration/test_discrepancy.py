"""The filter against an independent one, worked values, limits, and what is integrated and drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from statsmodels.tsa.statespace.structural import UnobservedComponents

from twochairs.data.ideal_scale import PLACE
from twochairs.evidence.calibration.discrepancy import (
    OFFSET_SD,
    STATE_SPREAD,
    Level,
    Noise,
    Sway,
    ahead,
    chosen,
    filtered,
    log_likelihood,
    log_weights,
    of_states,
)

SPREADS = st.floats(0.02, 0.5)
YEARS = st.lists(st.one_of(st.floats(-1.5, 1.5), st.just(np.nan)), min_size=2, max_size=12)


def noise(observation, level):
    return Noise(np.asarray(observation, float), np.asarray(level, float))


def series(*values):
    """One state's years, (years, 1)."""
    return np.array(values, float)[:, None]


def other_filter(values, observation, level):
    """The same model, filtered by another library, whose initial state is that of the first year."""
    model = UnobservedComponents(np.asarray(values, float), "local level")
    model.ssm.initialize_known(np.array([PLACE]), np.array([[OFFSET_SD**2]]))
    model.ssm.loglikelihood_burn = 0
    model.ssm.tolerance = 0  # else it takes the variance for settled after some years
    return model.filter([observation**2, level**2])


def covariance(years, observation, level):
    """Of the figures of some years: the offset's, the steps they share, and each one's own."""
    index = np.arange(years)
    return OFFSET_SD**2 + level**2 * np.minimum.outer(index, index) + observation**2 * np.eye(years)


@given(YEARS, SPREADS, SPREADS)
def test_it_is_the_local_level_filter_of_another_library(values, observation, level):
    found, other = filtered(series(*values), noise(observation, level)), other_filter(values, observation, level)
    seen = np.isfinite(values)
    assert found.log_likelihood[0] == pytest.approx(np.sum(other.llf_obs[seen]), rel=1e-9, abs=1e-9)
    assert found.mean[0] == pytest.approx(other.filtered_state[0, -1], abs=1e-9)
    assert found.variance[0] == pytest.approx(other.filtered_state_cov[0, 0, -1], rel=1e-9)


def test_a_gap_in_the_middle_by_the_joint_normal():
    values = np.array([0.3, np.nan, np.nan, 0.8, 0.5])
    seen = np.isfinite(values)
    joint = multivariate_normal(np.full(3, PLACE), covariance(5, 0.1, 0.2)[np.ix_(seen, seen)])
    assert filtered(series(*values), noise(0.1, 0.2)).log_likelihood[0] == pytest.approx(joint.logpdf(values[seen]))


def test_two_years_by_hand():
    # Offset variance 0.0625, noise 0.09 and 0.01. Year 1: spread 0.1525, gain 0.0625 / 0.1525.
    first = PLACE + 0.0625 / 0.1525 * (0.65 - PLACE)
    before = 0.0625 * 0.09 / 0.1525 + 0.01
    gain = before / (before + 0.09)
    found = filtered(series(0.65, 0.2), noise(0.3, 0.1))
    assert found.mean[0] == pytest.approx(first + gain * (0.2 - first))
    assert found.variance[0] == pytest.approx(before * (1 - gain))


def test_nothing_seen_leaves_the_offset_and_its_steps():
    found = filtered(series(np.nan, np.nan, np.nan), noise(0.1, 0.2))
    assert (found.mean[0], found.log_likelihood[0]) == (PLACE, 0.0)
    assert found.variance[0] == pytest.approx(OFFSET_SD**2 + 2 * 0.2**2)


def test_a_level_that_never_moves_is_a_mean_with_a_prior():
    values = np.array([0.1, 0.5, 0.9, 0.2])
    found = filtered(series(*values), noise(0.2, 0.0))
    precision = 1 / OFFSET_SD**2 + 4 / 0.2**2
    assert found.variance[0] == pytest.approx(1 / precision)
    assert found.mean[0] == pytest.approx((PLACE / OFFSET_SD**2 + values.sum() / 0.2**2) / precision)


def test_figures_without_noise_are_the_level_itself():
    values = np.array([0.1, 0.5, 0.9, 0.2])
    found = filtered(series(*values), noise(0.0, 0.3))
    assert (found.mean[0], found.variance[0]) == (pytest.approx(0.2), 0.0)
    steps = np.diff(values)
    walk = -0.5 * np.sum(steps**2 / 0.09 + np.log(2 * np.pi * 0.09))
    first = -0.5 * ((0.1 - PLACE) ** 2 / OFFSET_SD**2 + np.log(2 * np.pi * OFFSET_SD**2))
    assert found.log_likelihood[0] == pytest.approx(first + walk)


def test_states_and_draws_do_not_touch_each_other():
    chance = np.random.default_rng(1)
    many, common = chance.normal(size=(3, 6, 2)), noise([0.1, 0.2, 0.3], [0.05, 0.1, 0.2])
    whole = filtered(many, noise(common.observation[:, None], common.level[:, None]))
    for draw in range(3):
        for state in range(2):
            alone = filtered(many[draw, :, [state]].T, noise(common.observation[draw], common.level[draw]))
            assert whole.log_likelihood[draw, state] == pytest.approx(alone.log_likelihood[0])
            assert whole.mean[draw, state] == pytest.approx(alone.mean[0])


def test_kinds_lie_around_the_common_noise_with_probabilities_that_sum_to_one():
    kinds = of_states(noise([0.1], [0.3]))
    assert kinds.observation.shape == kinds.level.shape == (1, 25, 1)
    assert np.median(kinds.observation) == pytest.approx(0.1)
    assert kinds.level.max() == pytest.approx(0.3 * np.exp(2 * STATE_SPREAD))
    pairs = np.stack([kinds.observation[0, :, 0], kinds.level[0, :, 0]], axis=1).round(12)
    assert len(np.unique(pairs, axis=0)) == 25
    assert logsumexp(log_weights()) == pytest.approx(0.0, abs=1e-12)
    assert np.argmax(log_weights()) == 12  # both at the common one
    assert log_weights()[12] - log_weights()[0] == pytest.approx(0.5 * (2.0**2 + 2.0**2))


def test_the_likelihood_is_the_sum_over_kinds_of_each_state_by_itself():
    chance = np.random.default_rng(2)
    residual, common = PLACE + 0.2 * chance.normal(size=(2, 5, 3)), noise([0.1, 0.3], [0.05, 0.2])
    for draw in range(2):
        total = 0.0
        for state in range(3):
            inside = []
            for a in (-2, -1, 0, 1, 2):
                for b in (-2, -1, 0, 1, 2):
                    sds = common.observation[draw] * np.exp(0.6 * a), common.level[draw] * np.exp(0.6 * b)
                    joint = multivariate_normal(np.full(5, PLACE), covariance(5, *sds))
                    inside.append(joint.logpdf(residual[draw, :, state]) - (a * a + b * b) / 2)
            prior = 2 * np.log(np.sum(np.exp(-0.5 * np.array([4, 1, 0, 1, 4]))))
            total += logsumexp(inside) - prior
        assert log_likelihood(residual, common)[draw] == pytest.approx(total)


def test_the_order_of_states_does_not_count():
    residual = np.random.default_rng(3).normal(size=(4, 6, 5))
    common = noise(np.full(4, 0.2), np.full(4, 0.1))
    assert log_likelihood(residual[:, :, ::-1], common) == pytest.approx(log_likelihood(residual, common))


def test_kinds_are_drawn_by_their_posterior_probability():
    draws = 20_000
    one = PLACE + np.array([0.0, 0.15, -0.1, 0.3, 0.05])
    residual, common = np.tile(one[None, :, None], (draws, 1, 1)), noise(np.full(draws, 0.1), np.full(draws, 0.08))
    level, own = chosen(residual, common, np.random.default_rng(4))
    kinds = of_states(noise([0.1], [0.08]))
    by_kind = filtered(one[None, None, :, None], kinds).log_likelihood[0, :, 0] + log_weights()
    share = np.exp(by_kind - logsumexp(by_kind))
    counts = [
        np.mean((own.observation[:, 0] == kinds.observation[0, k, 0]) & (own.level[:, 0] == kinds.level[0, k, 0]))
        for k in range(25)
    ]
    assert np.sum(counts) == 1.0
    assert np.abs(counts - share).max() < 5 * np.sqrt(0.25 / draws)
    assert share.max() > 0.1  # or it would say little
    again = filtered(residual, own)
    assert np.array_equal(again.mean, level.mean)
    assert np.array_equal(again.variance, level.variance)


def test_a_series_far_beyond_all_noise_has_the_kind_that_explains_it_best():
    """Its likelihood is 0 to a computer under every kind, and yet one is likelier than the others."""
    residual = np.array([0.0, 50.0, 0.0, 50.0])[None, :, None]
    level, own = chosen(residual, noise([0.05], [0.01]), np.random.default_rng(5))
    assert np.exp(filtered(residual[:, None], of_states(noise([0.05], [0.01]))).log_likelihood).max() == 0.0
    assert own.observation[0, 0] == pytest.approx(0.05 * np.exp(2 * STATE_SPREAD))
    assert np.isfinite(level.log_likelihood).all()


def test_years_to_come_have_the_variance_of_level_steps_and_noise():
    draws = 40_000
    level = Level(np.full((draws, 1), 0.4), np.full((draws, 1), 0.02), np.zeros((draws, 1)))
    signal = np.tile(np.array([0.1, -0.2, 0.3])[None, :, None], (draws, 1, 1))
    own = noise(np.full((draws, 1), 0.1), np.full((draws, 1), 0.2))
    sway = Sway(np.full(draws, 0.15), np.full((draws, 4), 0.25))
    found = ahead(level, own, sway, signal, np.random.default_rng(6)) - 0.25
    assert found.shape == (draws, 3, 1)
    for h in (1, 2, 3):
        variance = 0.02 + h * (0.2**2 + 0.15**2) + 0.1**2
        assert found[:, h - 1, 0].var() == pytest.approx(variance, rel=0.04)
        assert found[:, h - 1, 0].mean() == pytest.approx(0.4 + signal[0, h - 1, 0], abs=5 * np.sqrt(variance / draws))
    together = np.cov(found[:, :, 0].T)
    assert together[0, 2] == pytest.approx(0.02 + 0.2**2 + 0.15**2, rel=0.06)  # what both years share: level and steps


def test_without_any_spread_the_years_to_come_are_level_and_signal():
    level = Level(np.array([[0.4]]), np.zeros((1, 1)), np.zeros((1, 1)))
    still = noise(np.zeros((1, 1)), np.zeros((1, 1)))
    found = ahead(
        level, still, Sway(np.zeros(1), np.zeros((1, 2))), np.array([[[0.1], [0.5]]]), np.random.default_rng(7)
    )
    assert found == pytest.approx(np.array([[[0.5], [0.9]]]))
