"""The local-level model: limit cases, likelihood and level from the joint Gaussian, recovery, shrinkage."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import multivariate_normal

from sim.evidence.scoring.local_level import Variances, filtered, fit, pooled
from sim.evidence.scoring.series import Series

GAPPED = Series(np.array([2000, 2001, 2004, 2005]), np.array([1.0, 3.0, 2.0, 6.0]))
VARIANCE = st.floats(0.01, 10.0)


def simulated(chance, years, observation_sd, level_sd):
    level = level_sd * chance.standard_normal(years).cumsum()
    return Series(np.arange(2000, 2000 + years), level + observation_sd * chance.standard_normal(years))


def difference_covariance(years, observation, level):
    """Of successive differences of the values, which do not depend on where the level starts."""
    count = len(years)
    joint = level * np.minimum.outer(years - years[0], years - years[0]) + observation * np.eye(count)
    step = np.diff(np.eye(count), axis=0)
    return step @ joint @ step.T


def log_density(series, observation, level):
    """Of one series, from the joint Gaussian of its differences."""
    covariance = difference_covariance(series.years, observation, level)
    return multivariate_normal.logpdf(np.diff(series.values), cov=covariance)


def conditional_level(series, observation, level, year):
    """Mean and variance of the level in a year by generalised least squares, the start being unknown."""
    since = series.years - series.years[0]
    joint = level * np.minimum.outer(since, since) + observation * np.eye(since.size)
    ones, inverse = np.ones(since.size), np.linalg.inv(joint + 1e-12 * np.eye(since.size))
    start_variance = 1.0 / (ones @ inverse @ ones)
    start = start_variance * (ones @ inverse @ series.values)
    across = level * np.minimum(since, year - series.years[0])
    weights = inverse @ across
    own = level * (year - series.years[0]) - across @ weights
    return start + weights @ (series.values - start), own + (1.0 - weights @ ones) ** 2 * start_variance


def test_without_change_the_level_is_the_mean():
    mean, variance = filtered(GAPPED, Variances(2.0, 0.0), 2005)
    assert (mean, variance) == pytest.approx((3.0, 0.5))


def test_without_noise_the_level_is_the_last_value():
    assert filtered(GAPPED, Variances(0.0, 2.0), 2005) == pytest.approx((6.0, 0.0))
    assert filtered(GAPPED, Variances(0.0, 2.0), 2003) == pytest.approx((3.0, 4.0))  # two years on


def test_a_worked_level():
    """One value: mean 1, variance 1. A year on the level has variance 2; 4 of variance 1 weighs 2/3."""
    two = Series(np.array([2000, 2001]), np.array([1.0, 4.0]))
    assert filtered(two, Variances(1.0, 1.0), 2000) == pytest.approx((1.0, 1.0))
    assert filtered(two, Variances(1.0, 1.0), 2001) == pytest.approx((3.0, 2 / 3))
    assert filtered(two, Variances(1.0, 1.0), 2003) == pytest.approx((3.0, 2 / 3 + 2))


@given(VARIANCE, VARIANCE, st.sampled_from([2004, 2005, 2006, 2009]))
def test_the_level_is_that_of_the_joint_gaussian(observation, level, year):
    expected = conditional_level(GAPPED.upto(year), observation, level, year)
    assert filtered(GAPPED, Variances(observation, level), year) == pytest.approx(expected, rel=1e-6)


def test_nothing_after_the_year_is_read():
    other = Series(np.append(GAPPED.years[:2], [2004]), np.append(GAPPED.values[:2], [-50.0]))
    assert filtered(GAPPED, Variances(1.0, 1.0), 2003) == filtered(other, Variances(1.0, 1.0), 2003)


def test_the_pooled_pair_is_the_most_likely_by_the_joint_gaussian():
    chance = np.random.default_rng(1)
    series = {str(i): simulated(chance, 15, 0.4, 0.3) for i in range(6)}
    gapped = series["0"]
    series["0"] = Series(np.delete(gapped.years, [4, 5]), np.delete(gapped.values, [4, 5]))
    series["one"] = Series(np.array([2003]), np.array([9.0]))

    def cost(logs):
        return -sum(log_density(s, *np.exp(2 * logs)) for s in series.values() if s.values.size > 1)

    expected = np.exp(2 * minimize(cost, [-1.0, -1.0], method="Nelder-Mead", options={"xatol": 1e-6}).x)
    assert pooled(series) == pytest.approx(tuple(expected), rel=1e-3)


def test_the_pooled_pair_is_found_again_and_grows_with_the_unit():
    chance = np.random.default_rng(2)
    series = {str(i): simulated(chance, 40, 0.4, 0.2) for i in range(30)}
    found = pooled(series)
    assert np.sqrt(found) == pytest.approx((0.4, 0.2), rel=0.1)
    tenfold = pooled({state: Series(s.years, 10.0 * s.values) for state, s in series.items()})
    assert tenfold == pytest.approx(tuple(100.0 * v for v in found), rel=1e-3)


@pytest.mark.parametrize(("observation_sd", "level_sd"), [(0.5, 0.0), (0.0, 0.5)])
def test_a_variance_that_is_not_there_is_found_to_be_small(observation_sd, level_sd):
    chance = np.random.default_rng(3)
    found = pooled({str(i): simulated(chance, 40, observation_sd, level_sd) for i in range(20)})
    assert np.sqrt(found) == pytest.approx((observation_sd, level_sd), abs=0.05)


def test_each_state_is_at_the_maximum_of_its_posterior():
    chance = np.random.default_rng(4)
    series = {"calm": simulated(chance, 20, 0.2, 0.1), "wild": simulated(chance, 20, 0.8, 0.6)}
    shared, fitted = pooled(series), fit(series)
    for state, own in series.items():

        def cost(logs, own=own):
            return np.sum((logs - 0.5 * np.log(shared)) ** 2) / (2 * 0.25) - log_density(own, *np.exp(2 * logs))

        at = 0.5 * np.log(fitted[state])
        moves = [np.array([a, b]) for a in (-0.02, 0.0, 0.02) for b in (-0.02, 0.0, 0.02) if a or b]
        assert all(cost(at) < cost(at + move) for move in moves)
    assert fitted["calm"].observation < shared.observation < fitted["wild"].observation
    assert fitted["calm"].level < shared.level < fitted["wild"].level


def test_a_narrower_prior_leaves_less_of_a_states_own():
    chance = np.random.default_rng(5)
    series = {"calm": simulated(chance, 20, 0.2, 0.1), "wild": simulated(chance, 20, 0.8, 0.6)}
    shared = np.log(pooled(series))
    away = [np.abs(np.log(fit(series, sd)["calm"]) - shared).sum() for sd in (1.0, 0.5, 0.1, 0.001)]
    assert away == sorted(away, reverse=True)
    assert away[-1] < 1e-3


def test_a_state_of_one_value_or_none_has_the_pooled_pair():
    series = {"A": GAPPED, "one": Series(np.array([2000]), np.array([5.0])), "none": Series(np.array([]), np.array([]))}
    fitted = fit(series)
    assert fitted["one"] == fitted["none"] == pooled({"A": GAPPED})


def test_a_state_that_never_changes_stays_finite():
    still = Series(np.arange(2000, 2020), np.full(20, 0.3))
    fitted = fit({"A": GAPPED, "still": still})["still"]
    assert min(fitted) > 0.0 and np.isfinite(fitted).all()


def test_thirteen_states_of_twenty_years_are_quick():
    chance = np.random.default_rng(6)
    series = {str(i): simulated(chance, 20, 0.4, 0.2) for i in range(13)}
    begun = time.process_time()
    fit(series)
    assert time.process_time() - begun < 10.0


@pytest.mark.parametrize(
    "refused",
    [
        lambda: pooled({"A": Series(np.array([2000, 2001]), np.array([1.0, 1.0]))}),
        lambda: pooled({}),
        lambda: fit({"A": GAPPED}, prior_sd=0.0),
        lambda: filtered(GAPPED, Variances(1.0, 1.0), 1999),
        lambda: filtered(GAPPED, Variances(0.0, 0.0), 2005),
        lambda: filtered(GAPPED, Variances(-1.0, 1.0), 2005),
    ],
)
def test_what_has_no_answer_is_refused(refused):
    with pytest.raises(ValueError):
        refused()
