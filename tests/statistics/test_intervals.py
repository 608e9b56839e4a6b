"""Intervals: values of the books, never of zero width, and within what the kind allows."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, t

from twochairs.statistics.estimate import along, estimate, over_points
from twochairs.statistics.intervals import effective, of_count, of_part, of_share, spread
from twochairs.statistics.kinds import COUNT, FIXED, FRACTION, KINDS, MONTH, NUMBER, PART, SHARE, WHOLE
from twochairs.statistics.sample import Drawn


def test_a_share_has_the_exact_interval_of_the_books() -> None:
    """81 of 263 and 15 of 148, Newcombe (1998), table I, method 5."""
    assert of_share(81 / 263, 263) == pytest.approx((0.2527, 0.3676), abs=1e-4)
    assert of_share(15 / 148, 148) == pytest.approx((0.0578, 0.1617), abs=1e-4)
    assert of_share(1 / 29, 29) == pytest.approx((0.0009, 0.1776), abs=1e-4)


def test_a_share_that_never_varied_is_as_uncertain_as_its_runs_leave_it() -> None:
    """The exact end of none in n is 1 - 0.025^(1/n)."""
    none, all_of_them = estimate(np.zeros(20), SHARE), estimate(np.ones(20), SHARE)
    assert (none.low, none.high) == (0.0, pytest.approx(1 - 0.025 ** (1 / 20)))
    assert (all_of_them.low, all_of_them.high) == (pytest.approx(0.025 ** (1 / 20)), 1.0)
    assert none.error == pytest.approx(none.high / 2 / 1.959963984540054)
    assert (none.varied, none.runs, none.independent) == (False, 20, 20)


def test_a_count_has_garwoods_interval_where_it_scatters_as_much_as_its_mean() -> None:
    assert of_count(3 / 20, 20) == pytest.approx((chi2.ppf(0.025, 6) / 40, chi2.ppf(0.975, 8) / 40))
    assert of_count(0.0, 20) == (0.0, pytest.approx(chi2.ppf(0.975, 2) / 40))


def test_a_count_that_scatters_more_or_less_is_known_less_or_better() -> None:
    calm, usual, wild = (
        estimate(np.array(values, dtype=float), COUNT)
        for values in ([3] * 20, [1, 2, 3, 4, 5] * 4, [0, 0, 0, 0, 15] * 4)
    )
    widths = [one.high - one.low for one in (calm, usual, wild)]
    assert widths == sorted(widths)
    assert 0.1 < widths[0] < widths[2] / 5


def test_a_number_has_students_interval() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 10.0])
    half = t.ppf(0.975, 4) * math.sqrt(12.5 / 5)
    found = estimate(values, NUMBER)
    assert (found.mean, found.error, found.low, found.high) == pytest.approx((4, math.sqrt(2.5), 4 - half, 4 + half))


def test_a_part_has_students_interval_on_its_log_odds() -> None:
    """Half of the width on the scale of log odds, by hand; near a half of a large sample, that of a number."""
    values = np.array([0.5, 0.7, 0.9, 0.95])
    found, error = estimate(values, PART), values.std(ddof=1) / 2.0
    ends = [math.log(end / (1.0 - end)) for end in (found.low, found.high)]
    mean = float(values.mean())
    assert (ends[1] - ends[0]) / 2 == pytest.approx(t.ppf(0.975, 3) * error / mean / (1.0 - mean))
    assert sum(ends) / 2 == pytest.approx(math.log(mean / (1.0 - mean)))
    assert of_part(0.5, 0.001, 1000) == pytest.approx(spread(NUMBER, 0.5, 0.001, 1000), abs=1e-5)


def test_of_two_parts_or_of_parts_that_never_varied_no_interval_is_given() -> None:
    for values in ([0.6, 0.7], [0.3] * 20, [0.0] * 20, [1.0] * 20):
        found = estimate(np.array(values), PART)
        assert math.isnan(found.low) and math.isnan(found.high)
    assert math.isfinite(estimate(np.array([0.6, 0.7, 0.7]), PART).low)


@given(st.lists(st.floats(0.0, 1.0), min_size=3, max_size=40))
def test_a_part_stays_between_0_and_1(values: list[float]) -> None:
    found = estimate(np.array(values), PART)
    if math.isfinite(found.low):
        assert 0.0 <= found.low <= found.mean + 1e-12
        assert found.mean - 1e-12 <= found.high <= 1.0


def test_of_a_number_that_chance_could_move_and_did_not_nothing_is_known() -> None:
    found = estimate(np.full(20, 0.1), NUMBER)
    assert (found.mean, found.varied) == (0.1, False)
    assert all(map(math.isnan, (found.error, found.low, found.high)))


def test_what_has_no_chance_in_it_keeps_its_0() -> None:
    found = estimate(np.full(20, 0.3), FIXED)
    assert (found.error, found.low, found.high) == (0.0, 0.3, 0.3)


def test_whole_numbers_are_never_known_for_certain() -> None:
    """20 months that are all 7: as if one more had been 8 and one 6."""
    found = estimate(np.full(20, 7.0), MONTH)
    half = t.ppf(0.975, 19) * math.sqrt(2 / 20 / 19)
    assert (found.low, found.high) == pytest.approx((7 - half, 7 + half))


def test_runs_of_one_draw_are_one_unit() -> None:
    """Three draws of two runs: means 1, 3 and 8; the standard error is theirs over the root of 3."""
    values, draw = np.array([0.0, 2, 6, 2, 4, 10]), Drawn(np.array([0, 1, 2, 0, 1, 2]))
    found = estimate(values, NUMBER, draw)
    error = np.std([1, 3, 8], ddof=1) / math.sqrt(3)
    half = t.ppf(0.975, 2) * error
    assert (found.mean, found.error, found.low, found.high) == pytest.approx((4, error, 4 - half, 4 + half))
    assert (found.runs, found.independent) == (6, 3)


def test_draws_of_unequal_size_weigh_by_their_runs() -> None:
    values, draw = np.array([0.0, 2, 6, 2]), Drawn(np.array([0, 1, 2, 0]))
    found = estimate(values, NUMBER, draw)
    weights, means = np.array([0.5, 0.25, 0.25]), np.array([1.0, 2, 6])
    assert found.mean == pytest.approx(2.5)
    assert found.error == pytest.approx(math.sqrt(3 / 2 * ((weights * (means - 2.5)) ** 2).sum()))


def test_all_rows_of_a_table_leave_the_error_of_chance_alone() -> None:
    """Four draws of four rows, far apart: what is left is the scatter within them; of a hundred rows, nearly nothing
    of theirs is accounted for.
    """
    values, draw = np.array([0.0, 100, 200, 300, 2, 102, 202, 302]), np.array([0, 1, 2, 3, 0, 1, 2, 3])
    errors = [estimate(values, NUMBER, Drawn(draw, rows)).error for rows in (4, 100, 0)]
    assert errors[0] == pytest.approx(math.sqrt(2 / 8))
    assert errors[1] == pytest.approx(errors[2], rel=0.03)


def test_one_draw_says_nothing_of_others() -> None:
    for kind in (NUMBER, SHARE, COUNT, FRACTION, PART, WHOLE, MONTH):
        found = estimate(np.array([0.0, 1.0, 1.0]), kind, Drawn(np.zeros(3)))
        assert math.isnan(found.low), kind
        assert found.independent == 1


def test_a_share_of_draws_that_each_go_one_way_counts_draws() -> None:
    """Runs of a draw all alike: 96 runs say no more than 16; each draw by itself half and half: they say more."""
    draw = Drawn(np.arange(96) % 16)
    alike = estimate((draw.of_run < 4).astype(float), SHARE, draw)
    mixed = estimate((np.arange(96) // 16 < 3).astype(float), SHARE, draw)
    assert effective(0.1875, alike.error, 16) == pytest.approx(16, rel=0.3)
    assert alike.high - alike.low > 0.4
    assert mixed.high - mixed.low < 0.3


def test_an_error_over_points_that_are_a_sample_counts_points() -> None:
    values = np.random.default_rng(1).normal(size=(30, 4))
    found = over_points(values, NUMBER, sampled=True, shared=False)
    half = t.ppf(0.975, 29) * values.mean(axis=1).std(ddof=1) / math.sqrt(30)
    assert (found.high - found.low) / 2 == pytest.approx(half)
    assert (found.runs, found.independent) == (120, 30)


def test_along_months_each_has_its_own_interval() -> None:
    values = np.array([[0.0, 1.0], [0.0, 3.0], [0.0, 8.0]])
    mean, low, high = along(values)
    assert mean == pytest.approx([0, 4])
    assert (low[0], high[0]) == (0.0, 0.0)
    assert (low[1], high[1]) == pytest.approx((estimate(values[:, 1]).low, estimate(values[:, 1]).high))


def test_nothing_is_said_of_no_run() -> None:
    for kind in KINDS:
        found = estimate(np.full(5, np.nan), kind)
        assert (found.runs, found.independent) == (0, 0)
        assert all(map(math.isnan, (found.mean, found.error, found.low, found.high)))


@given(
    st.lists(st.integers(0, 1), min_size=1, max_size=60),
    st.integers(1, 8),
    st.sampled_from([SHARE, FRACTION]),
    st.booleans(),
)
def test_a_share_stays_between_0_and_1_and_has_a_width(so: list[int], draws: int, kind: str, drawn: bool) -> None:
    values = np.array(so, dtype=float)
    found = estimate(values, kind, Drawn(np.arange(len(so)) % draws) if drawn else None)
    if math.isfinite(found.low):
        assert 0.0 <= found.low <= found.mean <= found.high <= 1.0
        assert found.high - found.low > 1e-3
        assert found.error > 0.0
        assert (found.low == 0.0) == (not any(so))
        assert found.high == 1.0 or not all(so)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=60), st.sampled_from([COUNT, WHOLE, MONTH]))
def test_whole_numbers_have_a_width_around_their_mean(values: list[int], kind: str) -> None:
    found = estimate(np.array(values, dtype=float), kind)
    assert found.low <= found.mean <= found.high
    assert found.high - found.low > 1e-3
    assert kind != COUNT or found.low >= 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_more_units_of_the_same_error_per_unit_are_known_better(kind: str) -> None:
    widths = [high - low for low, high in (spread(kind, 0.4, 0.5 / math.sqrt(n), n) for n in (5, 20, 80, 320))]
    assert widths == sorted(widths, reverse=True)
