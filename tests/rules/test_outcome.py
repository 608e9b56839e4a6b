"""What is read off the month."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.outcome import hedging_index, misalignment_liability

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
benefit = st.floats(0, 10)
place = st.floats(-1, 1)


def test_hedging_index_is_twice_the_lesser_part() -> None:
    # 2 * 0.3 / (0.3 + 0.9) = 0.5
    assert hedging_index(0.3, 0.9) == pytest.approx(0.5, rel=1e-14)


@CLAIM
@given(benefit, benefit, st.floats(0.1, 10))
def test_hedging_index_is_a_share_that_knows_neither_sides_nor_units(west: float, east: float, unit: float) -> None:
    index = hedging_index(west, east)
    assert 0.0 <= index <= 1.0
    assert index == hedging_index(east, west)
    assert index == pytest.approx(hedging_index(unit * west, unit * east), rel=1e-12, abs=1e-300)


@CLAIM
@given(st.floats(0.1, 10))
def test_hedging_index_is_one_on_both_chairs_and_zero_on_one(amount: float) -> None:
    assert hedging_index(amount, amount) == 1.0
    assert hedging_index(amount, 0.0) == hedging_index(0.0, amount) == 0.0


def test_hedging_index_of_nothing_is_zero() -> None:
    assert hedging_index(0.0, 0.0) == 0.0


def test_misalignment_liability_is_aid_times_the_part_of_the_axis_between() -> None:
    # Serbia at 0.04, integrator at 1, aid of 0.5 % of GDP: 0.5 * 0.96 / 2 = 0.24
    assert misalignment_liability(0.04, 1.0, 0.5) == pytest.approx(0.24, rel=1e-14)


@CLAIM
@given(place, place, benefit)
def test_misalignment_liability_is_between_nothing_and_all_the_aid(
    alignment: float, position: float, aid: float
) -> None:
    assert 0.0 <= misalignment_liability(alignment, position, aid) <= aid
    assert misalignment_liability(alignment, position, aid) == misalignment_liability(position, alignment, aid)


def test_misalignment_liability_is_none_at_the_donors_place_and_whole_at_the_far_end() -> None:
    assert misalignment_liability(1.0, 1.0, 0.5) == 0.0
    assert misalignment_liability(-1.0, 1.0, 0.5) == 0.5
    assert misalignment_liability(-1.0, 1.0, 0.0) == 0.0
