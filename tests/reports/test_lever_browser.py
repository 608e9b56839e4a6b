"""Levers moved in a report, in a real browser: the numbers are Python's, and nothing is offered where they are not."""

import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.browsers import Watched, chromium
from tests.command import typed
from tests.reports.test_lever import of, workbench
from twochairs.figures.pairs import differences
from twochairs.figures.text import signed
from twochairs.reports import lever
from twochairs.reports.build import write
from twochairs.reports.page import data as escaped
from twochairs.reports.parts import Section
from twochairs.results.result import Result
from twochairs.scenario.wording import percent

READY = ".bench[data-state=ready]"
REPORTS = Path(lever.__file__).parent
Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page of some sections."""
    contexts = []

    def opening(sections: list[Section], script: str = "", **given: Any) -> Watched:
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **given}
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        if script:
            watched.page.add_init_script(script)
        watched.page.goto(write(of(sections), tmp_path / f"{len(contexts)}.html").as_uri())
        return watched

    yield opening
    for context in contexts:
        context.close()


def test_the_page_says_numbers_as_python_does(browser: Any) -> None:
    """Shares of up to 200 runs, those that lie half-way between two numbers with them, and differences."""
    page = browser.new_page()
    scripts = [f"(()=>{{{(REPORTS / 'page.js').read_text('utf-8').partition('function')[0]}"]
    scripts.append((REPORTS / "lever_words.js").read_text("utf-8"))
    shares = sorted({count / runs for runs in (*range(1, 41), 80, 160, 200) for count in range(runs + 1)})
    shares += [0.0002, 0.0005, 0.9995, 0.9998, 0.0625, 0.125]
    numbers = [*(share - 0.5 for share in shares), 0.0625, -0.0625, 0.0005, -0.0005, 0.00025, 1.0]
    scripts.append("return (given, how) => given.map(how === 'percent' ? percent : (value) => plus(value)); })()")
    page.evaluate("body => { globalThis.told = eval(body); }", "\n".join(scripts))
    told = page.evaluate("given => told(given, 'percent')", shares)
    assert told == [percent(share).replace(" ", "\u00a0") for share in shares]
    assert page.evaluate("given => told(given, 'plus')", numbers) == [signed(number, 3) for number in numbers]
    page.close()


def move(page: Any, name: str, stop: int, pole: str = "NORTH", country: str = "AAA") -> None:
    for select, key in (("pole", pole), ("country", country), ("lever", name)):
        page.locator(f"select[name={select}]").select_option(key)
    page.locator("#lever-slide").fill(str(stop))
    page.wait_for_timeout(200)


def cells(page: Any, table: str) -> dict[str, list[str]]:
    rows = page.locator(f"{table} tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def test_a_moved_lever_has_the_numbers_of_the_line_that_repeats_it(
    opened: Open, result: Result, tmp_path: Path
) -> None:
    watched = opened(lever.sections(result))
    page = watched.page
    page.wait_for_selector(READY)
    assert page.locator(".proof").inner_text() == "Computed here, the same as in Python: 4 runs of 24 months."
    assert page.locator(".found").inner_text().startswith("No lever is moved: ")
    assert page.locator(".causes").is_hidden()
    move(page, "pressure", 90)
    move(page, "aid", 0)
    line = page.locator(".repeat code").inner_text()
    assert line == (
        "twochairs run scenario.yaml --set NORTH.pressure.AAA=0.9 --set NORTH.aid.AAA=0 --seed 7 --replicates 4"
    )
    folder = shutil.copytree(result.folder, tmp_path / "copy")
    ran = typed(*shlex.split(line)[1:], "--out", tmp_path / "again", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    again = Result(tmp_path / "again")
    values = again.series("alignment").sel(point=0).transpose("month", "country", "replicate")
    call = """moves => {
      const study = twochairs.open(JSON.parse(document.querySelector(".model").textContent));
      if (!study.check().ready) return null;
      const runs = study.run(moves), states = study.data.names.country;
      const of = month => states.map(one => [...study.values(runs, month, "alignment", one)]);
      return Array.from({length: study.data.months + 1}, (_, month) => of(month));
    }"""
    found = page.evaluate(call, {"NORTH.pressure.AAA": 0.9, "NORTH.aid.AAA": 0})
    assert found == values.to_numpy().tolist()
    # What is shown is what Python says of the two results.
    [pairs] = differences([result, again], "AAA")
    end, shown = pairs.at_end(), cells(page, ".changes")["Alignment"]
    means = [
        one.series("alignment").sel(point=0, country="AAA").isel(month=-1).mean().item() for one in (result, again)
    ]
    assert shown[:3] == [signed(one, 3) for one in (*means, end.mean)]
    assert shown[3] == f"{signed(end.low, 3)} to {signed(end.high, 3)}"
    text = page.locator(".found").inner_text()
    assert f"ends at {signed(means[1], 3)} in place of {signed(means[0], 3)}: {signed(end.mean, 3)}" in text
    assert text.endswith(f"{signed(np.median(pairs.values[:, -1]), 3)} in the median pair.")
    last = np.quantile(values.isel(month=-1).sel(country="AAA"), [0.05, 0.5, 0.95])
    low, median, high = (signed(one) for one in last)
    label = page.locator(".drawn svg").get_attribute("aria-label")
    assert label.endswith(f"levers moved: median {median}, 90 % of runs between {low} and {high}.")
    acts = again.series("joined").sel(point=0, country="AAA").isel(month=-1)
    for act in ("vote", "sanctions"):
        [row] = [row for name, row in cells(page, ".changes").items() if name.startswith(again.label("act", act) + ":")]
        assert row[1] == percent(acts.sel(act=act).mean().item()).replace(" ", "\u00a0")
    assert watched.messages == []
    assert len(watched.requests) == 1


def test_what_is_moved_stands_in_the_first_screens_table(
    browser: Any, page: str, result: Result, tmp_path: Path
) -> None:
    view = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    watched = Watched(view)
    view.goto(write(page, tmp_path / "page.html").as_uri())
    view.locator(".bench").scroll_into_view_if_needed()
    view.wait_for_selector(READY)
    assert view.locator(".ends .here").count() == 0
    move(view, "pressure", 90)
    assert view.locator(".ends th.here").inner_text() == "Levers moved, 4 pairs"
    first, below = cells(view, ".ends"), cells(view, ".changes")
    said = {name: row[1] for name, row in first.items()}
    assert {len(row) for row in first.values()} == {3}
    _, _, change, interval = below["Alignment"]
    assert said["Alignment, mean"].split("\n") == [change, f"({interval})"]
    for act in ("vote", "sanctions"):
        label = result.label("act", act)
        [(_, _, change, interval)] = [row for name, row in below.items() if name.startswith(f"{label}:")]
        shown = [] if interval == "the same in every pair" else [f"({interval})"]
        assert said[label[:1].upper() + label[1:]].split("\n") == [change.replace(" points", " pts"), *shown]
    assert {text for name, text in said.items() if name.startswith("See ")} == {"–"}
    view.locator("select[name=country]").select_option("BBB")
    view.wait_for_timeout(200)
    assert view.locator(".ends .here").count() == 0
    view.locator("select[name=country]").select_option("AAA")
    view.locator(".back button").click()
    view.wait_for_timeout(200)
    assert view.locator(".ends .here").count() == 0
    assert watched.messages == []
    view.close()


def test_levers_are_put_back_one_by_one_and_all_at_once(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result)).page
    page.wait_for_selector(READY)
    before = cells(page, ".changes")
    move(page, "pressure", 90)
    move(page, "media_support", 40, "SOUTH", "BBB")
    chips = page.locator(".chips button")
    assert [one.split(",")[-1] for one in chips.all_inner_texts()] == [" 0.3 → 0.9 ×", " 0 → 0.4 ×"]
    chips.first.click()
    assert chips.count() == 1
    assert "--set SOUTH.media_support.BBB=0.4 --seed" in page.locator(".repeat code").inner_text()
    page.get_by_role("button", name="Put all back").click()
    assert chips.count() == 0
    assert page.locator(".repeat code").inner_text() == "twochairs run scenario.yaml --seed 7 --replicates 4"
    page.locator("select[name=country]").select_option("AAA")
    assert cells(page, ".changes") == before
    assert page.evaluate("document.activeElement.id") == "lever-slide"


def test_what_the_timeline_does_later_is_told(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result)).page
    page.wait_for_selector(READY)
    assert page.locator(".later").inner_text() == (
        "The timeline sets this lever anew in 2022-06; where you put it counts until then."
    )
    page.locator("select[name=lever]").select_option("influence_effort")
    assert page.locator(".later").inner_text() == ""


def test_a_value_is_told_with_its_unit(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result)).page
    page.wait_for_selector(READY)
    slide = page.locator("#lever-slide")
    assert slide.get_attribute("aria-valuetext") == "0.3 on a scale from 0 to 1, as in the file"
    move(page, "aid", 25)
    assert page.locator("output[for=lever-slide]").inner_text() == "2.5 % of GDP a year, of 0 to 10; in the file 1"
    assert slide.get_attribute("aria-valuetext") == page.locator("output[for=lever-slide]").inner_text()


def test_the_keyboard_alone_moves_a_lever_puts_it_back_and_reads_the_chart(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result)).page
    page.wait_for_selector(READY)
    page.locator("select[name=lever]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "lever-slide"
    page.keyboard.press("End")
    page.wait_for_timeout(200)
    assert "NORTH.pressure.AAA=1 " in page.locator(".repeat code").inner_text()
    for _ in range(3):  # the chip, the button that puts all back, the chart
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = page.locator("#tip").inner_text().splitlines()
    assert told[0] == "2022-03"
    assert [line.partition(":")[0] for line in told[1:]] == ["as in the file", "levers moved"]
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(".chips button").count() == 0
    assert page.evaluate("document.activeElement.id") == "lever-slide"


def test_the_line_is_copied(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result), permissions=["clipboard-read", "clipboard-write"]).page
    page.wait_for_selector(READY)
    page.get_by_role("button", name="Copy").click()
    page.wait_for_timeout(100)
    told = page.locator(".repeat [role=status]").inner_text()
    assert told in ("copied", "selected; copy it with Ctrl+C")


def test_a_planted_difference_keeps_the_levers_away_in_words(opened: Open, result: Result) -> None:
    [section] = lever.sections(result)
    found = workbench(result)
    script = found.script.replace(".693145751953125", ".693145751953126", 1)
    assert script != found.script
    other = str(escaped(json.loads(found.data) | {"hash": "0" * 16}))
    for planted in (replace(found, script=script), replace(found, data=other)):
        watched = opened([replace(section, parts=[planted])])
        watched.page.wait_for_selector(".bench[data-state=refused]")
        assert watched.page.locator(".proof").inner_text() == (
            "No lever can be moved here: this browser's numbers are not those that Python left here."
        )
        assert watched.page.locator(".moving").is_hidden()
        assert watched.page.locator("select:visible, input:visible, button:visible").count() == 0
        assert watched.messages == []


def test_without_a_script_there_is_no_such_section(opened: Open, result: Result) -> None:
    page = opened(lever.sections(result), java_script_enabled=False).page
    assert page.get_by_role("heading", name="Move a lever").count() == 0
    assert page.locator("section").is_hidden()
    assert page.locator("nav li").is_hidden()


def test_the_engine_begins_when_it_comes_near_the_view(opened: Open, result: Result) -> None:
    far = Section("far", "Far", text=["Words."] * 100)
    page = opened([far, *lever.sections(result)]).page
    page.wait_for_timeout(400)
    assert page.locator(".bench").get_attribute("data-state") is None
    assert page.locator(".proof").inner_text() == ""
    page.locator("nav a").last.click()
    page.wait_for_selector(READY)


def test_a_slow_browser_is_offered_fewer_runs(opened: Open, variant: Result) -> None:
    slow = "const real = performance.now.bind(performance); performance.now = () => real() * 1e6;"
    page = opened(lever.sections(variant), slow).page
    page.wait_for_selector(READY)
    assert page.locator(".proof").inner_text().endswith("It is slow in this browser, so 5 runs are made at a time.")
    assert page.locator(".repeat code").inner_text().endswith("--replicates 5")
    assert "the mean of 5 runs" in page.locator(".found").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1440, "dark"), (1440, "light")])
def test_with_levers_moved_nothing_serious_is_found(opened: Open, result: Result, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 844}
    page = opened(lever.sections(result), viewport=size, color_scheme=scheme, bypass_csp=True).page
    page.wait_for_selector(READY)
    move(page, "pressure", 90)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
