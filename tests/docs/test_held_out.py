"""Words of states left out and of bands follow the numbers, whichever way they go; tables have every row."""

import pandas as pd
import pytest

from twochairs.docs import held_out as module
from twochairs.docs.held_out import bands_by, bands_read, left_out, left_out_by_state, left_out_read
from twochairs.evidence.results.shipped import shipped

LEFT = ("left out", "learnt with it", "left out, without the poles' own moves")


def said(monkeypatch, low, high, whole, alone):
    rows = [("all", LEFT[0], 0.1, low, high, 0.0, 0.0, 0.0)]
    rows += [("all", name, 0.1, low, high, *lost) for name, lost in zip(LEFT[1:], (whole, alone), strict=True)]
    rows += [("AAA", LEFT[0], 0.2, None, None, None, None, None), ("BBB", LEFT[0], -0.2, None, None, None, None, None)]
    columns = ["state", "forecast", "crps_skill", "crps_low", "crps_high", "crps_lost", "lost_low", "lost_high"]
    monkeypatch.setattr(module, "shipped", lambda name: pd.DataFrame(rows, columns=columns))
    return left_out_read().splitlines()


def test_states_left_out_that_are_foretold_better_with_the_poles_moves(monkeypatch):
    first, second = said(monkeypatch, 0.05, 0.15, (-2.0, -3.0, -1.0), (4.0, 1.0, 7.0))
    assert first == (
        "- Learnt from the others alone, states are foretold better than by persistence: CRPS skill +0.10 "
        "[+0.05, +0.15], above 0 in 1 of 2 states. Learnt with the state's own record too, CRPS is lower by 2.0 % "
        "(change -2.0 [-3.0, -1.0])."
    )
    assert second == (
        "- Without the poles' own moves, on states that their shares were not learnt from, CRPS is higher by 4.0 % "
        "(change +4.0 [+1.0, +7.0]): by the rule set beforehand they stay."
    )


def test_states_left_out_that_are_foretold_worse(monkeypatch):
    first, second = said(monkeypatch, -0.15, -0.05, (1.0, -1.0, 3.0), (-1.0, -2.5, 0.5))
    assert "states are foretold worse than by persistence: CRPS skill" in first
    assert first.endswith("CRPS is higher by 1.0 % (change +1.0 [-1.0, +3.0]), which cannot be told from chance.")
    assert second.endswith(
        "CRPS is lower by 1.0 % (change -1.0 [-2.5, +0.5]), which cannot be told from chance: by the rule set "
        "beforehand they would have to go."
    )
    first, _ = said(monkeypatch, -0.05, 0.15, (1.0, -1.0, 3.0), (-1.0, -2.5, 0.5))
    assert "states are foretold no better than by persistence that could be told from chance: CRPS skill" in first


@pytest.mark.parametrize(
    ("states", "origins", "told"),
    [
        ((0.85, 0.95), (0.88, 0.92), "90 % lies in both intervals"),
        ((0.75, 0.85), (0.78, 0.82), "too narrow"),
        ((0.75, 0.95), (0.78, 0.82), "too narrow, by one of the two intervals"),
        ((0.92, 0.97), (0.93, 0.96), "too wide"),
        ((0.85, 0.97), (0.93, 0.96), "too wide, by one of the two intervals"),
    ],
)
def test_a_line_a_band(monkeypatch, states, origins, told):
    rows = [
        ("forecast of the hindcast", 0.9, "all", 0.83, 585, *states, *origins),
        ("run alone", 0.9, "all", 0.8, 585, *states, *origins),
        ("run alone", 0.5, "all", 0.1, 585, 0.0, 0.2, 0.0, 0.2),
        ("run alone", 0.9, "state", 0.1, 45, 0.0, 0.2, 0.0, 0.2),
        ("rate of declarations", 0.9, "all", 0.75, 20, *states, *origins),
    ]
    columns = [
        "band", "level", "by", "held", "occasions", "states_low", "states_high", "origins_low", "origins_high",
    ]  # fmt: skip
    monkeypatch.setattr(module, "shipped", lambda name: pd.DataFrame(rows, columns=columns))
    assert bands_read().splitlines() == [
        f"- Run alone: bands of 90 % hold 80% of 585 figures: {told}.",
        f"- Rate of declarations: bands of 90 % hold 75% of 20 counts: {told}.",
    ]


def test_every_state_has_its_row():
    states = [state for state in dict.fromkeys(shipped("leave-one-out").state)]
    assert [line.split(" | ")[0].strip("| ") for line in left_out_by_state().splitlines()[2:]] == states
    pooled = [line.split(" | ")[0].strip("| ") for line in left_out().splitlines()[2:]]
    assert [name.replace(" ", "_") for name in pooled if "left" not in name and "learnt" not in name] == [
        "persistence",
        "linear_drift",
        "past_mean",
        "autoregression",
    ]
    by_state = bands_by("state").splitlines()[2:]
    assert {line.split(" | ")[0].strip("| ") for line in by_state} == {*states} - {"all"}
    assert [line.split(" | ")[0].strip("| ") for line in bands_by("horizon").splitlines()[2:]] == [*"12345"]
