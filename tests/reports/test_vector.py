"""Figures as inline SVG: no styles, no ids but those referred to, no text that is markup."""

from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from twochairs.map.colour import luminance
from twochairs.reports.vector import Looks, by_night, inline
from twochairs.world.mechanisms import TERMS, Mechanism

HOSTILE = '<script>document.title="PWNED"</script> & "quotes" $x_{'


def drawn(title: str = "title", hatch: str = "") -> Figure:
    figure = Figure(figsize=(4, 3))
    axes = figure.add_subplot()
    axes.plot(np.arange(200), np.sin(np.arange(200)))
    axes.bar([1, 2], [0.5, 0.7], hatch=hatch, facecolor="#112233", edgecolor="#ffffff")
    axes.text(10, 0, title, parse_math=False)
    return figure


def made(figure: Figure, prefix: str = "p-", looks: Looks | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(inline(figure, prefix, HOSTILE, looks or Looks()))


def test_it_has_classes_and_no_styles() -> None:
    looks = Looks()
    root = made(drawn(), looks=looks)
    assert not [element for element in root.iter() if "style" in element.attrib or element.tag == "style"]
    used = {element.get("class") for element in root.iter() if element.get("class")} - {"figure"}
    assert used and all(f".{name}{{" in looks.sheet() for name in used)


def test_the_same_look_is_one_class_on_all_figures() -> None:
    looks = Looks()
    inline(drawn(), "a-", "one", looks)
    before = looks.sheet()
    inline(drawn(), "b-", "two", looks)
    assert looks.sheet() == before


@pytest.mark.parametrize("hatch", ["", "////", "...", "xxxx"])
def test_ids_are_the_figures_own_and_everything_referred_to_is_there(hatch: str) -> None:
    looks = Looks()
    text = inline(drawn(hatch=hatch), "own-", "x", looks) + looks.hatches()
    root = ElementTree.fromstring(f"<all>{text}</all>")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith("own-") or one.startswith("h") for one in ids)
    referred = {value[5:-1] for e in root.iter() for value in e.attrib.values() if value.startswith("url(#")}
    referred |= {value[1:] for e in root.iter() for key, value in e.attrib.items() if key == "href"}
    sheet = looks.sheet()
    referred |= {part.split(")")[0] for part in sheet.split("url(#")[1:]}
    assert referred <= set(ids)
    assert bool(hatch) == ("<pattern" in text)


def test_a_hatch_of_dots_takes_little_room() -> None:
    looks = Looks()
    inline(drawn(hatch="..."), "p-", "x", looks)
    assert len(looks.hatches()) < 20_000
    assert "h0" in looks.hatches()


def test_text_from_files_stays_text() -> None:
    root = made(drawn(HOSTILE))
    assert root.get("aria-label") == HOSTILE
    assert HOSTILE in [element.text for element in root.iter("text")]
    assert not list(root.iter("script"))


def test_a_colour_stays_by_night_and_greys_change_places() -> None:
    assert by_night("#ffffff") == "#171717"
    assert by_night("#1a1a1a") == "#e8e8e8"
    assert luminance(by_night("#5f5f5f")) > luminance("#5f5f5f")
    assert by_night("#d55e00") == "#d55e00"
    assert by_night("#f0e442") == "#f0e442"


@pytest.mark.parametrize("one", [one for one in TERMS if one.look[0]], ids=lambda one: one.name)
def test_a_mechanism_has_one_colour_by_day_and_by_night(one: Mechanism) -> None:
    """But for the middle, which is the grey of text and never has an area."""
    colour = one.look[0].lower()
    assert by_night(colour) == colour or one.name == "middle"


def test_what_would_not_be_seen_by_night_is_lighter() -> None:
    assert by_night("#08306b") != "#08306b"
    page = luminance("#171717") + 0.05
    assert (luminance(by_night("#08306b")) + 0.05) / page >= 2.5


def test_the_sheet_has_rules_for_a_dark_page_and_a_map_of_cells_stays_light() -> None:
    looks = Looks()
    inline(drawn(), "p-", "x", looks)
    assert "@media screen and (prefers-color-scheme:dark){.figure:not(.light) ." in looks.sheet()
    cells = Figure(figsize=(2, 2))
    cells.add_subplot().pcolormesh(np.arange(6).reshape(2, 3))
    assert made(cells).get("class") == "figure light"


def test_numbers_are_short() -> None:
    text = inline(drawn(), "p-", "x", Looks())
    assert max(len(part.partition(".")[2]) for part in text.replace('"', " ").split() if _is_number(part)) <= 2


def _is_number(part: str) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def test_it_is_the_same_each_time() -> None:
    assert inline(drawn(), "p-", "x", Looks()) == inline(drawn(), "p-", "x", Looks())
