"""The table of votes, read by kind and level."""

from collections import Counter

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.roll_calls import kinds, read_votes

STATES = ("SRB", "ALB", "ARM")


def test_every_resolution_of_the_table_has_a_kind():
    assert {row["resolution"] for row in rows("un_votes")} == set(kinds())


def test_resolutions_of_every_year_are_one_kind():
    assert Counter(kinds().values()) == {
        "Georgia": 16, "Crimea reports": 11, "sovereignty": 5, "suspension": 1, "reparation": 1,
    }  # fmt: skip
    assert kinds()["75/285"] == "Georgia"
    assert kinds()["73/194"] == kinds()["71/205"] == "Crimea reports"


def test_votes_of_both_collections_are_read():
    votes = read_votes(STATES)
    assert set(kinds()) - {vote.resolution for vote in votes} == {"76/267", "77/293"}, (
        "of these the tally alone is known"
    )
    assert len({(vote.state, vote.resolution) for vote in votes}) == len(votes)


def test_votes_of_other_states_are_left_out():
    assert {vote.state for vote in read_votes(STATES)} == set(STATES)


def test_levels_and_absence():
    votes = {(vote.state, vote.resolution): vote for vote in read_votes(STATES)}
    assert votes["SRB", "62/249"].level == 0
    assert votes["SRB", "68/262"].level == 1, "absent counts as abstaining"
    assert votes["ARM", "ES-11/1"].level == 1
    assert votes["SRB", "ES-11/1"].level == 2
    assert votes["SRB", "ES-11/1"].year == 2022


def test_votes_come_by_date():
    dates = [vote.date for vote in read_votes(STATES)]
    assert dates == sorted(dates)
