"""The outlines that come with the package: who has one, how large, and that neighbours meet."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from twochairs.map import shapes
from twochairs.map.geometry import area, distance, extent, inside
from twochairs.map.shapes import WINDOWS, file_of, known, window_of

ROOT = Path(__file__).parents[2]
FILE = file_of("europe")
BASE, BASE_OF_ASIA = (
    (ROOT / "scenarios" / case / "base.yaml").read_text("utf-8") for case in ("balkans", "south-east-asia")
)
STATES, ASIA = (re.findall(r"^  ([A-Z]{3}):", base, re.MULTILINE) for base in (BASE, BASE_OF_ASIA))
STATED_AREA = {
    "SRB": 77_474,
    "XKX": 10_887,
    "HUN": 93_028,
    "UKR": 603_550,
    "TUR": 783_562,
    "ARM": 29_743,
    "MNE": 13_812,
}
"""Square kilometres: Serbia without Kosovo, Ukraine with Crimea."""


def whole_area(key):
    return sum(area(ring) for ring in shapes.shapes()[key].rings)


def borders(key):
    return {
        frozenset(side)
        for ring in shapes.shapes()[key].rings
        for side in pairwise((*ring, ring[0]))
        if side[0] != side[1]
    }


def test_every_state_of_the_shipped_case_has_an_outline():
    assert len(STATES) == 14
    assert known(STATES)
    assert known([])
    assert not known([*STATES, "AAA"])


def test_every_state_of_south_east_asia_has_one_in_a_window_of_its_own():
    assert len(ASIA) == 10
    assert window_of(ASIA) == "south-east-asia"
    assert window_of(STATES) == "europe"
    assert window_of([*ASIA, *STATES]) is None
    assert "BRA" not in shapes.shapes("south-east-asia"), "what lies on the other side of the globe is not in a window"


@pytest.mark.parametrize("window", WINDOWS)
def test_the_file_is_small_and_says_whose_it_is(window):
    assert 20_000 < file_of(window).stat().st_size < 60_000
    selection = json.loads(FILE.parents[1].joinpath("selection.json").read_text("utf-8"))
    assert json.loads(file_of(window).read_text("utf-8"))["credit"] == selection["credit"] == shapes.credit()
    assert "Natural Earth" in shapes.credit()
    assert "BSD 3-Clause" in FILE.parents[1].joinpath("CREDIT.md").read_text("utf-8")
    assert list(selection["windows"]) == list(WINDOWS)


@pytest.mark.parametrize(("key", "stated"), [("VNM", 331_000), ("THA", 513_000), ("KHM", 181_000), ("BRN", 5_770)])
def test_areas_of_south_east_asia_are_those_on_the_ground(key, stated):
    rings = shapes.shapes("south-east-asia")[key].rings
    assert sum(area(ring) for ring in rings) == pytest.approx(stated, rel=0.04)


@pytest.mark.parametrize("key", STATED_AREA)
def test_areas_are_those_on_the_ground(key):
    assert whole_area(key) == pytest.approx(STATED_AREA[key], rel=0.03)


def test_kosovo_is_to_serbia_as_it_is_on_the_ground():
    assert whole_area("XKX") / whole_area("SRB") == pytest.approx(10_887 / 77_474, rel=0.05)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("SRB", "XKX", 10),
        ("XKX", "ALB", 3),
        ("MDA", "UKR", 20),
        ("GEO", "ARM", 4),
        ("BLR", "UKR", 20),
        ("HUN", "SRB", 3),
    ],
)
def test_neighbours_share_their_border_side_by_side(one, other, least):
    assert len(borders(one) & borders(other)) >= least


def test_nothing_of_kosovo_touches_a_gap():
    around = set.union(*(borders(key) for key in ("SRB", "MNE", "ALB", "MKD")))
    assert borders("XKX") <= around


def test_states_that_are_apart_share_nothing():
    assert not borders("SRB") & borders("TUR")


@pytest.mark.parametrize("key", shapes.shapes())
def test_names_stand_well_inside(key):
    shape = shapes.shapes()[key]
    assert inside(shape.place, shape.rings)
    assert distance(shape.place, shape.rings) > 0.04 * abs(area(shape.rings[0])) ** 0.5


def test_crimea_is_in_ukraine_and_the_north_of_cyprus_in_cyprus():
    from twochairs.map.compile import plane

    centre = json.loads(FILE.read_text("utf-8"))["projection"]
    places = {(34.1, 45.0): "UKR", (20.9, 42.6): "XKX", (33.4, 35.27): "CYP"}
    for (longitude, latitude), key in places.items():
        point = plane(longitude, latitude, centre)
        holders = [one for one, shape in shapes.shapes().items() if inside(point, shape.rings)]
        assert holders == [key]


def test_far_states_end_at_one_window():
    left, top, right, bottom = extent([ring for shape in shapes.shapes().values() for ring in shape.rings])
    assert (left, top, right, bottom) == (-2650, -1850, 2350, 1650)
