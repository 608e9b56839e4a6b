"""Outlines compiled from a package: an atlas of two states, worked by hand."""

import json
from math import pi, radians, sin

import pytest

from twochairs.map import compile as compiling
from twochairs.map.compile import compiled, plane, simplified
from twochairs.map.geometry import area

CENTRE = {"centre_longitude": 20.0, "centre_latitude": 40.0}


def test_the_projection_keeps_areas():
    steps = 40
    for longitude, latitude in ((20, 40), (44, 52), (-4, 36)):
        south = [(longitude + i / steps, latitude) for i in range(steps + 1)]
        north = [(longitude + 1 - i / steps, latitude + 1) for i in range(steps + 1)]
        ring = tuple(plane(x, y, CENTRE) for x, y in south + north)
        of_band = sin(radians(latitude + 1)) - sin(radians(latitude))
        assert abs(area(ring)) == pytest.approx(compiling.EARTH_KM**2 * radians(1.0) * of_band, rel=1e-3)


def test_the_centre_lies_at_nought_and_distances_from_it_are_nearly_true():
    assert plane(20.0, 40.0, CENTRE) == (0.0, 0.0)
    x, y = plane(20.0, 41.0, CENTRE)
    assert x == pytest.approx(0.0, abs=1e-9)
    assert -y == pytest.approx(2 * pi * compiling.EARTH_KM / 360, rel=1e-4)


def test_points_that_add_least_go_first_and_ends_stay():
    arc = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplified(arc, 1.0) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplified(arc, 0.01) == arc
    assert simplified(arc, 1e6) == [(0.0, 0.0), (4.0, 0.0)]


def test_an_island_keeps_a_body():
    ring = [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (2.0, 2.0), (0.0, 2.0), (-1.0, 1.0), (0.0, 0.0)]
    kept = simplified(ring, 1e6)
    assert len(kept) == 5
    assert abs(area(tuple(kept[:-1]))) > 1.0


ATLAS = {
    "transform": {"scale": [1, 1], "translate": [20, 40]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "WWW", "name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"a3": "EEE", "name": "East"}},
                {"type": "Polygon", "arcs": [[2, -1]], "properties": {"a3": "PART", "name": "Province"}},
            ]
        }
    },
}
SELECTION = {
    "package": "p", "file": "atlas.json", "credit": "c", "unit_km": 0.5, "part_of": {"PART": "WWW"},
    "windows": {
        "here": {
            "projection": CENTRE, "detail_km2": 1, "smallest_island_km2": 10,
            "window_km": {"west": -500, "east": 500, "south": -500, "north": 500},
        },
        "there": {
            "projection": {"centre_longitude": -159.5, "centre_latitude": -40.5}, "detail_km2": 1,
            "smallest_island_km2": 10, "window_km": {"west": -500, "east": 500, "south": -500, "north": 500},
        },
    },
}  # fmt: skip


def test_two_states_and_their_border(tmp_path, monkeypatch):
    (tmp_path / "atlas.json").write_text(json.dumps(ATLAS), "utf-8")
    (tmp_path / "selection.json").write_text(json.dumps(SELECTION), "utf-8")
    monkeypatch.setattr(compiling, "SELECTION", tmp_path / "selection.json")
    texts = compiled(tmp_path)
    assert json.loads(texts["there"])["states"] == {}, "a state on the other side of the globe is not around the window"
    data = json.loads(texts["here"])
    assert (data["package"], data["credit"], list(data["states"])) == ("p", "c", ["EEE", "WWW"])
    west, east = data["states"]["WWW"], data["states"]["EEE"]
    assert (west["name"], east["name"]) == ("West", "East")
    assert (len(west["rings"]), len(east["rings"])) == (2, 1)
    assert east["rings"][0] in west["rings"], "the province is drawn in the state that it is part of"
    middle = [along / SELECTION["unit_km"] for along in plane(21.5, 40.5, CENTRE)]
    assert east["place"] == pytest.approx(middle, abs=30)
    assert sum(east["rings"][0][0::2]) == pytest.approx(middle[0], abs=110)
