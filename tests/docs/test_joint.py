"""What the page says of draws that were weighted, whichever way it goes."""

import pandas as pd
import pytest

from twochairs.docs import joint
from twochairs.evidence.joint.feedback import ACTS, EVERYTHING, PLAIN
from twochairs.evidence.results.shipped import shipped


@pytest.mark.parametrize(
    ("shift", "error", "said"),
    [
        (-0.05, 0.02, "less than 0.1, so two stages are enough for them"),
        (-0.7, 0.04, "more than 0.1, so two stages leave out what they say"),
        (0.09, 0.03, "it cannot be told from 0.1, which two stages may leave out"),
        (0.12, 0.03, "it cannot be told from 0.1, which two stages may leave out"),
    ],
)
def test_two_stages_are_enough_or_not_by_what_acts_move_and_its_error(monkeypatch, shift, error, said):
    frame = shipped("joint")
    frame.loc[frame.evidence == ACTS, ["constant", "shift", "error"]] = ("w_peer", shift, error)
    monkeypatch.setattr(joint, "shipped", lambda name: frame if name == "joint" else shipped(name))
    first, *_ = joint.joint_read().splitlines()
    assert first == f"- Acts move w peer most, by {shift:+.2f} ± {error:.2f} standard deviations: {said}."


def test_weights_that_cannot_be_trusted_move_no_mean(monkeypatch):
    frame = shipped("joint")
    frame.loc[frame.evidence == EVERYTHING, ["shape", "effective"]] = (0.9, 11.2)
    monkeypatch.setattr(joint, "shipped", lambda name: frame if name == "joint" else shipped(name))
    assert "- Everything together: 1000 draws are worth 11, too few to say more." in joint.joint_read().splitlines()


def test_means_that_would_move_are_the_weighted_ones():
    constants, text = shipped("joint-constants").set_index("name"), joint.joint_read()
    for name, row in constants.iterrows():
        moved = f"{name.replace('_', ' ')} {row['mean']:.2f} to {row['mean'] + row[EVERYTHING] * row['sd']:.2f}"
        assert (moved in text) == (abs(row[EVERYTHING]) > joint.ENOUGH)


def test_draws_as_they_are_stand_first_and_weigh_alike():
    frame = shipped("joint")
    assert frame.evidence[0] == PLAIN
    assert frame.effective[0] == frame.draws[0]
    assert pd.isna(frame["shape"][0])
    assert joint.joint().splitlines()[2].startswith(f"| {PLAIN} | 1000 |  |  | +")


def test_the_largest_shifts_are_those_of_the_table_of_constants():
    frame, constants = shipped("joint").iloc[1:], shipped("joint-constants").set_index("name")
    for row in frame.itertuples():
        assert constants.loc[row.constant, row.evidence] == pytest.approx(row.shift, abs=2e-3)
        assert constants[row.evidence].abs().idxmax() == row.constant
