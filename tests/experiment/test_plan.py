"""A plan: the scenario of each point, its hash, its data, and its chance."""

import json
from pathlib import Path

import pytest

from tests.experiment.written import SCENARIOS, planned
from twochairs.errors import InvalidInput, Place
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.scenario.load import load

GOOD = Path(__file__).parent / "good" / "grid.yaml"
TEXT = """months: 24
set: {LEA.aid.ALD: 0.4}
factors:
  LEA.pressure: {from: 0, to: 1, steps: 2}
  countries.ALD.media_freedom: [0.2, 0.5]
  parameters.inertia_rate: {from: 0.4, to: 1.2, steps: 2}
outcomes: ["alignment[ALD]@end"]
"""
MORE = """design: {kind: latin-hypercube, points: 4}
factors:
  world.hub_price: {from: 100, to: 1000, scale: log}
  disputes.strait.tension: {from: 0, to: 1}
  switches.media: [true, false]
"""


def given(plan: Plan, point: int, **more: str) -> dict[str, str]:
    """A point as --set would give it."""
    written = {name: json.dumps(value) for name, value in plan.points[point].items()}
    return {**more, **written}


def test_a_point_is_what_set_makes_of_the_scenario(tmp_path: Path) -> None:
    plan = planned(tmp_path, TEXT)
    for i in range(len(plan.points)):
        scenario = load(SCENARIOS / "small.yaml", {"clock.months": "24", "LEA.aid.ALD": "0.4", **given(plan, i)})
        assert plan.scenario(i).case == scenario.case
        assert plan.scenario(i).hash == scenario.hash
        assert plan.scenario(i).solved == scenario.solved
        assert plan.scenario(i).mismatches == scenario.mismatches


@pytest.mark.parametrize("text", [TEXT, MORE, "common_random_numbers: false\n" + TEXT])
def test_data_is_the_whole_plan(text: str, tmp_path: Path) -> None:
    plan = planned(tmp_path, text)
    again = Plan.from_data(json.loads(json.dumps(plan.data())))
    for path in tmp_path.iterdir():
        path.unlink()
    assert again.points == plan.points
    assert again.hash == plan.hash
    assert again.experiment == plan.experiment
    for i in range(len(plan.points)):
        assert again.scenario(i).hash == plan.scenario(i).hash
        assert again.noise_seed(i) == plan.noise_seed(i)
    again.check()


