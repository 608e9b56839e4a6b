"""Scenarios of odd shapes in one page: each runs, is drawn, and has a lever moved, without a word of the console."""

from pathlib import Path

from tests.browsers import Watched, chromium
from tests.long import FULL
from tests.matrix.scenarios import SCENARIOS, text
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.reports.build import write

LARGE = ("sixty-countries",)
"""Whose 100 runs take long in a page."""
SOME = ("bare", "without-publics", "one-country", "one-pole", "other-scripts", "one-month", "no-noise")
"""Of which the page has least to show; the long form has all."""


def test_every_odd_scenario_is_shown_and_moved(tmp_path: Path) -> None:
    names = [name for name in SCENARIOS if name not in LARGE] if FULL else list(SOME)
    for name in names:
        (tmp_path / f"{name}.yaml").write_text(text(name), "utf-8")
    found = chosen([tmp_path])
    assert (sorted(found.scenarios), found.left_out) == (sorted(names), [])
    page = write(html(found.scenarios), tmp_path / "page.html")
    with chromium() as browser:
        watched = Watched(browser.new_page(viewport={"width": 1440, "height": 900}))
        for name in names:
            watched.page.goto(f"{page.as_uri()}#scenario={name}")
            watched.page.wait_for_selector("body[data-state]:not([data-state=running])", timeout=60_000)
            assert watched.page.locator(".proof").inner_text().startswith("Computed here"), name
            slider = watched.page.locator(".poles input:not(:disabled)").first
            if slider.count():
                slider.evaluate("one => { one.value = one.value === one.max ? 0 : one.max; }")
                for kind in ("input", "change"):
                    slider.dispatch_event(kind)
                watched.page.wait_for_selector(".chips li")
                watched.page.wait_for_timeout(200)
            shown = watched.page.evaluate("document.body.innerText")
            for wrong in ("NaN", "undefined", "Infinity", "[object"):
                assert wrong not in shown, (name, shown[max(0, shown.find(wrong) - 80) :][:160])
            paths = watched.page.locator("svg path").evaluate_all("all => all.map(one => one.getAttribute('d')).join()")
            assert "NaN" not in paths, name
            assert watched.messages == [], name
            watched.page.goto("about:blank")
