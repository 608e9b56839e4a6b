"""Alignment on the map: medians as colours, dates over panels, names inside the page."""

from pathlib import Path as File

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text

from tests.written import write_run
from twochairs.figures import style
from twochairs.figures.runs import map as on_map
from twochairs.map.colour import colour
from twochairs.map.scene import scene
from twochairs.map.shapes import credit
from twochairs.results.result import Result
from twochairs.scenario.load import load

ROOT = File(__file__).parents[2]
MANY = "\n".join(f"  K{i}: {{name: Land {i}, gdp: 10, alignment: {(i % 19 - 9) / 10}}}" for i in range(100))


def made(path, folder, months):
    scenario = load(path, {"clock.months": str(months)})
    return Result(write_run(folder, scenario, 3, 7))


@pytest.fixture(scope="module")
def balkans(tmp_path_factory):
    return made(ROOT / "scenarios/balkans/serbia-2022.yaml", tmp_path_factory.mktemp("map") / "balkans", 10)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("map")
    head = "twochairs: 2\ntitle: many\nclock: {start: 2022-03, months: 3}\npoles:\n  N: {position: 1.0}\n"
    (folder / "many.yaml").write_text(f"{head}  S: {{position: -1.0}}\ncountries:\n{MANY}\n", "utf-8")
    return made(folder / "many.yaml", folder / "many", 3)


def said(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def fills(axes):
    return [[to_hex(fill) for fill in c.get_facecolors()] for c in axes.collections if isinstance(c, PathCollection)]


def medians(result, month):
    return result.series("alignment").sel(point=0).isel(month=month).median("replicate").to_series().to_dict()


def test_colours_are_medians_in_the_map_and_in_its_inset(balkans):
    figure = on_map.draw(balkans)
    keys = list(balkans.manifest["labels"]["country"])
    drawn = scene(keys, {}, {})
    panels = figure.axes[:-1]
    assert len(panels) == 6
    for axes, month in zip(panels, [0, 2, 4, 6, 8, 10], strict=True):
        expected = {key: colour(value) for key, value in medians(balkans, month).items()}
        main, inset = fills(axes)
        for areas, found in ((drawn.areas, main), (drawn.inset.areas, inset)):
            shown = {one.key: fill for one, fill in zip(areas, found, strict=True) if one.shown}
            assert shown == {key: expected[key] for key in shown}
        assert {one.key for one in drawn.areas if one.shown} == set(keys)
    assert any(medians(balkans, 0)[key] != medians(balkans, 10)[key] for key in keys)


def test_dates_poles_keys_and_credit_are_told(balkans):
    shown = said(on_map.draw(balkans))
    assert {"2021-12", "2022-10", "Russia", "European Union, United States and NATO", credit(), "XKX", "MNE"} <= set(
        shown
    )
    assert any(text.startswith("SRB Serbia, XKX Kosovo, ") for text in shown)
    assert any("without prejudice" in text for text in shown)


@pytest.mark.parametrize("countries", [None, ["SRB", "XKX", "BIH"], ["UKR"], ["XKX"]])
def test_names_stay_in_their_panels_and_cover_no_other(balkans, countries):
    figure = on_map.draw(balkans, countries)
    with style.looks():
        figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes[:-1]:
        panel = axes.get_window_extent(renderer)
        boxes = [text.get_window_extent(renderer) for text in axes.texts]
        assert boxes
        for i, box in enumerate(boxes):
            assert panel.x0 < box.x0 < box.x1 < panel.x1
            assert panel.y0 < box.y0 < box.y1 < panel.y1
            assert not any(box.overlaps(other) for other in boxes[:i])


def test_chosen_states_fill_the_map_and_their_neighbours_keep_their_colours(balkans):
    axes = on_map.draw(balkans, ["SRB", "XKX"]).axes[0]
    named = {text.get_text() for text in axes.texts}
    assert {"SRB", "XKX", "BIH"} <= named
    assert not named & {"UKR", "TUR", "ARM"}
    drawn = scene(list(balkans.manifest["labels"]["country"]), {}, {}, ["SRB", "XKX"])
    found = dict(zip((one.key for one in drawn.areas), fills(axes)[0], strict=True))
    assert found["BGR"] == colour(medians(balkans, 0)["BGR"])
    assert "UKR Ukraine" not in " ".join(said(on_map.draw(balkans, ["SRB", "XKX"])))


def test_states_without_outline_make_a_network_of_their_ties(result):
    figure = on_map.draw(result)
    axes = figure.axes[0]
    assert result.ties == {"AAA": {"BBB": 0.4}, "BBB": {"AAA": 0.5}}
    assert len(axes.get_lines()) == 1
    (circles,) = fills(axes)
    assert circles == [colour(medians(result, 0)[key]) for key in ("AAA", "BBB", "CCC")]
    assert credit() not in said(figure)


def test_a_result_of_an_earlier_version_has_no_ties(result):
    older = Result(result.folder)
    older.manifest = {key: said for key, said in result.manifest.items() if key != "ties"}
    assert older.ties == {}
    assert not on_map.draw(older).axes[0].get_lines()


def test_a_hundred_states_are_all_named_once_a_panel(many):
    figure = on_map.draw(many)
    with style.looks():
        figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    assert len(figure.axes) == 3
    for axes in figure.axes[:-1]:
        assert {text.get_text() for text in axes.texts} == {f"Land {i}" for i in range(100)}
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 > 0 and box.y0 > 0 and box.x1 < figure.bbox.x1 and box.y1 < figure.bbox.y1


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(1, 6, [0]), (2, 6, [0, 1]), (6, 6, [0, 1, 2, 3, 4, 5]), (121, 6, [0, 24, 48, 72, 96, 120]), (121, 2, [0, 120])],
)
def test_dates_are_evenly_spaced_from_start_to_end(count, most, expected):
    assert on_map.spaced(count, most) == expected


def test_one_month_is_drawn(shortest):
    figure = on_map.draw(shortest)
    assert len(figure.axes) == 3
    assert np.isfinite(figure.get_size_inches()).all()
