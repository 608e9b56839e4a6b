"""A small scenario whose names try to be more than names, and a page of it in a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import Watched, chromium
from tests.dashboard.driven import READY, Open
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.reports.build import write

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def text(small_in: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("board")
    return html(chosen([small_in(folder, "one"), small_in(folder, "two")]).scenarios)


@pytest.fixture
def opened(browser: Any, text: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the page, at an address of its own."""
    contexts = []

    def opening(address: str = "", page: str = text, ready: str = READY, **given: Any) -> Watched:
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **given}
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        file = write(page, tmp_path / f"{len(contexts)}.html")
        watched.page.goto(f"{file.as_uri()}{address}")
        watched.page.wait_for_selector(ready)
        return watched

    yield opening
    for context in contexts:
        context.close()
