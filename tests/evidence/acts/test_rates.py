"""Rates of declarations: worked values, limits, and known values found again in made-up counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.acts.made_up import spread_out
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.rates import EASY, expected, fit, forecast, shifted

YEARS = tuple(range(2000, 2008))
STEPS = [("2000-01", 0.2), ("2004-01", 0.5)]
TRUE = {"easy": -0.5, "hard": 0.6, "temperature": 0.1, "concentration": 60.0}
ISSUERS = {"mild": 0.3, "strict": -0.3}


def made_up_rates(places, seed=5):
    chance = np.random.default_rng(seed)
    made = []
    for year in places.years:
        for state in places.states:
            issuer = str(chance.choice(list(ISSUERS)))
            hard = STEPS[0][1] if year < 2004 else STEPS[1][1]
            share = expected(places.of(state, year)[0], hard, TRUE["easy"], TRUE["hard"], TRUE["temperature"])
            share = shifted(share, ISSUERS[issuer]) * TRUE["concentration"]
            joined = chance.binomial(80, chance.beta(share, TRUE["concentration"] - share))
            made.append(Rate(state, f"{year}-01", f"{year}-12", int(joined), 80, issuer))
    return made


@pytest.fixture(scope="module")
def places():
    return spread_out(25, YEARS)


@pytest.fixture(scope="module")
def fitted(places):
    return fit(made_up_rates(places), places, STEPS, 2007)


def test_a_worked_value():
    # At the hard difficulty and far above the easy one: all of the easy and half of the hard.
    assert expected(np.array(0.4), 0.3, np.array(-20.0), np.array(0.4), np.array(0.1)) == pytest.approx(0.85)


def test_an_offset_moves_the_logit():
    assert shifted(np.array(0.5), np.log(3.0)) == pytest.approx(0.75)
    assert shifted(np.array(0.8), 0.0) == pytest.approx(0.8)
    assert 0.0 < shifted(np.array(0.0), -5.0) < shifted(np.array(1.0), 5.0) < 1.0


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.02, 1))
def test_nearer_states_join_more_and_harder_years_less(place, hard, further, temperature):
    share = expected(np.array(place), hard, np.array(-0.3), np.array(0.4), np.array(temperature))
    assert 0.0 <= share <= 1.0
    assert expected(np.array(place + further), hard, np.array(-0.3), np.array(0.4), np.array(temperature)) >= share
    assert expected(np.array(place), 1.0, np.array(-0.3), np.array(0.4), np.array(temperature)) <= share + 1e-12


def test_known_values_are_found_again(fitted):
    assert fitted.easy.mean() == pytest.approx(TRUE["easy"], abs=0.06)
    assert fitted.hard.mean() == pytest.approx(TRUE["hard"], abs=0.06)
    assert np.median(fitted.temperature) == pytest.approx(TRUE["temperature"], rel=0.2)
    assert np.median(fitted.concentration) == pytest.approx(TRUE["concentration"], rel=0.5)
    assert fitted.easy.std() < 0.05


def test_issuers_are_told_apart(fitted):
    apart = fitted.issuers["mild"] - fitted.issuers["strict"]
    assert apart.mean() == pytest.approx(0.6, abs=0.25)


def test_later_periods_are_not_read(places):
    made = made_up_rates(places)
    turned = [r if r.last_year <= 2003 else Rate(r.state, r.start, r.end, 0, r.asked, r.issuer) for r in made]
    assert (fit(made, places, STEPS, 2003).easy == fit(turned, places, STEPS, 2003).easy).all()
    assert (fit(made, places, STEPS, 2007).easy != fit(turned, places, STEPS, 2007).easy).any()


def test_a_period_that_ends_later_is_later(places):
    long = Rate(places.states[12], "2002-01", "2004-02", 0, 500, "mild")
    assert not fit([long], places, STEPS, 2003).issuers
    assert list(fit([long], places, STEPS, 2004).issuers) == ["mild"]


def test_no_rates_leave_the_prior(places):
    empty = fit([], places, STEPS, 2007, draws=4000)
    assert empty.easy.mean() == pytest.approx(EASY[0], abs=0.03)
    assert empty.easy.std() == pytest.approx(EASY[1], rel=0.05)


def test_forecast_bands_hold_as_often_as_they_say(places, fitted):
    inside = []
    for rate in made_up_rates(places, seed=6):
        hard = 0.2 if rate.last_year < 2004 else 0.5
        drawn = forecast(fitted, places.of(rate.state, rate.last_year), hard, rate.asked, rate.issuer)
        low, high = np.quantile(drawn, [0.05, 0.95])
        inside.append(low <= rate.rate <= high)
    assert 0.86 <= np.mean(inside) <= 0.98


def test_a_forecast_is_a_share_of_what_is_asked(fitted):
    drawn = forecast(fitted, np.full(1200, 0.1), 0.4, 20)
    assert drawn.shape == (1200,)
    assert (drawn * 20) == pytest.approx(np.rint(drawn * 20))
    assert forecast(fitted, np.array([0.1]), 0.4, 20).shape == (500,)


def test_a_mild_issuer_counts_more(fitted):
    mild, strict = (forecast(fitted, np.full(2000, 0.1), 0.4, 1000, issuer).mean() for issuer in ("mild", "strict"))
    assert mild > strict + 0.03


def test_an_issuer_not_seen_is_less_sure(fitted):
    place = np.full(4000, 0.05)
    new, seen = (forecast(fitted, place, 0.5, 10_000, issuer) for issuer in ("nobody", "mild"))
    assert new.std() > seen.std()
