"""The drawing as markup: whole XML, no style, no script, every state with its name and value."""

from math import nan
from xml.etree import ElementTree

import pytest

from twochairs.map.colour import NO_VALUE, SEA, colour, luminance
from twochairs.map.scene import scene
from twochairs.map.svg import clean, drawing, told

from .test_scene import HOSTILE
from .test_shapes import STATES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def balkans():
    values = {key: i / 10 - 0.6 for i, key in enumerate(STATES)} | {"GEO": nan}
    names = {"SRB": "Serbia", "XKX": "Kosovo"}
    return values, ElementTree.fromstring(
        drawing(scene(STATES, names, {}), values, "Alignment in 2022", "East", "West")
    )


def test_every_state_has_its_colour_its_name_and_its_value(balkans):
    values, root = balkans
    areas = root.findall(f".//{SVG}path[@class='area']")
    assert {one.get("data-key") for one in areas} == set(STATES)
    for one in areas:
        key = one.get("data-key")
        assert one.get("fill") == colour(values[key])
        assert one.find(f"{SVG}title").text.endswith(told(values[key]))
    serbia = next(one for one in areas if one.get("data-key") == "SRB")
    assert serbia.find(f"{SVG}title").text == "Serbia: −0.60"
    georgia = next(one for one in areas if one.get("data-key") == "GEO")
    assert (georgia.get("fill"), georgia.find(f"{SVG}title").text) == (NO_VALUE, "GEO: no value")


def test_the_state_in_focus_can_be_told_from_the_sea_and_has_its_value():
    text = drawing(scene(STATES, {"SRB": "Serbia"}, {}), dict.fromkeys(STATES, 0.05), focus="SRB")
    root = ElementTree.fromstring(text)
    assert len(root.findall(f".//{SVG}path[@class='focus']")) == 2  # on the map and in its inset
    assert [one.text for one in root.iter(f"{SVG}text") if one.get("data-value")] == ["+0.05"]
    light, dark = sorted((luminance(colour(0.0)), luminance(SEA)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 1.2


def test_it_says_what_it_is_and_who_the_poles_are(balkans):
    _, root = balkans
    assert (root.get("role"), root.get("aria-label")) == ("img", "Alignment in 2022")
    said = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {"East", "West", "−1", "0", "+1", "■ no value", "Serbia", "Kosovo"} <= set(said)
    assert any("Natural Earth" in text for text in said)


def test_writing_outside_of_states_follows_the_page(balkans):
    _, root = balkans
    for one in root.iter(f"{SVG}text"):
        assert (one.get("fill") == "currentColor") == (one.get("class") != "label")


def test_a_state_without_value_is_grey():
    root = ElementTree.fromstring(drawing(scene(["SRB"], {}, {}), {}))
    assert root.find(f".//{SVG}path[@class='area']").get("fill") == NO_VALUE


@pytest.mark.parametrize("count", [1, 5, 100])
def test_hostile_names_stay_text(count):
    keys = [f"{key}{i}" for i in range(count) for key in HOSTILE][: max(count, len(HOSTILE))]
    names = {key: HOSTILE[key[0]] for key in keys} | {keys[0]: HOSTILE["A"] + "\x00\x1b\ud800"}
    ties = {keys[0]: {keys[-1]: 0.5}}
    text = drawing(scene(keys, names, ties), dict.fromkeys(keys, 0.3), HOSTILE["A"], HOSTILE["C"], HOSTILE["B"])
    for forbidden in ("style", "<script", "onload", "href", "\u202e"):
        assert forbidden not in text
    root = ElementTree.fromstring(text)
    assert root.get("aria-label") == HOSTILE["A"]
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "rect", "path", "title", "text", "tspan", "line", "g"}
    assert max(len("".join(one.itertext())) for one in root.iter(f"{SVG}text")) <= 30
    assert len(root.findall(f".//{SVG}path[@class='area']")) == len(keys)


def test_hostile_keys_and_names_on_a_map_stay_text():
    text = drawing(scene(["SRB"], {"SRB": '"><script>x</script>'}, {}), {"SRB": 0.0})
    assert "<script" not in text
    assert ElementTree.fromstring(text) is not None


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0.00"), (-0.001, "0.00"), (0.004, "0.00"), (-0.5, "−0.50"), (1, "+1.00")]
)
def test_values_are_told_with_their_sign(value, text):
    assert told(value) == text


def test_control_and_direction_characters_go():
    assert clean("a\u202eb\n\x00c \u200bd") == "a b c d"
