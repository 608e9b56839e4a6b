"""R10 acts and declarations."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from tests.rules.binomial import count_below
from twochairs.rules.acts import (
    act_probability,
    events_due,
    next_mass,
    no_threshold,
    none_mass,
    rarer,
    readiness,
    world_share,
    yes_threshold,
)

CLAIM = settings(derandomize=True, deadline=None, max_examples=200)
place = st.floats(-1, 1)
drawn = st.floats(2.0**-53, 1.0 - 2.0**-53)  # what draws can be

# acts


def test_act_one_width_too_hard_is_done_with_a_chance_of_a_quarter() -> None:
    # (0.2 - 0.35) / 0.15 = -1: 1 / (1 + e) = 0.2689414
    assert act_probability(0.2, 0.35, 0.15) == pytest.approx(0.2689414, abs=5e-8)


def test_readiness_adds_terms_and_pressure_and_takes_the_cost() -> None:
    # Serbia 2022, sanctions: (-0.04 + 0) + 0 + 0.35 * 0.3 - 0.3 * 1.76 = -0.463
    assert readiness(-0.04, 0.0, 0.0, 1.0, 0.3, 0.35, 1.76, 0.3) == pytest.approx(-0.463, rel=1e-14)
    # the same asked by the other side, with terms: -(-0.04 + 0.1) + 0.2 = 0.14
    assert readiness(-0.04, 0.1, 0.2, -1.0, 0.0, 0.35, 0.0, 0.3) == pytest.approx(0.14, rel=1e-13)


def test_serbia_joins_declarations_and_not_sanctions() -> None:
    # (-0.463 - 0.6) / 0.2 = -5.315 -> 0.0048932; (0.065 + 0.35) / 0.15 = 2.7667 -> 0.9408477
    assert act_probability(-0.463, 0.6, 0.2) == pytest.approx(0.0048932, abs=5e-8)
    assert act_probability(0.065, -0.35, 0.15) == pytest.approx(0.9408477, abs=5e-8)


# roll calls


def test_a_share_of_the_world_counts_half_a_state_more() -> None:
    assert world_share(141.0, 181.0) == pytest.approx(141.5 / 182.0, rel=1e-15)
    assert 0.0 < world_share(0.0, 181.0) < world_share(181.0, 181.0) < 1.0
    assert world_share(0.0, 0.0) == 0.5


def test_thresholds_of_the_vote_of_march_2022() -> None:
    # yes 141.5 of 182: the quantile of 0.22253 is -0.763685; less 0.35 it is -1.113685, as slope and
    # steepness are alike
    yes = yes_threshold(world_share(141.0, 181.0), 0.35, 0.85, 0.0, 0.85)
    assert yes == pytest.approx(-1.113685, abs=5e-7)
    # no 5.5 of 182: the quantile is -1.87734; less 0.35
    no = no_threshold(world_share(5.0, 181.0), 0.35, 0.85, 0.0, 0.85, 0.0, yes)
    assert no == pytest.approx(norm.ppf(5.5 / 182) - 0.35, abs=1e-12)


@CLAIM
@given(st.floats(0, 193), st.floats(0, 193), st.floats(-1, 1), st.floats(0, 2), st.floats(-1, 1))
def test_no_stays_below_yes_and_more_support_makes_yes_easier(
    yes_votes: float, no_votes: float, shift: float, steepness: float, gap: float
) -> None:
    voting = yes_votes + no_votes + 30.0
    shares = world_share(yes_votes, voting), world_share(no_votes, voting)
    yes = yes_threshold(shares[0], 0.35, 0.85, shift, steepness)
    assert no_threshold(shares[1], 0.35, 0.85, shift, steepness, gap, yes) <= yes - 0.02 + 1e-12
    assert yes_threshold(world_share(yes_votes + 1.0, voting + 1.0), 0.35, 0.85, shift, steepness) <= yes + 1e-12


@CLAIM
@given(st.floats(-2, 2), st.floats(0.005, 2))
def test_act_at_its_difficulty_is_even_odds(difficulty: float, width: float) -> None:
    assert act_probability(difficulty, difficulty, width) == 0.5


@CLAIM
@given(place, st.floats(-2, 2), st.floats(0.1, 2))
def test_act_is_likelier_with_alignment_and_less_likely_with_difficulty(
    alignment: float, difficulty: float, width: float
) -> None:
    now = act_probability(alignment, difficulty, width)
    assert 0.0 <= now <= 1.0
    assert act_probability(alignment + 0.1, difficulty, width) > now
    assert act_probability(alignment, difficulty + 0.1, width) < now


@CLAIM
@given(st.floats(0.01, 1), st.floats(0.1, 2))
def test_a_wider_doubt_is_nearer_to_even_odds(beyond: float, width: float) -> None:
    assert 0.5 < act_probability(beyond, 0.0, 1.5 * width) < act_probability(beyond, 0.0, width)


def test_an_act_far_within_reach_is_sure_and_one_far_beyond_it_is_not_done() -> None:
    assert act_probability(1.0, -2.0, 0.005) == 1.0
    assert act_probability(-1.0, 2.0, 0.005) < 1e-200


# counts


def test_a_fifth_is_rarer_than_four_fifths() -> None:
    assert rarer(0.2) == 0.2 and rarer(0.8) == pytest.approx(0.2, abs=1e-15)
    assert rarer(0.5) == 0.5 and rarer(0.0) == rarer(1.0) == 0.0


def test_masses_of_three_trials_at_a_fifth() -> None:
    # 0.8^3 = 0.512, 3 * 0.2 * 0.64 = 0.384, 3 * 0.04 * 0.8 = 0.096, 0.2^3 = 0.008
    assert none_mass(none_mass(none_mass(1.0, 0.2), 0.2), 0.2) == pytest.approx(0.512, abs=1e-15)
    assert next_mass(0.512, 0.0, 3.0, 0.2) == pytest.approx(0.384, abs=1e-15)
    assert next_mass(0.384, 1.0, 3.0, 0.2) == pytest.approx(0.096, abs=1e-15)
    assert next_mass(0.096, 2.0, 3.0, 0.2) == pytest.approx(0.008, abs=1e-15)


@pytest.mark.parametrize(
    ("u", "successes"),
    [(0.2, 0), (0.511, 0), (0.513, 1), (0.895, 1), (0.897, 2), (0.991, 2), (0.993, 3)],
)
def test_count_of_three_trials_at_a_fifth(u: float, successes: int) -> None:
    # 0.8^3 = 0.512; + 3 * 0.2 * 0.64 = 0.896; + 3 * 0.04 * 0.8 = 0.992; + 0.008 = 1
    assert count_below(u, 3, 0.2) == successes


@CLAIM
@given(drawn, st.integers(0, 60), st.floats(0, 0.9999))
def test_count_inverts_the_binomial_distribution(u: float, count: int, probability: float) -> None:
    got = count_below(u, count, probability)
    assert got == int(got)
    assert 0 <= got <= count
    assert binom.cdf(got, count, probability) >= u - 1e-12 or got == count
    assert binom.cdf(got - 1, count, probability) <= u + 1e-12


def test_a_near_certain_count_still_leaves_room_for_a_miss() -> None:
    # of 60 trials at 1 - 1e-6 all succeed with probability (1 - 1e-6)^60 = 0.99994: a draw of 5e-5 is a miss
    assert count_below(5e-5, 60, 1.0 - 1e-6) == 59.0


@CLAIM
@given(drawn, drawn, st.integers(0, 60), st.floats(0, 1), st.floats(0, 1))
def test_count_rises_with_the_draw_and_with_the_probability(u: float, v: float, count: int, p: float, q: float) -> None:
    assert count_below(min(u, v), count, p) <= count_below(max(u, v), count, p)
    assert count_below(u, count, min(p, q)) <= count_below(u, count, max(p, q))


@CLAIM
@given(st.floats(1e-6, 1, exclude_max=True), st.integers(0, 60))
def test_count_of_sure_and_of_impossible_trials(u: float, count: int) -> None:
    assert count_below(u, count, 1.0) == count
    assert count_below(u, count, 0.0) == 0.0
    assert count_below(u, 0, 0.5) == 0.0


@pytest.mark.parametrize(("count", "probability"), [(4, 0.53), (30, 0.9), (60, 0.02)])
def test_counts_over_an_even_grid_of_draws_have_the_binomial_mean_and_variance(count: int, probability: float) -> None:
    counts = np.array([count_below((i + 0.5) / 4000, count, probability) for i in range(4000)])
    assert counts.mean() == pytest.approx(count * probability, abs=0.01)
    assert counts.var() == pytest.approx(count * probability * (1.0 - probability), rel=0.01)


# events of a year


def test_48_a_year_are_four_a_month() -> None:
    assert [events_due(48.0, month) for month in range(24)] == [4] * 24


def test_five_a_year_fall_in_the_months_that_complete_one() -> None:
    # 5 * (m + 1) / 12 passes 1, 2, 3, 4, 5 in months 2, 4, 7, 9, 11
    assert [month for month in range(12) if events_due(5.0, month) == 1] == [2, 4, 7, 9, 11]
    assert sum(events_due(5.0, month) for month in range(12)) == 5


@CLAIM
@given(st.floats(0, 480), st.integers(0, 600))
def test_twelve_months_in_a_row_add_up_to_the_yearly_number(per_year: float, start: int) -> None:
    months = [events_due(per_year, month) for month in range(start, start + 12)]
    assert all(due >= 0 for due in months)
    assert abs(sum(months) - int(per_year)) <= 1
    assert max(months) - min(months) <= 1


@CLAIM
@given(st.integers(0, 480), st.integers(0, 100))
def test_a_whole_yearly_number_is_met_in_any_twelve_months(per_year: int, start: int) -> None:
    assert sum(events_due(float(per_year), month) for month in range(start, start + 12)) == per_year


@CLAIM
@given(st.floats(0, 480), st.integers(1, 240))
def test_no_event_is_lost_over_a_run(per_year: float, months: int) -> None:
    total = sum(events_due(per_year, month) for month in range(months))
    assert abs(total - per_year * months / 12.0) <= 1.0


@pytest.mark.parametrize("no_number", [math.nan, math.inf, -math.inf, -30.0])
def test_what_is_no_yearly_number_counts_as_none(no_number: float) -> None:
    assert [events_due(no_number, month) for month in range(1, 13)] == [0] * 12


def test_a_rare_event_falls_due_once_it_is_whole() -> None:
    # 0.04 a year: one in 25 years, in the month that completes them
    assert [month for month in range(300) if events_due(0.04, month) == 1] == [299]


def test_more_a_year_are_never_fewer_by_then() -> None:
    so_far = [sum(events_due(per_year / 4, month) for month in range(7)) for per_year in range(200)]
    assert all(fewer <= more for fewer, more in pairwise(so_far))
    assert events_due(0.0, 5) == 0
