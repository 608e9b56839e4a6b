"""Draws by state and year, and acts under the same draw."""

import numpy as np
import pytest

from tests.evidence.acts.made_up import alignment
from twochairs.evidence.acts.alignment import Alignment, marginal

TWO = alignment([[[0.1, 0.2], [0.3, np.nan]], [[0.5, 0.6], [0.7, 0.8]]], (2010, 2011), ("A", "B"))


def test_a_state_in_a_year():
    assert TWO.of("A", 2011).tolist() == [0.3, 0.7]
    assert np.isnan(TWO.of("C", 2011)).all() and np.isnan(TWO.of("A", 2012)).all()


def test_a_mean_over_years():
    assert TWO.weighted("A", {2010: 0.25, 2011: 0.75}) == pytest.approx([0.25, 0.65])


def test_known_only_where_every_draw_is():
    assert TWO.known("A", [2010, 2011])
    assert TWO.known("B", [2010]) and not TWO.known("B", [2010, 2011])


def test_shapes_must_fit():
    with pytest.raises(ValueError, match="do not fit"):
        Alignment(np.zeros((2, 3)), (2010, 2011, 2012), ("A",))


def test_acts_of_a_state_are_seen_under_the_same_draw():
    # A's two acts: draw 1 gives 1/2 and 1/4, draw 2 gives 1/8 and 1: the mean of 1/8 and 1/8. B's act: (1/2 + 1/4) / 2.
    chances = np.array([[0.5, 0.25, 0.5], [0.125, 1.0, 0.25]])
    assert marginal(np.log(chances), ["A", "A", "B"]) == pytest.approx(np.log(1 / 8 * 3 / 8))


def test_acts_of_different_states_are_not():
    chances = np.array([[0.9, 0.1], [0.1, 0.9]])
    assert marginal(np.log(chances), ["A", "B"]) == pytest.approx(np.log(0.25))
    assert marginal(np.log(chances), ["A", "A"]) == pytest.approx(np.log(0.09))


def test_no_acts_say_nothing():
    assert marginal(np.zeros((3, 0)), []) == 0.0
