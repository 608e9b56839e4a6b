"""R12 bidding for swing states."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.bargaining import bid

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
share = st.floats(0, 1)
place = st.floats(-1, 1)


def test_bid_of_a_swing_state_is_the_product_of_its_causes() -> None:
    # 1 + 0.5 * 0.8 * (1 - 0.5^2) = 1 + 0.4 * 0.75 = 1.3
    assert bid(0.5, 0.8, 0.5) == pytest.approx(1.3, rel=1e-15)


@CLAIM
@given(st.floats(0, 5), share, place)
def test_bid_lies_between_one_and_the_bid_for_the_middle(bidding: float, rivalry: float, alignment: float) -> None:
    assert 1.0 <= bid(bidding, rivalry, alignment) <= bid(bidding, rivalry, 0.0) == 1.0 + bidding * rivalry


@CLAIM
@given(st.floats(0, 5), share, place)
def test_bid_does_not_know_left_from_right(bidding: float, rivalry: float, alignment: float) -> None:
    assert bid(bidding, rivalry, alignment) == bid(bidding, rivalry, -alignment)


@CLAIM
@given(st.floats(0.1, 5), st.floats(0.1, 1), st.floats(0, 0.9))
def test_bid_falls_away_from_the_middle(bidding: float, rivalry: float, alignment: float) -> None:
    assert bid(bidding, rivalry, alignment + 0.1) < bid(bidding, rivalry, alignment)


def test_bid_is_one_at_the_ends_without_rivalry_and_without_bidding() -> None:
    assert bid(0.5, 1.0, 1.0) == bid(0.5, 1.0, -1.0) == bid(0.5, 0.0, 0.0) == bid(0.0, 1.0, 0.0) == 1.0
