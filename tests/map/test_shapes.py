"""The outlines that come with the package: who has one, how large, and that neighbours meet."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from twochairs.map import shapes
from twochairs.map.geometry import area, distance, extent, inside
from twochairs.map.shapes import FILE, known

ROOT = Path(__file__).parents[2]
BASE = (ROOT / "scenarios" / "balkans" / "base.yaml").read_text("utf-8")
STATES = re.findall(r"^  ([A-Z]{3}):", BASE, re.MULTILINE)
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


def test_the_file_is_small_and_says_whose_it_is():
    assert 20_000 < FILE.stat().st_size < 60_000
    assert shapes.credit() == json.loads(FILE.with_name("selection.json").read_text("utf-8"))["credit"]
    assert "Natural Earth" in shapes.credit()
    assert "BSD 3-Clause" in FILE.with_name("CREDIT.md").read_text("utf-8")


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
