"""What a cell must be, by the kind of its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.data.column import Column


def column(kind, **more):
    return Column("x", kind, "meaning", **more)


@pytest.mark.parametrize(
    "kind, cell",
    [
        ("text", "any, thing"),
        ("country", "SRB"),
        ("year", "2022"),
        ("month", "2022-12"),
        ("day", "2022-12-31"),
        ("day", "2022-12"),
        ("whole", "-3"),
        ("number", "-1.5e3"),
    ],
)
def test_sound_cells(kind, cell):
    assert column(kind).wrong(cell) is None


@pytest.mark.parametrize(
    "kind, cell, text",
    [
        ("country", "Srb", "is 'Srb'; it must be a country's code of three capitals, such as SRB"),
        ("year", "1899", "is '1899'; it must be a year from 1900 to 2100"),
        ("year", "22", "is '22'; it must be a year from 1900 to 2100"),
        ("month", "2022-13", "is '2022-13'; it must be a month such as 2022-05"),
        ("day", "2022-12-32", "is '2022-12-32'; it must be a day such as 2022-05-25, or a month such as 2022-05"),
        ("whole", "1.5", "is '1.5'; it must be a whole number"),
        ("number", "a lot", "is 'a lot'; it must be a number"),
        ("number", "nan", "is 'nan'; it must be a number"),
        ("number", ".inf", "is '.inf'; it must be a finite number"),
        ("number", "1e999", "is '1e999'; it must be a finite number"),
        ("text", "", "is empty"),
    ],
)
def test_what_is_wrong_with_others(kind, cell, text):
    assert column(kind).wrong(cell) == text


def test_an_empty_cell_is_sound_where_it_may_be():
    assert column("number", optional=True).wrong("") is None


def test_options_are_suggested():
    votes = column("text", options=("yes", "no", "abstain"))
    assert votes.wrong("yes") is None
    assert votes.wrong("abstian") == "'abstian' is unknown; did you mean 'abstain'?"


@given(st.floats(-10, 10))
def test_a_number_is_sound_exactly_within_its_bounds(value):
    wrong = column("number", low=-1.0, high=1.0).wrong(repr(value))
    assert (wrong is None) == (-1.0 <= value <= 1.0)
    assert wrong is None or wrong.endswith("; it must lie in [-1, 1]")


@given(st.text())
def test_any_text_is_sound_or_told(cell):
    for kind in ("country", "year", "month", "day", "whole", "number"):
        wrong = column(kind).wrong(cell)
        assert wrong is None or wrong.isprintable()


@pytest.mark.parametrize(
    "made, dtype",
    [
        (column("number", optional=True), "float64"),
        (column("year"), "int64"),
        (column("whole", optional=True), "Int64"),
        (column("month"), "object"),
    ],
)
def test_types(made, dtype):
    assert made.dtype == dtype
