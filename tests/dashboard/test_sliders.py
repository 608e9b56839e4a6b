"""Sliders show what is: put on a page they move nothing, and what they moved can be put back exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest
import solara
from ipyvuetify import Select, Slider
from reacton import render

from tests.dashboard.conftest import SCENARIO
from tests.dashboard.served import CASE, ROOT
from tests.long import FULL
from twochairs.dashboard.app import _Levers, _Map, _Pole
from twochairs.dashboard.levers import ALL, exact, levers
from twochairs.dashboard.live import as_settings, study
from twochairs.dashboard.saving import save, scenario_text
from twochairs.figures import read
from twochairs.reports.film import film
from twochairs.scenario.load import load

SHIPPED = sorted(path for path in (ROOT / "scenarios").rglob("*.yaml") if path.stem not in ("base", "hindcast-events"))
"""Scenario files that are whole; two are for others to extend."""
EVERY = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
SEEN = [path for path in SHIPPED if FULL or path.stem in ("serbia-2022", "hindcast-2006", "gas-cutoff")]
UNEVEN = {"aid": 0.1 + 0.2, "pressure": 0.123456789012, "gas_discount": 0.79999, "media_support": 1e-7, "mediation": 1}


def in_a_browser(slider: Slider) -> float:
    """What Vuetify's slider makes of its value when it is mounted; another one it sends back, as if it were moved."""
    low, high, step = float(slider.min), float(slider.max), float(slider.step)
    rounded = round((slider.v_model - low % step) / step) * step + low % step
    return round(max(low, min(rounded, high)), len(str(slider.step).partition(".")[2]))


@EVERY
def test_every_lever_has_a_stop_at_exactly_what_the_file_has(path: Path) -> None:
    scenario = load(path)
    for pole in scenario.case.poles:
        for towards in (ALL, *scenario.case.countries):
            for lever in levers(scenario, pole, towards):
                assert lever.start in lever.stops, lever.path
                assert (lever.stops[0], lever.stops[-1]) == (lever.low, lever.high)
                assert list(lever.stops) == sorted(set(lever.stops))
                assert float(exact(lever.start)) == lever.start


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_opening_the_levers_moves_nothing(path: Path) -> None:
    done = study(path, {}, 1)
    moved: solara.Reactive[dict[str, float]] = solara.Reactive({})
    _box, context = render(_Levers(done, moved, read.focus(done.baseline)), handle_error=False)
    choice = context.find(Select).widget
    for label in choice.items:
        choice.v_model = label
        shown = context.find(Slider).widgets
        assert len(shown) == 14 * len(done.baseline.manifest["positions"])
        for slider in shown:
            assert in_a_browser(slider) == slider.v_model, slider.label
    assert moved.value == {}
    context.close()


@pytest.fixture
def uneven(tmp_path: Path) -> Path:
    """A scenario whose levers are at values that no even steps hold."""
    given = ", ".join(f"{name}: {value!r}" for name, value in UNEVEN.items())
    path = tmp_path / "uneven.yaml"
    path.write_text(SCENARIO.replace("NORTH: {aid: 1.0, pressure: {AAA: 0.3}}", f"NORTH: {{{given}}}"), "utf-8")
    return path


def test_any_value_is_held_moved_and_put_back(uneven: Path) -> None:
    done = study(uneven, {}, 1)
    moved: solara.Reactive[dict[str, float]] = solara.Reactive({})
    _box, context = render(_Pole(done, "NORTH", "AAA", moved, True), handle_error=False)
    sliders = {slider.label.partition(":")[0]: slider for slider in context.find(Slider).widgets}
    for lever in levers(done.baseline.scenario_run, "NORTH", "AAA"):
        slider = sliders[lever.meaning]
        name = lever.path.split(".")[1]
        assert lever.start == UNEVEN.get(name, lever.start)
        assert in_a_browser(slider) == slider.v_model
        assert f": {exact(lever.start)}" in slider.label
        place = slider.v_model
        slider.v_model = place - 1 if place else 1
        assert list(moved.value) == [lever.path]
        assert moved.value[lever.path] != lever.start
        assert slider.label.endswith(f"{exact(moved.value[lever.path])} {lever.unit}".rstrip() + " (moved)")
        slider.v_model = place
        assert moved.value == {}
    context.close()


def test_a_state_shows_what_all_were_moved_to(uneven: Path) -> None:
    done = study(uneven, {}, 1)
    moved: solara.Reactive[dict[str, float]] = solara.Reactive({"NORTH.aid": 7.0})
    _box, context = render(_Pole(done, "NORTH", "AAA", moved, True), handle_error=False)
    [aid] = [one for one in context.find(Slider).widgets if one.label.startswith("Aid")]
    layout, values = load(uneven, as_settings(moved.value)).start()
    assert values[layout.slot("aid", "NORTH", "AAA")] == 7.0
    assert aid.label == "Aid: 7 % of GDP a year"
    assert in_a_browser(aid) == aid.v_model
    context.close()


def test_states_that_have_their_own_are_told(small: Callable[[str], Path]) -> None:
    done = study(small("one"), {}, 1)
    moved: solara.Reactive[dict[str, float]] = solara.Reactive({})
    _box, context = render(_Pole(done, "NORTH", ALL, moved, True), handle_error=False)
    [pressure] = [one for one in context.find(Slider).widgets if one.label.startswith("Pressure")]
    assert pressure.label == "Pressure: 0 (1 state otherwise)"
    context.close()


def test_a_shorter_run_does_not_move_the_month(small: Callable[[str], Path]) -> None:
    month = solara.Reactive(-1)
    film_of = film(study(small("one"), {}, 1).baseline, "film")
    _box, context = render(_Map(film_of, month), handle_error=False)
    slider = context.find(Slider).widget
    assert in_a_browser(slider) == slider.v_model == slider.max
    file = small("one")
    file.write_text(file.read_text("utf-8").replace("months: 24", "months: 12"), "utf-8")
    context.render(_Map(film(study(file, {}, 1).baseline, "film"), month))
    assert context.find(Slider).widget is not slider, "the browser would move one whose end comes nearer"
    assert month.value == -1
    context.close()


@pytest.mark.parametrize("beside", [True, False])
def test_what_is_saved_is_what_was_moved_and_exactly(tmp_path: Path, beside: bool) -> None:
    settings = as_settings({"EU.aid.SRB": 0.1 + 0.2, "RU.patronage": 1e-7})
    own = load(CASE)
    if beside:
        text = scenario_text(CASE, settings, "Kept", True)
        assert text.partition("overrides:\n")[2] == "  RU.patronage: 1e-07\n  EU.aid.SRB: 0.30000000000000004\n"
        return
    saved, (layout, before) = load(save(CASE, settings, "kept", "Kept", tmp_path)), own.start()
    after = saved.start()[1]
    changed = {name for name in layout.names.country if after[layout.slot("patronage", "RU", name)] == 1e-7}
    assert changed == set(layout.names.country)
    assert after[layout.slot("aid", "EU", "SRB")] == 0.1 + 0.2
    levers_alone = [layout.block(name) for name in ("pressure", "gas_discount", "media_support", "arms_supply")]
    assert all((after[block] == before[block]).all() for block in levers_alone)
