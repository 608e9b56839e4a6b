"""The table of votes, read by kind and level."""

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.roll_calls import kinds, read_votes

STATES = ("SRB", "ALB", "ARM")


def test_every_resolution_of_the_table_has_a_kind():
    assert {row["resolution"] for row in rows("un_votes")} == set(kinds())


def test_reports_of_years_are_one_kind():
    assert [r for r, kind in kinds().items() if kind == "Crimea reports"] == [
        "71/205", "72/190", "73/194", "73/263", "74/17", "74/168",
    ]  # fmt: skip


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
