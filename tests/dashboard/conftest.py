"""A small scenario whose names try to be more than names."""

from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = "<script>document.title='PWNED'</script>"
MATHS = "$x_{"
HIDDEN = "_hidden"
RIGHT_TO_LEFT = "ירושלים والقدس"
LONG = "Long " + "name " * 58 + "ends."

SCENARIO = f"""\
twochairs: 2
title: "{SCRIPT} \U0001f41f"
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
    publics: {{all: {{favourability: {{NORTH: 0.1, SOUTH: 0.1}}}}}}
  BBB:
    name: "{MATHS}"
    alignment: -0.4
    gdp: 20
    publics: {{all: {{favourability: {{NORTH: 0.0, SOUTH: 0.2}}}}}}
  CCC:
    name: "<img src=x onerror=document.title='PWNED'>"
    alignment: 0.8
    gdp: 10
disputes:
  border: {{name: "{HIDDEN} border", between: [AAA, BBB], salience: {{AAA: 0.8, BBB: 0.5}}, tension: 0.4}}
levers:
  NORTH: {{aid: 1.0, pressure: {{AAA: 0.3}}}}
  SOUTH: {{patronage: {{AAA: 0.5}}}}
timeline:
  - {{at: 2022-06, name: "{SCRIPT}", set: {{NORTH.pressure.AAA: 0.4}}}}
"""


def _written(folder: Path, name: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(SCENARIO, "utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the scenario under a name, in a folder of the test's own."""
    return lambda name: _written(tmp_path, name)


@pytest.fixture(scope="session")
def small_in() -> Callable[[Path, str], Path]:
    """Writes the scenario into a folder, under a name."""
    return _written
