"""CSV without formulas and with whole rows."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.results.spreadsheet import csv_cell, csv_of_text, csv_text, made_safe, plain_cell

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\0x"])
def test_cells_that_a_spreadsheet_would_run_get_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"
    assert plain_cell(csv_cell(text)) == text


@pytest.mark.parametrize(("value", "cell"), [(-1.5, "-1.5"), (0.1 + 0.2, "0.30000000000000004"), (-3, "-3")])
def test_numbers_are_left_alone(value: float, cell: str) -> None:
    assert csv_cell(value) == cell


def test_what_is_no_number_is_an_empty_cell() -> None:
    assert csv_cell(float("nan")) == ""


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=5))
def test_every_row_comes_back_whole(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    again = list(csv.reader(StringIO(text, newline="")))
    assert [[plain_cell(cell) for cell in row] for row in again] == [[plain_cell(csv_cell(c)) for c in r] for r in rows]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) for row in again for cell in row)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_bit_for_bit(value: float) -> None:
    assert float(csv_text([[value]]).strip()) == value


def test_ordinary_rows_are_what_the_standard_writer_makes_of_them() -> None:
    rows = [["a", 'say "so"', "one, two"], ["b\nc", 1, 2.5], ["", "x", "žćö"]]
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    assert csv_text(rows) == text.getvalue()


def test_a_file_without_formulas_stays_as_it_is_and_one_with_is_made_safe() -> None:
    fine = "\ufeffkey,kind\r\na,b\r\n".encode()
    assert made_safe(fine) == fine
    assert made_safe(b"key,kind,source\na,observed,=HYPERLINK(1)\n") == b"key,kind,source\na,observed,'=HYPERLINK(1)\n"


def test_cells_read_as_text_are_guarded_but_for_numbers() -> None:
    assert csv_of_text([["-0.50", "+1e3", "=1", "@x", "-x"]]) == "-0.50,+1e3,'=1,'@x,'-x\n"
    assert made_safe(b"key,value\na,-0.5\n") == b"key,value\na,-0.5\n"
