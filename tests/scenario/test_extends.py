"""How files are laid over one another, what wins, and whose start values are solved for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from tests.scenario.corpus import HERE
from twochairs.errors import InvalidInput
from twochairs.results.described import scenario_yaml
from twochairs.scenario.load import Scenario, from_data, load
from twochairs.scenario.resolve import tree_path
from twochairs.scenario.tree import find
from twochairs.world.month import month, read_start

HEAD = "twochairs: 2\ntitle: a variant\nextends: small.yaml\n"
Write = Callable[..., Scenario]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the good files in it."""
    for path in (HERE / "good").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


@pytest.fixture
def variant(folder: Path) -> Write:
    """Load a file with this text; it extends small.yaml unless it says otherwise."""

    def call(text: str, name: str = "variant.yaml", settings: dict[str, str] | None = None) -> Scenario:
        whole = text if text.startswith("twochairs") else HEAD + text
        (folder / name).write_text(whole)
        return load(folder / name, settings)

    return call


def names(items: Any) -> list[str]:
    """Names of timeline items or policies, in order."""
    return [item.name for item in items]


# -- merging ----------------------------------------------------------------------------------------------------------


def test_mappings_merge_however_deep(variant: Write) -> None:
    case = variant("countries: {ALD: {gas: {contract: {price: 99}}, ties: {BOR: 0.1}}}\n").case
    ald = case.countries["ALD"]
    assert ald.gas.contract.price == 99 and ald.gas.contract.until == "2031-05" and ald.gas.demand == 2.5
    assert ald.ties == {"BOR": 0.1, "CAS": 0.2}
    assert case.countries.keys() == {"ALD", "BOR", "CAS"}
    assert case.title == "a variant" and case.description.startswith("A small case")


def test_a_new_agent_joins_the_others(variant: Write) -> None:
    case = variant("countries: {DUN: {alignment: 0, gdp: 5}}\n").case
    assert list(case.countries) == ["ALD", "BOR", "CAS", "DUN"]


def test_lists_replace(variant: Write) -> None:
    government = variant("countries: {ALD: {government: {elections: [2031-06]}}}\n").case.countries["ALD"].government
    assert government.elections == ["2031-06"] and government.challenger == "western"


def test_a_lever_for_all_ends_those_for_single_countries_and_one_for_a_country_stands_beside_it(variant: Write) -> None:
    levers = variant("levers: {LEA: {pressure: 0.5, accession_credibility: {ALD: 0.9}}}\n").case.levers["LEA"]
    assert levers.pressure == {"default": 0.5}
    assert levers.accession_credibility == {"default": 0.4, "ALD": 0.9}


def test_items_of_the_same_name_replace_in_their_place_and_others_follow(variant: Write) -> None:
    case = variant(
        "timeline:\n"
        "  - {at: 2030-03, name: new, set: {rivalry: 0.2}}\n"
        "  - {at: 2031-01, name: pressure builds, set: {LEA.pressure.ALD: 0.9}}\n"
        "policies:\n"
        "  - {name: loosen, do: {LEA.pressure.BOR: 0}}\n"
        "  - {name: tighten, do: {LEA.pressure.ALD: 1}}\n"
    ).case
    assert names(case.timeline) == ["the Crown crosses the river", "pressure builds", "a quarrel over fishing", "new"]
    assert case.timeline[1].at == "2031-01" and case.timeline[1].from_ is None and not case.timeline[1].ramp
    assert names(case.policies) == ["tighten", "loosen"]
    assert case.policies[0].when == "1 > 0" and case.policies[0].every == "1 month"


def test_drop_takes_an_item_out(variant: Write) -> None:
    text = "timeline: [{name: pressure builds, drop: true}]\npolicies: [{name: tighten, drop: true}]\n"
    case = variant(text).case
    assert names(case.timeline) == ["the Crown crosses the river", "a quarrel over fishing"]
    assert case.policies == []


def test_what_is_dropped_can_come_back(variant: Write) -> None:
    variant("timeline: [{name: pressure builds, drop: true}]\n", "middle.yaml")
    text = "twochairs: 2\ntitle: x\nextends: middle.yaml\ntimeline: [{at: 2030-02, name: pressure builds}]\n"
    assert names(variant(text).case.timeline)[-1] == "pressure builds"


