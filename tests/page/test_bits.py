"""Every slot of every month of every replicate in a browser has the bits that it has in Python; levers moved too."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.differential.scenarios import scenario_of
from tests.long import FULL
from tests.page.opened import Pages, asked, every_hash, pages
from twochairs.experiment.single import draws_of_run
from twochairs.experiment.uncertainty import scenarios_of
from twochairs.page.levers import fixed_levers, levers_of
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.load import Scenario, from_data, load
from twochairs.world.levers import LEVERS
from twochairs.world.rulebook import STANDARD, Rulebook

ROOT = Path(__file__).parents[2]
SHIPPED = [
    path
    for path in sorted((ROOT / "scenarios").rglob("*.yaml"))
    if path.stem not in ("base", "hindcast-events") and (FULL or path.stem == "serbia-2022")
]
GOOD = [path for path in sorted((ROOT / "tests" / "scenario" / "good").glob("*.yaml")) if FULL or path.stem == "small"]
SERBIA = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml"
OWN = [ROOT / "docs" / "own-rules.md", ROOT / "docs" / "how-to" / "own-mechanism.md"]
RANDOM = range(40 if FULL else 1)
MONTHS = {} if FULL else {"clock.months": "13"}
REPLICATES = 9 if FULL else 3


@pytest.fixture(scope="module")
def browser() -> Iterator[Pages]:
    with pages() as opened:
        yield opened


def moves_of(scenario: Scenario, random: Random) -> dict[str, float]:
    """Three levers somewhere in their ranges; one of them towards every state."""
    names = scenario.names
    fixed = {path.rpartition(".")[0] for path in _fixed(scenario)}
    there = [lever["name"] for lever in levers_of(scenario)]
    paths = [f"{pole}.{name}" for pole in names.pole for name in there if f"{pole}.{name}" not in fixed]
    found: dict[str, float] = {}
    for place, path in enumerate(random.sample(paths, 3)):
        lever = LEVERS[path.partition(".")[2]]
        towards = f".{random.choice(names.country)}" if place else ""
        found[path + towards] = round(lever.low + random.random() * (lever.high - lever.low), 3)
    return found


def _fixed(scenario: Scenario) -> list[str]:
    layout = scenario.start()[0]
    told = (layout.whose(slot) for slot in fixed_levers(scenario))
    return [f"{agents[0]}.{name}.{agents[1]}" for name, agents in told]


def compare(browser: Pages, scenario: Scenario, again: Any, rulebook: Rulebook = STANDARD) -> None:
    """A scenario as it is, and with levers moved; `again` reads it with settings."""
    page = browser.of(scenario, REPLICATES, rulebook)
    found = asked(page, "study.check()")
    assert (found["ready"], found["why"]) == (True, "")
    moves = moves_of(scenario, Random(scenario.hash))
    moved = again({path: repr(value) for path, value in moves.items()})
    there = page.evaluate("moves=>study.hash(study.run(moves))", moves)
    assert there == every_hash((moved,), REPLICATES, rulebook), moves
    assert there != asked(page, "study.hash(study.baseline)")
    assert asked(page, "study.hash(study.run({}))") == asked(page, "study.hash(study.baseline)")


@pytest.mark.parametrize("path", [*SHIPPED, *GOOD], ids=lambda path: path.stem)
def test_scenarios_in_files(browser: Pages, path: Path) -> None:
    settings = MONTHS if path in SHIPPED else {}
    compare(browser, load(path, settings), lambda more: load(path, settings | more))


@pytest.mark.parametrize("page", OWN, ids=lambda page: page.stem)
def test_rules_of_ones_own(browser: Pages, page: Path) -> None:
    """The examples of the pages: a rule with a loop and a function of its own, and a mechanism."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    book = Rulebook(blocks[0], "own.py")
    path, settings = ROOT / "scenarios" / "balkans" / "serbia-2022.yaml", MONTHS
    compare(browser, load(path, settings, book.adds), lambda more: load(path, settings | more, book.adds), book)


@pytest.mark.parametrize("seed", RANDOM)
def test_random_scenarios(browser: Pages, seed: int, tmp_path: Path) -> None:
    data = scenario_of(Random(f"page {seed}"))
    file = tmp_path / "random.yaml"
    file.write_text(json.dumps(data), "utf-8")
    compare(browser, from_data(data), lambda more: load(file, more))


