"""The map month by month: colours are those of the median, and a label can be read on its state."""

import re

import numpy as np
import pytest

from twochairs.map.colour import colour, ink
from twochairs.map.svg import told
from twochairs.reports.film import at_month, film
from twochairs.reports.parts import Film
from twochairs.results.result import Result


@pytest.fixture
def made(result: Result) -> Film:
    return film(result, "film")


def test_values_and_colours_are_those_of_the_median(result: Result, made: Film) -> None:
    alignment = result.series("alignment").sel(point=0, country="AAA").to_numpy()
    medians = np.median(alignment, axis=0)
    assert made.values["AAA"] == [round(float(one), 3) for one in medians]
    assert made.colours["AAA"] == [colour(one) for one in made.values["AAA"]]
    assert made.months[1] == "2022-03" and len(made.months) == 25
    assert made.inks == {shade: ink(shade) for of in made.colours.values() for shade in of}


@pytest.mark.parametrize("month", [0, 7, 24])
def test_at_a_month_every_state_has_its_colour(made: Film, month: int) -> None:
    svg = at_month(made, month)
    for key, colours in made.colours.items():
        assert set(re.findall(rf'data-key="{key}"[^>]* fill="([^"]*)"', svg)) == {colours[month]}


def test_the_last_month_is_what_is_drawn(made: Film) -> None:
    assert at_month(made, len(made.months) - 1) == made.svg


def test_the_state_it_is_about_has_an_outline_and_its_value(made: Film) -> None:
    assert len(re.findall(r'class="focus"', made.svg)) == 1
    for month in (0, 24):
        (value,) = re.findall(r'data-value="AAA"[^>]*>([^<]*)<', at_month(made, month))
        assert value == told(made.values["AAA"][month])
    assert made.happens[4] == "$x_{ happens; _hidden happens"
    assert made.happens[5] == ""


def test_labels_on_a_map_are_readable_in_every_month() -> None:
    label = '<text data-label="SRB" x="1" fill="#111111" stroke="#ffffff">Serbia</text>'
    svg = f'<path data-key="SRB" fill="#ffffff"/>{label}'
    shades = {"#ffffff": "#111111", "#08306b": "#ffffff"}
    of = Film("f", svg, ["a", "b"], {"SRB": "Serbia"}, {"SRB": [0.0, 1.0]}, {"SRB": list(shades)}, shades)
    assert at_month(of, 0) == svg
    assert 'fill="#08306b"' in at_month(of, 1)
    assert 'fill="#ffffff" stroke="#111111">Serbia' in at_month(of, 1)
