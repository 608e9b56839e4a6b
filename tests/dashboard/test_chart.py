"""A chart says what it was given, and its text is text."""

from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from twochairs.dashboard.chart import Chart, cut, plain, safe, signed
from twochairs.figures.events import Event

MONTHS = np.arange("2022-01", "2024-01", dtype="datetime64[M]")
HOSTILE = ["<script>x</script>", "$x_{", "_hidden", "a & b", '"quoted"', "ירושלים", "n" * 300, "\u202eabc", "]]>"]
SVG = "{http://www.w3.org/2000/svg}"


def chart(label: str = "x", axis: str = "Alignment") -> Chart:
    return Chart(label, MONTHS, -1.0, 1.0, axis)


def test_places_are_in_proportion() -> None:
    made = chart()
    first, last = (float(MONTHS[i].astype(int)) for i in (0, -1))
    assert made.x((first + last) / 2) == pytest.approx((made.x(first) + made.x(last)) / 2)
    assert made.y(0.0) == pytest.approx((made.y(-1.0) + made.y(1.0)) / 2)
    assert made.y(1.0) < made.y(-1.0)


def test_a_line_goes_through_its_values() -> None:
    made = chart()
    values = np.linspace(-1.0, 1.0, len(MONTHS))
    made.line(values, "median now")
    [path] = ElementTree.fromstring(made.markup()).findall(f"{SVG}path[@class='median now']")
    points = [tuple(map(float, point.split(","))) for point in path.attrib["d"][1:].split("L")]
    assert len(points) == len(MONTHS)
    for (x, y), month, value in zip(points, MONTHS.astype(int), values, strict=True):
        assert x == pytest.approx(made.x(month), abs=0.05)
        assert y == pytest.approx(made.y(value), abs=0.05)


def test_a_month_says_its_numbers_and_its_events() -> None:
    made = chart()
    made.readings({"median": np.linspace(-1.0, 1.0, len(MONTHS))}, [Event("2022-03", 0.0, ("a war",))])
    titles = [one.text for one in ElementTree.fromstring(made.markup()).iter(f"{SVG}title")]
    assert len(titles) == len(MONTHS)
    assert titles[0] == "2022-01\nmedian −1.000"
    assert titles[2] == "2022-03 a war\nmedian −0.826"


def test_a_value_beyond_the_axis_stays_at_its_edge() -> None:
    made = chart()
    made.line(np.full(len(MONTHS), 7.0), "median now")
    assert f"{made.y(1.0):.1f}" in made.markup()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    made = chart(text, text)
    made.note(text)
    made.ticks([(0.0, text)])
    made.readings({text: np.zeros(len(MONTHS))}, [Event("2022-03", 0.0, (text,))])
    root = ElementTree.fromstring(made.markup())
    assert {one.tag for one in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "path", "text", "g", "circle", "rect", "title")
    }
    assert root.attrib["aria-label"] == unescape(safe(text))


def test_ticks_are_round_and_few() -> None:
    made = Chart("x", MONTHS, -0.13, 0.21, "Alignment")
    made.ticks()
    shown = [text.text for text in ElementTree.fromstring(made.markup()).findall(f"{SVG}text[@class='tick']")]
    assert shown[:4] == ["−0.1", "0", "0.1", "0.2"]


@pytest.mark.parametrize("count", [1, 2, 3, 14, 120, 1200])
def test_any_length_has_dates_that_do_not_crowd(count: int) -> None:
    months = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2022-01", "M") + count)
    made = Chart("x", months, 0.0, 1.0, "x")
    made.line(np.zeros(count), "median")
    texts = ElementTree.fromstring(made.markup()).findall(f"{SVG}text[@class='tick']")
    places = [float(text.attrib["x"]) for text in texts]
    assert all(b - a > 30.0 for a, b in pairwise(places))


def test_numbers_as_they_are_read() -> None:
    assert [signed(value) for value in (0.0144, -0.2, 0.0001, -0.0001)] == ["+0.014", "−0.200", "0.000", "0.000"]
    assert [plain(value) for value in (-1.0, 0.25)] == ["−1", "0.25"]


def test_long_text_is_cut() -> None:
    assert cut("short", 200.0) == "short"
    assert len(cut("n" * 300, 140.0)) == 20
    assert cut("n" * 300, 140.0).endswith("…")
