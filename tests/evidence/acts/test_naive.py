"""Naive forecasts, counted by hand."""

import numpy as np
import pytest

from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.naive import joined_again, joined_base_rate, rate_again, vote_again, vote_base_rate
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.rounds import Joining


def vote(state, year, level, kind="k"):
    return Vote(state, f"{year}-01-01", f"{kind} {year}", kind, level)


VOTES = [
    vote("A", 2001, 2), vote("B", 2001, 0), vote("A", 2002, 2), vote("B", 2002, 1), vote("A", 2003, 2),
    vote("B", 2003, 1), vote("A", 2003, 0, "other"),
]  # fmt: skip
ROUNDS = [Joining("A", "2010-03", True), Joining("A", "2014-03", False), Joining("B", "2014-03", True)]


def rate(state, year, joined):
    return Rate(state, f"{year}-01", f"{year}-12", joined, 100, "I")


def test_the_base_rate():
    # No, abstain, yes: 2, 2, 3 of 7, half a vote more each.
    assert vote_base_rate(VOTES) == pytest.approx(np.array([2.5, 2.5, 3.5]) / 8.5)
    assert vote_base_rate([]) == pytest.approx([1 / 3] * 3)


def test_the_last_vote_again():
    # Four pairs in a row on a kind, one change: probability of change 1.5 / 5, shared as 2.5 to 3.5 by B's others.
    assert vote_again(VOTES, "B", "k") == pytest.approx([0.3 * 2.5 / 6.0, 0.7, 0.3 * 3.5 / 6.0])


def test_kinds_are_kept_apart():
    assert vote_again(VOTES, "A", "other").argmax() == 0
    assert vote_again(VOTES, "A", "k").argmax() == 2


def test_who_never_voted_on_a_kind_has_the_base_rate():
    assert vote_again(VOTES, "B", "other") == pytest.approx(vote_base_rate(VOTES))


def test_joining_again():
    assert joined_base_rate(ROUNDS) == pytest.approx(2.5 / 4)
    assert joined_again(ROUNDS, "A", 0.2) == pytest.approx(0.2), "its last round is what counts"
    assert joined_again(ROUNDS, "B", 0.2) == pytest.approx(0.8)
    assert joined_again(ROUNDS, "C", 0.2) == joined_base_rate(ROUNDS)


def test_the_last_rate_again():
    # Changes 0.3 and -0.4 of A: a spread of sqrt(0.125) about the last rate, 0.5; the median of quantiles is it.
    earlier = [rate("A", 2001, 60), rate("A", 2002, 90), rate("A", 2003, 50), rate("B", 2003, 10)]
    members = rate_again(earlier, "A", 1001)
    assert np.median(members) == pytest.approx(0.5)
    assert np.quantile(members, 0.8413447) == pytest.approx(0.5 + 0.125**0.5, abs=0.01)
    assert rate_again(earlier, "B").min() == 0.0


@pytest.mark.parametrize("earlier", [[rate("A", 2001, 1), rate("A", 2002, 2)], [rate("B", 2001, 60)]])
def test_no_last_rate_or_no_change_is_refused(earlier):
    with pytest.raises(ValueError, match="no earlier rate"):
        rate_again(earlier, "B")
