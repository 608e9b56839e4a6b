"""What was observed stands beside what is simulated, as in the figures of a run, up to where events end."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

import twochairs as tc
from tests.dashboard.driven import SERBIA, Open, handed_out
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.dashboard.seen import seen
from twochairs.figures import observed
from twochairs.scenario.load import load


def test_it_is_what_the_figures_of_a_run_show(tmp_path: Path) -> None:
    result = tc.run(SERBIA, 1, settings={"clock.months": "24"}, out=tmp_path / "run", jobs=0)
    months = result.series("alignment")["month"].to_numpy().astype("datetime64[M]")
    found = seen(load(SERBIA, {"clock.months": "24"}))
    for name, what in (("alignment", observed.ideal_points), ("declared", observed.rates)):
        for key in result.manifest["agents"]["country"]:
            figures = what(result, key, months)
            rows = [
                [int((first - months[0]).astype(int)), int((last - months[0]).astype(int)), round(value, 4)]
                for first, last, value in zip(figures.first, figures.last, figures.low.tolist(), strict=True)
            ]
            assert found[name].get(key, []) == rows
    assert found["note"] == observed.how_placed(result, list(found["alignment"]))[0]
    assert len(found["alignment"]["SRB"]) == 2


def test_a_case_that_no_table_is_of_has_none(small: Callable[[str], Path]) -> None:
    assert seen(load(small("one"))) == {"alignment": {}, "declared": {}, "note": ""}


def test_rings_lie_on_the_scale_and_the_ground_changes_where_events_end(
    opened: Open, small: Callable[[str], Path]
) -> None:
    page = opened(page=html(chosen([SERBIA, small("one")]).scenarios)).page
    stage = page.locator("[data-stage=alignment]")
    rings, events = stage.locator("circle.observed").all(), stage.locator("circle.event").all()
    labels = stage.locator("text[text-anchor=end]").all()
    scale = [(float(one.get_attribute("y")) - 4, float(one.text_content().replace("−", "-"))) for one in labels]
    slope, zero = np.polyfit(*zip(*scale, strict=True), 1)
    values = [value for _, _, value in seen(load(SERBIA))["alignment"]["SRB"]]
    assert np.allclose([slope * float(ring.get_attribute("cy")) + zero for ring in rings], values, atol=1e-3)
    assert stage.locator("rect.ground").get_attribute("x") == events[-1].get_attribute("cx")
    assert stage.locator("text.until").text_content() == "no dated events from here on"
    assert page.locator("[data-stage=declared] circle.observed").count() == 6
    assert "UN ideal points" in page.locator(".placed").text_content()
    _, table = handed_out(page, "[data-keep=csv][data-of=alignment]")
    rows = [line.split(",") for line in table.splitlines()]
    assert {row[0]: row[-1] for row in rows if row[-1]} == {
        "month": "observed",
        "2022-11": "-0.0588",
        "2023-11": "-0.0824",
    }
    page.locator("select[name=scenario]").select_option(f"{small('one').parent.name}/one")
    page.wait_for_selector("body[data-state=ready]")
    assert page.locator("circle.observed").count() == 0
    assert page.locator(".seen .key.observed").is_hidden()
