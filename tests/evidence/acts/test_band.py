"""One state's acts beside their forecasts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.acts.made_up import alignment
from twochairs.evidence.acts import rates, sanctions, votes
from twochairs.evidence.acts.band import Acts, Fits, smallest_set, within_band
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.sanctions import Joining

ONE = np.ones(200)
FITS = Fits(
    votes.Fitted(("k",), 0.0 * ONE[:, None], 0.2 * ONE, 0.1 * ONE, 0.0 * ONE),
    rates.Fitted(-0.3 * ONE, 0.4 * ONE, 0.1 * ONE, 100.0 * ONE, {}, 0.0 * ONE),
    sanctions.Fitted(0.7 * ONE, 0.1 * ONE, 0.0 * ONE),
    [("2000-01", 0.5)],
)
PLACES = alignment([[[0.2, -0.9], [0.2, -0.9]]], (2001, 2002), ("A", "B"))
ACTS = Acts(
    [Vote("A", "2001-05-01", "r1", "k", 2), Vote("A", "2002-05-01", "r2", "k", 0),
     Vote("B", "2001-05-01", "r1", "k", 0), Vote("A", "2003-05-01", "r3", "k", 0)],
    [Rate("A", "2001-01", "2001-12", 55, 100, "I"), Rate("A", "2002-01", "2002-12", 95, 100, "I"),
     Rate("A", "2002-06", "2003-06", 0, 100, "I"), Rate("B", "2001-01", "2001-12", 0, 100, "I")],
    [Joining("A", 2002, False), Joining("B", 2002, False), Joining("A", 2014, True)],
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return within_band("A", [2001, 2002], FITS, PLACES, ACTS)


def test_only_the_states_own_acts_of_the_years_count(found):
    assert [within.rate.start for within in found.rates] == ["2001-01", "2002-01"]
    assert [within.vote.resolution for within in found.votes] == ["r1", "r2"]
    assert [within.joining.round for within in found.sanctions] == [2002]


def test_rates_inside_and_outside(found):
    # All the easy ones, and logistic(-2) of the hard ones: 0.5 x 0.9933 + 0.5 x 0.1192 = 0.556.
    assert [within.inside for within in found.rates] == [True, False]
    assert found.rates[0].low < 0.556 < found.rates[0].high
    assert found.rates[0].high - found.rates[0].low < 0.4


def test_votes_by_the_smallest_set(found):
    # Two temperatures above the difficulty of yes and four above that of no: 0.018, 0.101, 0.881.
    assert found.votes[0].chances == pytest.approx((0.017986, 0.101217, 0.880797), abs=1e-5)
    assert [within.inside for within in found.votes] == [True, False]
    assert [within.chance for within in found.votes] == pytest.approx([0.880797, 0.017986], abs=1e-5)


def test_not_joining(found):
    assert found.sanctions[0].not_joining == pytest.approx(1.0 - 1.0 / (1.0 + np.exp(5.0)))


def test_a_wider_level_holds_more():
    narrow, wide = (within_band("A", [2001, 2002], FITS, PLACES, ACTS, level) for level in (0.5, 0.995))
    assert wide.rates[0].low < narrow.rates[0].low and narrow.rates[0].high < wide.rates[0].high
    assert wide.votes[1].inside and not narrow.votes[1].inside


def test_the_draws_of_alignment_are_averaged_over():
    two = alignment([[[0.2]], [[-0.4]]], (2001,), ("A",))
    chances = within_band("A", [2001], FITS, two, ACTS).votes[0].chances
    assert chances[2] == pytest.approx((0.880797 + 0.017986) / 2, abs=1e-5)


def test_years_without_alignment_are_refused():
    with pytest.raises(ValueError, match="alignment of A is not known"):
        within_band("A", [2001, 2003], FITS, PLACES, ACTS)


def test_the_smallest_set_by_hand():
    assert smallest_set(np.array([0.05, 0.2, 0.75]), 0.9).tolist() == [False, True, True]
    assert smallest_set(np.array([0.05, 0.05, 0.9]), 0.9).tolist() == [False, False, True]
    assert smallest_set(np.array([0.4, 0.3, 0.3]), 0.9).tolist() == [True, True, True]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=5), st.floats(0.05, 0.95))
def test_the_smallest_set_reaches_the_level_and_needs_each_of_its_outcomes(weights, level):
    chances = np.array(weights) / sum(weights)
    belongs = smallest_set(chances, level)
    assert chances[belongs].sum() >= level - 1e-9
    assert chances[belongs].sum() - chances[belongs].min() < level
    assert belongs.all() or chances[~belongs].max() <= chances[belongs].min() + 1e-12
