"""Pictures of a study: whole, well-formed, and harmless whatever its names are."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.dashboard.conftest import SCRIPT
from twochairs.dashboard.live import Study, study
from twochairs.dashboard.pictures import Pictures, pictures
from twochairs.errors import NotPossible
from twochairs.figures import read
from twochairs.figures.pairs import differences

RUNS = 8


@pytest.fixture
def moved(small: Callable[[str], Path]) -> Study:
    return study(small("one"), {"NORTH.pressure.AAA": "0.9", "NORTH.aid.AAA": "3"}, RUNS)


@pytest.fixture
def made(moved: Study) -> Pictures:
    return pictures(moved, "AAA")


PARTS = ("alignment", "difference", "why", "polls", "states")


@pytest.mark.parametrize("part", PARTS)
def test_each_is_well_formed_and_holds_nothing_that_acts(made: Pictures, part: str) -> None:
    root = ElementTree.fromstring(f"<div>{getattr(made, part)}</div>")
    assert root.find(".//{http://www.w3.org/2000/svg}svg") is not None
    for one in root.iter():
        tag = one.tag.rpartition("}")[2]
        assert tag not in ("script", "img", "foreignObject", "a", "iframe", "image", "use")
        assert not any(name.startswith("on") or "href" in name for name in one.attrib)


def test_names_are_shown_as_they_are(made: Pictures) -> None:
    assert SCRIPT in unescape(made.alignment)
    assert "<script" not in "".join(getattr(made, part) for part in PARTS)
    assert "$x_{" in made.states


def test_the_difference_in_words_is_that_of_compare(moved: Study, made: Pictures) -> None:
    [pairs] = differences([moved.baseline, moved.altered], "AAA")
    found = pairs.at_end()
    ends = [f"{end:+.3f}".replace("-", "−") for end in (found.mean, found.low, found.high)]
    assert re.findall(r"[+−]\d\.\d{3}", made.said) == ends
    assert f"{RUNS} pairs" in made.said


def test_the_note_over_the_alignment_is_the_median(moved: Study, made: Pictures) -> None:
    median = read.bands(read.series(moved.altered, "alignment").sel(country="AAA").to_numpy())[2]
    assert f"median {median[0]:+.3f} at the start, {median[-1]:+.3f} at the end".replace("-", "−") in made.alignment


@pytest.mark.parametrize("kind", ["now", "own"])
def test_the_line_of_the_median_is_that_of_the_bands(moved: Study, made: Pictures, kind: str) -> None:
    result = moved.altered if kind == "now" else moved.baseline
    median = read.bands(read.series(result, "alignment").sel(country="AAA").to_numpy())[2]
    found = re.search(rf'class="median {kind}" d="M([^"]*)"', made.alignment)
    assert found is not None
    heights = np.array([float(point.split(",")[1]) for point in found[1].split("L")])
    slope, start = np.polyfit(median, heights, 1)
    assert slope < 0
    assert np.abs(start + slope * median - heights).max() < 0.1


def test_the_table_of_causes_adds_up(made: Pictures) -> None:
    table = ElementTree.fromstring(f"<div>{made.why}</div>").find(".//tbody")
    assert table is not None
    rows = [[cell.text or "" for cell in row.findall("td")] for row in table.findall("tr")]
    numbers = np.array([[float(cell.replace("−", "-")) for cell in row] for row in rows])
    assert numbers[:-2].sum(axis=0) == pytest.approx(numbers[-2], abs=0.0005 * len(rows))


def test_nothing_moved_has_no_difference(small: Callable[[str], Path]) -> None:
    made = pictures(study(small("one"), {}, RUNS), "AAA")
    assert (made.difference, made.said) == ("", "")
    assert "own" not in re.findall(r'class="median (\w+)"', made.alignment)


def test_a_state_without_publics_has_no_polls(moved: Study) -> None:
    assert pictures(moved, "CCC").polls == ""


def test_a_state_that_is_not_there_is_refused(moved: Study) -> None:
    with pytest.raises(NotPossible):
        pictures(moved, "ZZZ")


def test_drawing_takes_little_of_a_second(moved: Study) -> None:
    assert min(pictures(moved, "AAA").seconds for _ in range(3)) < 0.25
