"""Worked values, and what the poles' own moves must and must not do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.data.ideal_scale import SLOPE
from twochairs.evidence.calibration.signal import poles, signal

AXIS = st.floats(-1.0, 1.0)


def test_a_path_stands_still_before_its_start():
    path = np.array([[0.2, -0.4], [0.6, -0.4]])  # two years, two states
    expected = SLOPE * np.array([[0.2, -0.4], [0.2, -0.4], [0.2, -0.4], [0.6, -0.4]])
    assert signal(path, 2) == pytest.approx(expected)
    assert signal(path, 0) == pytest.approx(SLOPE * path)


def test_every_draw_has_its_own_start():
    path = np.random.default_rng(1).uniform(-1, 1, (3, 2, 4, 5))
    found = signal(path, 3)
    assert found.shape == (3, 2, 7, 5)
    for draw in range(3):
        assert np.array_equal(found[draw], signal(path[draw], 3))


def test_a_state_moves_with_the_pole_it_is_near_by_hand():
    # The patron moves from -1 to -1.4, the integrator from 1 to 1.2; states at the patron, in the middle, at the other.
    moved = poles(np.array([[-1.0, 1.0], [-1.4, 1.2]]), np.array([-1.0, 0.0, 1.0]))
    found = moved(np.array([[1.0, 1.0], [0.5, 0.0]]))
    assert found[0] == pytest.approx(np.array([[0, 0, 0], [-0.4, 0.5 * -0.4 + 0.5 * 0.2, 0.2]]))
    assert found[1] == pytest.approx(np.array([[0, 0, 0], [-0.2, -0.1, 0.0]]))


@given(st.lists(st.tuples(AXIS, AXIS), min_size=1, max_size=5), st.lists(AXIS, min_size=1, max_size=4), AXIS)
def test_where_the_poles_stand_does_not_count_but_how_they_move(moves, start, by):
    moves, start = np.array(moves), np.array(start)
    shares = np.array([[0.3, 0.8]])
    found = poles(moves, start)(shares)
    assert not found[:, 0].any()
    assert poles(moves + by, start)(shares) == pytest.approx(found, abs=1e-12)
    assert not poles(moves, start)(np.zeros((1, 2))).any()


@given(AXIS, AXIS, AXIS)
def test_the_axis_may_be_turned_round(patron, integrator, start):
    """With poles, signs and shares exchanged the same move comes out with the other sign."""
    moves = np.array([[0.0, 0.0], [patron, integrator]])
    there = poles(moves, np.array([start]))(np.array([[0.3, 0.7]]))
    turned = poles(-moves[:, ::-1], np.array([-start]))(np.array([[0.7, 0.3]]))
    assert turned == pytest.approx(-there, abs=1e-12)
