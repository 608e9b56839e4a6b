"""A small result with names that try to break pictures, made once."""

from pathlib import Path

import pytest

from tests.written import write_run
from twochairs.results.result import Result
from twochairs.scenario.load import load

SCRIPT = "<script>alert(1)</script>"
MATHS = "$x_{"
HIDDEN = "_hidden"
RIGHT_TO_LEFT = "ירושלים والقدس"
LONG = "Long " + "name " * 57 + "that ends."
EVENTS = ["$x_{ happens", "_hidden happens", "<b>bold & brave</b>"]

SCENARIO = f"""
twochairs: 2
title: "{SCRIPT} $x_{{ _hidden"
reference: true
clock: {{start: 2022-03, months: 24}}
poles:
  NORTH: {{name: "{RIGHT_TO_LEFT}", position: 1.0}}
  SOUTH: {{name: "{LONG}", position: -1.0}}
countries:
  AAA:
    name: "{SCRIPT}"
    alignment: 0.1
    gdp: 50
    hedging: 1.0
    government: {{challenger: 0.6, partner: {{course: -0.5, weight: 0.2}}, elections: [2023-03]}}
    publics:
      town: {{share: 0.6, favourability: {{NORTH: 0.3, SOUTH: -0.1}}}}
      _land: {{share: 0.4, kin: BBB, favourability: {{NORTH: -0.2, SOUTH: 0.4}}}}
    gas: {{seller: SOUTH, demand: 2.0, dependence: 0.9, contract: {{price: 200, until: 2022-09}}}}
    trade: {{NORTH: 0.6}}
    ties: {{BBB: 0.4}}
    arms: {{SOUTH: 0.5}}
    foothold: {{SOUTH: 0.2}}
  BBB:
    name: "{MATHS}"
    alignment: -0.4
    gdp: 20
    publics: {{all: {{favourability: {{NORTH: 0.0, SOUTH: 0.2}}}}}}
    ties: {{AAA: 0.5}}
  CCC:
    name: "{HIDDEN}"
    alignment: 0.8
    gdp: 10
disputes:
  border: {{name: "{HIDDEN} border", between: [AAA, BBB], salience: {{AAA: 0.8, BBB: 0.5}}, tension: 0.4}}
acts:
  vote: {{name: "{MATHS}", difficulty: -0.2, every: 3 months}}
  sanctions: {{name: "{HIDDEN}", difficulty: 0.4, every: 3 months, sticky: true, against: SOUTH}}
levers:
  NORTH: {{aid: 1.0, pressure: {{AAA: 0.3}}, accession_credibility: {{AAA: 0.4}}}}
  SOUTH:
    gas_discount: 0.4
    patronage: {{AAA: 0.7}}
    arms_supply: {{AAA: 0.5}}
    influence_effort: 0.3
timeline:
  - {{at: 2022-06, name: "{EVENTS[0]}", set: {{NORTH.pressure.AAA: 0.6}}}}
  - {{at: 2022-06, name: "{EVENTS[1]}", add: {{disputes.border.tension: 0.2}}}}
  - {{at: 2023-01, name: "{EVENTS[2]}", set: {{NORTH.aid.AAA: 2.0}}}}
"""

VARIANT = """
twochairs: 2
title: _The patron goes home, or $x_{ does
extends: tiny.yaml
timeline:
  - {at: 2022-12, name: the patron goes home, set: {SOUTH.patronage.AAA: 0, SOUTH.gas_discount.AAA: 0}}
"""


@pytest.fixture(scope="session")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "tiny.yaml").write_text(SCENARIO, "utf-8")
    (folder / "variant.yaml").write_text(VARIANT, "utf-8")
    return folder


def _run(scenarios: Path, name: str, replicates: int, seed: int, months: int | None = None) -> Result:
    settings = {} if months is None else {"clock.months": str(months)}
    scenario = load(scenarios / f"{name}.yaml", settings)
    folder = scenarios / f"{name}-{replicates}-{seed}-{months}"
    return Result(write_run(folder, scenario, replicates, seed))


@pytest.fixture(scope="session")
def result(scenarios: Path) -> Result:
    return _run(scenarios, "tiny", 4, 7)


@pytest.fixture(scope="session")
def variant(scenarios: Path) -> Result:
    return _run(scenarios, "variant", 6, 7)


@pytest.fixture(scope="session")
def other_seed(scenarios: Path) -> Result:
    return _run(scenarios, "tiny", 2, 8)


@pytest.fixture(scope="session")
def shortest(scenarios: Path) -> Result:
    """One run of one month."""
    return _run(scenarios, "tiny", 1, 7, 1)


@pytest.fixture(scope="session")
def rice(scenarios: Path) -> Result:
    """A case whose states buy rice, in its own units."""
    words = {"commodity": "{name: rice, volume: million t/year, price: $/m3}", "clock.months": "6"}
    scenario = load(scenarios / "tiny.yaml", words)
    return Result(write_run(scenarios / "rice", scenario, 3, 7))
