"""R9 the alignment target and the way to it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.alignment import (
    alignment_step,
    anchor_share,
    demanded_move,
    energy_sanctions_stake,
    felt_pressure,
    membership_ahead,
    pressure_stake,
    public_weight,
    response,
    share_of_one,
    street_pressure,
    success_tilt,
    threat,
    trade_at_risk,
    unexplained,
)

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
place = st.floats(-1, 1)
stake = st.floats(-50, 50)
scale = st.floats(0.01, 50)

# pulls


def test_response_to_a_large_flow_is_tanh_one() -> None:
    assert response(2.0) == pytest.approx(0.7615942, abs=5e-8)
    assert response(1.0) == pytest.approx(0.4621172, abs=5e-8)  # tanh 0.5


@CLAIM
@given(stake)
def test_response_is_odd_and_saturates(amount: float) -> None:
    assert response(-amount) == -response(amount)
    assert -1.0 <= response(amount) <= 1.0


@CLAIM
@given(st.floats(-3, 3))
def test_response_rises_less_and_less(amount: float) -> None:
    assert response(amount + 0.1) > response(amount)
    assert response(abs(amount) + 0.2) + response(abs(amount)) < 2 * response(abs(amount) + 0.1)


def test_felt_pressure_is_the_part_of_pressure_that_distance_leaves() -> None:
    # Serbia at 0.04 has closeness 0.52: 0.8 * (1 - 0.52) = 0.384
    assert felt_pressure(0.8, 0.52) == pytest.approx(0.384, rel=1e-14)
    assert felt_pressure(0.8, 1.0) == 0.0
    assert felt_pressure(0.8, 0.0) == 0.8


@CLAIM
@given(share, share)
def test_felt_pressure_is_at_most_pressure(pressure: float, closeness: float) -> None:
    assert 0.0 <= felt_pressure(pressure, closeness) <= pressure


def test_trade_at_risk_is_a_share_of_gdp() -> None:
    # 0.384 * 0.6 * 5 = 1.152 % of GDP
    assert trade_at_risk(0.384, 0.6, 5.0) == pytest.approx(1.152, rel=1e-14)


@pytest.mark.parametrize("missing", range(3))
def test_no_trade_is_at_risk_where_a_cause_is_missing(missing: int) -> None:
    causes = [0.384, 0.6, 5.0]
    causes[missing] = 0.0
    assert trade_at_risk(*causes) == 0.0


def test_a_membership_is_counted_on_from_half_of_credibility_and_while_it_is_ahead() -> None:
    # Serbia 2022: 2 * 0.3 * (1 - 0.36) = 0.384
    assert membership_ahead(0.3, 0.36) == pytest.approx(0.384, rel=1e-14)
    assert membership_ahead(0.5, 0.0) == membership_ahead(0.9, 0.0) == 1.0
    assert membership_ahead(0.9, 1.0) == 0.0


def test_pressure_is_weighed_by_trade_and_membership_alike() -> None:
    # 0.5 * 0.6 + 0.5 * 0.384 = 0.492
    assert pressure_stake(0.6, 0.384) == pytest.approx(0.492, rel=1e-14)
    assert pressure_stake(1.0, 0.0) == pressure_stake(0.0, 1.0) == 0.5


@CLAIM
@given(share, share, st.floats(0, 1e-6))
def test_nothing_jumps_where_an_offer_becomes_credible(trade: float, accession: float, little: float) -> None:
    without, withal = membership_ahead(0.0, accession), membership_ahead(little, accession)
    assert abs(pressure_stake(trade, withal) - pressure_stake(trade, without)) <= 1e-6


def test_energy_sanctions_are_of_what_rivals_own() -> None:
    # 0.5 * |1 - (-1)| * 0.5 = 0.5; an owner beside the pole loses nothing
    assert energy_sanctions_stake(1.0, -1.0, 0.5) == 0.5
    assert energy_sanctions_stake(1.0, 1.0, 0.5) == 0.0
    assert energy_sanctions_stake(0.0, -1.0, 1.0) == 0.5


def test_a_demanded_move_is_from_where_a_state_stands_to_the_presser() -> None:
    # 0.3 * 0.492 * (1 - (-0.04)) = 0.153504
    assert demanded_move(0.3, 0.492, 1.0, -0.04) == pytest.approx(0.153504, rel=1e-14)
    assert demanded_move(0.3, 0.492, 1.0, 1.0) == 0.0
    assert demanded_move(1.0, 1.0, -1.0, 1.0) == -2.0


@CLAIM
@given(share, share, place, place)
def test_a_demanded_move_points_to_the_presser_and_is_the_same_in_a_mirror(
    lever: float, at_stake: float, position: float, alignment: float
) -> None:
    move = demanded_move(lever, at_stake, position, alignment)
    assert move * (position - alignment) >= 0.0
    assert demanded_move(lever, at_stake, -position, -alignment) == -move


def test_poles_of_a_side_hold_a_state_once_at_most() -> None:
    assert share_of_one(0.0) == share_of_one(0.6) == share_of_one(1.0) == 1.0
    assert share_of_one(1.6) * 1.6 == pytest.approx(1.0, rel=1e-15)


def test_threat_adds_forces_footholds_nearby_and_disputes_and_spares_friends() -> None:
    # (0.3 + 0.2 * (1 + 0.5)) * (1 - 0.25) = 0.6 * 0.75 = 0.45; with 0.5 * 0.24 = 0.12 more, 0.72 * 0.75 = 0.54
    assert threat(0.3, 0.2, 0.5, 0.0, 0.5, 0.25) == pytest.approx(0.45, rel=1e-14)
    assert threat(0.3, 0.2, 0.5, 0.24, 0.5, 0.25) == pytest.approx(0.54, rel=1e-14)


@CLAIM
@given(share, st.floats(0, 5), st.floats(0, 5), st.floats(0, 5), share, share)
def test_threat_is_a_share(
    exposure: float, near: float, tension: float, contested: float, weight: float, closeness: float
) -> None:
    assert 0.0 <= threat(exposure, near, tension, contested, weight, closeness) <= 1.0


@CLAIM
@given(st.floats(0, 0.2), st.floats(0.05, 0.15), st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.8))
def test_threat_rises_with_forces_footholds_and_tension_and_falls_with_closeness(
    exposure: float, near: float, tension: float, contested: float, closeness: float
) -> None:
    """With disputes that it is a party of too."""
    now = threat(exposure, near, tension, contested, 0.5, closeness)
    assert threat(exposure + 0.1, near, tension, contested, 0.5, closeness) > now
    assert threat(exposure, near + 0.05, tension, contested, 0.5, closeness) > now
    assert threat(exposure, near, tension + 0.1, contested, 0.5, closeness) > now
    assert threat(exposure, near, tension, contested + 0.1, 0.5, closeness) > now
    assert threat(exposure, near, tension, contested + 0.1, 0.6, closeness) > now
    assert threat(exposure, near, tension, contested, 0.5, closeness + 0.1) < now


@CLAIM
@given(share, st.floats(0, 5), st.floats(0, 5), st.floats(0, 5), share)
def test_threat_has_nothing_of_disputes_without_any_or_where_they_weigh_nothing(
    exposure: float, near: float, tension: float, contested: float, closeness: float
) -> None:
    """To the last bit."""
    without = threat(exposure, near, tension, 0.0, 0.5, closeness)
    assert without == threat(exposure, near, tension, contested, 0.0, closeness)
    assert without == min(1.0, exposure + near * (1.0 + tension)) * (1.0 - closeness)


def test_threat_is_full_before_it_is_too_much_and_none_to_a_friend_or_from_nothing() -> None:
    assert threat(0.0, 0.0, 1.0, 0.0, 0.5, 0.0) == 0.0
    assert threat(0.9, 2.0, 1.0, 1.0, 0.5, 0.0) == 1.0
    assert threat(0.0, 0.0, 0.0, 3.0, 0.5, 0.0) == 1.0
    assert threat(0.9, 2.0, 1.0, 1.0, 0.5, 0.5) == 0.5
    assert threat(0.9, 2.0, 1.0, 1.0, 0.5, 1.0) == 0.0


def test_street_pressure_is_what_goes_beyond_tolerance_times_share() -> None:
    # (0.9 - 0.6) * 0.5 = 0.15, either way
    assert street_pressure(0.9, 0.6, 0.5) == pytest.approx(0.15, rel=1e-14)
    assert street_pressure(-0.9, 0.6, 0.5) == pytest.approx(-0.15, rel=1e-14)
    assert street_pressure(0.62, 0.6, 0.5) == pytest.approx(0.01, rel=1e-13)


@CLAIM
@given(st.floats(-2, 2), st.floats(0, 2), share)
def test_street_pressure_is_odd_and_points_to_the_public(gap: float, tolerance: float, part: float) -> None:
    push = street_pressure(gap, tolerance, part)
    assert push == -street_pressure(-gap, tolerance, part)
    assert push * gap >= 0.0
    assert abs(push) <= max(0.0, abs(gap) - tolerance) * part


@CLAIM
@given(st.floats(0, 2), share)
def test_the_street_is_quiet_within_tolerance(tolerance: float, part: float) -> None:
    assert street_pressure(tolerance, tolerance, part) == 0.0
    assert street_pressure(-0.5 * tolerance, tolerance, part) == 0.0
    assert street_pressure(2.0, 0.0, part) == 2.0 * part


# anchors


def test_public_weight_grows_with_accountability_and_as_an_election_nears() -> None:
    # 0.5 * (0.3 + 0.7 * 0.5) * (1 + 0.5 * 0.5) = 0.5 * 0.65 * 1.25 = 0.40625
    assert public_weight(0.5, 0.5, 0.5, 0.5) == pytest.approx(0.40625, rel=1e-15)
    # 0.4 * (0.3 + 0.14) * (1 + 1.5 * 0.3) = 0.4 * 0.44 * 1.45 = 0.2552
    assert public_weight(0.4, 0.2, 0.3, 1.5) == pytest.approx(0.2552, rel=1e-14)


@CLAIM
@given(st.floats(0.1, 5), st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.1, 10))
def test_public_weight_rises_with_each_cause(
    weight: float, accountability: float, nearness: float, boost: float
) -> None:
    now = public_weight(weight, accountability, nearness, boost)
    assert 0.0 < now < public_weight(weight, accountability + 0.1, nearness, boost)
    assert now < public_weight(weight, accountability, nearness + 0.1, boost)
    assert now < public_weight(weight + 0.1, accountability, nearness, boost)


def test_public_weight_of_an_accountable_government_far_from_elections_is_the_parameter() -> None:
    assert public_weight(0.7, 1.0, 0.0, 3.0) == 0.7
    assert public_weight(0.7, 0.0, 0.0, 3.0) == pytest.approx(0.21, rel=1e-15)
    assert public_weight(0.0, 1.0, 1.0, 3.0) == 0.0


def test_success_tilt_of_a_peer_one_scale_better_off() -> None:
    # 1 + 0.5 * tanh((3 - 1) / 2) = 1 + 0.5 * 0.7615942 = 1.3807971
    assert success_tilt(1.0, 3.0, 0.5, 2.0) == pytest.approx(1.3807971, abs=5e-8)
    assert success_tilt(3.0, 1.0, 0.5, 2.0) == pytest.approx(0.6192029, abs=5e-8)


@CLAIM
@given(stake, stake, share, scale)
def test_success_tilt_is_mutual_and_at_most_imitation(own: float, peer: float, imitation: float, bend: float) -> None:
    tilt = success_tilt(own, peer, imitation, bend)
    assert 1.0 - imitation <= tilt <= 1.0 + imitation
    assert tilt + success_tilt(peer, own, imitation, bend) == pytest.approx(2.0, abs=1e-15)


def test_success_tilt_is_none_between_equals_or_without_imitation() -> None:
    assert success_tilt(1.5, 1.5, 1.0, 2.0) == 1.0
    assert success_tilt(1.5, 9.0, 0.0, 2.0) == 1.0


# the target


def test_an_anchor_contributes_its_weighted_place_by_the_sum_of_weights() -> None:
    assert anchor_share(0.3, 1.5) == pytest.approx(0.2, rel=1e-15)
    assert anchor_share(0.0, 1.5) == 0.0


@CLAIM
@given(st.lists(st.tuples(place, st.floats(0.01, 3)), min_size=1, max_size=8))
def test_anchors_add_up_to_the_place_that_is_least_far_from_all(anchors: list[tuple[float, float]]) -> None:
    weights = sum(c for _, c in anchors)
    target = sum(anchor_share(c * m, weights) for m, c in anchors)

    def far(a: float) -> float:
        return sum(c * (a - m) * (a - m) for m, c in anchors)

    assert far(target) <= min(far(target - 0.01), far(target + 0.01))
    assert min(m for m, _ in anchors) - 1e-12 <= target <= max(m for m, _ in anchors) + 1e-12


# the step


def test_alignment_moves_towards_its_target() -> None:
    # Serbia from 0.04 towards 0.2 at 0.9 a year, a month: 0.2 - 0.16 * e^-0.075 = 0.2 - 0.16 * 0.9277435 = 0.0515610
    assert alignment_step(0.04, 0.2, 0.9, 0.07, 0.0, MONTH) == pytest.approx(0.0515610, abs=5e-8)


def test_alignment_moves_by_the_exact_spread_of_the_process() -> None:
    # 0.07 * sqrt((1 - e^-0.15) / 1.8) = 0.07 * sqrt(0.1392920 / 1.8) = 0.07 * 0.2781806 = 0.0194726
    assert alignment_step(0.2, 0.2, 0.9, 0.07, 1.0, MONTH) == pytest.approx(0.2194726, abs=5e-8)
    assert alignment_step(0.2, 0.2, 0.9, 0.07, -2.0, MONTH) == pytest.approx(0.2 - 2 * 0.0194726, abs=1e-7)


@CLAIM
@given(place, place, st.floats(0.01, 20), st.floats(0, 2))
def test_alignment_without_noise_two_half_months_are_a_month(
    alignment: float, target: float, inertia: float, volatility: float
) -> None:
    halfway = alignment_step(alignment, target, inertia, volatility, 0.0, MONTH / 2)
    whole = alignment_step(alignment, target, inertia, volatility, 0.0, MONTH)
    assert alignment_step(halfway, target, inertia, volatility, 0.0, MONTH / 2) == pytest.approx(whole, abs=1e-15)


@CLAIM
@given(st.floats(0.01, 20), st.floats(0.01, 1))
def test_alignment_variances_of_two_half_months_add_up_to_a_month(inertia: float, volatility: float) -> None:
    def variance(dt: float) -> float:
        return alignment_step(0.0, 0.0, inertia, volatility, 1.0, dt) ** 2

    carried = math.exp(-2.0 * inertia * MONTH / 2)
    assert variance(MONTH / 2) * (1.0 + carried) == pytest.approx(variance(MONTH), rel=1e-11)


@CLAIM
@given(place, st.floats(-5, 5), st.floats(0.01, 20), st.floats(0, 2), st.floats(-8, 8), st.floats(0, 5))
def test_alignment_stays_on_the_axis(
    alignment: float, target: float, inertia: float, volatility: float, shock: float, dt: float
) -> None:
    assert -1.0 <= alignment_step(alignment, target, inertia, volatility, shock, dt) <= 1.0


@CLAIM
@given(place, st.floats(-2, 2), st.floats(0.01, 20), st.floats(0, 2), st.floats(-5, 5))
def test_alignment_is_the_same_in_a_mirror(
    alignment: float, target: float, inertia: float, volatility: float, shock: float
) -> None:
    seen = alignment_step(-alignment, -target, inertia, volatility, -shock, MONTH)
    assert seen == -alignment_step(alignment, target, inertia, volatility, shock, MONTH)


@CLAIM
@given(place, st.floats(0.01, 20))
def test_alignment_at_its_target_stays_exactly(alignment: float, inertia: float) -> None:
    assert alignment_step(alignment, alignment, inertia, 0.5, 0.0, MONTH) == alignment
    assert alignment_step(alignment, alignment, inertia, 0.0, 4.0, MONTH) == alignment


# what is left over


@CLAIM
@given(place, st.lists(st.floats(-2, 2), max_size=8))
def test_what_is_unexplained_holds_the_start(alignment: float, terms: list[float]) -> None:
    left = unexplained(alignment, sum(terms))
    target = sum(terms) + left
    assert alignment_step(alignment, target, 0.9, 0.07, 0.0, MONTH) == pytest.approx(alignment, abs=1e-12)


def test_what_is_unexplained_is_the_place_less_all_terms() -> None:
    assert unexplained(-0.04, 0.02) == pytest.approx(-0.06, rel=1e-14)
