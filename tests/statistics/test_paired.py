"""Paired differences: Tango's interval, whole numbers, numbers, draws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from twochairs.statistics.kinds import COUNT, FIXED, NUMBER, PART, SHARE
from twochairs.statistics.paired import difference, of_shares
from twochairs.statistics.sample import Drawn


@pytest.mark.parametrize(("ups", "downs", "pairs"), [(12, 2, 50), (1, 3, 44), (0, 4, 20), (5, 5, 15)])
def test_at_the_ends_the_score_is_what_it_may_be(ups: int, downs: int, pairs: int) -> None:
    """By maximising the likelihood under each end, with nothing of the closed form."""
    for apart in of_shares(ups / pairs, downs / pairs, pairs):

        def unlikely(down: float, apart: float = apart) -> float:
            shares = (down + apart, down, 1.0 - 2.0 * down - apart)
            return -sum(
                count * math.log(max(share, 1e-300))
                for count, share in zip((ups, downs, pairs - ups - downs), shares, strict=True)
            )

        low, high = max(0.0, -apart), (1.0 - apart) / 2.0
        down = minimize_scalar(unlikely, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x
        variance = pairs * (2.0 * down + apart - apart**2)
        assert abs(ups - downs - pairs * apart) / math.sqrt(variance) == pytest.approx(1.96, abs=1e-3)


@pytest.mark.parametrize("pairs", [5, 20, 200])
def test_pairs_that_all_agree_leave_as_much_as_their_number(pairs: int) -> None:
    """Ends at z^2 / (n + z^2) on either side."""
    found = difference(np.zeros(pairs), SHARE)
    end = 1.959963984540054**2 / (pairs + 1.959963984540054**2)
    assert (found.mean, found.low, found.high) == (0.0, pytest.approx(-end), pytest.approx(end))
    assert found.error == pytest.approx(end / 1.959963984540054)


def test_pairs_that_all_change_are_still_not_certain() -> None:
    found = difference(np.ones(20), SHARE)
    assert found.high == 1.0
    assert found.low == pytest.approx(20 / (20 + 1.959963984540054**2) * 2 - 1, abs=0.3)
    assert found.low < 0.9


def test_draws_of_pairs_count_once() -> None:
    """96 pairs of 16 draws, none of which differs, leave more than 96 that are independent."""
    draw = Drawn(np.arange(96) % 16)
    apart, together = difference(np.zeros(96), SHARE), difference(np.zeros(96), SHARE, draw)
    assert together.high > 3 * apart.high
    assert (apart.independent, together.independent) == (96, 16)


def test_counts_that_all_agree_have_a_width() -> None:
    found = difference(np.zeros(20), COUNT)
    assert found.low == pytest.approx(-0.1518, abs=1e-3)
    assert found.high == -found.low


def test_numbers_that_all_agree_say_nothing_and_what_has_no_chance_says_all() -> None:
    assert math.isnan(difference(np.zeros(20), NUMBER).low)
    fixed = difference(np.full(20, 0.25), FIXED)
    assert (fixed.low, fixed.high, fixed.error) == (0.25, 0.25, 0.0)


def test_a_difference_of_parts_stays_between_minus_1_and_1_and_is_nearly_that_of_numbers_where_it_is_small() -> None:
    wide = difference(np.array([-0.9, 0.8, 0.9]), PART)
    assert -1.0 < wide.low < wide.mean < wide.high < 1.0
    assert difference(np.array([-0.9, 0.8, 0.9]), NUMBER).high > 2.0
    small = np.random.default_rng(2).normal(0.02, 0.01, 50)
    one, other = (difference(small, kind) for kind in (PART, NUMBER))
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-5)
    assert all(math.isnan(difference(np.array(few), PART).low) for few in ([0.1, 0.2], [0.0] * 20))


@given(st.lists(st.integers(-1, 1), min_size=1, max_size=60), st.integers(1, 8), st.booleans())
def test_a_difference_of_shares_stays_between_its_ends(values: list[int], draws: int, drawn: bool) -> None:
    found = difference(np.array(values, dtype=float), SHARE, Drawn(np.arange(len(values)) % draws) if drawn else None)
    if math.isfinite(found.low):
        assert -1.0 <= found.low <= found.mean <= found.high <= 1.0
        assert found.high - found.low > 1e-3


@given(st.lists(st.integers(-1, 1), min_size=2, max_size=40))
def test_the_other_way_round_is_the_other_way_round(values: list[int]) -> None:
    one, other = (difference(np.array(values, dtype=float) * sign, SHARE) for sign in (1.0, -1.0))
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-9)
