"""R5 favourability, R6 the poll categories."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from twochairs.rules.opinion import (
    backlash,
    dispute_resentment,
    favourability_step,
    free_media,
    heard_message,
    influence_weight,
    material_experience,
    media_message,
    net_orientation,
    share_at_least,
    steady_attitude,
)

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
place = st.floats(-1, 1)

# media and influence


def test_media_support_makes_good_a_part_of_the_missing_freedom() -> None:
    # 0.4 + (1 - 0.4) * 0.5 * 0.25 = 0.475
    assert free_media(0.4, 0.25, 0.5) == pytest.approx(0.475, rel=1e-15)


@CLAIM
@given(share, st.floats(0, 5), share)
def test_free_media_stay_a_share_and_support_never_lowers_them(freedom: float, support: float, effect: float) -> None:
    assert freedom <= free_media(freedom, support, effect) <= 1.0
    assert free_media(freedom, support + 0.1, effect) >= free_media(freedom, support, effect)


def test_media_support_beyond_one_counts_as_one_and_none_changes_nothing() -> None:
    assert free_media(0.4, 3.0, 0.5) == free_media(0.4, 1.0, 0.5) == pytest.approx(0.7, rel=1e-15)
    assert free_media(0.4, 0.0, 0.5) == free_media(0.4, 1.0, 0.0) == 0.4


def test_influence_weight_is_the_product_of_its_causes() -> None:
    # 0.4 * 0.5 * 0.8 * (1 - 0.25) = 0.12
    assert influence_weight(0.5, 0.8, 0.25, 0.4) == pytest.approx(0.12, rel=1e-14)


@CLAIM
@given(share, share, share, st.floats(0, 5))
def test_influence_weight_is_at_most_its_strength_and_none_where_a_cause_is_missing(
    foothold: float, effort: float, freedom: float, strength: float
) -> None:
    assert 0.0 <= influence_weight(foothold, effort, freedom, strength) <= strength
    assert influence_weight(0.0, effort, freedom, strength) == influence_weight(foothold, 0.0, freedom, strength) == 0.0
    assert influence_weight(foothold, effort, 1.0, strength) == influence_weight(foothold, effort, freedom, 0.0) == 0.0


def test_media_message_is_the_governments_line_as_far_as_media_are_captured() -> None:
    # (1 - 0.3) * 0.6 + 0.3 * (-0.5) = 0.42 - 0.15 = 0.27
    assert media_message(0.6, -0.5, 0.3) == pytest.approx(0.27, rel=1e-14)
    assert media_message(0.6, -0.5, 0.0) == 0.6
    assert media_message(0.6, -0.5, 1.0) == -0.5


@CLAIM
@given(place, place, share)
def test_media_message_lies_between_the_line_and_the_news(line: float, news: float, freedom: float) -> None:
    assert min(line, news) - 1e-15 <= media_message(line, news, freedom) <= max(line, news) + 1e-15


# experience and backlash


def test_material_experience_adds_visible_aid_and_cheap_gas_and_deducts_what_is_not_delivered() -> None:
    # tanh 1 = 0.7615942; 0.15 * 0.4 * 0.7615942 = 0.0456956; 0.1 * (tanh 1 - tanh 0.3) = 0.0470282
    assert material_experience(1.0, 0.4, 0.15, 0.0, 0.0, 0.1) == pytest.approx(0.0456956, abs=5e-8)
    assert material_experience(0.0, 0.4, 0.15, 2.0, 0.6, 0.1) == pytest.approx(0.0470282, abs=5e-8)
    assert material_experience(1.0, 0.4, 0.15, 2.0, 0.6, 0.1) == pytest.approx(0.0927238, abs=5e-8)


@CLAIM
@given(st.floats(0, 20), share, share, st.floats(-50, 50), share, share)
def test_material_experience_keeps_its_stated_range(
    aid: float, visibility: float, aid_effect: float, saving: float, loss: float, gas_effect: float
) -> None:
    felt = material_experience(aid, visibility, aid_effect, saving, loss, gas_effect)
    assert -2.0 * gas_effect <= felt <= aid_effect + gas_effect


@CLAIM
@given(st.floats(0, 2), st.floats(0.1, 0.9), st.floats(0.05, 1), st.floats(-2, 2), st.floats(0, 0.9))
def test_material_experience_rises_with_aid_visibility_and_saving_and_falls_with_a_cut_off(
    aid: float, visibility: float, effect: float, saving: float, loss: float
) -> None:
    now = material_experience(aid, visibility, effect, saving, loss, effect)
    assert material_experience(aid + 0.1, visibility, effect, saving, loss, effect) > now
    assert material_experience(aid + 0.1, visibility, effect, saving, loss, effect) < material_experience(
        aid + 0.1, visibility + 0.1, effect, saving, loss, effect
    )
    assert material_experience(aid, visibility, effect, saving + 0.1, loss, effect) > now
    assert material_experience(aid, visibility, effect, saving, loss + 0.1, effect) < now


def test_material_experience_of_nothing_is_nothing() -> None:
    assert material_experience(0.0, 1.0, 0.15, 0.0, 0.0, 0.1) == 0.0
    assert material_experience(5.0, 0.0, 0.15, 0.0, 0.0, 0.1) == 0.0
    assert material_experience(5.0, 1.0, 0.0, 5.0, 1.0, 0.0) == 0.0


def test_backlash_is_a_third_under_free_media() -> None:
    # 0.35 * 0.6 = 0.21 under captured media, a third of it under free ones, two thirds half way
    assert backlash(0.6, 0.0, 0.35) == pytest.approx(0.21, rel=1e-14)
    assert backlash(0.6, 1.0, 0.35) == pytest.approx(0.07, rel=1e-14)
    assert backlash(0.6, 0.5, 0.35) == pytest.approx(0.14, rel=1e-14)


@CLAIM
@given(st.floats(0.1, 0.9), st.floats(0, 0.9), st.floats(0.05, 2))
def test_backlash_grows_with_pressure_and_shrinks_with_media_freedom(
    pressure: float, freedom: float, strength: float
) -> None:
    now = backlash(pressure, freedom, strength)
    assert 0.0 < now < backlash(pressure + 0.1, freedom, strength)
    assert backlash(pressure, freedom + 0.1, strength) < now
    assert backlash(0.0, freedom, strength) == 0.0


def test_dispute_resentment_is_salience_times_tension() -> None:
    # 0.3 * 0.8 * 0.5 = 0.12
    assert dispute_resentment(0.8, 0.5, 0.3) == pytest.approx(0.12, rel=1e-14)


@CLAIM
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.floats(0.05, 1))
def test_dispute_resentment_grows_with_all_and_is_none_where_a_cause_is_missing(
    salience: float, tension: float, strength: float
) -> None:
    now = dispute_resentment(salience, tension, strength)
    assert 0.0 < now < dispute_resentment(salience + 0.1, tension, strength)
    assert now < dispute_resentment(salience, tension + 0.1, strength)
    assert now < dispute_resentment(salience, tension, strength + 0.1)
    for causes in ((0.0, tension, strength), (salience, 0.0, strength), (salience, tension, 0.0)):
        assert dispute_resentment(*causes) == 0.0


# what is heard, and opinion


def test_heard_message_is_the_weighted_mean_and_what_is_added() -> None:
    # said 1 * 0.5 + 0.5 * (-0.4) = 0.3 by weight 1.5: 0.2; and 0.05 added
    assert heard_message(0.3, 1.5, 0.05) == pytest.approx(0.25, rel=1e-14)


@CLAIM
@given(st.floats(-10, 10), st.floats(0.05, 10), st.floats(-2, 2))
def test_heard_message_stays_within_praise_and_condemnation(said: float, weight: float, added: float) -> None:
    assert -1.0 <= heard_message(said, weight, added) <= 1.0


def test_heard_message_is_kept_at_both_ends() -> None:
    assert heard_message(1.5, 1.5, 0.2) == 1.0
    assert heard_message(-1.5, 1.5, -0.2) == -1.0


def test_favourability_moves_towards_what_is_heard() -> None:
    # rate 1.2 for a month: e^-0.1 = 0.9048374; 0.5 + (-0.3 - 0.5) * 0.9048374 = -0.2238699
    assert favourability_step(-0.3, 0.5, 1.2, MONTH) == pytest.approx(-0.2238699, abs=5e-8)


@CLAIM
@given(place, place, st.floats(0, 10))
def test_favourability_two_half_months_are_a_month(favourability: float, heard: float, rate: float) -> None:
    halfway = favourability_step(favourability, heard, rate, MONTH / 2)
    whole = favourability_step(favourability, heard, rate, MONTH)
    assert favourability_step(halfway, heard, rate, MONTH / 2) == pytest.approx(whole, abs=1e-15)


@CLAIM
@given(place, place, st.floats(0, 10), st.floats(0, 50))
def test_favourability_stays_in_its_range(favourability: float, heard: float, rate: float, dt: float) -> None:
    assert -1.0 <= favourability_step(favourability, heard, rate, dt) <= 1.0


def test_favourability_without_a_rate_stays() -> None:
    assert favourability_step(0.25, -0.5, 0.0, MONTH) == 0.25


def test_steady_attitude_undoes_the_mean() -> None:
    # ((0.2 - 0.05) * (0.5 + 1) - (-0.2)) / 1 = 0.225 + 0.2 = 0.425; back: (0.425 - 0.2) / 1.5 + 0.05 = 0.2
    assert steady_attitude(0.2, -0.2, 0.5, 0.05, 1.0) == pytest.approx(0.425, rel=1e-14)
    # attitude weight 2: ((0.2 - 0.05) * 2.5 + 0.2) / 2 = 0.2875
    assert steady_attitude(0.2, -0.2, 0.5, 0.05, 2.0) == pytest.approx(0.2875, rel=1e-14)


@CLAIM
@given(place, place, st.floats(0, 3), st.floats(-0.5, 0.5), st.floats(0.05, 5))
def test_steady_attitude_holds_favourability(
    favourability: float, message: float, weight: float, added: float, own: float
) -> None:
    said = weight * message
    attitude = steady_attitude(favourability, said, weight, added, own)
    heard = heard_message(said + own * attitude, weight + own, added)
    assert favourability_step(favourability, heard, 0.35, MONTH) == pytest.approx(favourability, abs=1e-12)


# polls


def test_share_at_least_is_an_ordered_logit() -> None:
    # 3 * 0.5 - 0.5 = 1: 1 / (1 + e^-1) = 0.7310586
    assert share_at_least(0.5, 0.5, 3.0) == pytest.approx(0.7310586, abs=5e-8)
    assert share_at_least(0.5, 1.5, 3.0) == 0.5


@CLAIM
@given(place, st.floats(0.0001, 0.9999), st.floats(0.1, 20))
def test_share_at_least_is_undone_by_the_log_odds(favourability: float, polled: float, slope: float) -> None:
    cut = slope * favourability - math.log(polled / (1.0 - polled))
    assert share_at_least(favourability, cut, slope) == pytest.approx(polled, rel=1e-11)


@CLAIM
@given(place, st.floats(-10, 10), st.floats(0.1, 5), st.floats(0.01, 5))
def test_shares_of_better_categories_are_smaller(favourability: float, cut: float, slope: float, apart: float) -> None:
    assert 0.0 <= share_at_least(favourability, cut + apart, slope) < share_at_least(favourability, cut, slope) <= 1.0


@CLAIM
@given(st.floats(-1, 0.9), st.floats(-5, 5), st.floats(0.1, 5))
def test_share_at_least_rises_with_favourability(favourability: float, cut: float, slope: float) -> None:
    assert share_at_least(favourability + 0.1, cut, slope) > share_at_least(favourability, cut, slope)


def test_net_orientation_is_the_mean_of_evenly_spaced_categories() -> None:
    # Serbia on Russia, 54 % ally, 41 % partner, 3 % rival, 2 % adversary: 0.54 + 0.38 / 3 - 0.02 = 0.6466667
    assert net_orientation(0.54, 0.41, 0.03, 0.02) == pytest.approx(0.6466667, abs=5e-8)


@pytest.mark.parametrize("at", range(4))
def test_net_orientation_places_the_categories_evenly_from_one_to_minus_one(at: int) -> None:
    poll = [0.0, 0.0, 0.0, 0.0]
    poll[at] = 1.0
    assert net_orientation(*poll) == pytest.approx(1.0 - at * 2.0 / 3.0, abs=1e-15)


@CLAIM
@given(share, share, share, share)
def test_net_orientation_of_a_poll_is_in_range_and_turns_with_it(a: float, b: float, c: float, d: float) -> None:
    whole = a + b + c + d
    assume(whole > 0.01)
    poll = [a / whole, b / whole, c / whole, d / whole]
    assert -1.0 - 1e-15 <= net_orientation(*poll) <= 1.0 + 1e-15
    assert net_orientation(*poll[::-1]) == pytest.approx(-net_orientation(*poll), abs=1e-15)
