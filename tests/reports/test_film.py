"""The map month by month: colours are those of the median, and a label can be read on its state."""

import re

import numpy as np
import pytest

from twochairs.map.colour import colour, ink
from twochairs.map.svg import told
from twochairs.reports.film import film
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


def test_the_last_month_is_what_is_drawn(made: Film) -> None:
    for key, colours in made.colours.items():
        assert set(re.findall(rf'data-key="{key}"[^>]* fill="([^"]*)"', made.svg)) == {colours[-1]}


def test_the_state_it_is_about_has_an_outline_and_its_value(made: Film) -> None:
    assert len(re.findall(r'class="focus"', made.svg)) == 1
    assert re.findall(r'data-value="AAA"[^>]*>([^<]*)<', made.svg) == [told(made.values["AAA"][-1])]
    assert made.happens[4] == "$x_{ happens; _hidden happens"
    assert made.happens[5] == ""
