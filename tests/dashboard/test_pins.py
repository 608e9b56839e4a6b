"""The board is compared with what was pinned and with another scenario, pair by pair; pins stand in the address."""

from collections.abc import Callable
from pathlib import Path

import pytest

import twochairs as tc
from tests.dashboard.driven import READY, Open, cells, handed_out, move
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.figures import compare
from twochairs.figures.text import signed

HARDER = """\
twochairs: 2
title: A harder line
extends: one.yaml
overrides: {NORTH.pressure.AAA: 0.9}
"""
LATER = HARDER.replace("overrides: {", "clock: {months: 12}\noverrides: {")


@pytest.fixture(scope="module")
def folder(small_in: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pins")
    small_in(folder, "one")
    (folder / "harder.yaml").write_text(HARDER, "utf-8")
    (folder / "later.yaml").write_text(LATER, "utf-8")
    return folder


@pytest.fixture(scope="module")
def page_of(folder: Path) -> str:
    return html(chosen([folder / "one.yaml", folder / "harder.yaml", folder / "later.yaml"]).scenarios)


def test_another_scenario_is_compared_with_under_the_same_chance(
    opened: Open, page_of: str, folder: Path, tmp_path: Path
) -> None:
    watched = opened("#scenario=harder", page_of)
    page = watched.page
    against = page.locator("select[name=against]")
    against.select_option("scenario=one")
    runs = [tc.run(folder / f"{name}.yaml", 100, out=tmp_path / name, jobs=0) for name in ("one", "harder")]
    [pairs] = compare.differences(runs, "AAA")
    end, shown = pairs.at_end(), cells(page, ".changes")["Alignment"]
    assert shown[2:] == [signed(end.mean, 3), f"{signed(end.low, 3)} to {signed(end.high, 3)}"]
    assert page.locator(".changes thead th").all_inner_texts()[1:3] == ["one", "This scenario"]
    assert page.locator("#caused").inner_text() == "Why it differs from one"
    assert page.url.endswith("#scenario=harder&state=AAA&against=scenario%3Done")
    for name in ("alignment", "difference", "causes", "why", "polls", "states"):
        _, table = handed_out(page, f"[data-keep=csv][data-of={name}]")
        assert "NaN" not in table
    # With its lever where the other scenario has it, there is nothing between the two.
    page.goto("about:blank")
    page.goto(f"{watched.requests[0]}#scenario=one&NORTH.pressure.AAA=0.9&against=scenario%3Dharder")
    page.wait_for_selector(READY)
    assert cells(page, ".changes")["Alignment"][2:] == ["0.000", "the same in every pair"]
    assert watched.messages == []


def test_what_is_pinned_is_drawn_compared_with_kept_and_taken_away(opened: Open) -> None:
    page = opened().page
    pin, pins, lines = (
        page.locator("[name=pin]"),
        page.locator(".pins button"),
        page.locator("path.line.pin:not(.halo)"),
    )
    move(page, "NORTH.pressure", 90)
    moved = cells(page, ".changes")["Alignment"]
    pin.click()
    assert pin.is_disabled()
    assert pins.all_inner_texts() == ["A: NORTH.pressure.AAA 0.9 ×"]
    assert cells(page, ".changes")["Alignment"] == [moved[1], moved[1], "0.000", "the same in every pair"]
    assert lines.count() == 0
    page.locator("[name=all]").click()
    back = cells(page, ".changes")["Alignment"]
    assert (back[0], back[1]) == (moved[1], moved[0])
    assert back[2].lstrip("+−") == moved[2].lstrip("+−")
    page.locator("select[name=against]").select_option("")
    assert lines.count() == 1
    page.reload()
    page.wait_for_selector(READY)
    page.wait_for_selector("path.line.pin", state="attached")
    assert pins.count() == 1
    page.locator("[data-stage=alignment]").focus()
    page.keyboard.press("ArrowRight")
    assert "pinned A: " in page.locator("#tip").inner_text()
    pins.first.click()
    assert page.url.endswith("#scenario=one&state=AAA")
    assert (pins.count(), lines.count()) == (0, 0)
    page.locator("[name=undo]").click()
    assert (pins.count(), lines.count()) == (1, 1)


def test_what_cannot_be_compared_is_told(opened: Open, page_of: str) -> None:
    address = "#scenario=one&state=BBB&pin=scenario%3Dlater&pin=scenario%3Dnone&against=scenario%3Done"
    page = opened(address, page_of).page
    said = page.locator(".proof").inner_text()
    assert said.count("The address: scenario=later cannot be compared with this scenario.") == 1
    assert said.count("The address: scenario=none cannot be compared with this scenario.") == 1
    assert page.url.endswith("#scenario=one&state=BBB")
    assert page.locator("select[name=against] option").evaluate_all("all => all.map(one => one.value)") == [
        "",
        "scenario=harder",
    ]
