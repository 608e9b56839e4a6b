"""The page of the dashboard as it is written: small, self-contained, and text of files stays text."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.dashboard.conftest import HIDDEN, SCRIPT
from tests.reports.test_page import Elements
from twochairs.dashboard import page as pages
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.given import given
from twochairs.dashboard.page import html
from twochairs.errors import NotPossible
from twochairs.reports.page import policy_hash
from twochairs.scenario.example import case_folder
from twochairs.scenario.load import load
from twochairs.world.levers import Levers

SERBIA = case_folder() / "serbia-2022.yaml"
GROWS = 70_000


@pytest.fixture
def page(small: Callable[[str], Path]) -> str:
    return html(chosen([small("one"), small("two")]).scenarios)


def test_one_script_and_one_map_serve_all_scenarios(page: str) -> None:
    elements = Elements(page).found
    assert [one.get("type") for tag, one in elements if tag == "script"] == ["application/json"] * 5 + [None] * 2
    assert sum(tag == "template" for tag, _ in elements) == 1
    assert page.count("const twochairs=") == 1


def test_it_lets_in_its_own_style_and_scripts_and_nothing_else(page: str) -> None:
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    style = page.partition("<style>")[2].partition("</style>")[0]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = " ".join(f"'{policy_hash(script)}'" for script in scripts)
    assert policy == (
        f"default-src 'none'; style-src '{policy_hash(style)}'; script-src {hashes}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_text_of_files_makes_no_elements(page: str) -> None:
    elements = Elements(page).found
    assert "img" not in {tag for tag, _ in elements}
    assert not [name for _, one in elements for name in one if name.startswith("on") or name == "style"]
    assert SCRIPT not in page
    assert HIDDEN in page


def test_the_same_scenarios_give_the_same_page(page: str, small: Callable[[str], Path]) -> None:
    assert html(chosen([small("one"), small("two")]).scenarios) == page


def test_a_page_that_is_too_large_is_refused(small: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_BYTES", 100_000)
    with pytest.raises(NotPossible, match=r"0\.2 MB, and 0 MB is the most .*\n  hint: name fewer scenarios"):
        html(chosen([small("one")]).scenarios)


def test_a_scenario_more_takes_little() -> None:
    """Of the shipped case, whose every scenario with its map and file is to fit into 2 MB."""
    scenario = load(SERBIA, {"clock.months": "2"})
    one, two = (len(html(dict.fromkeys(keys, scenario)).encode()) for keys in ("a", "ab"))
    assert one < 330_000
    assert two - one < GROWS / 2


def test_the_page_has_every_lever_of_the_shipped_case_and_words_of_all() -> None:
    scenario = load(SERBIA, {"clock.months": "1"})
    found = given(scenario)
    data, words = json.loads(found.model.data), found.words
    assert {one["name"] for one in data["levers"]} == set(Levers._fields)
    assert set(words["terms"]) == set(words["colours"]) == set(data["names"]["mechanism"])
    assert set(words["poles"]) == set(data["names"]["pole"])
    assert next(iter(words["countries"])) == scenario.case.focus
    assert {"ally", "partner", "rival", "adversary", words["declared"]} <= set(data["series"])


def test_events_of_a_month_stand_together() -> None:
    words = given(load(SERBIA, {"clock.months": "6"})).words
    assert list(words["events"]) == sorted(words["events"])
    assert all(month <= "2022-06" for month in words["events"])
    assert any("; " in of for of in words["events"].values())
