"""What a report is given of the model: of a run, from its folder alone, small, and in words where it cannot be."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports.test_page import HOSTILE, OBEYED, Elements
from tests.written import write_run
from twochairs.experiment.single import draws_of_run
from twochairs.reports import lever
from twochairs.reports.page import page, policy_hash
from twochairs.reports.parts import Section, Workbench
from twochairs.reports.vector import Looks
from twochairs.results.result import Result
from twochairs.scenario.load import load
from twochairs.world.rulebook import Rulebook

GROWS = 120_000
SHIPPED = Path(__file__).parents[2] / "scenarios" / "balkans" / "serbia-2022.yaml"


def workbench(result: Result) -> Workbench:
    [section] = lever.sections(result)
    [found] = section.parts
    assert isinstance(found, Workbench)
    return found


def of(sections: list[Section]) -> str:
    return page("title", ["name"], "0", sections, Looks())


def refused(result: Result) -> str:
    [section] = lever.sections(result)
    assert (section.parts, section.scripted, len(section.text)) == ([], False, 1)
    return section.text[0]


def test_a_run_has_its_model_and_a_sweep_has_none(result: Result, grid: Result) -> None:
    found = workbench(result)
    assert list(found.countries) == ["AAA", "BBB", "CCC"]
    data = json.loads(found.data)
    assert (data["seed"], data["replicates"], data["months"]) == ("7", 4, 24)
    assert found.words["command"] == ["twochairs run scenario.yaml", " --seed 7"]
    assert lever.sections(grid) == []


def test_it_stands_right_under_the_first_screen(page: str) -> None:
    first, below = page.index('<div class="first">'), page.index("<main")
    assert first < below
    assert re.search(r'<h2 id="([^"]*)"', page[below:])[1] == "lever"
    assert page.count('class="bench"') == 1


def test_results_that_cannot_be_read_back_have_no_such_section(result: Result, tmp_path: Path) -> None:
    """Of an earlier version, or by rules that are others now."""
    folder = shutil.copytree(result.folder, tmp_path / "earlier")
    earlier = Result(folder)
    (folder / "plan.json").unlink()
    assert lever.sections(earlier) == []
    other = Result(result.folder)
    other.manifest = {**other.manifest, "code_hash": "0"}
    assert lever.sections(other) == []


def test_own_rules_come_along(scenarios: Path, tmp_path: Path) -> None:
    scenario = load(scenarios / "tiny.yaml", {"clock.months": "3"})
    own = Rulebook("def discount(gas_discount, closeness, bid):\n    return gas_discount * closeness\n", "own.py")
    found = workbench(Result(write_run(tmp_path / "own", scenario, 2, 7, own)))
    assert found.words["command"] == ["twochairs run scenario.yaml --rules rules.py", " --seed 7"]
    assert (tmp_path / "own" / "rules.py").exists()
    unfit = Rulebook("def discount(gas_discount, closeness, bid):\n    return round(gas_discount, 2)\n", "own.py")
    said = refused(Result(write_run(tmp_path / "unfit", scenario, 2, 7, unfit)))
    assert said.startswith("No lever can be moved in this page: the rules cannot run in a page: own.py, line 2")
    assert "hint" not in said


def test_draws_come_along_as_far_as_there_is_room(
    scenarios: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = load(scenarios / "tiny.yaml", {"clock.months": "3"})
    draws = draws_of_run(scenario, 4, 7, "prior", 2)
    result = Result(write_run(tmp_path / "drawn", scenario, 4, 7, draws=draws))
    found = workbench(result)
    assert found.words["command"] == ["", ""]
    assert len(json.loads(found.data)["draws"]["sets"]) == 2
    monkeypatch.setattr(lever, "MOST_DRAWS", 1)
    assert refused(result) == (
        "No lever can be moved in this page: the runs have 2 draws of the constants, and a page has room for 1."
    )


def test_of_many_runs_the_first_hundred(scenarios: Path, tmp_path: Path) -> None:
    scenario = load(scenarios / "tiny.yaml", {"clock.months": "1"})
    result = Result(write_run(tmp_path / "many", scenario, 120, 7))
    assert json.loads(workbench(result).data)["replicates"] == 100
    [section] = lever.sections(result)
    assert "The first 100 of its 120 runs are repeated" in section.text[0]


def test_a_report_grows_by_less_than_120_kb(tmp_path: Path) -> None:
    """Of the reference case, whose layout is the largest shipped."""
    scenario = load(SHIPPED, {"clock.months": "2"})
    sections = lever.sections(Result(write_run(tmp_path / "shipped", scenario, 2, 7)))
    assert len(of(sections).encode()) - len(of([]).encode()) < GROWS - 3_000  # what the timeline of 120 months adds


def test_text_of_files_makes_no_elements_and_is_obeyed_by_nothing(result: Result) -> None:
    found = workbench(result)
    text = HOSTILE + OBEYED
    data = json.dumps(json.loads(found.data) | {"title": text}).translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&"})
    names = {text: text}
    hostile = replace(
        found, poles=names, countries=names, levers=names, data=data, words={**found.words, "acts": names}
    )
    made = of([Section("lever", text, parts=[hostile], scripted=True)])
    elements = Elements(made).found
    assert [one.get("type") for tag, one in elements if tag == "script"] == ["application/json"] * 2 + [None] * 2
    assert "img" not in {tag for tag, _ in elements}
    assert not [name for _, one in elements for name in one if name.startswith("on") or name == "style"]
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\ufeff", "\x7f"} & set(made)


def test_only_a_page_with_a_model_lets_its_script_in(result: Result) -> None:
    assert of([]).count("sha256-") == 2
    made = of(lever.sections(result))
    assert made.count("sha256-") == 3
    script = made.rpartition("<script>")[2].partition("</script>")[0]
    assert policy_hash(script) in made.replace("&#39;", "'")
    assert "unsafe" not in made.partition("</head>")[0]


def test_names_of_a_case_of_rice(rice: Result) -> None:
    words = workbench(rice).words
    shown = [*words["terms"].values(), *words["units"].values(), *workbench(rice).levers.values()]
    assert not [one for one in shown if "gas" in one.lower() or "energy" in one.lower()]
