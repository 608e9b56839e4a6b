"""R8 elections."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.rules.election import challenger_win_probability, election_nearness

CLAIM = settings(derandomize=True, deadline=None, max_examples=100)
share = st.floats(0, 1)
place = st.floats(-1, 1)


def test_win_probability_weighs_distances_and_the_edge_of_the_incumbent() -> None:
    # government at 0.1 is 0.3 from the public at 0.4, the challenger at 0.5 is 0.1 from it; 5 * (0.3 - 0.1) = 1;
    # 4 * (1 - 0.5) = 2; 1 / (1 + e^(2 - 1)) = 0.2689414
    assert challenger_win_probability(0.1, 0.5, 0.4, 0.5, 5.0, 4.0) == pytest.approx(0.2689414, abs=5e-8)


@CLAIM
@given(place, place, place, share, st.floats(0, 50), st.floats(0, 20))
def test_win_probability_is_a_share_and_never_above_that_under_free_media(
    course: float, challenger: float, public: float, freedom: float, sharpness: float, incumbency: float
) -> None:
    chance = challenger_win_probability(course, challenger, public, freedom, sharpness, incumbency)
    assert 0.0 <= chance <= challenger_win_probability(course, challenger, public, 1.0, sharpness, incumbency) <= 1.0


@CLAIM
@given(place, place, place, st.floats(0, 50), st.floats(0, 20))
def test_under_free_media_one_of_the_two_wins(
    course: float, challenger: float, public: float, sharpness: float, incumbency: float
) -> None:
    gains = challenger_win_probability(course, challenger, public, 1.0, sharpness, incumbency)
    keeps = challenger_win_probability(challenger, course, public, 1.0, sharpness, incumbency)
    assert gains + keeps == pytest.approx(1.0, abs=1e-14)


@CLAIM
@given(place, place, place, share, st.floats(0, 10), st.floats(0, 5))
def test_win_probability_is_the_same_in_a_mirror(
    course: float, challenger: float, public: float, freedom: float, sharpness: float, incumbency: float
) -> None:
    seen = challenger_win_probability(-course, -challenger, -public, freedom, sharpness, incumbency)
    assert seen == challenger_win_probability(course, challenger, public, freedom, sharpness, incumbency)


@CLAIM
@given(st.floats(-0.9, 0), st.floats(0, 0.9), st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0, 0.9))
def test_win_probability_rises_towards_the_challenger_and_with_media_freedom(
    course: float, public: float, sharpness: float, incumbency: float, freedom: float
) -> None:
    now = challenger_win_probability(course, 1.0, public, freedom, sharpness, incumbency)
    assert challenger_win_probability(course, 1.0, public + 0.1, freedom, sharpness, incumbency) > now
    assert challenger_win_probability(course, 1.0, public, freedom + 0.1, sharpness, incumbency) > now
    assert challenger_win_probability(course - 0.1, 1.0, public, freedom, sharpness, incumbency) > now


def test_equally_distant_rivals_are_even_under_free_media_and_captured_media_decide_otherwise() -> None:
    assert challenger_win_probability(0.0, 0.8, 0.4, 1.0, 5.0, 4.0) == 0.5
    assert challenger_win_probability(0.0, 0.8, 0.4, 0.0, 5.0, 4.0) == pytest.approx(1 / (1 + math.e**4), rel=1e-13)


def test_nearness_is_one_at_the_election_and_fades_to_a_third_over_the_horizon() -> None:
    # e^-1 = 0.3678794, e^-0.5 = 0.6065307
    assert election_nearness(0.0, 6.0) == 1.0
    assert election_nearness(6.0, 6.0) == pytest.approx(0.3678794, abs=5e-8)
    assert election_nearness(3.0, 6.0) == pytest.approx(0.6065307, abs=5e-8)


@CLAIM
@given(st.floats(0, 100), st.floats(0.5, 60))
def test_nearness_is_a_share_that_grows_as_the_election_nears(months: float, horizon: float) -> None:
    assert 0.0 <= election_nearness(months + 1.0, horizon) < election_nearness(months, horizon) <= 1.0
    assert election_nearness(months + 1.0, horizon) < election_nearness(months + 1.0, 2.0 * horizon)


def test_nearness_where_no_election_is_due_is_next_to_nothing() -> None:
    assert election_nearness(1e6, 60.0) < 1e-300
