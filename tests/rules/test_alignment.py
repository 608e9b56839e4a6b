"""R9 the alignment target and the way to it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.alignment import (
    alignment_step,
    contribution,
    felt_pressure,
    pressure_stake,
    public_weight,
    response,
    steady_ideal,
    street_pressure,
    success_tilt,
    threat,
)

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
place = st.floats(-1, 1)
stake = st.floats(-50, 50)
scale = st.floats(0.01, 50)

# pulls


def test_response_to_a_stake_of_one_scale_is_tanh_one() -> None:
    assert response(2.0, 2.0) == pytest.approx(0.7615942, abs=5e-8)
    assert response(1.0, 2.0) == pytest.approx(0.4621172, abs=5e-8)  # tanh 0.5


@CLAIM
@given(stake, scale)
def test_response_is_odd_and_saturates(amount: float, bend: float) -> None:
    assert response(-amount, bend) == -response(amount, bend)
    assert -1.0 <= response(amount, bend) <= 1.0


@CLAIM
@given(st.floats(-3, 3), st.floats(1, 5))
def test_response_rises_less_and_less(amount: float, bend: float) -> None:
    assert response(amount + 0.1, bend) > response(amount, bend)
    assert response(abs(amount) + 0.2, bend) + response(abs(amount), bend) < 2 * response(abs(amount) + 0.1, bend)


def test_felt_pressure_is_the_part_of_pressure_that_distance_leaves() -> None:
    # Serbia at 0.04 has closeness 0.52: 0.8 * (1 - 0.52) = 0.384
    assert felt_pressure(0.8, 0.52) == pytest.approx(0.384, rel=1e-14)
    assert felt_pressure(0.8, 1.0) == 0.0
    assert felt_pressure(0.8, 0.0) == 0.8


@CLAIM
@given(share, share)
def test_felt_pressure_is_at_most_pressure(pressure: float, closeness: float) -> None:
    assert 0.0 <= felt_pressure(pressure, closeness) <= pressure


def test_pressure_stake_is_trade_at_risk() -> None:
    # 0.384 * 0.6 * 5 = 1.152 % of GDP
    assert pressure_stake(0.384, 0.6, 5.0) == pytest.approx(1.152, rel=1e-14)


@pytest.mark.parametrize("missing", range(3))
def test_pressure_stake_is_none_where_a_cause_is_missing(missing: int) -> None:
    causes = [0.384, 0.6, 5.0]
    causes[missing] = 0.0
    assert pressure_stake(*causes) == 0.0


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
    # 0.5 * (0.5 + 0.5 * 0.5) * (1 + 0.5 * 0.5) = 0.5 * 0.75 * 1.25 = 0.46875
    assert public_weight(0.5, 0.5, 0.5, 0.5) == pytest.approx(0.46875, rel=1e-15)
    # 0.4 * (0.5 + 0.1) * (1 + 1.5 * 0.3) = 0.4 * 0.6 * 1.45 = 0.348
    assert public_weight(0.4, 0.2, 0.3, 1.5) == pytest.approx(0.348, rel=1e-14)


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
    assert public_weight(0.7, 0.0, 0.0, 3.0) == 0.35
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


def test_contribution_is_a_term_by_the_sum_of_weights() -> None:
    assert contribution(0.3, 1.5) == pytest.approx(0.2, rel=1e-15)
    assert contribution(0.0, 1.5) == 0.0


@CLAIM
@given(st.lists(st.tuples(place, st.floats(0.01, 3)), min_size=1, max_size=8), st.lists(place, max_size=8))
def test_contributions_add_up_to_the_place_of_greatest_utility(
    anchors: list[tuple[float, float]], pulls: list[float]
) -> None:
    weight = sum(c for _, c in anchors)
    target = sum(contribution(c * m, weight) for m, c in anchors) + sum(contribution(b, weight) for b in pulls)

    def utility(a: float) -> float:
        return sum(b * a for b in pulls) - sum(c * (a - m) * (a - m) / 2 for m, c in anchors)

    assert utility(target) >= max(utility(target - 0.01), utility(target + 0.01))


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


# its inversion


def test_steady_ideal_undoes_the_target() -> None:
    # 0.2 * 2 - 0.5 - (-0.3) = 0.2; back: (0.2 + 0.5 - 0.3) / 2 = 0.2
    assert steady_ideal(0.2, 0.5, -0.3, 2.0) == pytest.approx(0.2, rel=1e-14)


@CLAIM
@given(st.floats(-0.99, 0.99), st.lists(st.tuples(place, st.floats(0, 3)), max_size=6), st.lists(place, max_size=8))
def test_steady_ideal_holds_alignment(alignment: float, anchors: list[tuple[float, float]], pulls: list[float]) -> None:
    weight = 1.0 + sum(c for _, c in anchors)
    others, pulled = sum(c * m for m, c in anchors), sum(pulls)
    ideal = steady_ideal(alignment, others, pulled, weight)
    target = contribution(ideal, weight) + contribution(others, weight) + contribution(pulled, weight)
    assert target == pytest.approx(alignment, abs=1e-12)
    assert alignment_step(alignment, target, 0.9, 0.07, 0.0, MONTH) == pytest.approx(alignment, abs=1e-12)


@CLAIM
@given(st.sampled_from([-1.0, 1.0]), st.floats(-3, 3), st.floats(-3, 3), st.floats(1, 10))
def test_steady_ideal_at_an_edge_is_the_one_nearest_zero_that_holds_it(
    edge: float, others: float, pulls: float, weight: float
) -> None:
    ideal = steady_ideal(edge, others, pulls, weight)

    def held(with_ideal: float) -> bool:
        target = contribution(with_ideal + others + pulls, weight)
        after = alignment_step(edge, target, 0.9, 0.07, 0.0, MONTH)
        return after == pytest.approx(edge, abs=1e-12)

    assert held(ideal)
    assert ideal == 0.0 or not held(0.999 * ideal - 1e-6 * edge)


def test_steady_ideal_at_an_edge_is_not_beyond_zero() -> None:
    # 1 * 2 - 3 = -1 would do, and so does 0: (0 + 3) / 2 is beyond the edge as well
    assert steady_ideal(1.0, 3.0, 0.0, 2.0) == 0.0
    assert steady_ideal(-1.0, -3.0, 0.0, 2.0) == 0.0
    assert steady_ideal(1.0, 1.5, 0.0, 2.0) == 0.5
    assert steady_ideal(-1.0, -1.5, 0.0, 2.0) == -0.5
    assert steady_ideal(1.0, 1.98, 0.0, 2.0) == -steady_ideal(-1.0, -1.98, 0.0, 2.0) == pytest.approx(0.02, rel=1e-13)


def test_steady_ideal_off_the_edge_may_lie_anywhere() -> None:
    assert steady_ideal(0.5, 3.0, 0.0, 2.0) == -2.0
    assert steady_ideal(-0.5, 0.0, -3.0, 2.0) == 2.0
