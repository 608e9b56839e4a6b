"""The cube of what is free: names, constants held fixed, signals with and without the poles and the simulator."""

import numpy as np
import pytest

from tests.evidence.calibration.made_up import design
from twochairs.data.ideal_scale import SLOPE
from twochairs.evidence.calibration.emulator import Emulator
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.calibration.structure import Free, Structure

YEARS = np.arange(2002, 2008)
POLES = np.array([[-1.0, 1.0], [-1.1, 1.0], [-1.3, 1.1], [-1.2, 1.3], [-1.6, 1.2], [-2.0, 1.5]])
RECORD = Record(YEARS, ("A", "B"), np.full((6, 2), 0.3), POLES)


def linear(cube):
    """Four simulated years; state A stands at -1 in the first, B at 1, and both move with the constants."""
    move = np.stack([cube[:, 0], -cube[:, 1]], axis=1)
    return np.array([-1.0, 1.0]) + np.arange(4)[None, :, None] / 3 * move[:, None, :]


def free(**structure):
    made = design(linear, 200)
    return Free(made, Emulator(made.cube, made.alignment), RECORD, Structure(**structure))


def test_what_is_free_under_each_structure():
    assert free().names == ("w_public", "w_peer")
    assert free(follow_poles=True).names == ("w_public", "w_peer", "share_of_patron", "share_of_integrator")
    fixed = free(follow_poles=True, fixed={"w_public": 0.5})
    assert fixed.names == ("w_peer", "share_of_patron", "share_of_integrator")
    for one in (free(), free(follow_poles=True), fixed, free(fixed={"w_public": 0, "w_peer": 1})):
        assert one.dimensions == len(one.names)


def test_a_constant_held_fixed_stands_at_its_share_of_the_prior():
    points = np.array([[0.25, 0.9, 0.1], [0.75, 0.0, 1.0]])
    fixed = free(follow_poles=True, fixed={"w_public": 0.5})  # its prior is 0 to 2
    assert fixed.constants(points) == pytest.approx(np.array([[0.25, 0.25], [0.25, 0.75]]))
    other = free(fixed={"w_peer": 0.0})  # its prior is 1 to 3: 0 lies outside the design
    assert other.constants(points[:, :1]) == pytest.approx(np.array([[0.25, -0.5], [0.75, -0.5]]))
    assert free().constants(points[:, :2]) == pytest.approx(points[:, :2])


def test_years_before_the_first_simulated_one():
    assert free().before == 2
    found = free().signal(np.zeros((1, 2)), linear(np.array([[0.6, 0.3]])))
    assert found[0, :, 0] == pytest.approx(SLOPE * np.array([-1, -1, -1, -0.8, -0.6, -0.4]))


def test_the_emulated_signal_is_that_of_the_path_it_emulates():
    points = np.array([[0.2, 0.4, 0.7, 0.5], [0.9, 0.1, 0.0, 1.0]])
    one = free(follow_poles=True)
    assert one.emulated(points) == pytest.approx(one.signal(points, linear(points[:, :2])), abs=1e-3)


def test_the_poles_move_the_states_that_stand_with_them():
    points = np.array([[0.0, 0.0, 0.5, 1.0]])
    still = np.tile(np.array([-1.0, 1.0]), (1, 4, 1))
    moved = free(follow_poles=True).signal(points, still) - free().signal(points, still)
    assert moved[0, :, 0] == pytest.approx(0.5 * (POLES[:, 0] + 1.0))
    assert moved[0, :, 1] == pytest.approx(POLES[:, 1] - 1.0)


def test_what_is_not_known_yet_of_the_poles_stays_as_it_was():
    points, path = np.array([[0.3, 0.3, 0.5, 1.0]]), linear(np.array([[0.3, 0.3]]))
    one = free(follow_poles=True)
    known, given = one.signal(points, path, 2005), one.signal(points, path)
    assert np.array_equal(known[:, :4], given[:, :4])
    assert known[0, 4:, 0] - SLOPE * path[0, 2:, 0] == pytest.approx([0.5 * -0.2] * 2)
    assert np.array_equal(one.signal(points, path, 2007), given)
    assert np.array_equal(RECORD.poles, POLES)


def test_without_the_simulator_the_path_is_its_first_year():
    points = np.array([[0.9, 0.9]])
    found = free(still=True).signal(points, linear(points))
    assert found == pytest.approx(SLOPE * np.tile(np.array([-1.0, 1.0]), (1, 6, 1)))
