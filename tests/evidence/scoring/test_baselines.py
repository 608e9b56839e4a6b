"""Naive forecasts: worked values, statsmodels beside them, blindness to the future, coverage, paths."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.evidence.scoring.baselines import BASELINES, persistence_point
from twochairs.evidence.scoring.scores import covered
from twochairs.evidence.scoring.series import Series

MEMBERS = 400
SPACED_VARIANCE = 0.996774  # of 400 spaced quantiles of the standard Gaussian


def series(values, first=2000):
    return Series(np.arange(first, first + len(values)), np.array(values, float))


def forecast(name, own, states=None, origin=None, horizons=3, members=MEMBERS, seed=1):
    origin = int(own.years[-1]) if origin is None else origin
    states = [own] if states is None else states
    return BASELINES[name](own, states, origin, horizons, members, np.random.default_rng(seed))


def centre(made):
    return np.median(made.members, axis=1)


def variance(made):
    return made.members.var(axis=1) / SPACED_VARIANCE


PAST = series([0.0, 1.0, 0.5, 2.0, 1.0, 1.5, 2.5])
WAVY = series([0.3, -0.1, 0.2, 0.4, 0.1, -0.2, 0.0, 0.3, 0.1])


def test_there_are_four():
    assert sorted(BASELINES) == ["autoregression", "linear_drift", "past_mean", "persistence"]


def test_persistence_of_a_worked_series():
    """Own squared changes 1, 9, mean 5; another state's 4, 4; of all four 4.5; half-way 4.75."""
    own, other = series([0.0, 1.0, 4.0]), series([0.0, 2.0, 0.0])
    made = forecast("persistence", own, [own, other])
    assert centre(made) == pytest.approx([4.0, 4.0, 4.0])
    assert variance(made) == pytest.approx([4.75, 9.5, 14.25], rel=1e-5)
    assert persistence_point(own, 2002) == 4.0
    assert persistence_point(own, 2001) == 1.0


def test_a_change_over_a_gap_counts_per_year_and_the_spread_is_from_the_last_value():
    """A change of 6 over 4 years is 9 a year; two years after the last value, horizon 1 is three years on."""
    own = Series(np.array([2000, 2004]), np.array([0.0, 6.0]))
    assert variance(forecast("persistence", own, origin=2006)) == pytest.approx([27.0, 36.0, 45.0], rel=1e-5)


def test_a_state_of_one_value_takes_the_spread_of_all():
    own, other = series([7.0], first=2002), series([0.0, 2.0, 0.0])
    assert variance(forecast("persistence", own, [own, other], horizons=1)) == pytest.approx([4.0], rel=1e-5)
    with pytest.raises(ValueError, match="no state has two values"):
        forecast("persistence", own, [own])


def test_linear_drift_of_a_worked_series():
    """0, 1, 1, 4: drift 4/3, residuals -1/3, -4/3, 5/3, squares sum 42/9, over 2: s2 = 7/3; T = 3."""
    made = forecast("linear_drift", series([0.0, 1.0, 1.0, 4.0]))
    assert centre(made) == pytest.approx([4 + 4 / 3, 4 + 8 / 3, 8.0])
    assert variance(made) == pytest.approx([7 / 3 * k * (1 + k / 3) for k in (1, 2, 3)], rel=1e-5)


def test_linear_drift_counts_a_change_over_a_gap_per_year():
    """0, 1 and, 2 years on, 6: drift 2, residuals -1 and 1 over 2 years: s2 = 1 + 1/2; T = 3."""
    made = forecast("linear_drift", Series(np.array([2000, 2001, 2003]), np.array([0.0, 1.0, 6.0])))
    assert centre(made) == pytest.approx([8.0, 10.0, 12.0])
    assert variance(made) == pytest.approx([1.5 * k * (1 + k / 3) for k in (1, 2, 3)], rel=1e-5)


def test_a_straight_line_goes_on_without_spread():
    gapped = Series(np.array([2000, 2001, 2005]), np.array([1.0, 1.5, 3.5]))
    made = forecast("linear_drift", gapped)
    assert made.members == pytest.approx(np.repeat([[4.0], [4.5], [5.0]], MEMBERS, axis=1))


def test_past_mean_of_a_worked_series():
    """1, 2, 6: mean 3, variance (4 + 1 + 9) / 2 = 7, with that of the mean 7 * 4/3."""
    made = forecast("past_mean", series([1.0, 2.0, 6.0]))
    assert centre(made) == pytest.approx([3.0, 3.0, 3.0])
    assert variance(made) == pytest.approx([28 / 3] * 3, rel=1e-5)


def test_autoregression_is_statsmodels_own_where_nothing_is_missing():
    from statsmodels.tsa.ar_model import AutoReg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that no dates are given
        fitted = AutoReg(WAVY.values, 1, trend="c").fit()
        ahead = fitted.get_prediction(9, 11)
    made = forecast("autoregression", WAVY)
    assert not made.fallback
    assert centre(made) == pytest.approx(ahead.predicted_mean)
    freedom = 8 / 6  # AutoReg divides by the 8 pairs, the forecast by the 6 degrees of freedom
    assert variance(made) == pytest.approx(ahead.var_pred_mean * freedom, rel=1e-5)