def test_a_chain_of_three(variant: Write) -> None:
    variant("world: {rivalry: 0.1, hub_price: 111}\n", "middle.yaml")
    world = variant("twochairs: 2\ntitle: x\nextends: middle.yaml\nworld: {rivalry: 0.2}\n").case.world
    assert (world.rivalry, world.hub_price, world.hub_level) == (0.2, 111, 320)


def test_paths_are_relative_to_the_file_that_names_them(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "below").mkdir()
    (folder / "below" / "variant.yaml").write_text(HEAD.replace("small.yaml", "../small.yaml"))
    assert load(folder / "below" / "variant.yaml").case.hub_series == {"2030-01": 300, "2030-02": 310, "2030-03": 305}


def test_every_value_keeps_where_it_came_from(variant: Write) -> None:
    text = "world: {rivalry: 0.1}\noverrides: {LEA.pressure.ALD: 0.7}\n"
    tree = variant(text, settings={"CRO.aid": "2"}).tree
    at = {path: find(tree, tree_path(path)) for path in ("rivalry", "hub_price", "LEA.pressure.ALD", "CRO.aid")}
    where = {path: (Path(n.place.file).name, n.place.line, n.origin.split("/")[-1]) for path, n in at.items() if n}
    assert where == {
        "rivalry": ("variant.yaml", 4, "variant.yaml"),
        "hub_price": ("small.yaml", 7, "small.yaml"),
        "LEA.pressure.ALD": ("variant.yaml", 5, "variant.yaml"),
        "CRO.aid": ("--set CRO.aid=2", 1, "--set"),
    }
    override = at["LEA.pressure.ALD"]
    assert override is not None and override.origin.startswith("overrides of ")


# -- overrides and --set ----------------------------------------------------------------------------------------------

OVERRIDES = [
    ("LEA.pressure", "0.7", ("levers", "LEA", "pressure"), {"default": 0.7}),
    ("LEA.pressure.BOR", "0.7", ("levers", "LEA", "pressure"), {"default": 0.1, "ALD": 0.3, "BOR": 0.7}),
    ("levers.LEA.pressure.BOR", "0.7", ("levers", "LEA", "pressure"), {"default": 0.1, "ALD": 0.3, "BOR": 0.7}),
    ("CRO.influence_effort.ALD", "0.9", ("levers", "CRO", "influence_effort"), {"default": 0.3, "ALD": 0.9}),
    ("CRO.mediation.ALD", "0.9", ("levers", "CRO", "mediation"), {"ALD": 0.9}),
    ("rivalry", "0.9", ("world", "rivalry"), 0.9),
    ("world.rivalry", "0.9", ("world", "rivalry"), 0.9),
    ("clock.months", "12", ("clock", "months"), 12),
    ("countries.ALD.gas.contract.price", "9", ("countries", "ALD", "gas", "contract", "price"), 9),
    ("countries.BOR.government.course", "-0.5", ("countries", "BOR", "government", "course"), -0.5),
    ("countries.CAS.ties", "{BOR: 0.2}", ("countries", "CAS", "ties"), {"ALD": 0.3, "BOR": 0.2}),
    ("countries.ALD.joined", "[embargo]", ("countries", "ALD", "joined"), ["embargo"]),
    ("parameters.inertia_rate", "2", ("parameters", "inertia_rate"), 2),
    ("switches.noise", "false", ("switches", "noise"), False),
    ("timeline", "[]", ("timeline",), []),
    ("title", "another", ("title",), "another"),
]


@pytest.mark.parametrize(("path", "text", "where", "value"), OVERRIDES, ids=[row[0] for row in OVERRIDES])
def test_a_dotted_path(path: str, text: str, where: tuple[str, ...], value: Any, variant: Write) -> None:
    assert _at(variant(f"overrides: {{{path}: {text}}}\n"), where) == value
    assert _at(variant("", settings={path: text}), where) == value


def _at(scenario: Scenario, where: tuple[str, ...]) -> Any:
    data = scenario.resolved()
    for step in where:
        data = data[step]
    return data


