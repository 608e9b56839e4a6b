"""The dashboard in a real browser: Python's numbers, moves that are kept, and nothing where the numbers are others."""

import csv
import shlex
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from tests.command import typed
from tests.dashboard.conftest import SCRIPT
from tests.dashboard.driven import READY, SERBIA, Open, alignment, cells, handed_out, move, of_result
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.figures import compare
from twochairs.figures.text import signed
from twochairs.results.result import Result

MOVES = {"NORTH.pressure.AAA": 0.9, "NORTH.aid": 2.5}


def test_a_saved_scenario_runs_to_the_numbers_of_the_page(
    opened: Open, small: Callable[[str], Path], tmp_path: Path
) -> None:
    watched = opened()
    page = watched.page
    assert page.locator("h1").inner_text().startswith(SCRIPT)
    assert page.locator(".proof").inner_text() == "Computed here, the same as in Python: 100 runs of 24 months."
    assert page.locator(".found").inner_text().startswith("No lever is moved: ")
    move(page, "NORTH.pressure", 90)
    page.locator("select[name=whom]").select_option("all")
    move(page, "NORTH.aid", 25)
    name, saved = handed_out(page, "button[name=save]")
    assert name == "my-scenario.yaml"
    assert saved.endswith("overrides:\n  NORTH.aid: 2.5\n  NORTH.pressure.AAA: 0.9\n")
    (tmp_path / name).write_text(saved, "utf-8")
    line = page.locator(".saved").inner_text().partition(": ")[2]
    assert line == "twochairs run my-scenario.yaml --replicates 100 --seed 2022"
    ran = typed(*shlex.split(line)[1:], "--out", tmp_path / "again", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    again = Result(tmp_path / "again")
    assert again.title.endswith(", levers moved")
    assert alignment(page, MOVES, "one") == of_result(again)
    # The line with --set gives the same from the scenario's own file; and what is shown is what Python says of both.
    line = page.locator(".repeat code").inner_text()
    assert line == (
        "twochairs run one.yaml --set NORTH.pressure.AAA=0.9 --set NORTH.aid=2.5 --seed 2022 --replicates 100"
    )
    folder = small("one").parent
    for words, out in ((line, "set"), ("twochairs run one.yaml --seed 2022 --replicates 100", "file")):
        assert typed(*shlex.split(words)[1:], "--out", tmp_path / out, cwd=folder).returncode == 0
    assert of_result(Result(tmp_path / "set")) == of_result(again)
    [pairs] = compare.differences([Result(tmp_path / "file"), again], "AAA")
    end, shown = pairs.at_end(), cells(page, ".changes")["Alignment"]
    assert shown[2:] == [signed(end.mean, 3), f"{signed(end.low, 3)} to {signed(end.high, 3)}"]
    assert f"{signed(np.median(pairs.values[:, -1]), 3)} in the median pair." in page.locator(".found").inner_text()
    name, table = handed_out(page, "[data-keep=csv][data-of=difference]")
    assert name == "one-AAA-difference.csv"
    rows = list(csv.reader(StringIO(table)))
    [last] = [row for row in rows if row[:2] == ["alignment", "2024-02"]]
    assert np.allclose([float(one) for one in last[4:]], [end.mean, end.low, end.high], rtol=1e-9)
    assert watched.messages == []
    assert len(watched.requests) == 1


def test_a_saved_scenario_of_the_shipped_case_runs_to_the_numbers_of_the_page(opened: Open, tmp_path: Path) -> None:
    page = opened("#EU.pressure.SRB=0.9&RU.patronage=0.2", html(chosen([SERBIA]).scenarios)).page
    name, saved = handed_out(page, "button[name=save]")
    (tmp_path / name).write_text(saved, "utf-8")
    ran = typed("run", name, "--replicates", "100", "--out", "again", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    moves = {"EU.pressure.SRB": 0.9, "RU.patronage": 0.2}
    assert alignment(page, moves, "serbia-2022") == of_result(Result(tmp_path / "again"))


def test_moves_stand_in_the_address_and_are_undone_redone_and_put_back(opened: Open) -> None:
    page = opened().page
    chips, undo, redo = page.locator(".chips button"), page.locator("[name=undo]"), page.locator("[name=redo]")
    before = cells(page, ".changes")
    assert (undo.is_disabled(), redo.is_disabled()) == (True, True)
    move(page, "NORTH.pressure", 90)
    move(page, "SOUTH.media_support", 40)
    assert page.url.endswith("#scenario=one&state=AAA&NORTH.pressure.AAA=0.9&SOUTH.media_support.AAA=0.4")
    after = cells(page, ".changes")
    assert [one.split(",")[-1] for one in chips.all_inner_texts()] == [" 0.3 → 0.9 ×", " 0 → 0.4 ×"]
    undo.click()
    assert chips.count() == 1
    assert page.locator("#lever-SOUTH-media_support").get_attribute("aria-valuetext").endswith(", as in the file")
    redo.click()
    assert cells(page, ".changes") == after
    chips.first.click()
    assert chips.count() == 1
    page.locator("[name=all]").click()
    assert cells(page, ".changes") == before
    page.keyboard.press("Control+z")
    assert chips.count() == 1
    page.evaluate("location.hash = 'scenario=one&state=BBB&NORTH.pressure.AAA=0.9'")
    page.wait_for_timeout(300)
    assert page.locator("#seen").inner_text() == "Where $x_{ leans"
    assert chips.count() == 1
    page.reload()
    page.wait_for_selector(READY)
    assert chips.all_inner_texts()[0].endswith("0.3 → 0.9 ×")


def test_what_an_address_has_wrong_is_told_and_left_out(opened: Open) -> None:
    page = opened("#scenario=three&state=ZZZ&NORTH.pressure.AAA=2&NORTH.presure=1&NORTH.aid=%zz&SOUTH.aid.BBB=1.5").page
    said = page.locator(".proof").inner_text()
    for words in (
        "The address: there is no scenario three in this page.",
        "The address: there is no state ZZZ in this scenario.",
        "The address: NORTH.pressure.AAA must be a number between 0 and 1.",
        "The address: there is no lever NORTH.presure; one is such as NORTH.pressure.",
        "The address: NORTH.aid must be a number between 0 and 10.",
    ):
        assert said.count(words) == 1, said
    assert page.url.endswith("#scenario=one&state=AAA&SOUTH.aid.BBB=1.5")


def test_another_scenario_and_state_are_chosen_by_lists_map_and_names(opened: Open) -> None:
    page = opened("#NORTH.pressure.AAA=0.9").page
    page.locator("select[name=scenario]").select_option("two")
    page.wait_for_selector(READY)
    assert page.url.endswith("#scenario=two&state=AAA")
    assert page.locator(".chips button").count() == 0
    page.locator(".film [data-key=BBB]").first.click()
    assert page.locator("select[name=country]").input_value() == "BBB"
    page.locator(".states button[data-state=CCC]").click()
    assert page.url.endswith("#scenario=two&state=CCC")
    assert page.locator(".film .chosen").get_attribute("data-key") == "CCC"
    value, circle = page.locator(".film .value"), page.locator(".film .chosen")
    assert value.get_attribute("data-value") == "CCC"
    assert value.bounding_box()["y"] > circle.bounding_box()["y"] + circle.bounding_box()["height"]
    assert page.locator("select[name=whom] option").first.inner_text().endswith("alone")
    for _ in range(3):
        page.locator("[name=undo]").click()
    page.wait_for_selector(READY)
    assert page.url.endswith("#scenario=one&state=AAA&NORTH.pressure.AAA=0.9")
    assert page.locator(".chips button").count() == 1


def test_opening_every_lever_moves_nothing(opened: Open) -> None:
    page = opened().page
    page.evaluate("document.querySelectorAll('.poles details').forEach(one => { one.open = true; })")
    page.wait_for_timeout(100)
    assert page.locator(".chips button").count() == 0
    assert page.locator(".poles input").count() == 2 * page.evaluate(
        "JSON.parse(document.querySelector('script.model').textContent).levers.length"
    )


def test_the_map_plays(opened: Open) -> None:
    page = opened().page
    play = page.locator(".film .play")
    play.click()
    assert play.inner_text() == "Pause"
    page.wait_for_timeout(500)
    play.click()
    assert "2022-02" < page.locator(".film output").inner_text() < "2024-02"


def test_pictures_are_handed_out(opened: Open) -> None:
    page = opened("#NORTH.pressure.AAA=0.9").page
    for name in ("alignment", "difference", "declared", "map", "why"):
        file, picture = handed_out(page, f"[data-keep=svg][data-of={name}]")
        assert file == f"one-AAA-{name}.svg"
        assert picture.startswith("<svg ")
        assert "Levers moved: NORTH.pressure.AAA=0.9" in picture
        assert " class=" not in picture
        assert "<script" not in picture


def test_numbers_are_handed_out(opened: Open) -> None:
    page = opened("#NORTH.pressure.AAA=0.9").page
    for name in ("alignment", "difference", "causes", "declared", "map", "why", "polls", "states"):
        file, table = handed_out(page, f"[data-keep=csv][data-of={name}]")
        rows = list(csv.reader(StringIO(table)))
        assert file == f"one-AAA-{name}.csv"
        assert len(rows) > 3
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [one for row in rows for one in row if one.startswith(("=", "@"))]


def test_a_name_that_leads_elsewhere_is_refused(opened: Open) -> None:
    page = opened().page
    for name in ("", "..", "../a", "a/b", "a.b", "-a", "ä"):
        page.locator("input[name=file]").fill(name)
        page.locator("button[name=save]").click()
        assert page.locator(".saved").inner_text() == "This is no plain name: use letters, digits, - and _."


def test_the_keyboard_alone_moves_a_lever_and_reads_the_picture(opened: Open) -> None:
    page = opened().page
    page.locator("select[name=whom]").focus()
    for _ in range(3):  # the month from which, the pole's heading, its first lever
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id").startswith("lever-NORTH-")
    page.keyboard.press("End")
    page.wait_for_timeout(250)
    assert page.locator(".chips button").count() == 1
    page.locator("[data-stage=alignment]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = page.locator("#tip").inner_text().splitlines()
    assert told[0] == "2022-03"  # the start is 2022-02
    assert [line.partition(":")[0] for line in told[1:3]] == ["as in the file", "levers moved"]
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


def test_on_a_phone_the_lever_stays_under_the_finger_and_the_picture_in_view(opened: Open) -> None:
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True).page
    page.locator("#lever-NORTH-pressure").evaluate("one => one.scrollIntoView({block: 'end'})")
    box = page.locator("#lever-NORTH-pressure").bounding_box()
    move(page, "NORTH.pressure", 80)
    page.locator("#lever-NORTH-pressure").evaluate("one => one.scrollIntoView({block: 'end'})")
    before = page.locator("#lever-NORTH-pressure").bounding_box()
    move(page, "NORTH.pressure", 95)
    move(page, "NORTH.pressure", 30)
    assert box is not None
    assert page.locator("#lever-NORTH-pressure").bounding_box() == before
    picture = page.locator("[data-stage=alignment]").bounding_box()
    assert 0 <= picture["y"] < picture["y"] + picture["height"] < before["y"]


def test_a_planted_difference_keeps_the_levers_away_in_words(opened: Open, text: str) -> None:
    planted = text.replace(".693145751953125", ".693145751953126", 1)
    assert planted != text
    # Its hash in the policy follows, as it would for whoever makes a page of other rules.
    before, after = (policy_of(one) for one in (text, planted))
    watched = opened(page=planted.replace(before, after), ready="body[data-state=refused]")
    page = watched.page
    assert page.locator(".proof").inner_text() == (
        "No lever can be moved here: this browser's numbers are not those that Python left here."
    )
    assert page.locator("main").is_hidden()
    assert page.locator("input:visible, button:visible").count() == 0
    assert page.locator("select:visible:enabled").evaluate_all("all => all.map(one => one.name)") == ["scenario"]
    assert watched.messages == []


def policy_of(text: str) -> str:
    """The hash of the page's last script, escaped as it stands in the policy."""
    from twochairs.reports.page import policy_hash

    script = text.rpartition("<script>")[2].partition("</script>")[0]
    return policy_hash(script)


def test_without_a_script_it_says_so(opened: Open) -> None:
    page = opened(java_script_enabled=False, ready="body").page
    assert page.locator(".proof").inner_text() == "The model of this page runs in a script, and none has run."
    assert page.locator("main").is_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1440, "dark"), (1440, "light")])
def test_with_levers_moved_nothing_serious_is_found(opened: Open, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 844}
    pin = "scenario%3Done%26NORTH.aid%3D2"
    address = (
        f"#NORTH.pressure.AAA=0.9&NORTH.aid@2023-01=3&pin={pin}&pin=scenario%3Dtwo&against={pin}&constants=posterior"
    )
    page = opened(address, viewport=size, color_scheme=scheme, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('.levers details').forEach(one => { one.open = true; })")
    page.wait_for_timeout(1000)
    assert (page.locator(".pins button").count(), page.locator(".stands p").count() > 20) == (2, True)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
