"""What is drawn where: a map where outlines are known, a network where they are not."""

import re
import subprocess
import sys
from itertools import combinations
from math import hypot

import pytest

from twochairs.map.geometry import area, clipped, inside
from twochairs.map.scene import WIDTH, scene
from twochairs.map.short import line

from .test_shapes import BASE, ROOT, STATES

NAMES = {"SRB": "Serbia"}
HOSTILE = {"A": "<script>alert(1)</script>", "B": "\u202eevil", "C": "x" * 300, "D": "ירושלים والقدس", "E": ""}


def test_states_with_outlines_make_a_map():
    drawn = scene(STATES, NAMES, {})
    assert (drawn.kind, drawn.width, drawn.links) == ("map", WIDTH, ())
    assert 500 < drawn.height < 1150
    assert [one.key for one in drawn.areas if one.shown] == sorted(STATES)
    names = {one.key: one.name for one in drawn.areas}
    assert (names["SRB"], names["XKX"], names["ROU"]) == ("Serbia", "XKX", "Romania")


def test_every_state_lies_whole_on_the_page_with_a_margin():
    for one in scene(STATES, NAMES, {}).areas:
        xs, ys = zip(*(point for ring in one.rings for point in ring), strict=True)
        margin = 10 if one.shown else 0
        assert margin <= min(xs) <= max(xs) <= WIDTH - margin
        assert margin <= min(ys) <= max(ys) <= scene(STATES, NAMES, {}).height - margin


def test_small_neighbours_stand_in_an_inset_that_hides_no_state():
    drawn = scene(STATES, NAMES, {})
    assert drawn.inset
    small = {one.key for one in drawn.inset.areas if one.label_place}
    assert {"XKX", "MNE", "MKD", "ALB"} <= small
    assert not any(clipped(ring, drawn.inset.frame) for one in drawn.areas if one.shown for ring in one.rings)
    labelled = [one.key for one in drawn.labelled]
    assert sorted(labelled) == sorted(STATES)
    large = {one.key: one for one in drawn.inset.areas}
    plain = {one.key: one for one in drawn.areas}
    for key in small:
        gain = sum(map(area, large[key].rings)) / sum(map(area, plain[key].rings))
        assert gain > 1.5**2
    assert scene(STATES, NAMES, {}, inset=False).inset is None


def test_a_window_may_fit_some_of_the_states():
    all_of, some = scene(STATES, NAMES, {}), scene(STATES, NAMES, {}, ["SRB"])
    sizes = [
        sum(area(ring) for one in drawn.areas if one.key == "SRB" for ring in one.rings) for drawn in (all_of, some)
    ]
    assert sizes[1] > 4 * sizes[0]
    assert "HUN" in {one.key for one in some.areas if one.shown}
    assert "TUR" not in {one.key for one in some.areas}
    serbia = next(one for one in some.areas if one.key == "SRB")
    assert all(0 < x < WIDTH and 0 < y < some.height for ring in serbia.rings for x, y in ring)


def test_a_few_large_states_need_no_inset():
    assert scene(["UKR", "BLR", "TUR"], {}, {}).inset is None


def test_a_label_stands_in_its_state():
    for one in scene(STATES, NAMES, {}).labelled:
        assert inside(one.label_place, one.rings)
        assert one.room > 10


def test_a_state_that_is_cut_has_its_label_in_what_is_seen_of_it():
    drawn = scene(STATES, NAMES, {}, ["SRB"])
    for one in drawn.labelled:
        assert inside(one.label_place, one.rings)
        x, y = one.label_place
        assert one.room - 0.2 <= min(x, WIDTH - x, y, drawn.height - y)
    bulgaria = next(one for one in drawn.labelled if one.key == "BGR")
    assert bulgaria.room > 60


@pytest.mark.parametrize("states", [["XKX"], ["CYP"], ["RUS"], ["IRL", "KAZ"], ["MLT", "SRB"]])
def test_any_states_fit(states):
    drawn = scene(states, {}, {})
    assert drawn.height > 0
    assert {one.key for one in drawn.everything if one.shown} >= set(states) or drawn.kind == "network"


def test_one_state_without_outline_makes_a_network():
    drawn = scene(["SRB", "AAA", "BBB"], NAMES, {"SRB": {"AAA": 0.4}, "AAA": {"SRB": 0.2, "BBB": 0.6, "ZZZ": 1.0}})
    assert (drawn.kind, drawn.inset) == ("network", None)
    assert [one.key for one in drawn.areas] == ["SRB", "AAA", "BBB"]
    assert {link.between: link.weight for link in drawn.links} == {("SRB", "AAA"): 1.0, ("AAA", "BBB"): 1.0}
    assert all(one.shown for one in drawn.areas)


def test_the_stronger_tie_is_the_wider():
    drawn = scene(list("ABC"), {}, {"A": {"B": 0.8}, "C": {"B": 0.2}})
    assert [link.weight for link in drawn.links] == [1.0, 0.25]


@pytest.mark.parametrize("count", [1, 2, 3, 14, 24, 25, 100])
def test_circles_of_a_network_do_not_touch_and_stay_on_the_page(count):
    drawn = scene([f"K{i}" for i in range(count)], {}, {})
    places = [one.label_place for one in drawn.areas]
    radius = drawn.areas[0].room
    assert radius >= 4
    for (x0, y0), (x1, y1) in combinations(places, 2):
        assert hypot(x0 - x1, y0 - y1) > 2 * radius
    assert all(radius < x < drawn.width - radius and radius < y < drawn.height - radius for x, y in places)


def test_hostile_names_change_nothing_but_names():
    hostile, plain = scene(list(HOSTILE), HOSTILE, {}), scene(list(HOSTILE), {}, {})
    assert [one.rings for one in hostile.areas] == [one.rings for one in plain.areas]
    assert [one.name for one in hostile.areas] == [*list(HOSTILE.values())[:-1], "E"]


def test_no_states_make_an_empty_network():
    drawn = scene([], {}, {})
    assert (drawn.kind, drawn.areas, drawn.links) == ("network", (), ())


def test_another_process_draws_the_same():
    code = "from twochairs.map.scene import scene; print(repr(scene(%r, {}, {})), repr(scene(list('ABCDEFG'), {}, {})))"
    said = subprocess.run([sys.executable, "-c", code % STATES], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == f"{scene(STATES, {}, {})!r} {scene(list('ABCDEFG'), {}, {})!r}"


def test_numbers_are_rounded():
    for one in scene(STATES, {}, {}).everything:
        assert one.outline == "".join(line(ring, closed=True) for ring in one.rings)
        assert re.fullmatch(r"(M[^Mz]+z)+", one.outline)
        assert all(len(part) <= 2 for part in re.findall(r"\.\d+", one.outline))


def test_nothing_beyond_the_standard_library_is_loaded():
    code = "import sys, twochairs.map.svg, twochairs.map.compile; print(sorted({m.split('.')[0] for m in sys.modules}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"numpy", "matplotlib", "networkx", "pandas"} & set(re.findall(r"\w+", said.stdout))
    assert BASE