def test_what_wins(variant: Write) -> None:
    """--set > override > scenario > extends > default."""
    told: dict[str, Any] = {}
    told["default"] = variant("").case.world.hub_volatility
    variant("world: {hub_volatility: 0.1}\n", "middle.yaml")
    head = "twochairs: 2\ntitle: x\nextends: middle.yaml\n"
    told["extends"] = variant(head).case.world.hub_volatility
    told["scenario"] = variant(f"{head}world: {{hub_volatility: 0.2}}\n").case.world.hub_volatility
    text = f"{head}world: {{hub_volatility: 0.2}}\noverrides: {{hub_volatility: 0.3}}\n"
    told["override"] = variant(text).case.world.hub_volatility
    told["set"] = variant(text, settings={"hub_volatility": "0.4"}).case.world.hub_volatility
    assert told == {"default": 0.4, "extends": 0.1, "scenario": 0.2, "override": 0.3, "set": 0.4}


def test_overrides_of_a_base_come_before_the_keys_of_what_extends_it(variant: Write) -> None:
    variant("overrides: {rivalry: 0.1, LEA.pressure.BOR: 0.5}\n", "middle.yaml")
    case = variant("twochairs: 2\ntitle: x\nextends: middle.yaml\nworld: {rivalry: 0.2}\n").case
    assert case.world.rivalry == 0.2
    assert case.levers["LEA"].pressure == {"default": 0.1, "ALD": 0.3, "BOR": 0.5}


def test_of_overrides_the_general_comes_first_whatever_the_order(variant: Write) -> None:
    one = variant("overrides: {LEA.pressure: 0.5, LEA.pressure.ALD: 0.9}\n").case.levers["LEA"].pressure
    other = variant("overrides: {LEA.pressure.ALD: 0.9, LEA.pressure: 0.5}\n").case.levers["LEA"].pressure
    third = variant("overrides: {LEA.pressure.ALD: 0.9, levers.LEA.pressure: 0.5}\n").case.levers["LEA"].pressure
    assert one == other == third == {"default": 0.5, "ALD": 0.9}


def test_of_settings_the_narrow_one_wins_whatever_the_order(variant: Write) -> None:
    one = variant("", settings={"LEA.pressure": "0.5", "LEA.pressure.ALD": "0.9"}).case.levers["LEA"].pressure
    other = variant("", settings={"LEA.pressure.ALD": "0.9", "LEA.pressure": "0.5"}).case.levers["LEA"].pressure
    assert one == other == {"default": 0.5, "ALD": 0.9}


def test_nothing_is_changed_in_passing(variant: Write) -> None:
    """What is laid over a file leaves no trace in the next reading of it."""
    before = variant("").hash
    assert variant("", settings={"LEA.pressure.ALD": "0.9"}).hash != before
    assert variant("overrides: {rivalry: 0.9}\n", "other.yaml").hash != before
    assert variant("").hash == before


# -- whose start is solved for ----------------------------------------------------------------------------------------


def trajectory(scenario: Scenario, months: int = 24) -> np.ndarray:
    """Alignment by month and country, from the start on."""
    layout, world, values = scenario.world()
    draws = scenario.draws(layout, 1, [0])
    read_start(world)
    rows = [layout.view(values, "alignment")[:, 0].copy()]
    for t in range(1, months + 1):
        month(t, world, draws)
        rows.append(layout.view(values, "alignment")[:, 0].copy())
    assert np.isfinite(values).all()
    return np.array(rows)


QUIET = {"switches.noise": "false", "timeline": "[]", "policies": "[]", "switches.elections": "false"}


def test_a_run_without_noise_moves(variant: Write) -> None:
    course = trajectory(variant("", settings={"switches.noise": "false"}))
    assert course.shape == (25, 3)
    assert np.abs(course[-1] - course[0]).max() > 0.01


def test_what_is_solved_for_is_that_of_the_reference_file(variant: Write) -> None:
    base = variant("")
    pressed = variant("overrides: {LEA.pressure.ALD: 0.9}\n")
    assert pressed.solved == base.solved
    first, second = (
        trajectory(variant("", settings=QUIET)),
        trajectory(variant("", settings=QUIET | {"LEA.pressure": "1"})),
    )
    assert (first[0] == second[0]).all()
    assert np.abs(first[-1] - second[-1]).max() > 0.01