def test_autoregression_uses_only_pairs_of_consecutive_years():
    """Every pair lies on y = 1 + x / 2, and the step over the gap does not: were it read, noise would be seen."""
    years = np.array([2000, 2001, 2002, 2003, 2010, 2011, 2012, 2013])
    values = np.array([0.0, 1.0, 1.5, 1.75, 6.0, 4.0, 3.0, 2.5])
    made = forecast("autoregression", Series(years, values), horizons=2)
    assert made.members == pytest.approx(np.repeat([[2.25], [2.125]], MEMBERS, axis=1), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "own", "why"),
    [
        ("autoregression", series([0.1, 0.3, 0.2, 0.4, 0.1]), "fewer than 5 pairs"),
        ("autoregression", series([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]), "not stationary"),
        ("autoregression", series([2.0] * 8), "does not vary"),
        ("linear_drift", series([0.1, 0.3]), "fewer than three"),
        ("past_mean", series([0.1], first=2006), "fewer than two"),
    ],
)
def test_what_cannot_be_fitted_persists_and_says_so(name, own, why):
    states = [own, PAST]
    made = forecast(name, own, states)
    assert why in made.fallback
    np.testing.assert_array_equal(made.members, forecast("persistence", own, states).members)


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("members", [50, 51])
def test_shape_seed_and_median(name, members):
    first, again, other = (forecast(name, WAVY, members=members, horizons=5, seed=s) for s in (1, 1, 2))
    assert first.members.shape == (5, members)
    np.testing.assert_array_equal(first.members, again.members)
    assert (first.members != other.members).any()
    np.testing.assert_array_equal(np.sort(first.members, axis=1), np.sort(other.members, axis=1))
    if name == "persistence":
        assert np.abs(centre(first) - 0.1).max() < 1e-15


@pytest.mark.parametrize("name", BASELINES)
def test_nothing_after_the_origin_is_read(name):
    def later(known, values):
        years = np.append(known.years, [2009, 2010])
        return Series(years, np.append(known.values, values))

    alone = forecast(name, WAVY, [WAVY, PAST], origin=2008)
    for values in ([9.0, -9.0], [0.0, 100.0]):
        own, other = later(WAVY, values), later(PAST, values)
        np.testing.assert_array_equal(alone.members, forecast(name, own, [own, other], origin=2008).members)


@pytest.mark.parametrize("name", BASELINES)
@given(scale=st.floats(0.1, 10.0), shift=st.floats(-5.0, 5.0))
def test_forecasts_move_with_unit_and_origin(name, scale, shift):
    moved = Series(PAST.years, scale * PAST.values + shift)
    expected = scale * forecast(name, PAST).members + shift
    np.testing.assert_allclose(forecast(name, moved).members, expected, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("name", BASELINES)
def test_a_series_with_no_past_is_refused(name):
    with pytest.raises(ValueError, match="no value up to 1999"):
        forecast(name, PAST, origin=1999)


def walk(chance, n):
    return chance.standard_normal(n).cumsum()


def drifting(chance, n):
    return (0.5 + chance.standard_normal(n)).cumsum()


def noise(chance, n):
    return 3.0 + chance.standard_normal(n)


def reverting(chance, n):
    values = np.zeros(n + 50)
    for year in range(1, n + 50):
        values[year] = 0.6 * values[year - 1] + chance.standard_normal()
    return values[50:]


@pytest.mark.parametrize(
    ("name", "process"),
    [("persistence", walk), ("linear_drift", drifting), ("past_mean", noise), ("autoregression", reverting)],
)
def test_each_is_calibrated_on_the_process_it_assumes(name, process):
    chance, hits = np.random.default_rng(5), []
    for _ in range(400):
        values = process(chance, 65)
        made = forecast(name, series(values[:60]), horizons=5, members=199)
        hits.append(covered(made.members, values[60:], 0.8))
    assert np.mean(hits, axis=0) == pytest.approx(np.full(5, 0.8), abs=0.07)


def autocorrelation(phi):
    """Of the errors one and two years ahead: 1 and phi of the same noise, and noise of the second year."""
    return phi / np.sqrt(1 + phi**2)


PHI = np.polyfit(WAVY.values[:-1], WAVY.values[1:], 1)[0]


@pytest.mark.parametrize(
    ("name", "own", "correlation"),
    [
        ("persistence", PAST, autocorrelation(1.0)),
        ("autoregression", WAVY, autocorrelation(PHI)),
        # Covariance 1 of the walk and 2 / T of the drift, T = 2; variances 1 + 1 / T and 2 + 4 / T.
        ("linear_drift", series([0.0, 1.0, 3.0]), 2.0 / np.sqrt(1.5 * 4.0)),
        ("past_mean", series([0.0, 1.0, 3.0]), 1 / 4),  # of the mean's own error alone, 1 / (n + 1)
    ],
)
def test_members_go_on_as_paths_of_the_process(name, own, correlation):
    made = forecast(name, own, members=20_000)
    assert not made.fallback
    assert np.corrcoef(made.members[:2])[0, 1] == pytest.approx(correlation, abs=0.03)
