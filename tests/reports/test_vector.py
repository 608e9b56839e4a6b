"""Figures as inline SVG: no styles, no ids but those referred to, no text that is markup."""

from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from twochairs.reports.vector import Looks, inline

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
