"""Levers moved from a month on: in the address, in chips, and in a saved file that runs to the same numbers."""

from pathlib import Path

from tests.command import typed
from tests.dashboard.driven import READY, SERBIA, Open, alignment, cells, handed_out, move, of_result
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.results.result import Result


def test_a_lever_moved_from_a_month_on_is_kept_undone_and_saved(opened: Open, tmp_path: Path) -> None:
    watched = opened()
    page = watched.page
    chips, since, stood = (
        page.locator(".chips:not(.pins) button"),
        page.locator("[name=since]"),
        page.locator(".since output"),
    )
    assert stood.inner_text() == "from the start"
    move(page, "NORTH.pressure", 90)
    since.fill("4")  # the month of an event that sets the lever
    assert stood.inner_text() == "from 2022-06 on"
    value = page.locator(".slide:has(#lever-NORTH-pressure) output")
    assert value.inner_text() == "0.9 on a scale from 0 to 1, as until then"
    caution = page.locator(".slide:has(#lever-NORTH-pressure) .later")
    assert caution.inner_text() == "The timeline sets this lever anew in 2022-06; where you put it counts until then."
    since.fill("11")
    assert value.inner_text() == "0.4 on a scale from 0 to 1, as until then"
    assert caution.inner_text() == ""
    move(page, "NORTH.pressure", 70)
    page.locator("select[name=whom]").select_option("all")
    move(page, "SOUTH.patronage", 20)
    moves = {"NORTH.pressure.AAA": 0.9, "NORTH.pressure.AAA@2023-01": 0.7, "SOUTH.patronage@2023-01": 0.2}
    assert page.url.endswith(f"#scenario=one&state=AAA&{'&'.join(f'{path}={to}' for path, to in moves.items())}")
    said = chips.all_inner_texts()
    assert said[2].endswith(" towards all states, from 2023-01, → 0.2 ×")
    assert said[1].endswith(", from 2023-01, → 0.7 ×")
    assert page.locator(".repeat").is_hidden()
    assert page.locator(".dated").is_visible()
    name, saved = handed_out(page, "button[name=save]")
    item = "at: 2023-01, set: {SOUTH.patronage: 0.2, NORTH.pressure.AAA: 0.7}}"
    assert f'timeline:\n- {{name: "levers moved, 2023-01", {item}\n' in saved
    (tmp_path / name).write_text(saved, "utf-8")
    ran = typed("run", name, "--replicates", "100", "--out", "again", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    there = alignment(page, moves, "one")
    assert there == of_result(Result(tmp_path / "again"))
    assert there != alignment(page, {"NORTH.pressure.AAA": 0.9}, "one")
    before = cells(page, ".changes")
    page.locator("[name=undo]").click()
    page.locator("[name=undo]").click()
    assert chips.count() == 1
    for _ in range(2):
        page.locator("[name=redo]").click()
    page.reload()
    page.wait_for_selector(READY)
    assert cells(page, ".changes") == before
    chips.nth(1).click()
    assert chips.count() == 2
    assert watched.messages == []


def test_a_file_saved_twice_has_items_of_their_own(opened: Open, tmp_path: Path) -> None:
    page = opened("#NORTH.pressure.AAA@2022-09=0.9").page
    name, saved = handed_out(page, "button[name=save]")
    (tmp_path / name).write_text(saved, "utf-8")
    again = opened("#NORTH.pressure.AAA@2022-09=0.2", html(chosen([tmp_path / name]).scenarios)).page
    _, twice = handed_out(again, "button[name=save]")
    (tmp_path / name).write_text(twice, "utf-8")
    assert '"levers moved, 2022-09, again"' in twice
    assert typed("validate", name, cwd=tmp_path).returncode == 0


def test_of_the_shipped_case_the_bits_are_the_same(opened: Open, tmp_path: Path) -> None:
    """A lever that cannot be moved at the start, and one that the timeline adds to later."""
    moves = {"RU.gas_discount.SRB@2023-06": 0.1, "EU.pressure.SRB@2022-02": 0.9, "EU.aid@2024-10": 2}
    address = "&".join(f"{path}={to}" for path, to in moves.items())
    page = opened(f"#{address}", html(chosen([SERBIA]).scenarios)).page
    name, saved = handed_out(page, "button[name=save]")
    (tmp_path / name).write_text(saved, "utf-8")
    ran = typed("run", name, "--replicates", "100", "--out", "again", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert alignment(page, moves, "serbia-2022") == of_result(Result(tmp_path / "again"))
