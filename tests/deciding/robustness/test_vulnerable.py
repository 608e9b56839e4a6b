"""Where among worlds settings fail: the box that there is, none where none is, and what is too little to look."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.deciding.decided import FAILING, trial
from tests.trust.processes import Trial
from twochairs.deciding.robustness.judged import Judged
from twochairs.deciding.robustness.tried import Tried
from twochairs.deciding.robustness.vulnerable import CONSTANTS, FACTORS, Vulnerable, vulnerable
from twochairs.deciding.robustness.vulnerable_words import words
from twochairs.deciding.robustness.wanted import Wanted
from twochairs.experiment.asked import Objective
from twochairs.experiment.read_off import comparison_of

GOOD = "good"
HOLDS = comparison_of(f"{GOOD} > 0")


def judged(good: np.ndarray, worlds: np.ndarray, constants: np.ndarray, sampled: bool = True) -> Judged:
    """Two settings, the second of which is good in every world.

    Parameters
    ----------
    good : of the first, shape (points, draws)
    worlds, constants : the values of two factors at each point, and of two constants in each draw
    """
    runs = np.stack([good, np.ones(good.shape)])[..., None]
    points, draws = ([dict(zip("ab", one, strict=True)) for one in rows.tolist()] for rows in (worlds, constants))
    tried = Tried(
        ("lever",), ((0.0,), (1.0,)), np.zeros(2, dtype=int), tuple(points), len(draws), {GOOD: runs},
        constants=tuple(draws),
    )  # fmt: skip
    assert HOLDS is not None
    wanted = Wanted({"wanted": Objective(maximise=GOOD), "other": Objective(minimise=GOOD)}, (HOLDS,))
    return Judged(wanted, tried, tried, sampled, 100, 1)


def of_first(one: Judged) -> Vulnerable:
    return next(found for found in vulnerable(one, [7, 3]) if found.setting == 7)


@pytest.fixture
def lots() -> np.random.Generator:
    return np.random.default_rng(5)


def test_the_box_in_which_a_setting_fails_is_found(lots: np.random.Generator) -> None:
    """It fails where the first factor is above 0.6, whichever constants are true."""
    worlds = lots.random((200, 2))
    good = np.where(worlds[:, :1] > 0.6, -1.0, 1.0) * np.ones((1, 4))
    found = of_first(judged(good, worlds, lots.random((4, 2))))
    assert list(found.found) == [FACTORS]
    [one] = found.found[FACTORS].told
    assert one.box.restricted == [0] and one.box.high[0] == np.inf
    assert one.box.low[0] == pytest.approx(0.6, abs=0.02)
    assert one.judged.density.value == 1.0
    assert found.worlds == np.mean(worlds[:, 0] > 0.6)


def test_the_same_by_constants(lots: np.random.Generator) -> None:
    constants = lots.random((160, 2))
    good = np.where(constants[:, 1] < 0.4, -1.0, 1.0) * np.ones((5, 1))
    found = of_first(judged(good, lots.random((5, 2)), constants))
    assert list(found.found) == [CONSTANTS]
    [one] = found.found[CONSTANTS].told
    assert one.box.restricted == [1] and one.box.high[1] == pytest.approx(0.4, abs=0.02)


def test_none_is_found_where_what_fails_hangs_on_nothing(lots: np.random.Generator) -> None:
    """Of 40 cases in which chance alone says where it fails, at most two have a box."""
    told = 0
    for _ in range(40):
        good = np.where(lots.random((120, 1)) < 0.3, -1.0, 1.0)
        one = judged(good, lots.random((120, 2)), np.zeros((1, 2)))
        told += len(of_first(one).found[FACTORS].told)
    assert told <= 2


def test_draws_that_all_worlds_share_are_not_taken_for_many(lots: np.random.Generator) -> None:
    """It fails in one of four draws in which the factor is high: 160 points do not make that sure."""
    worlds = lots.random((160, 2))
    good = np.where((worlds[:, :1] > 0.5) & (np.arange(4) == 1), -1.0, 1.0)
    [one] = of_first(judged(good, worlds, lots.random((4, 2)))).found[FACTORS].found
    assert not one.told and one.needed is None
    assert one.judged.density.high - one.judged.density.low > 0.5


def test_too_few_worlds_are_not_looked_at_and_it_is_said_what_it_takes(lots: np.random.Generator) -> None:
    good = np.where(np.arange(99)[:, None] % 2, -1.0, 1.0) * np.ones((1, 32))
    one = judged(good, lots.random((99, 2)), lots.random((32, 2)))
    found = vulnerable(one, [7, 3])
    assert [each.found for each in found] == [{}, {}]
    assert list(words(one, found)) == [
        "Setting 3 satisfies what is to hold in all 3,168 worlds.",
        "Setting 7 fails in 49 % of worlds.",
        "Where settings fail is not looked for: that takes 100 points of the factors or 100 draws of the constants, "
        "some to find by and others to test, and there are 99 and 32. Constants may be factors, with prior: true.",
    ]


def test_where_nothing_is_to_be_satisfied_nothing_fails(lots: np.random.Generator) -> None:
    one = judged(-np.ones((120, 1)), lots.random((120, 2)), np.zeros((1, 2)))
    assert vulnerable(replace(one, wanted=Wanted(one.wanted.objectives)), [7, 3]) == []


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    one = trial(tmp_path_factory.mktemp("failing"), FAILING)
    one.here()
    return one


def test_an_answer_says_where_settings_fail(failing: Trial) -> None:
    """By hand from the runs: of the worlds held out in the box, the share in which the outcome does not hold."""
    answer = tc.open(failing.out).answer("robust")
    boxes, rows = (answer.table(name).to_dict("records") for name in ("vulnerable_boxes", "vulnerable"))
    worlds, values, said = answer.table("worlds"), answer.table("values"), str(answer)
    assert rows
    for box, row in zip(boxes, rows, strict=True):
        assert (box["setting"], box["by"], box["input"]) == (row["setting"], FACTORS, "CRO.patronage.ALD")
        assert (row["told"], row["box"]) == (True, 1)
        own = values[values["setting"] == row["setting"]].set_index("world")["alignment[ALD]@end"]
        fails = (own <= 0.06).to_numpy()
        assert row["worlds_failed"] == pytest.approx(fails.mean())
        inside = (worlds["CRO.patronage.ALD"] >= box["low"]).to_numpy()
        assert row["held_out_points"] + row["points"] == inside.sum()
        parts = row["density"] * row["held_out_points"] + row["finding_density"] * row["points"]
        assert parts == pytest.approx(fails[inside].sum())
        assert f"Setting {row['setting']} fails in " in said
    assert "With CRO.patronage.ALD ≥ 0." in said and " points of the factors held out in that box. (By " in said
    assert (
        "All worlds share the chance of their runs, which is in none of the intervals of where settings fail." in said
    )


def test_worlds_where_settings_fail_are_the_same_when_asked_anew(failing: Trial, tmp_path: Path) -> None:
    other = trial(tmp_path, FAILING)
    other.here()
    first, second = (tc.open(one.out).answer("robust").said.files for one in (failing, other))
    assert first == second and "vulnerable.csv" in first