SAME = {
    "another title": "title: Another\n" + TEXT,
    "a description": "description: What it asks.\n" + TEXT,
    "figures": "figures: [heatmap]\n" + TEXT,
    "order of keys": TEXT.split("factors:")[0].join(["factors:" + TEXT.split("factors:")[1], ""]),
    "order of factors": TEXT.replace("  LEA.pressure: {from: 0, to: 1, steps: 2}\n", "").replace(
        "outcomes:", "  LEA.pressure: {steps: 2, to: 1.0, from: 0.0}\noutcomes:"
    ),
    "levels written out": TEXT.replace("{from: 0, to: 1, steps: 2}", "[0.0, 1.0]"),
    "defaults written out": "replicates: 50\nseed: 2022\nkeep: {series: quantiles}\n" + TEXT,
    "comments": TEXT.replace("\n", "   # a comment\n"),
}
OTHER = {
    "seed": "seed: 1\n" + TEXT,
    "replicates": "replicates: 51\n" + TEXT,
    "own chance": "common_random_numbers: false\n" + TEXT,
    "set": TEXT.replace("LEA.aid.ALD: 0.4", "LEA.aid.ALD: 0.3"),
    "months": TEXT.replace("months: 24", "months: 25"),
    "points": TEXT.replace("[0.2, 0.5]", "[0.2, 0.6]"),
    "path": TEXT.replace("  LEA.pressure:", "  CRO.pressure:"),
    "outcomes": TEXT.replace("@end", "@mean"),
    "keep": "keep: {events: true}\n" + TEXT,
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_how_it_is_written_does_not_change_the_hash(text: str, tmp_path: Path) -> None:
    assert planned(tmp_path, text).hash == planned(tmp_path, TEXT).hash


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_what_changes_a_number_changes_the_hash(text: str, tmp_path: Path) -> None:
    assert planned(tmp_path, text).hash != planned(tmp_path, TEXT).hash


def test_the_scenarios_content_counts_and_not_its_name(tmp_path: Path) -> None:
    plan = planned(tmp_path, TEXT)
    small = (SCENARIOS / "small.yaml").read_text()
    renamed = planned(tmp_path, "scenario: other.yaml\n" + TEXT, other_yaml=small)
    changed = planned(tmp_path, "scenario: other.yaml\n" + TEXT, other_yaml=small.replace("gdp: 60", "gdp: 61"))
    assert renamed.hash == plan.hash != changed.hash


def test_seeds_that_a_float_could_not_tell_apart(tmp_path: Path) -> None:
    one, other = (planned(tmp_path, f"seed: {2**62 + i}\n{TEXT}").hash for i in (0, 1))
    assert one != other


def test_all_points_share_their_chance_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    shared = planned(tmp_path, "seed: 7\n" + TEXT)
    own = planned(tmp_path, "seed: 7\ncommon_random_numbers: false\n" + TEXT)
    assert {shared.noise_seed(i) for i in range(8)} == {7}
    assert len({own.noise_seed(i) for i in range(8)}) == 8
    assert own.noise_seed(0) == 3771277006076470465
    assert all(0 <= own.noise_seed(i) < 2**63 for i in range(8))


def test_a_path_into_an_item_and_one_value_at_several_paths(tmp_path: Path) -> None:
    text = """factors:
  build_up: {path: "timeline[pressure builds].ramp.LEA.pressure.ALD", from: 0.3, to: 0.9, steps: 2}
  aid: {path: [LEA.aid.ALD, CRO.aid.ALD], from: 0.1, to: 0.2, steps: 2}
  "policies[tighten].when": ["1 > 0", "0 > 1"]
"""
    plan = planned(tmp_path, text)
    case = plan.scenario(7).case
    assert plan.points[7] == {"aid": 0.2, "build_up": 0.9, "policies[tighten].when": "0 > 1"}
    assert case.timeline[1].ramp == {"LEA.pressure.ALD": 0.9}
    assert case.levers["LEA"].aid["ALD"] == case.levers["CRO"].aid["ALD"] == 0.2
    assert case.policies[0].when == "0 > 1"


def test_a_longer_path_is_kept_beside_a_shorter_one(tmp_path: Path) -> None:
    text = (
        "factors:\n  a: {path: LEA.pressure.ALD, values: [0.7, 0.8]}\n  b: {path: LEA.pressure, values: [0.1, 0.2]}\n"
    )
    assert planned(tmp_path, text).scenario(3).case.levers["LEA"].pressure == {"default": 0.2, "ALD": 0.8}


def test_whole_scenarios_as_a_factor(tmp_path: Path) -> None:
    tense = "twochairs: 2\nextends: small.yaml\ntitle: Tense\ndisputes: {strait: {tension: 0.9}}\n"
    text = "factors:\n  scenario: [small.yaml, tense.yaml]\n  LEA.pressure: [0.1, 0.2]\n"
    plan = planned(tmp_path, text, tense_yaml=tense)
    plan.check()
    assert [plan.scenario(i).name for i in range(4)] == ["small", "tense", "small", "tense"]
    assert [plan.scenario(i).case.disputes["strait"].tension for i in range(4)] == [0.3, 0.9, 0.3, 0.9]
    again = Plan.from_data(json.loads(json.dumps(plan.data())))
    assert [again.scenario(i).hash for i in range(4)] == [plan.scenario(i).hash for i in range(4)]


def test_levers_are_solved_once_and_constants_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import twochairs.scenario.load as module

    solved = []
    solve = module.solve
    monkeypatch.setattr(module, "solve", lambda *cases: solved.append(cases) or solve(*cases))
    plan = planned(tmp_path, TEXT)
    for i in range(len(plan.points)):
        plan.scenario(i)
    assert len(solved) == 2


def test_points_are_checked_with_a_bar(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    planned(tmp_path, TEXT).check(lambda done, total: told.append((done, total)))
    assert told == [(i, 8) for i in range(1, 9)]


def test_levels_that_are_wrong_together_only_are_found_before_anything_runs(tmp_path: Path) -> None:
    text = "factors:\n  countries.ALD.ties.BOR: [0.2, 0.6]\n  countries.ALD.ties.CAS: [0.3, 0.5]\n"
    plan = planned(tmp_path, text)
    with pytest.raises(InvalidInput, match=r"countries\.ALD\.ties adds up to 1\.1; .* \(at 1 of 4 points, the first "):
        plan.check()


def test_outcomes_keep_their_places(tmp_path: Path) -> None:
    plan = planned(tmp_path, TEXT)
    assert plan.experiment.outcomes == ["alignment[ALD]@end"]
    place = plan.place("outcomes", 0)
    assert (place.line, place.column) == (9, 12)
    assert isinstance(place, Place)


def test_the_good_file_is_sound() -> None:
    plan = load_experiment(GOOD)
    plan.check()
    assert (plan.name, len(plan.points)) == ("grid", 28)
    assert len(plan.trees) == 1
