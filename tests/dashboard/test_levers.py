"""What stands under a slider: its response curve, what it stands for, and what it costs."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

import twochairs as tc
from tests.dashboard.driven import SERBIA, Open, cells
from twochairs.dashboard.page import html
from twochairs.dashboard.stands import behind, numbered, texts_of
from twochairs.figures.text import signed
from twochairs.scenario.load import load

MOVED = "#NORTH.pressure.AAA=0.9&NORTH.aid=2.5"


def test_a_response_curve_is_of_runs_at_its_stops_with_all_else_as_it_stands(opened: Open) -> None:
    page = opened(MOVED).page
    box = page.locator(".slide:has(#lever-NORTH-aid) .response")
    box.locator("path").wait_for(state="attached")
    said = box.locator("p").inner_text()
    runs = int(re.search(r"mean of (\d+) runs at each of 6 stops\.$", said)[1])  # type: ignore[index]
    call = """([runs, stops]) => {
      const study = twochairs.open(JSON.parse(document.querySelector("script.model").textContent));
      study.check();
      const at = stop => study.run({"NORTH.pressure.AAA": 0.9, "NORTH.aid": 2.5, "NORTH.aid.AAA": stop}, runs);
      return stops.map(stop => study.mean(at(stop), study.data.months, "alignment", "AAA").mean);
    }"""
    means = page.evaluate(call, [runs, [0, 2, 4, 6, 8, 10]])
    assert said.startswith(f"{page.locator('select[name=country] option').first.inner_text()[:-6]} ends at ")
    assert said.endswith(
        f"{signed(means[0], 2)} with it at 0, {signed(means[-1], 2)} at 10; mean of {runs} runs at each of 6 stops."
    )
    spots = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", box.locator("path").get_attribute("d"))]
    slope, zero = np.polyfit(means, spots, 1)
    assert slope < 0
    assert np.allclose(np.array(means) * slope + zero, spots, atol=0.06)
    # Levers that are folded away run nothing.
    assert page.locator(".slide:has(#lever-SOUTH-patronage) .response path").count() == 0


def test_nothing_is_worked_out_while_a_lever_is_held(opened: Open) -> None:
    page = opened().page
    held = """async () => {
      const [fold, slide] = [".poles details details", "#lever-NORTH-pressure"].map(one => document.querySelector(one));
      const toggled = new Promise(done => fold.addEventListener("toggle", done, {once: true}));
      fold.open = true;
      await toggled;
      slide.value = 60;
      slide.dispatchEvent(new Event("input"));
      await new Promise(done => setTimeout(done, 1500));
      const before = fold.querySelectorAll(".response path").length;
      slide.dispatchEvent(new Event("change"));
      return before;
    }"""
    assert page.evaluate(held) == 0
    page.locator(".poles details details .response path").first.wait_for(state="attached")


def test_its_place_is_there_before_it_so_that_nothing_jumps(opened: Open) -> None:
    page = opened().page
    slides = page.locator(".slide:visible input")
    before = [one.bounding_box() for one in slides.all()]
    page.locator(".response path").first.wait_for(state="attached")
    page.wait_for_timeout(1500)
    assert [one.bounding_box() for one in slides.all()] == before


def test_a_lever_says_what_it_stands_for_and_what_it_costs(opened: Open) -> None:
    page = opened(MOVED).page
    said = {}
    for name in ("pressure", "aid"):
        fold = page.locator(f".slide:has(#lever-NORTH-{name}) .stands")
        fold.locator("summary").click()
        fold.locator("p").first.wait_for()
        said[name] = fold.locator("p").all_inner_texts()
    assert said["pressure"] == [
        "Pressure, a share: 0 is not pulled, 1 is all of it.",
        "It costs effort: fully pulled for a year it is one lever-year.",
        "The file gives no source for its value.",
    ]
    assert said["aid"][:2] == ["Aid, in % of GDP a year.", "It costs money: what is given, or revenue forgone."]


def test_a_lever_says_where_it_leaves_the_record(opened: Open) -> None:
    short = load(SERBIA, {"clock.months": "24"})
    page = opened("#EU.pressure.SRB=0.9&EU.aid.SRB=0.6&RU.media_support.SRB=0.4", html({"one": short})).page
    page.evaluate("document.querySelectorAll('.poles details').forEach(one => { one.open = true; })")
    output = {name: page.locator(f".slide:has(#lever-{name}) output") for name in ("EU-pressure", "EU-aid", "US-aid")}
    assert output["EU-pressure"].inner_text().endswith("; beyond the record (0.1 to 0.3)")
    assert "record" not in output["EU-aid"].inner_text() + output["US-aid"].inner_text()
    assert page.locator(".slide:has(#lever-RU-media_support) output").inner_text().endswith("; beyond the record (0)")
    page.locator("#lever-EU-pressure").fill("25")
    assert "record" not in output["EU-pressure"].inner_text()
    stands = page.locator(".slide:has(#lever-EU-pressure) .stands p")
    assert stands.last.inner_text() == (
        "The record of 2006 to 2023, from which the rules' constants were learnt, has 0.1 to 0.3 of it here and 0 to 1 "
        "anywhere; what it does beyond is learnt from other states, or assumed."
    )


def test_of_states_that_the_record_does_not_know_nothing_is_said(opened: Open) -> None:
    page = opened(MOVED).page
    assert "record" not in page.locator(".levers").inner_text()


def test_what_the_levers_cost_is_what_runs_say(opened: Open, small: Callable[[str], Path], tmp_path: Path) -> None:
    settings = {"NORTH.pressure.AAA": "0.9", "NORTH.aid": "2.5"}
    runs = [
        tc.run(small("one"), 100, settings=each, out=tmp_path / str(place), jobs=0)
        for place, each in enumerate(({}, settings))
    ]
    shown = cells(opened(MOVED).page, ".changes")
    for quantity, unit, digits in (("effort_spent", "effort, lever-years", 1), ("money_spent", "money, bn USD", 3)):
        before, after = (float(one.series(quantity).sel(pole="NORTH").isel(month=-1).mean()) for one in runs)
        [found] = [row for name, row in shown.items() if name.endswith(f" has spent: {unit}")]
        assert found[:3] == [f"{before:.{digits}f}", f"{after:.{digits}f}", signed(after - before, digits)]


def test_sources_of_levers_stand_once() -> None:
    found = behind(load(SERBIA, {"EU.pressure.SRB": "0.7"}))
    assert found["EU"]["aid"]["SRB"].startswith("derived: pre-accession assistance 2014-2020")
    assert "SRB" not in found["EU"]["pressure"]  # the value is no longer what the source is of
    texts = texts_of([found, found])
    assert len(texts) == len(set(texts))
    assert texts[numbered(found, texts)["EU"]["aid"]["SRB"]] == found["EU"]["aid"]["SRB"]
