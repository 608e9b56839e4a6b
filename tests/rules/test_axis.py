"""The axis from the patron's end to the integrator's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.axis import closeness, line

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
place = st.floats(-1, 1)


def test_closeness_is_the_part_of_the_axis_that_does_not_lie_between() -> None:
    # Serbia at 0.04: 1 - 0.96 / 2 = 0.52 to the integrator, 1 - 1.04 / 2 = 0.48 to the patron
    assert closeness(0.04, 1.0) == pytest.approx(0.52, rel=1e-15)
    assert closeness(0.04, -1.0) == pytest.approx(0.48, rel=1e-15)


@CLAIM
@given(place, place)
def test_closeness_is_a_share_alike_from_both_sides(alignment: float, position: float) -> None:
    assert 0.0 <= closeness(alignment, position) <= 1.0
    assert closeness(alignment, position) == closeness(position, alignment) == closeness(-alignment, -position)


@CLAIM
@given(place)
def test_closeness_to_opposite_poles_adds_up_to_one(alignment: float) -> None:
    assert closeness(alignment, 1.0) + closeness(alignment, -1.0) == pytest.approx(1.0, abs=1e-15)
    assert closeness(alignment, alignment) == 1.0


def test_closeness_of_the_two_ends_is_zero() -> None:
    assert closeness(-1.0, 1.0) == closeness(1.0, -1.0) == 0.0


def test_line_praises_the_near_and_condemns_the_far() -> None:
    # a speaker at 0.2: 1 - 0.8 = 0.2 of the integrator, 1 - 1.2 = -0.2 of the patron
    assert line(0.2, 1.0) == pytest.approx(0.2, rel=1e-15)
    assert line(0.2, -1.0) == pytest.approx(-0.2, rel=1e-15)
    assert line(1.0, 1.0) == 1.0
    assert line(1.0, -1.0) == -1.0


@CLAIM
@given(place, place)
def test_line_is_closeness_stretched_over_the_axis(speaker: float, position: float) -> None:
    assert line(speaker, position) == pytest.approx(2.0 * closeness(speaker, position) - 1.0, abs=1e-15)
    assert -1.0 <= line(speaker, position) <= 1.0
