"""Skill by hand, of the reference itself, and under changes that must not count."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.evidence.scoring.skill import skill_table

ROWS = [
    # forecast, state, horizon, error, crps
    ("persistence", "A", 1, 0.2, 0.1),
    ("persistence", "A", 2, 0.4, 0.3),
    ("persistence", "B", 1, 0.1, 0.1),
    ("persistence", "B", 2, 0.3, 0.3),
    ("conditional", "A", 1, 0.1, 0.1),
    ("conditional", "A", 2, 0.1, 0.1),
    ("conditional", "B", 1, 0.2, 0.1),
    ("conditional", "B", 2, 0.3, 0.1),
]


def scores(rows=ROWS, split="rolling"):
    frame = pd.DataFrame(rows, columns=["forecast", "state", "horizon", "error", "crps"])
    inside = [1.0, 0.0] * (len(rows) // 2)
    return frame.assign(split=split, origin=2010, in50=inside, in90=1.0)


def row(table, forecast, **part):
    found = table[table.forecast == forecast]
    for name, value in part.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


def test_pooled_by_hand():
    own = row(skill_table(scores()), "conditional")
    assert own.occasions == 4
    assert own.mae == pytest.approx(0.7 / 4)
    assert own.crps == pytest.approx(0.1)
    assert own.mae_skill == pytest.approx(1 - 0.7 / 1.0)
    assert own.crps_skill == pytest.approx(1 - 0.4 / 0.8)
    assert own.mae_low == pytest.approx(1 - 0.5 / 0.4)  # both blocks are B
    assert own.mae_high == pytest.approx(1 - 0.2 / 0.6)  # both are A
    assert (own.coverage50, own.coverage90) == (0.5, 1.0)


def test_by_part_by_hand_and_without_intervals():
    by_state = skill_table(scores(), ("state",))
    assert row(by_state, "conditional", state="A").mae_skill == pytest.approx(1 - 0.2 / 0.6)
    assert row(by_state, "conditional", state="B").mae_skill == pytest.approx(1 - 0.5 / 0.4)
    by_horizon = skill_table(scores(), ("horizon",))
    assert row(by_horizon, "conditional", horizon=1).mae_skill == pytest.approx(0.0)
    assert row(by_horizon, "conditional", horizon=2).crps_skill == pytest.approx(1 - 0.2 / 0.6)
    assert not {"mae_low", "crps_high"} & {*by_state.columns}


@given(st.lists(st.floats(0.01, 1.0), min_size=4, max_size=4))
def test_the_reference_has_no_skill_against_itself(errors):
    rows = [("persistence", "AB"[i % 2], i // 2, error, error / 2) for i, error in enumerate(errors)]
    own = row(skill_table(scores(rows)), "persistence")
    figures = ["mae_skill", "crps_skill", "mae_low", "mae_high", "crps_low", "crps_high"]
    assert [own[name] for name in figures] == pytest.approx([0.0] * 6, abs=1e-12)


def test_another_reference_turns_the_ratio_round():
    table = skill_table(scores(), reference="conditional")
    assert row(table, "conditional").mae_skill == 0.0
    assert row(table, "persistence").mae_skill == pytest.approx(1 - 1.0 / 0.7)


def test_the_order_of_rows_and_the_unit_do_not_count():
    plain = row(skill_table(scores()), "conditional")
    figures = ["mae_skill", "mae_low", "mae_high", "crps_skill", "crps_low", "crps_high"]
    shuffled = row(skill_table(scores().sample(frac=1.0, random_state=1)), "conditional")
    scaled = row(skill_table(scores().assign(error=lambda f: 7 * f.error, crps=lambda f: 7 * f.crps)), "conditional")
    for other in (shuffled, scaled):
        assert list(other[figures]) == pytest.approx(list(plain[figures]))


def test_splits_are_held_against_their_own_reference():
    worse = scores(split="strict").assign(error=lambda f: f.error.where(f.forecast == "conditional", 2 * f.error))
    table = skill_table(pd.concat([scores(), worse], ignore_index=True))
    assert row(table, "conditional", split="rolling").mae_skill == pytest.approx(0.3)
    assert row(table, "conditional", split="strict").mae_skill == pytest.approx(1 - 0.7 / 2.0)
