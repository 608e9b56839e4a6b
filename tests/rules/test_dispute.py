"""R7 disputes."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from twochairs.rules.dispute import felt_salience, incident_probability, tension_step

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
rate = st.floats(0, 20)


def test_incident_probability_adds_up_its_rates() -> None:
    # 0.15 + 2.5 * 0.4 + 0.8 * 0.5 = 1.55 a year; 1 - e^(-1.55 / 12) = 1 - 0.8788275 = 0.1211725
    assert incident_probability(0.15, 2.5, 0.8, 0.4, 0.5, MONTH) == pytest.approx(0.1211725, abs=5e-8)


@CLAIM
@given(rate, rate, rate, share, st.floats(0, 4), st.floats(0, 1))
def test_incident_probability_is_a_share(
    base: float, own: float, pushed: float, tension: float, push: float, dt: float
) -> None:
    assert 0.0 <= incident_probability(base, own, pushed, tension, push, dt) <= 1.0


@CLAIM
@given(rate, rate, rate, share, st.floats(0, 2))
def test_a_quiet_month_is_two_quiet_half_months(
    base: float, own: float, pushed: float, tension: float, push: float
) -> None:
    half = 1.0 - incident_probability(base, own, pushed, tension, push, MONTH / 2)
    whole = 1.0 - incident_probability(base, own, pushed, tension, push, MONTH)
    assert half * half == pytest.approx(whole, abs=1e-15)


@CLAIM
@given(st.floats(0, 3), st.floats(0.1, 3), st.floats(0.1, 3), st.floats(0, 0.9), share)
def test_incident_probability_feeds_on_tension_and_on_push(
    base: float, own: float, pushed: float, tension: float, push: float
) -> None:
    now = incident_probability(base, own, pushed, tension, push, MONTH)
    assert incident_probability(base + 0.1, own, pushed, tension, push, MONTH) > now
    assert incident_probability(base, own, pushed, tension + 0.1, push, MONTH) > now
    assert incident_probability(base, own, pushed, tension, push + 0.1, MONTH) > now


def test_no_incident_without_a_rate_or_without_time() -> None:
    assert incident_probability(0.0, 2.5, 0.8, 0.0, 0.0, MONTH) == 0.0
    assert incident_probability(0.15, 2.5, 0.8, 1.0, 1.0, 0.0) == 0.0


def test_tension_calms_at_the_rate_that_mediation_raises() -> None:
    # 1.2 * (1 + 2 * 0.25) = 1.8 a year; a month: e^-0.15 = 0.8607080; 0.1 + 0.6 * 0.8607080 = 0.6164248
    assert tension_step(0.7, 0.1, 1.2, 0.25, 2.0, 0.0, 0.2, MONTH) == pytest.approx(0.6164248, abs=5e-8)


def test_an_incident_takes_its_part_of_the_room_left_above() -> None:
    # after calming as above: 0.6164248 + 0.2 * (1 - 0.6164248) = 0.6931398
    assert tension_step(0.7, 0.1, 1.2, 0.25, 2.0, 1.0, 0.2, MONTH) == pytest.approx(0.6931398, abs=5e-8)


@CLAIM
@given(share, share, rate, share, st.floats(0, 10), share)
def test_tension_without_incident_two_half_months_are_a_month(
    tension: float, rest: float, decay: float, mediation: float, effect: float, jump: float
) -> None:
    how = (rest, decay, mediation, effect, 0.0, jump)
    halfway = tension_step(tension, *how, MONTH / 2)
    assert tension_step(halfway, *how, MONTH / 2) == pytest.approx(tension_step(tension, *how, MONTH), abs=1e-15)


@CLAIM
@given(share, share, rate, share, st.floats(0, 10), st.sampled_from([0.0, 1.0]), share)
def test_tension_stays_a_share_and_no_incident_lowers_it(
    tension: float, rest: float, decay: float, mediation: float, effect: float, incident: float, jump: float
) -> None:
    after = tension_step(tension, rest, decay, mediation, effect, incident, jump, MONTH)
    assert 0.0 <= after <= 1.0
    assert after >= tension_step(tension, rest, decay, mediation, effect, 0.0, jump, MONTH)


@CLAIM
@given(share, share, st.floats(0.1, 5), st.floats(0, 0.9), st.floats(0.1, 3))
def test_mediation_brings_tension_to_rest_sooner(
    tension: float, rest: float, decay: float, mediation: float, effect: float
) -> None:
    assume(abs(tension - rest) > 0.01)
    less = tension_step(tension, rest, decay, mediation, effect, 0.0, 0.2, MONTH)
    more = tension_step(tension, rest, decay, mediation + 0.1, effect, 0.0, 0.2, MONTH)
    assert abs(more - rest) < abs(less - rest) < abs(tension - rest)


def test_tension_at_rest_or_without_decay_stays() -> None:
    assert tension_step(0.3, 0.3, 1.2, 1.0, 1.0, 0.0, 0.2, MONTH) == 0.3
    assert tension_step(0.3, 0.1, 0.0, 1.0, 1.0, 0.0, 0.2, MONTH) == pytest.approx(0.3, abs=1e-15)


def test_a_full_jump_fills_the_room_and_no_jump_none() -> None:
    assert tension_step(0.3, 0.1, 1.2, 0.0, 1.0, 1.0, 1.0, MONTH) == 1.0
    calm = tension_step(0.3, 0.1, 1.2, 0.0, 1.0, 0.0, 0.0, MONTH)
    assert tension_step(0.3, 0.1, 1.2, 0.0, 1.0, 1.0, 0.0, MONTH) == calm
    assert calm == pytest.approx(0.1 + 0.2 * math.exp(-0.1), rel=1e-14)


def test_felt_salience_has_a_lasting_part_and_one_that_follows_tension() -> None:
    # 0.8 * (0.7 + 0.3 * 0.5) = 0.8 * 0.85 = 0.68
    assert felt_salience(0.8, 0.5, 0.3) == pytest.approx(0.68, rel=1e-14)


@CLAIM
@given(share, share, share)
def test_felt_salience_is_at_most_salience(salience: float, tension: float, part: float) -> None:
    assert 0.0 <= felt_salience(salience, tension, part) <= salience * (1.0 + 1e-15)
    assert felt_salience(salience, 1.0, part) == pytest.approx(salience, rel=1e-15)
    assert felt_salience(salience, tension, 0.0) == salience
    assert felt_salience(0.0, tension, part) == 0.0


@CLAIM
@given(st.floats(0.1, 1), st.floats(0, 0.9), st.floats(0.1, 1))
def test_felt_salience_rises_with_tension(salience: float, tension: float, part: float) -> None:
    assert felt_salience(salience, tension + 0.1, part) > felt_salience(salience, tension, part)
