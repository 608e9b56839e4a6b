"""A report in a real browser: it asks for nothing, tells its values, plays its map, and runs nothing of a file's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import Watched, chromium
from tests.figures.conftest import HIDDEN, MATHS, RIGHT_TO_LEFT, SCRIPT
from tests.long import FULL
from twochairs.reports.build import html, write
from twochairs.results.result import Result


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(page, tmp_path_factory.mktemp("page") / "report.html").as_uri()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser.new_page(viewport={"width": 1200, "height": 900}, reduced_motion="reduce"))
    watched.page.goto(address)
    yield watched
    watched.page.close()


def test_it_asks_for_nothing_and_breaks_no_rule(opened: Watched, address: str) -> None:
    opened.page.mouse.wheel(0, 20_000)
    opened.page.wait_for_timeout(200)
    assert opened.requests == [address]
    assert opened.messages == []


def test_nothing_of_a_files_text_is_run(opened: Watched) -> None:
    page = opened.page
    assert page.title().startswith("<script>alert(1)</script> $x_{ _hidden")
    assert page.locator("h1").inner_text().startswith(f"By 2024-02 {SCRIPT} ")
    assert (
        page.evaluate("document.querySelectorAll('script:not([type]), [onclick], [onload], [onerror], img').length")
        == 2
    )
    for name in (SCRIPT, MATHS, HIDDEN, RIGHT_TO_LEFT):
        assert page.get_by_text(name).count(), name


def test_pointing_at_a_figure_tells_its_values(opened: Watched, result: Result) -> None:
    page = opened.page
    figure = page.locator("figure.plot", has=page.locator("svg[aria-label*=' from +0.10 to ']")).first
    [panel, *_] = json.loads(figure.locator("script").first.inner_text())
    stage = figure.locator("svg").first
    stage.scroll_into_view_if_needed()
    box, size = stage.bounding_box(), stage.evaluate("svg => [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]")
    assert box is not None
    month = 12
    x = box["x"] + panel["x"][month] / size[0] * box["width"]
    y = box["y"] + (panel["box"][1] + panel["box"][3]) / 2 / size[1] * box["height"]
    page.mouse.move(x, y)
    values = result.series("alignment").sel(point=0, country="AAA").to_numpy()[:, month]
    told = page.locator("#tip").inner_text().splitlines()
    assert told[0] == "<script>alert(1)</script>, 2023-02"
    median = sorted(values)[1] / 2 + sorted(values)[2] / 2
    assert told[1] == f"median: {median:.2f}".replace("-", "−")
    assert told[2].startswith("middle 50 %: ")
    page.mouse.move(x, box["y"] - 30)
    assert page.locator("#tip").is_hidden()


def test_a_touch_tells_values_and_they_stay_until_the_next(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    stage = page.locator("figure.plot svg.figure:visible").first
    stage.scroll_into_view_if_needed()
    panel = page.evaluate("dataOf(document.querySelector('figure.plot .stage.narrow'))[0].box")
    box, size = stage.bounding_box(), stage.evaluate("svg => [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]")
    spot = [(panel[one] + panel[one + 2]) / 2 for one in (0, 1)]
    page.touchscreen.tap(box["x"] + spot[0] / size[0] * box["width"], box["y"] + spot[1] / size[1] * box["height"])
    page.wait_for_timeout(100)
    assert len(page.locator("#tip").inner_text().splitlines()) > 2
    page.touchscreen.tap(5, 5)
    assert page.locator("#tip").is_hidden()
    context.close()


def test_no_cell_breaks_a_name_and_the_first_column_stays(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    style = "one => [getComputedStyle(one).overflowWrap, getComputedStyle(one).position]"
    assert page.locator("tbody th").first.evaluate(style) == ["break-word", "sticky"]
    assert page.locator("tbody td").first.evaluate(style)[0] == "break-word"
    page.close()


def test_a_phone_has_narrow_figures_in_place_of_the_broad_ones(browser: Any, address: str) -> None:
    for width, kind, other in ((390, "narrow", "broad"), (1200, "broad", "narrow")):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        two = page.locator("figure.two")
        assert (
            two.count() == 8
        )  # the first screen's, three kinds of the first run, two of the second, and two that compare them
        assert two.locator(f".stage.{kind}").first.is_visible()
        assert two.locator(f".stage.{other}").first.is_hidden()
        stage = two.locator(f".stage.{kind}").first
        assert stage.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
        page.close()


def test_contents_stay_in_view_and_open_what_is_folded(opened: Watched, result: Result, variant: Result) -> None:
    page = opened.page
    folds = page.locator("details.fold")
    assert [fold.get_attribute("open") is not None for fold in folds.all()] == [True, False, False]
    page.get_by_role("navigation").get_by_role("link", name=variant.title, exact=True).click()
    page.wait_for_timeout(200)
    assert folds.nth(1).get_attribute("open") is not None
    heading = folds.nth(1).locator("summary h2").bounding_box()
    contents = page.get_by_role("navigation").bounding_box()
    assert heading is not None and contents is not None
    assert page.evaluate("scrollY") > 2000
    assert -1 <= heading["y"] < 900 and -1 <= contents["y"] < 100
    assert contents["x"] + contents["width"] <= heading["x"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_screen_has_the_finding_and_the_ladder(
    browser: Any, address: str, width: int, height: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    assert page.locator("h1").count() == 1
    title, stage = page.locator(".first h1").bounding_box(), page.locator(".first .stage:visible").bounding_box()
    assert title["y"] > 0 and stage["y"] < height
    assert stage["width"] <= width
    ink = page.locator(".first .stage:visible svg text").first.evaluate("one => getComputedStyle(one).fill")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    levels = [int(one.strip("rgb()").split(",")[0]) for one in (ink, paper)]
    assert abs(levels[0] - levels[1]) > 90
    below = page.locator("main h2").first
    assert (below.inner_text(), below.is_visible()) == ("Move a lever", True)
    page.close()


def test_what_is_folded_is_printed(opened: Watched) -> None:
    page = opened.page
    closed = page.locator("details:not([open])").count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert closed > 5 and page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == closed


def test_the_keyboard_reads_a_figure(opened: Watched) -> None:
    page = opened.page
    stage = page.locator("figure.plot .stage").first
    stage.focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#tip").inner_text()
    page.keyboard.press("ArrowRight")
    assert first and page.locator("#tip").inner_text() != first
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


def test_the_map_plays(opened: Watched, result: Result) -> None:
    page = opened.page
    film = page.locator("figure.film").first
    area = film.locator("[data-key='AAA']").first
    colours = json.loads(film.locator("script").inner_text())["colours"]["AAA"]
    assert area.get_attribute("fill") == colours[-1]
    film.get_by_role("button").click()
    page.wait_for_timeout(250)
    shown = int(film.locator("input").input_value())
    assert 0 < shown < len(colours) - 1
    film.get_by_role("button").click()
    stopped = int(film.locator("input").input_value())
    assert area.get_attribute("fill") == colours[stopped]
    page.wait_for_timeout(250)
    assert int(film.locator("input").input_value()) == stopped
    film.locator("input").fill("4")
    assert film.locator(".happens").inner_text() == "$x_{ happens; _hidden happens"
    film.locator("input").fill("3")
    assert film.locator(".happens").inner_text() == ""
    assert film.locator("[data-value='AAA']").first.text_content() in area.locator("title").text_content()
    assert area.get_attribute("fill") == colours[3]
    assert film.locator("output").inner_text() == "2022-05"
    median = float(result.series("alignment").sel(point=0, country="AAA").median("replicate").to_numpy()[3])
    assert f"{median:.2f}".replace("-", "−") in area.locator("title").text_content()


def test_it_says_all_of_it_without_its_script(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("svg.figure").count() > 10
    assert page.locator("details").first.locator("summary").count() == 1
    assert page.locator(".controls").first.is_hidden()
    page.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), (1200, "light"), *([(390, "light"), (1200, "dark")] if FULL else [])]
)
def test_accessibility_checkers_find_nothing_serious(browser: Any, address: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page.goto(address)
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found if one["impact"] in _SERIOUS]
    page.close()
    assert serious == []


_SERIOUS = ("serious", "critical")


def test_a_narrow_map_cuts_none_of_its_words(browser: Any, address: str) -> None:
    """The letters of its legend are larger there, and none of them leaves the picture."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg.map")].flatMap(svg => {
          const frame = svg.getBoundingClientRect(), texts = [...svg.querySelectorAll("text.legend, text.credit")];
          if (!texts.length) return ["no text"];
          return texts.filter(text => {
            const box = text.getBoundingClientRect();
            return box.right > frame.right + 0.5 || box.left < frame.left - 0.5;
          }).map(text => text.textContent);
        })"""
    )
    assert page.locator("svg.map").count() and outside == []
    page.close()


def test_a_narrow_page_does_not_scroll_sideways(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_sweep_alone_makes_a_page_too(browser: Any, grid: Result, tmp_path: Path) -> None:
    watched = Watched(browser.new_page())
    watched.page.goto(write(html([grid]), tmp_path / "sweep.html").as_uri())
    heat = watched.page.locator("svg[aria-label]").first
    assert heat.count() == 1
    assert watched.messages == []
    watched.page.close()
