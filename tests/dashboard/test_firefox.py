"""The dashboard and a report in another engine: Firefox shows Chromium's numbers, and its console stays empty."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import twochairs as tc
from tests.browsers import Watched, chromium
from tests.dashboard.driven import READY, SERBIA
from tests.firefox import FIREFOX, Firefox, firefox
from tests.long import FULL
from twochairs.dashboard.page import html
from twochairs.reports.build import write
from twochairs.scenario.load import load

SHORT = {"clock.months": "24"}
"""So few that no browser is too slow for all 100 runs."""
MOVED = "scenario=one&EU.pressure.SRB=0.9&RU.patronage@2022-10=0.2"
ADDRESSES = (
    MOVED,
    f"{MOVED}&against=scenario%3Dtwo&pin=scenario%3Done%26EU.aid.SRB%3D2",
    f"{MOVED}&constants=posterior",
)
TEXTS = """[...document.querySelectorAll(".found, .proof, .chips, table, .small figcaption, .placed")]
    .map(one => one.textContent.replace(/\\s+/g, " "))"""
MOVES = """(() => {
  const slide = document.querySelector("#lever-EU-aid");
  slide.value = 70;
  for (const kind of ["input", "change"]) slide.dispatchEvent(new Event(kind));
  return new Promise(done => setTimeout(done, 3000));
})()"""
BENCH = """(() => {
  document.querySelector(".bench").scrollIntoView();
  const slide = document.querySelector("#lever-slide");
  return new Promise(done => {
    const look = () => document.querySelector(".bench[data-state=ready]") ? done() : setTimeout(look, 50);
    look();
  }).then(() => {
    slide.value = 90;
    for (const kind of ["input", "change"]) slide.dispatchEvent(new Event(kind));
    return new Promise(done => setTimeout(done, 3000));
  });
})()"""

pytestmark = [
    pytest.mark.skipif(not FULL, reason="another browser is asked in the long form"),
    pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox (Debian: firefox-esr)"),
]


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as started:
        yield started


def both(fox: Firefox, address: str, read: Callable[[Callable[[str], Any]], Any], ready: str) -> list[Any]:
    """What is read of a page in either browser; nothing else is asked for, and no console has a word."""
    fox.open("about:blank")
    fox.open(address)
    fox.wait_for(ready)
    found = [read(fox.evaluate)]
    with chromium() as browser:
        watched = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
        watched.page.goto(address)
        watched.page.wait_for_selector(ready, timeout=120_000)
        found.append(read(watched.page.evaluate))
        assert watched.messages == []
    assert fox.messages == []
    assert not [one for one in fox.requests if not one.startswith(("file:", "data:", "about:"))]
    return found


@pytest.mark.parametrize("address", ADDRESSES, ids=("moved", "compared", "constants"))
def test_the_dashboard_has_the_same_numbers(fox: Firefox, tmp_path: Path, address: str) -> None:
    scenarios = {"one": load(SERBIA, SHORT), "two": load(SERBIA, SHORT | {"RU.gas_discount.SRB": "0.1"})}
    page = write(html(scenarios), tmp_path / "page.html").as_uri()

    def read(evaluate: Callable[[str], Any]) -> Any:
        before = evaluate(TEXTS)
        evaluate(MOVES)
        return before, evaluate(TEXTS), evaluate("location.hash")

    one, other = both(fox, f"{page}#{address}", read, READY)
    assert one == other
    assert "100 runs of 24 months" in " ".join(one[0])
    assert one[0] != one[1]
    assert "EU.aid.SRB=" in one[2]


def test_a_report_has_the_same_numbers(fox: Firefox, tmp_path: Path) -> None:
    result = tc.run(SERBIA, 20, settings=SHORT, out=tmp_path / "run", jobs=0)
    page = tc.report(result, out=tmp_path / "report.html")

    def read(evaluate: Callable[[str], Any]) -> Any:
        evaluate(BENCH)
        found = (
            "[...document.querySelectorAll('.bench .found, table')].map(one => one.textContent.replace(/\\s+/g, ' '))"
        )
        return evaluate(found), evaluate("document.querySelectorAll('svg path').length")

    one, other = both(fox, Path(page).as_uri(), read, ".bench")
    assert one == other
    assert " in place of " in one[0][0] or any(" in place of " in text for text in one[0])
