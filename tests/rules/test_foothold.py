"""R4 foothold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.foothold import foothold_step, growth_rate, retreat_rate, steady_openness

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
MONTH = 1.0 / 12.0
share = st.floats(0, 1)
rate = st.floats(0, 10)


def test_growth_rate_is_the_product_of_its_four_causes() -> None:
    # 0.3 * 0.5 * 0.8 * 0.75 = 0.09 a year
    assert growth_rate(0.8, 0.75, 0.5, 0.3) == pytest.approx(0.09, rel=1e-14)


@pytest.mark.parametrize("missing", range(4))
def test_growth_rate_is_none_where_a_cause_is_missing(missing: int) -> None:
    causes = [0.8, 0.75, 0.5, 0.3]
    causes[missing] = 0.0
    assert growth_rate(*causes) == 0.0


def test_retreat_rate_is_a_fifth_under_a_friend_and_whole_at_the_far_end() -> None:
    assert retreat_rate(1.0, 0.3) == pytest.approx(0.06, rel=1e-14)
    assert retreat_rate(0.0, 0.3) == pytest.approx(0.3, rel=1e-14)
    assert retreat_rate(0.5, 0.3) == pytest.approx(0.18, rel=1e-14)  # 0.2 + 0.8 * 0.5 = 0.6


@CLAIM
@given(st.floats(0, 0.99), st.floats(0.01, 10))
def test_retreat_rate_falls_with_closeness(closeness: float, speed: float) -> None:
    assert retreat_rate(closeness + 0.01, speed) < retreat_rate(closeness, speed)


def test_foothold_relaxes_to_growth_over_growth_and_retreat() -> None:
    # goal 0.3 / 0.4 = 0.75; a year at 0.4: 0.75 + (0.2 - 0.75) * e^-0.4 = 0.75 - 0.55 * 0.67032005 = 0.38132397
    assert foothold_step(0.2, 0.3, 0.1, 1.0) == pytest.approx(0.38132397, abs=5e-9)


@CLAIM
@given(share, st.floats(0, 2), st.floats(0, 2))
def test_foothold_solves_its_differential_equation(foothold: float, growth: float, retreat: float) -> None:
    dt = 1e-6
    slope = (foothold_step(foothold, growth, retreat, dt) - foothold) / dt
    assert slope == pytest.approx(growth * (1.0 - foothold) - retreat * foothold, abs=1e-5)


@CLAIM
@given(share, rate, rate)
def test_foothold_two_half_months_are_a_month(foothold: float, growth: float, retreat: float) -> None:
    halfway = foothold_step(foothold, growth, retreat, MONTH / 2)
    whole = foothold_step(foothold, growth, retreat, MONTH)
    assert foothold_step(halfway, growth, retreat, MONTH / 2) == pytest.approx(whole, abs=1e-15)


@CLAIM
@given(share, rate, rate, st.floats(0, 100))
def test_foothold_stays_a_share(foothold: float, growth: float, retreat: float, dt: float) -> None:
    assert 0.0 <= foothold_step(foothold, growth, retreat, dt) <= 1.0


@CLAIM
@given(st.floats(0.05, 0.95), st.floats(0, 5), st.floats(0, 5))
def test_foothold_rises_with_growth_and_falls_with_retreat(foothold: float, growth: float, retreat: float) -> None:
    after = foothold_step(foothold, growth, retreat, MONTH)
    assert foothold_step(foothold, growth + 0.1, retreat, MONTH) > after
    assert foothold_step(foothold, growth, retreat + 0.1, MONTH) < after


def test_foothold_without_growth_and_retreat_stays_exactly() -> None:
    assert foothold_step(0.37, 0.0, 0.0, MONTH) == 0.37


def test_steady_openness_balances_growth_and_retreat() -> None:
    # lost: 0.3 * 0.2 * 0.5 = 0.03; gained at openness 1: 0.3 * 0.5 * 1 * (1 - 0.5) = 0.075; 0.03 / 0.075 = 0.4
    assert steady_openness(0.5, 0.5, 1.0, 0.3, 0.3) == pytest.approx(0.4, rel=1e-14)


@CLAIM
@given(st.floats(0, 0.95), st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 10), st.floats(0.01, 10))
def test_steady_openness_holds_the_foothold(
    foothold: float, effort: float, closeness: float, growth: float, retreat: float
) -> None:
    openness = steady_openness(foothold, effort, closeness, growth, retreat)
    assert openness >= 0.0
    grows, loses = growth_rate(effort, closeness, openness, growth), retreat_rate(closeness, retreat)
    assert foothold_step(foothold, grows, loses, MONTH) == pytest.approx(foothold, abs=1e-12)


def test_steady_openness_is_one_where_no_effort_measures_it() -> None:
    assert steady_openness(0.5, 0.0, 1.0, 0.3, 0.3) == 1.0
    assert steady_openness(0.5, 0.5, 0.0, 0.3, 0.3) == 1.0
    assert steady_openness(0.5, 0.5, 1.0, 0.0, 0.3) == 1.0
    assert steady_openness(0.0, 0.0, 0.0, 0.0, 0.0) == 1.0
