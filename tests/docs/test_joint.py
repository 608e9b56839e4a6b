"""What the page says of one posterior: as its tables have it, whichever way it goes."""

import pytest

from twochairs.docs import joint
from twochairs.evidence.joint.feedback import EVERYTHING, ONE, PLAIN
from twochairs.evidence.results.shipped import shipped


@pytest.fixture
def edited(monkeypatch):
    """Tables that a test may change before the page reads them."""
    frames = {name: shipped(name) for name in ("joint", "joint-constants")}
    monkeypatch.setattr(joint, "shipped", frames.__getitem__)
    return frames


def test_means_that_moved_are_told_with_where_they_went():
    constants, text = shipped("joint-constants").set_index("name"), joint.joint_read()
    assert any(constants[ONE].abs() > joint.ENOUGH)
    for name, row in constants.iterrows():
        moved = f"{name.replace('_', ' ')} {row['mean']:.2f} to {row['mean'] + row[ONE] * row['sd']:.2f}"
        assert (moved in text) == (abs(row[ONE]) > joint.ENOUGH)


def test_how_far_weights_and_chains_differ(edited):
    frame = edited["joint-constants"]
    frame[EVERYTHING] = frame[ONE]
    frame.loc[frame.name == "b_aid", EVERYTHING] += 0.125
    assert "Both ways differ by 0.12 standard deviations at most (b aid)." in joint.joint_read()


@pytest.mark.parametrize(
    ("error", "said"),
    [(0.02, "that can be told from their Monte Carlo errors"), (0.2, "within their Monte Carlo errors")],
)
def test_a_difference_is_told_beside_its_errors(edited, error, said):
    frame = edited["joint"]
    names = ["rate", "joined", "rate_gas", "joined_gas"]
    frame.loc[frame.evidence == PLAIN, names] = 0.2, 0.3, 0.1, 0.1
    frame.loc[frame.evidence == ONE, names] = 0.2, 0.2, 0.1, 0.1
    frame.loc[:, [f"{name}_error" for name in names]] = error
    last = joint.joint_read().splitlines()[-1]
    told = f"+0.100 ± {error:.3f} instead of +0.100 ± {error:.3f}"
    assert f"by 2031: a difference {said}. The end of cheap gas adds {told}, and {told}: a difference within" in last


def test_every_kind_of_evidence_has_a_row_and_those_alone_have_no_shift():
    lines = joint.joint().splitlines()
    frame = shipped("joint")
    assert len(lines) == 2 + len(frame)
    assert lines[2].startswith(f"| {PLAIN} | ")
    assert [line.split(" | ")[0].strip("| ") for line in lines[2:]] == frame.evidence.tolist()
    shifts = [line.split(" | ")[3].strip() for line in lines[2:]]
    assert shifts[0] == "" and all(shifts[1:])


def test_the_largest_shift_is_that_of_the_constants():
    frame, constants = shipped("joint").iloc[1:], shipped("joint-constants").set_index("name")
    for row in frame.itertuples():
        column = constants[row.evidence]
        assert column[row.constant] == pytest.approx(row.shift, abs=1e-4)
        assert column.abs().max() == pytest.approx(abs(row.shift), abs=1e-4)