def test_draws_of_the_constants_have_their_own_starts(browser: Pages) -> None:
    scenario = load(ROOT / "scenarios" / "balkans" / "serbia-2022.yaml", {"clock.months": "13"})
    draws = draws_of_run(scenario, 5, 2022, "posterior", 2)
    page = browser.of(scenario, 5, draws=draws)
    assert asked(page, "study.check()")["ready"]
    moved = load(scenario.path, {"clock.months": "13", "EU.pressure.SRB": "0.9"})
    there = page.evaluate("study.hash(study.run({'EU.pressure.SRB': 0.9}))")
    assert there == every_hash(scenarios_of(moved, draws), 5)


@pytest.mark.parametrize(
    "path", [SERBIA, ROOT / "tests" / "scenario" / "good" / "small.yaml"], ids=lambda path: path.stem
)
def test_levers_from_a_month_on_are_what_a_timeline_sets_first(browser: Pages, path: Path, tmp_path: Path) -> None:
    """In a month in which the file sets the lever too, and beside a lever moved at the start."""
    given = load(path, MONTHS if path == SERBIA else {})
    start, pole, state = month_number(given.case.clock.start), given.names.pole[0], given.names.country[0]
    whom, months = f"{pole}.pressure.{state}", [month_text(start + place) for place in (2, 4, 6)]

    def spelt(first: list[dict[str, Any]], **more: Any) -> Scenario:
        own = {"name": "of the file", "at": months[1], "set": {whom: 0.6}}
        data = given.resolved() | {"timeline": [*first, *given.resolved()["timeline"], own]} | more
        data.pop("sources", None)
        file = tmp_path / "spelt.yaml"
        file.write_text(json.dumps(data), "utf-8")
        return load(file)

    page = browser.of(spelt([]), 3)
    assert asked(page, "study.check()")["ready"]
    moves = {whom: 0.4, f"{whom}@{months[0]}": 0.9, f"{whom}@{months[1]}": 0.3}
    moves |= {f"{pole}.pressure@{months[2]}": 0.2, f"{whom}@{months[2]}": 0.1}
    items = [
        {"name": "one", "at": months[0], "set": {whom: 0.9}},
        {"name": "two", "at": months[1], "set": {whom: 0.3}},
        {"name": "three", "at": months[2], "set": {f"{pole}.pressure": 0.2, whom: 0.1}},
    ]
    there = page.evaluate("moves => study.hash(study.run(moves))", moves)
    assert there == every_hash((spelt(items, overrides={whom: 0.4}),), 3)
    assert there != page.evaluate("moves => study.hash(study.run(moves))", {whom: 0.4})
    before = "([path, moves, month]) => study.lever(path, study.before(moves, month))"
    found = page.evaluate(before, [f"{whom}@{months[2]}", moves, 7])
    assert (found["start"], found["since"], found["fixed"]) == (0.6, months[2], False)
    assert page.evaluate(before, [f"{whom}@{months[1]}", moves, 5])["start"] == 0.9


def test_a_month_that_a_run_has_not_is_told(browser: Pages) -> None:
    page = browser.of(load(ROOT / "tests" / "scenario" / "good" / "small.yaml"), 2)
    assert asked(page, "study.check()")["ready"]
    told = "path=>{try{study.run({[path]: 1});return ''}catch(e){return e.message}}"
    for month in ("2001-01", "soon", "2030-13", ""):
        said = page.evaluate(told, f"LEA.pressure.ALD@{month}")
        assert said.startswith(f"there is no month {month} in a run of ")
    assert page.evaluate(told, "LEA.pressure@2030-03@2030-04").startswith(
        "there is no lever LEA.pressure@2030-03@2030-04"
    )


def test_fewer_replicates_are_the_first_of_more(browser: Pages) -> None:
    scenario = load(ROOT / "tests" / "scenario" / "good" / "small.yaml")
    page = browser.of(scenario, 3)
    assert asked(page, "study.check()")["ready"]
    assert page.evaluate("study.hash(study.run({}, 2))") == every_hash((scenario,), 2)
