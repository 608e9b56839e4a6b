"""The World Bank's workbook of prices."""

import sys

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.data.pink_sheet import read_pink_sheet
from twochairs.errors import InvalidInput, NotPossible
from twochairs.results.extra import how_to_install

TITLES = [
    ["World Bank Commodity Price Data (The Pink Sheet)"],
    ["monthly prices in nominal US dollars"],
    [],
    ["Updated on June 2, 2026"],
]
HEADINGS = [None, "Crude oil, Brent", "Natural gas, US", "Natural gas, Europe **"]
UNITS = [None, "($/bbl)", "($/mmbtu)", "($/mmbtu)"]


def workbook(path, rows, headings=HEADINGS, units=UNITS, sheet="Monthly Prices"):
    book = openpyxl.Workbook()
    book.active.title = "AFOSHEET"
    made = book.create_sheet(sheet)
    for line in [*TITLES, headings, units, *rows]:
        made.append(line)
    book.save(path)
    return path


def refused(path):
    with pytest.raises(InvalidInput) as caught:
        read_pink_sheet(path)
    return str(caught.value).replace(str(path), path.name)


def test_prices_are_of_1000_cubic_metres(tmp_path):
    rows = [["2004M01", 30.0, 6.1, 3.87], ["2022M08", 98.0, 8.8, 70.04]]
    original = read_pink_sheet(workbook(tmp_path / "prices.xlsx", rows))
    assert original.rows == [{"month": "2004-01", "price": "138"}, {"month": "2022-08", "price": "2500"}]
    assert original.notes == ["222 months have no row, the first 2004-02"]


def test_what_has_no_price_is_left_out_and_counted(tmp_path):
    rows = [["2004M01", 30.0, 6.1, "…"], ["2004M02", 30.0, 6.1], ["2004M03", 30.0, 6.1, 4], [], ["a note"]]
    original = read_pink_sheet(workbook(tmp_path / "prices.xlsx", rows))
    assert original.rows == [{"month": "2004-03", "price": "143"}]
    assert original.notes == ["2 months without a price left out"]


def test_every_problem_is_told_at_once(tmp_path):
    rows = [
        ["2004M01", 30.0, 6.1, 3.87],
        ["2004M01", 30.0, 6.1, 3.87],
        ["2004M13", 30.0, 6.1, 3.87],
        ["2004M02", 30.0, 6.1, "dear"],
        ["2004M03", 30.0, 6.1, -1.0],
        [200404, 30.0, 6.1, 3.0],
    ]
    assert refused(workbook(tmp_path / "prices.xlsx", rows, units=[None, "($/bbl)", "", "($/MWh)"])) == (
        "prices.xlsx cannot be imported: 6 problems\n"
        "  line 6, column 4: the unit is '($/MWh)'; it must be $/mmbtu\n"
        "  line 8, column 1: 2004M01 stands here a second time (first in line 7)\n"
        "  line 9, column 1: the month is '2004M13'; it must be a month such as 1960M01\n"
        "  line 10, column 4: the price is 'dear'; it must be a number\n"
        "  line 11, column 4: the price, in USD/1000 m3, is '-36'; it must lie in [0, 10000]\n"
        "  line 12, column 1: the month is 200404; it must be a month such as 1960M01"
    )


def test_a_workbook_of_something_else(tmp_path):
    path = workbook(tmp_path / "prices.xlsx", [], sheet="Annual Prices")
    assert refused(path) == (
        "prices.xlsx cannot be imported: 1 problem\n"
        "  it has no sheet 'Monthly Prices'; its sheets are 'AFOSHEET, Annual Prices'"
    )


def test_a_sheet_without_the_price(tmp_path):
    path = workbook(tmp_path / "prices.xlsx", [], headings=[None, "Crude oil, Brent"])
    assert refused(path) == (
        "prices.xlsx cannot be imported: 1 problem\n"
        "  sheet 'Monthly Prices' has no heading 'Natural gas, Europe' in its first 20 rows"
    )


def test_a_sheet_without_rows(tmp_path):
    assert refused(workbook(tmp_path / "prices.xlsx", [])) == (
        "prices.xlsx cannot be imported: 1 problem\n  it holds no price"
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "prices.xlsx"
    path.write_bytes(content)
    problem = "prices.xlsx cannot be imported: 1 problem\n  it is not a workbook (.xlsx), or is damaged"
    assert refused(path) == problem


def test_without_openpyxl_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(NotPossible) as caught:
        read_pink_sheet(tmp_path / "prices.xlsx")
    assert str(caught.value) == (
        f"a workbook needs openpyxl, which is not installed\n  hint: {how_to_install('evidence')}"
    )