def test_setting_a_start_value_does_not_move_what_is_solved_for(variant: Write) -> None:
    base = variant("")
    for settings in ({"LEA.pressure": "1"}, {"countries.ALD.alignment": "0.5"}, {"CRO.gas_discount": "0.8"}):
        assert variant("", settings=settings).solved == base.solved
    assert variant("reference: true\noverrides: {countries.ALD.alignment: 0.5}\n").solved != base.solved


def test_the_start_is_steady(variant: Write) -> None:
    scenario = variant("", settings=QUIET)
    layout, world, values = scenario.world()
    read_start(world)
    assert layout.view(values, "target") == pytest.approx(layout.view(values, "alignment"), abs=1e-12)


def test_reference_marks_the_file_whose_start_counts(variant: Write) -> None:
    variant("reference: true\nlevers: {LEA: {pressure: {ALD: 0.9}}}\n", "middle.yaml")
    middle = variant("reference: true\nlevers: {LEA: {pressure: {ALD: 0.9}}}\n", "middle.yaml")
    last = variant("twochairs: 2\ntitle: x\nextends: middle.yaml\nlevers: {LEA: {pressure: {ALD: 0.1}}}\n")
    assert last.solved == middle.solved != variant("").solved
    assert middle.solved.unexplained["ALD"] < variant("").solved.unexplained["ALD"]


def test_without_a_mark_the_first_file_of_the_chain_counts(folder: Path, variant: Write) -> None:
    base = folder / "small.yaml"
    marked = variant("levers: {LEA: {pressure: {ALD: 0.9}}}\n").solved
    base.write_text(base.read_text().replace("reference: true\n", ""))
    assert variant("levers: {LEA: {pressure: {ALD: 0.9}}}\n").solved == marked


def test_a_course_of_a_variant_is_taken_as_it_is(variant: Write) -> None:
    scenario = variant("countries: {ALD: {government: {course: -0.25}}}\n")
    layout, start = scenario.start()
    assert start[layout.slot("course", "ALD")] == -0.25
    assert scenario.solved == variant("").solved


@pytest.mark.parametrize(
    "text", ["overrides: {LEA.pressure.ALD: 0.9, switches.noise: false}\n", "extends: norway.yaml\n"]
)
def test_a_resolved_scenario_is_the_same_scenario(text: str, variant: Write, folder: Path) -> None:
    scenario = variant(f"twochairs: 2\ntitle: x\n{text}" if text.startswith("extends") else text)
    (folder / "resolved.yaml").write_text(scenario_yaml(scenario))
    again = load(folder / "resolved.yaml")
    assert again.solved == scenario.solved
    assert again.hash == scenario.hash
    assert (trajectory(again) == trajectory(scenario)).all()


def test_a_problem_of_the_reference_file_is_told_with_its_own_place(variant: Write, folder: Path) -> None:
    base = folder / "small.yaml"
    base.write_text(base.read_text().replace("dependence: 0.9", "dependence: 1.9"))
    with pytest.raises(InvalidInput) as caught:
        variant("countries: {ALD: {gas: {dependence: 0.5}}}\n")
    assert "small.yaml, line 34, column 19: countries.ALD.gas.dependence is 1.9; it must lie in [0, 1]" in str(
        caught.value
    )


# -- without a file ---------------------------------------------------------------------------------------------------


def _plain() -> dict[str, Any]:
    data: dict[str, Any] = YAML(typ="safe", pure=True).load((HERE / "good" / "tiny.yaml").read_text("utf-8"))
    return data


def test_plain_data_make_the_same_scenario_as_a_file() -> None:
    assert from_data(_plain()).hash == load(HERE / "good" / "tiny.yaml").hash


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("extends", "small.yaml", "extends is for scenario files only"),
        ("overrides", {"rivalry": 0.1}, "overrides is for scenario files only"),
        ("world", {"rivalry": float("nan")}, "world.rivalry is nan; it must be a finite number"),
        ("world", {"rivalry": float("inf")}, "world.rivalry is inf; it must be a finite number"),
        ("timeline", [{"name": "x", "at": "2030-02", "set": {"rivalry": float("nan")}}], "it must lie in [0, 1]"),
        ("clok", {}, "clok is unknown; did you mean 'clock'?"),
    ],
)
def test_plain_data_are_checked_as_a_file_is(key: str, value: Any, text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_data(_plain() | {key: value})
    assert text in str(caught.value)
