"""The page in a real browser: it moves with its levers, keeps what it shows, and runs no file's text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.browsers import Watched, chromium
from tests.dashboard.conftest import SCENARIO, SCRIPT
from tests.dashboard.served import CASE, Served, served
from twochairs.dashboard.live import REPLICATES, run_live, study
from twochairs.figures import read
from twochairs.scenario.load import load

OWN_OF_SOLARA = "Failed to evaluate Vue script"
"""A warning of the page's framework about one of its own templates."""

TAME = re.sub(r'(title|name): "[^"\n]*"', lambda found: f'{found[1]}: "Plain {len(found[0])}"', SCENARIO)
WAIT = 30_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "twochairs.toml").write_text("", "utf-8")
    (folder / "plain.yaml").write_text(TAME, "utf-8")
    (folder / "hostile.yaml").write_text(SCENARIO, "utf-8")
    (folder / "broken.yaml").write_text(TAME.replace("alignment:", "alinement:"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Served]:
    with served(folder / "plain.yaml", folder) as started:
        yield started


@pytest.fixture
def opened(browser: Any, running: Served) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watched = Watched(context.new_page())
    watched.page.goto(running.address)
    watched.page.wait_for_selector(".page.done svg.chart", timeout=WAIT)
    yield watched
    context.close()


def pulled(page: Any, times: int = 30) -> None:
    """The first lever, moved to the right by the keyboard, and its picture."""
    page.get_by_role("slider").first.focus()
    for _ in range(times):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector(".page.done .difference", timeout=WAIT)
    page.wait_for_timeout(500)
    page.wait_for_selector(".page.done .difference", timeout=WAIT)


def line(page: Any, kind: str = "now") -> str:
    return str(page.locator(f".chart path.median.{kind}").first.get_attribute("d"))


def chosen(page: Any, select: str, option: str) -> None:
    page.get_by_label(select, exact=True).first.click(force=True)
    page.get_by_role("option", name=option, exact=True).click()


def test_it_starts_and_asks_nobody_outside(opened: Watched, running: Served) -> None:
    assert {address.split("/")[2] for address in opened.requests if "://" in address} == {f"127.0.0.1:{running.port}"}
    assert [text for text in opened.messages if not text.startswith(OWN_OF_SOLARA)] == []


def test_a_lever_moves_the_trajectories_and_shows_the_comparison(opened: Watched, folder: Path) -> None:
    page, before = opened.page, line(opened.page)
    assert page.locator(".difference").count() == 0
    pulled(page)
    assert line(page) != before
    assert line(page, "own") != line(page)
    path, value = _lever(page)
    settings = {path: value}
    shown = study(folder / "plain.yaml", settings, REPLICATES)
    median = read.bands(read.series(shown.altered, "alignment").sel(country="AAA").to_numpy())[2]
    note = page.locator(".chart .note").first.text_content()
    assert note == f"median {median[0]:+.3f} at the start, {median[-1]:+.3f} at the end".replace("-", "−")
    page.get_by_role("button", name="Put 1 lever back").click()
    page.wait_for_selector(".difference", state="detached", timeout=WAIT)
    assert line(page) == before


def test_opening_every_panel_of_the_shipped_case_moves_nothing(browser: Any, tmp_path: Path) -> None:
    with served(CASE, tmp_path) as shipped:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(shipped.address)
        page.wait_for_selector(".page.done svg.chart", timeout=WAIT)
        closed = page.locator(".levers .v-expansion-panel-header:not(.v-expansion-panel-header--active):visible")
        for label in ("on Serbia alone", "on all states alike"):
            chosen(page, "Levers are pulled", label)
            while closed.count():
                closed.first.click()
                page.wait_for_timeout(250)
            assert page.locator(".levers .v-input__slider:visible").count() == 14 * 3
            assert "Aid: 0.05 % of GDP a year" in page.locator(".levers").inner_text()
            assert page.get_by_role("button", name="No lever is moved").is_visible()
        assert page.locator(".difference").count() == 0


def _lever(page: Any) -> tuple[str, str]:
    """Path and value of the first lever, which is that of aid."""
    text = page.locator(".levers .v-input__slider label").first.inner_text()
    found = re.match(r"(Pressure|Aid): ([\d.]+)", text)
    assert found is not None, text
    return f"NORTH.{found[1].lower()}.AAA", found[2]


def test_what_is_saved_runs_to_what_was_shown(opened: Watched, folder: Path) -> None:
    page = opened.page
    pulled(page, 20)
    path, value = _lever(page)
    page.get_by_label("Name of the scenario file").fill("kept")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save as a scenario file").click()
    page.wait_for_selector("text=The same numbers: twochairs run", timeout=WAIT)
    saved = load(folder / "kept.yaml")
    shown = study(folder / "plain.yaml", {path: value}, REPLICATES).altered
    mine, theirs = (read.series(one, "alignment").to_numpy() for one in (shown, run_live(saved)))
    assert np.array_equal(mine, theirs)
    page.get_by_role("button", name="Save as a scenario file").click()
    page.wait_for_selector("text=it exists", timeout=WAIT)


def test_a_broken_scenario_says_its_problems_and_the_way_back_is_open(opened: Watched) -> None:
    page = opened.page
    chosen(page, "Scenario", "broken")
    page.wait_for_selector("text=did you mean 'alignment'", timeout=WAIT)
    assert page.locator("svg.chart").count() == 0
    chosen(page, "Scenario", "plain")
    page.wait_for_selector(".page.done svg.chart", timeout=WAIT)


def test_a_hostile_scenario_is_harmless(opened: Watched) -> None:
    page = opened.page
    chosen(page, "Scenario", "hostile")
    page.wait_for_selector("h1:has-text('PWNED')", timeout=WAIT)
    pulled(page)
    assert page.locator("h1").inner_text().startswith(SCRIPT)
    assert "PWNED" not in page.title().replace(SCRIPT, "")
    assert page.locator(".page script, .page img, .page [onerror]").count() == 0
    chosen(page, "State", "$x_{ (BBB)")
    page.wait_for_selector("h2:has-text('Where $x_{ leans')", timeout=WAIT)
    assert [text for text in opened.messages if not text.startswith(OWN_OF_SOLARA)] == []


def test_the_map_plays(opened: Watched) -> None:
    page = opened.page
    last = page.locator(".months label").inner_text()
    assert last == "Month: 2024-02"
    colours = page.locator(".film svg").inner_html()
    page.get_by_role("button", name="Play").click()
    page.wait_for_selector(f".months label:not(:has-text('{last}'))", timeout=WAIT)
    assert page.locator(".film svg").inner_html() != colours


@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_its_window(opened: Watched, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 844})
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.page.locator(".levers .v-input__slider").first.is_visible()


def test_without_the_cookie_there_is_a_plain_sentence(browser: Any, running: Served) -> None:
    page = browser.new_page()
    answer = page.goto(f"http://127.0.0.1:{running.port}/")
    assert answer.status == 403
    assert "Not allowed" in page.inner_text("body")
    page.close()
