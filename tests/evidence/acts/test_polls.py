"""Polls: the model's own shares, limits, and house effects found again in made-up polls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multinomial

from twochairs.evidence.acts import polls
from twochairs.evidence.acts.polls import Poll, Scale, categories, fit, forecast, log_likelihood
from twochairs.rules.opinion import share_at_least

SCALE = Scale(3.0, (1.0, -0.5, -1.5))
OTHER = Scale(3.0, (2.0, 0.5, -1.0))
HOUSES = {"kind": 0.4, "even": 0.0, "stern": -0.5}
CONCENTRATION = 300.0
PUBLICS = tuple(f"P{at}" for at in range(30))


def true_shares(favourability, house, scale=SCALE):
    return categories(np.array(scale.slope * favourability + house), np.array(scale.cuts))


def made_up_polls(seed=8, doubt=0.0, draws=1):
    chance = np.random.default_rng(seed)
    made = []
    for at, public in enumerate(PUBLICS):
        favourability, scale = chance.uniform(-0.6, 0.6), (SCALE, OTHER)[at % 2]
        drawn = favourability + doubt * chance.standard_normal(draws)
        for house, effect in HOUSES.items():
            shares = chance.dirichlet(true_shares(favourability, effect, scale) * CONCENTRATION)
            made.append(Poll(public, house, scale, chance.multinomial(700, shares) / 700, drawn))
    return made


@pytest.fixture(scope="module")
def fitted():
    return fit(made_up_polls())


def poll(shares, effective=10, draws=(0.0,)):
    return Poll("P", "H", SCALE, np.array(shares), np.array(draws), effective)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_the_shares_are_the_models_own_on_a_moved_scale(favourability, house):
    ally, partner, rival = (share_at_least(favourability, cut - house, SCALE.slope) for cut in SCALE.cuts)
    found = true_shares(favourability, house)
    assert found == pytest.approx([ally, partner - ally, rival - partner, 1.0 - rival])


def test_counts_are_whole_and_add_up():
    assert poll([0.333, 0.333, 0.333, 0.001], 100).counts.tolist() == [33, 34, 33, 0]
    assert poll([0.25] * 4, 701).counts.sum() == 701


def test_much_concentration_is_a_multinomial():
    shares = [0.3, 0.4, 0.2, 0.1]
    expected = multinomial.logpmf([3, 4, 2, 1], 10, true_shares(0.0, 0.2))
    assert log_likelihood([poll(shares)], np.array([0.2]), 1e7) == pytest.approx(expected, abs=1e-4)


def test_a_worked_likelihood():
    # One answer alone has the probability of its category, whatever the concentration.
    found = log_likelihood([poll([1.0, 0.0, 0.0, 0.0], 1)], np.array([0.0]), 5.0)
    assert found == pytest.approx(np.log(1.0 / (1.0 + np.e)))


def test_favourability_is_integrated_over():
    shares = [0.3, 0.4, 0.2, 0.1]
    one, other = (np.exp(log_likelihood([poll(shares, 10, [f])], np.array([0.0]), 50.0)) for f in (-0.2, 0.3))
    both = log_likelihood([poll(shares, 10, [-0.2, 0.3])], np.array([0.0]), 50.0)
    assert both == pytest.approx(np.log((one + other) / 2))


def test_house_effects_are_found_again(fitted):
    for house, effect in HOUSES.items():
        assert fitted.houses[house].mean() == pytest.approx(effect, abs=0.1)
        assert fitted.houses[house].std() < 0.08
    assert np.median(fitted.concentration) == pytest.approx(CONCENTRATION, rel=0.4)


def test_house_effects_are_found_again_where_favourability_is_in_doubt():
    found = fit(made_up_polls(doubt=0.05, draws=50))
    apart = (found.houses["kind"] - found.houses["stern"]).mean()
    assert apart == pytest.approx(HOUSES["kind"] - HOUSES["stern"], abs=0.15)


def test_no_polls_leave_the_prior():
    empty = fit([], draws=4000)
    assert empty.new_house.std() == pytest.approx(polls.HOUSE_SD, rel=0.05)
    assert np.log(empty.concentration).mean() == pytest.approx(polls.LOG_CONCENTRATION[0], abs=0.05)


def test_a_smaller_effective_sample_is_less_sure():
    made = made_up_polls()[:6]
    small = [Poll(p.public, p.house, p.scale, p.shares, p.favourability, 30) for p in made]
    assert fit(small).houses["kind"].std() > 1.1 * fit(made).houses["kind"].std()


def test_forecasts_have_the_expected_mean_and_more_spread_with_a_new_house(fitted):
    place = np.full(4000, 0.1)
    kind = forecast(fitted, SCALE, place, "kind")
    assert kind.sum(axis=1) == pytest.approx(np.ones(4000))
    assert kind.mean(axis=0) == pytest.approx(true_shares(0.1, HOUSES["kind"]), abs=0.03)
    assert forecast(fitted, SCALE, place).std(axis=0)[0] > 1.3 * kind.std(axis=0)[0]


def test_forecast_bands_hold_as_often_as_they_say(fitted):
    inside = []
    for later in made_up_polls(seed=9):
        drawn = forecast(fitted, later.scale, np.repeat(later.favourability, 800), later.house)
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        inside.append((low <= later.shares) & (later.shares <= high))
    assert 0.85 <= np.mean(inside) <= 0.97
