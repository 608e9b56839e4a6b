"""Scenarios and experiments as files, text and plain data: the same scenario, and each problem with its place."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import twochairs as tc
from twochairs.errors import InvalidInput, NotPossible
from twochairs.experiment.plan import load_experiment
from twochairs.scenario.explain import explain
from twochairs.scenario.load import load
from twochairs.scenario.notes import notes_of

ROOT = Path(__file__).parents[2]
BASE = "scenarios/balkans/serbia-2022.yaml"
DATA: dict[str, Any] = {
    "twochairs": 2,
    "title": "A harder line",
    "extends": BASE,
    "timeline": [{"at": "2022-09", "name": "pressure", "set": {"EU.pressure.SRB": 0.9}}],
}
TEXT = f"""twochairs: 2
title: A harder line
extends: {BASE}
timeline:
  - {{at: 2022-09, name: pressure, set: {{EU.pressure.SRB: 0.9}}}}
"""


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def problems(given: Any) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        load_experiment(given) if "factors" in given else load(given)
    return str(error.value).splitlines()


def test_data_and_text_are_what_the_file_of_them_is(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(TEXT.replace(BASE, "serbia-2022.yaml"))
    for name in ("serbia-2022.yaml", "base.yaml", "hub-prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((ROOT / "scenarios" / "balkans" / name).read_bytes())
    assert load(DATA).hash == load(TEXT).hash == load(tmp_path / "case.yaml").hash


def test_numbers_of_numpy_and_tuples_are_plain(tmp_path: Path) -> None:
    item = {"at": "2022-09", "name": "pressure", "set": {"EU.pressure.SRB": np.float64(0.9)}}
    assert load({**DATA, "timeline": (item,)}).hash == load(DATA).hash


def test_problems_of_data_are_at_dotted_paths() -> None:
    wrong = {
        "countries": {"SRB": {"gas": {"demand": -3}}},
        "levers": {"EU": {"presure": 1}},
        "timeline": [{"at": "2022-09", "name": "a", "set": {"EU.pressure.SRB": float("nan")}}],
        "description": {1, 2},
        5: "x",
    }
    assert problems({**DATA, **wrong}) == [
        "the scenario's data cannot be read: 5 problems",
        "  the key 5 must be a name",
        "  timeline[1].set.EU.pressure.SRB is nan; it must be a finite number",
        "  countries.SRB.gas.demand is -3; it must lie in [0, 10000]",
        "  levers.EU.presure is unknown; did you mean 'pressure'?",
        "  description is {1, 2}; data is text, numbers, true or false, None, lists and mappings",
    ]


def test_problems_of_text_are_at_lines() -> None:
    assert problems(TEXT + "levers:\n  EU: {presure: 1}\n") == [
        "the scenario's text cannot be run: 1 problem",
        "  line 7, column 8: levers.EU.presure is unknown; did you mean 'pressure'?",
    ]


def test_problems_of_experiments_as_data_and_as_text() -> None:
    experiment = {
        "twochairs": 2,
        "scenario": BASE,
        "factors": {"EU.pressure": [0, 7]},
        "outcomes": ["alignment[SRX]@end"],
    }
    assert problems(experiment) == [
        "the experiment's data cannot be run: 2 problems",
        "  factors.EU.pressure[2]: levers.EU.pressure is 7; it must lie in [0, 1]",
        "  outcomes[1]: outcome 'alignment[SRX]@end': alignment names 'SRX', a country that is unknown; "
        "did you mean 'SRB'?, at character 1",
    ]
    text = f"twochairs: 2\nscenario: {BASE}\nfactors: {{EU.presure: [0, 1]}}\n"
    assert problems(text)[1] == "  line 3, column 11: levers.EU.presure is unknown; did you mean 'pressure'?"


def test_an_experiment_is_no_scenario() -> None:
    with pytest.raises(InvalidInput, match="it is an experiment, not a scenario"):
        load({"twochairs": 2, "scenario": BASE, "factors": {"EU.pressure": [0, 1]}, "design": "grid"})


def test_notes_and_origins_name_the_place() -> None:
    late = {"at": "2090-01", "name": "late", "set": {"EU.pressure.SRB": 0.1}}
    scenario = load({**DATA, "timeline": [late]})
    assert any(str(note).startswith("the scenario's data, timeline[1].at: ") for note in notes_of(scenario))
    assert "the scenario's data, timeline[1].at" in {row.origin for row in explain(scenario, "timeline")}


def test_what_is_neither_is_refused() -> None:
    around: dict[str, Any] = {**DATA}
    around["countries"] = around
    with pytest.raises(InvalidInput, match="nested more than 64 levels deep"):
        load(around)
    with pytest.raises(InvalidInput, match="the scenario's data cannot be read: 1 problem\n  it is empty"):
        load({})
    with pytest.raises(InvalidInput, match="it has more than 1,000,000 characters"):
        load("\n" * 1_000_001)
    with pytest.raises(NotPossible, match="scenario is 5: it is no path"):
        load(5)


def test_settings_are_as_in_a_file() -> None:
    plain = tc.load(DATA, {"EU.pressure": {"SRB": 0.2, "default": 0.1}, "switches.noise": False})
    text = tc.load(DATA, {"EU.pressure": "{SRB: 0.2, default: 0.1}", "switches.noise": "false"})
    assert plain.hash == text.hash
