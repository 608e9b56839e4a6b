"""A lever means the same however it is spelt, in every layer: number, default, mapping, dotted path."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment
from twochairs.scenario.load import Scenario, from_data, load

COUNTRIES = ("AAA", "BBB", "CCC")
TINY = """\
twochairs: 2
title: Tiny
clock: {start: 2020-01, months: 2}
poles: {W: {position: 1}, E: {position: -1}}
countries:
  AAA: {alignment: 0.2, gdp: 50, publics: {all: {favourability: {W: 0.2, E: 0.1}}}, trade: {W: 0.5, E: 0.2}}
  BBB: {alignment: -0.3, gdp: 20, trade: {W: 0.1}}
  CCC: {alignment: 0.6, gdp: 30, trade: {E: 0.4}}
"""
HEAD = "twochairs: 2\ntitle: a layer\n"
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.large_base_example]
Given = dict[str, float]
"""What a layer gives a lever: `default` and countries, each or none of them."""
Draw = Callable[[st.SearchStrategy[Any]], Any]


def claim(examples: int) -> settings:
    return settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=SLOW)


values = st.integers(0, 10).map(lambda tenths: tenths / 10)
givens: st.SearchStrategy[Given] = st.dictionaries(st.sampled_from(("default", *COUNTRIES)), values, max_size=4)


def in_effect(layers: list[Given]) -> Given:
    """What each country has once layers, the lowest first, lie over one another."""
    found = dict.fromkeys(COUNTRIES, 0.0)
    for layer in layers:
        found |= {name: layer[name] if name in layer else layer.get("default", found[name]) for name in COUNTRIES}
    return found


@st.composite
def mappings(draw: Draw, layer: Given, names: tuple[str, ...] = COUNTRIES) -> Any:
    """A layer as the value of a lever: a mapping, of each country where it says all, or a number where it says one."""
    forms: list[Any] = [layer]
    if layer.keys() == {"default"}:
        forms.append(layer["default"])
    if "default" in layer:
        forms.append({name: layer.get(name, layer["default"]) for name in names})
    return draw(st.sampled_from(forms))


@st.composite
def dotted(draw: Draw, layer: Given, names: tuple[str, ...] = COUNTRIES) -> dict[str, Any]:
    """A layer as dotted paths with their values, in any order."""
    lever = draw(st.sampled_from(["W.pressure", "levers.W.pressure"]))
    if draw(st.booleans()):
        return {lever: draw(mappings(layer, names))} if layer else {}
    broad = draw(st.sampled_from(["", ".default"]))
    paths = {f"{lever}{broad if name == 'default' else f'.{name}'}": value for name, value in layer.items()}
    return dict(draw(st.permutations(list(paths.items()))))


@st.composite
def sections(draw: Draw, layer: Given) -> str:
    """A layer as part of a file: its levers, or its overrides."""
    if not layer:
        return ""
    data = (
        {"levers": {"W": {"pressure": draw(mappings(layer))}}}
        if draw(st.booleans())
        else {"overrides": draw(dotted(layer))}
    )
    return written(data)


def written(data: Any) -> str:
    out = StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    return out.getvalue()


def plainly(like: Scenario, pressure: Given, **more: Any) -> Scenario:
    """The scenario whose levers and items stand country by country in one file, its start solved as that of another."""
    data = YAML(typ="safe", pure=True).load(TINY)
    return from_data(data | {"levers": {"W": {"pressure": pressure}}, "solved": like.solved.model_dump()} | more)


def numbers(scenario: Scenario) -> bytes:
    """Every number of every month of a replicate."""
    (series,) = run_replicates(scenario, 1, 1)
    return series.values.tobytes()


def assert_plainly(scenario: Scenario, pressure: Given, **more: Any) -> None:
    """A scenario has the hash and the numbers of the one that says the same country by country."""
    other = plainly(scenario, pressure, **more)
    assert scenario.hash == other.hash
    assert numbers(scenario) == numbers(other)


@claim(80)
@given(data=st.data())
def test_layers_of_a_scenario_however_they_are_spelt(data: st.DataObject, tmp_path: Path) -> None:
    parent, child, override, option = (data.draw(givens, name) for name in ("parent", "child", "override", "set"))
    (tmp_path / "parent.yaml").write_text(TINY + data.draw(sections(parent)))
    (tmp_path / "middle.yaml").write_text(f"{HEAD}extends: parent.yaml\n{data.draw(sections(child))}")
    overrides = written({"overrides": paths}) if (paths := data.draw(dotted(override))) else ""
    (tmp_path / "file.yaml").write_text(f"{HEAD}extends: middle.yaml\n{overrides}")
    chosen = {path: on_a_line(value) for path, value in data.draw(dotted(option)).items()}
    scenario = load(tmp_path / "file.yaml", chosen)
    assert_plainly(scenario, in_effect([parent, child, override, option]))


def on_a_line(value: Any) -> str:
    """A value as --set takes it."""
    return "{" + ", ".join(f"{k}: {v}" for k, v in value.items()) + "}" if isinstance(value, dict) else str(value)


@claim(40)
@given(data=st.data())
def test_set_and_factors_of_an_experiment_are_one_layer(data: st.DataObject, tmp_path: Path) -> None:
    parent, layer = data.draw(givens, "scenario"), data.draw(givens.filter(bool), "experiment")
    varied = data.draw(st.lists(st.sampled_from(sorted(layer)), min_size=1, max_size=2, unique=True), "factors")
    (tmp_path / "file.yaml").write_text(TINY + data.draw(sections(parent)))
    others = tuple(name for name in COUNTRIES if name not in varied)
    fixed = data.draw(dotted({name: value for name, value in layer.items() if name not in varied}, others))
    steps = {name: "" if name == "default" else f".{name}" for name in varied}
    factors = {f"W.pressure{steps[name]}": [layer[name], round(abs(0.95 - layer[name]), 2)] for name in varied}
    experiment = {"twochairs": 2, "scenario": "file.yaml", "set": fixed, "factors": factors}
    (tmp_path / "experiment.yaml").write_text(written(experiment))
    try:
        plan = load_experiment(tmp_path / "experiment.yaml")
    except InvalidInput as error:  # a factor for all countries, each of which has a value of its own
        assert "changes nothing" in str(error) and {*COUNTRIES, "default"} <= layer.keys()
        return
    for point, chosen in enumerate(plan.points):
        at = {name: chosen.get(f"W.pressure{steps.get(name, '')}") for name in varied}
        levers = {"W": {"pressure": in_effect([parent, layer | at])}}
        assert_plainly(plan.scenario(point), {}, levers=levers)
    again = type(plan).from_data(plan.data())
    assert [again.scenario(point).hash for point in range(len(plan.points))] == [
        plan.scenario(point).hash for point in range(len(plan.points))
    ]


@pytest.mark.parametrize("field", ["set", "add", "ramp", "do"])
@claim(25)
@given(data=st.data())
def test_what_an_item_or_a_policy_does_to_a_lever(field: str, data: st.DataObject) -> None:
    layer, start = data.draw(givens.filter(bool), "effect"), data.draw(givens, "start")
    written_so, plain = (
        data.draw(dotted(layer)),
        {
            f"W.pressure.{name}": layer[name] if name in layer else layer["default"]
            for name in COUNTRIES
            if name in layer or "default" in layer
        },
    )
    data = YAML(typ="safe", pure=True).load(TINY) | {"levers": {"W": {"pressure": start}}}
    assert_plainly(from_data(data | _doing(field, written_so)), start, **_doing(field, plain))


def _doing(field: str, paths: dict[str, Any]) -> dict[str, Any]:
    if field == "do":
        return {"policies": [{"name": "x", "do": paths}]}
    return {"timeline": [{"name": "x", "from": "2020-01", "to": "2020-02", field: paths}]}


def test_a_factor_on_an_item_is_a_layer_over_it(tmp_path: Path) -> None:
    """One for all countries ends what the item does to a single one; one for a country stands beside that for all."""
    item = "timeline: [{name: x, at: 2020-02, set: {W.pressure: {default: 0.1, AAA: 0.4}}}]\n"
    (tmp_path / "file.yaml").write_text(TINY + item)
    for path, wanted in (
        ("W.pressure", (0.7, 0.7)),
        ("W.pressure.BBB", (0.4, 0.7)),
        ("levers.W.pressure.AAA", (0.7, 0.1)),
    ):
        factor = f"{{path: 'timeline[x].set.{path}', values: [0.7, 0.8]}}"
        text = f"twochairs: 2\nscenario: file.yaml\nfactors: {{f: {factor}}}\n"
        (tmp_path / "experiment.yaml").write_text(text)
        scenario = load_experiment(tmp_path / "experiment.yaml").scenario(0)
        layout, slots = scenario.start()[0], ("AAA", "BBB")
        (series,) = run_replicates(scenario, 1, 1)
        assert tuple(series.values[2, layout.slot("pressure", "W", name)] for name in slots) == wanted, path


# -- worked values ----------------------------------------------------------------------------------------------------

PARENTS = ["pressure: 0.1", "pressure: {default: 0.1}", "pressure: {AAA: 0.1, BBB: 0.1, CCC: 0.1}"]


@pytest.mark.parametrize("parent", PARENTS)
@pytest.mark.parametrize(
    "child",
    [
        "levers: {W: {pressure: {AAA: 0.4}}}",
        "overrides: {W.pressure.AAA: 0.4}",
        "overrides: {W.pressure: {AAA: 0.4}}",
        "overrides: {levers.W: {pressure: {AAA: 0.4}}}",
        "overrides: {levers: {W: {pressure: {AAA: 0.4}}}}",
    ],
)
def test_a_country_beside_the_number_of_a_parent(parent: str, child: str, tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(f"{TINY}levers: {{W: {{{parent}, aid: 0.3}}}}\n")
    (tmp_path / "child.yaml").write_text(f"{HEAD}extends: parent.yaml\n{child}\n")
    levers = {"W": {"pressure": {"AAA": 0.4, "BBB": 0.1, "CCC": 0.1}, "aid": 0.3}}
    assert_plainly(load(tmp_path / "child.yaml"), {}, levers=levers)
    for setting in ("W.pressure={AAA: 0.4}", "levers.W={pressure: {AAA: 0.4}}", "W.pressure.AAA=0.4"):
        assert_plainly(load(tmp_path / "parent.yaml", dict([setting.split("=")])), {}, levers=levers)


@pytest.mark.parametrize("child", ["pressure: 0.3", "pressure: {default: 0.3}", "pressure: {default: 0.3, BBB: 0.3}"])
def test_a_number_for_all_ends_what_lies_beneath_for_single_countries(child: str, tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(f"{TINY}levers: {{W: {{pressure: {{default: 0.1, AAA: 0.4}}}}}}\n")
    (tmp_path / "child.yaml").write_text(f"{HEAD}extends: parent.yaml\nlevers: {{W: {{{child}}}}}\n")
    assert_plainly(load(tmp_path / "child.yaml"), {"default": 0.3})


def test_set_holds_at_every_point_of_a_factor_for_all(tmp_path: Path) -> None:
    """The case of the factor from 0 to 1 beside `set: {W.pressure.AAA: 0.7}`."""
    (tmp_path / "file.yaml").write_text(f"{TINY}levers: {{W: {{pressure: 0.1}}}}\n")
    for fixed in ("W.pressure.AAA: 0.7", "W.pressure: {AAA: 0.7}", "levers.W.pressure: {AAA: 0.7}"):
        text = f"scenario: file.yaml\nset: {{{fixed}}}\nfactors: {{W.pressure: {{from: 0, to: 1, steps: 3}}}}\n"
        (tmp_path / "experiment.yaml").write_text(f"twochairs: 2\n{text}")
        plan = load_experiment(tmp_path / "experiment.yaml")
        starts = [plan.scenario(point).start() for point in range(3)]
        for name, wanted in (("AAA", [0.7, 0.7, 0.7]), ("BBB", [0.0, 0.5, 1.0])):
            assert [start[layout.slot("pressure", "W", name)] for layout, start in starts] == wanted


def test_a_factor_for_a_country_beside_set_for_all(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text(f"{TINY}levers: {{W: {{pressure: {{CCC: 0.9}}}}}}\n")
    text = "scenario: file.yaml\nset: {W.pressure: 0.2}\nfactors: {W.pressure.AAA: [0.5, 1]}\n"
    (tmp_path / "experiment.yaml").write_text(f"twochairs: 2\n{text}")
    plan = load_experiment(tmp_path / "experiment.yaml")
    for point, value in enumerate((0.5, 1.0)):
        assert_plainly(plan.scenario(point), {"default": 0.2, "AAA": value})


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("W.pressure: 0.1, levers.W.pressure: 0.2", ("levers.W.pressure", "W.pressure")),
        ("W.pressure: 0.1, W.pressure.default: 0.2", ("W.pressure.default", "W.pressure")),
        ("W.pressure: {AAA: 0.1}, W.pressure.AAA: 0.2", ("W.pressure.AAA", "W.pressure")),
        ("levers.W: {pressure: 0.1}, W.pressure: 0.2", ("W.pressure", "levers.W")),
    ],
)
def test_one_number_twice_in_a_layer_is_refused(given: str, names: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(f"{TINY}overrides: {{{given}}}\n")
    with pytest.raises(InvalidInput, match=f"{names[0]} stands here a second time, written another way"):
        load(tmp_path / "tiny.yaml")
    (tmp_path / "tiny.yaml").write_text(TINY)
    text = f"scenario: tiny.yaml\nset: {{{given}}}\nfactors: {{E.aid: [1, 2]}}\n"
    (tmp_path / "experiment.yaml").write_text(f"twochairs: 2\n{text}")
    with pytest.raises(InvalidInput, match=rf"set\.{names[0]} is set by {names[1]} too; leave one of the two out"):
        load_experiment(tmp_path / "experiment.yaml")


def test_mappings_of_an_override_merge_as_those_of_a_file_do(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(TINY)
    trade = {"W": 0.6, "E": 0.2}
    for child in ("countries: {AAA: {trade: {W: 0.6}}}", "overrides: {countries.AAA.trade: {W: 0.6}}"):
        (tmp_path / "child.yaml").write_text(f"{HEAD}extends: parent.yaml\n{child}\n")
        assert load(tmp_path / "child.yaml").case.countries["AAA"].trade == trade
    assert load(tmp_path / "parent.yaml", {"countries.AAA.trade": "{W: 0.6}"}).case.countries["AAA"].trade == trade
