"""Rows of a country and of years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.data.catalogue import rows
from twochairs.data.select import selected
from twochairs.errors import NotPossible


def test_all_rows_unless_told_otherwise():
    assert selected("gdp") == rows("gdp")


def test_a_country_and_years():
    assert [row["year"] for row in selected("gdp", "SRB", 2010, 2012)] == ["2010", "2011", "2012"]


def test_a_period_is_in_where_it_overlaps():
    assert [row["period_start"] for row in selected("contract_prices", "SRB", 2023, 2024)] == ["2022-06"]


@given(st.integers(2000, 2023), st.integers(2000, 2023))
def test_years_are_those_wanted(first, last):
    wanted = [row for row in rows("un_ideal_points") if first <= int(row["year"]) <= last]
    if wanted:
        assert selected("un_ideal_points", None, first, last) == wanted
    else:
        with pytest.raises(NotPossible):
            selected("un_ideal_points", None, first, last)


@pytest.mark.parametrize(
    "arguments, text",
    [
        (
            ("gdp", "SRX"),
            "country 'SRX' is unknown; did you mean 'SRB'?\n  hint: gdp has ALB, ARM, BGR, BIH, BLR, CHN,",
        ),
        (("hub_prices", "SRB"), "hub_prices has no countries\n  hint: leave --country out"),
        (("gdp", None, 2050), "gdp has no row of these years\n  hint: it covers 2006 to 2023; some countries less"),
    ],
)
def test_what_is_not_there_is_told(arguments, text):
    with pytest.raises(NotPossible) as caught:
        selected(*arguments)
    assert str(caught.value).startswith(text)
