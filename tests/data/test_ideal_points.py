"""The file of ideal points as its authors publish it."""

import pandas as pd
import pytest

from twochairs.data.ideal_points import read_ideal_points
from twochairs.errors import InvalidInput

HEAD = "ccode,iso3c,session,year,Countryname,IdealPointAll,NVotesAll\n"


def written(tmp_path, text, name="points.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def refused(path, votes="all"):
    with pytest.raises(InvalidInput) as caught:
        read_ideal_points(path, votes)
    return str(caught.value).replace(str(path), path.name)


def row(country, year, value):
    return {"country": country, "year": str(year), "value": value}


def test_text_with_commas(tmp_path):
    text = HEAD + '345,SRB,62,2007,"Serbia",0.85576,70\n2,USA,62,2007,"United States, of",3.0,70\n'
    original = read_ideal_points(written(tmp_path, text))
    assert original.rows == [row("SRB", 2007, "0.86"), row("USA", 2007, "3.00")]
    assert original.notes == []


def test_text_with_tabs_and_a_byte_order_mark(tmp_path):
    text = "\ufeff" + HEAD.replace(",", "\t") + "345\tSRB\t62\t2007\tSerbia\t-0.001\t70\n"
    assert read_ideal_points(written(tmp_path, text, "points.tab")).rows == [row("SRB", 2007, "0.00")]


def test_names_in_latin_1_are_no_objection(tmp_path):
    path = tmp_path / "points.csv"
    path.write_bytes((HEAD + "437,CIV,62,2007,Côte d'Ivoire,-0.5,70\n").encode("latin-1"))
    assert read_ideal_points(path).rows == [row("CIV", 2007, "-0.50")]


def test_stata(tmp_path):
    frame = pd.DataFrame(
        {
            "ccode": [345, 345, 2],
            "iso3c": ["SRB", "SRB", ""],
            "year": [2007, 2008, 2007],
            "idealpointall": [0.8558, float("nan"), 3.0],
            "idealpointfp": [0.1, 0.2, 0.3],
        }
    )
    path = tmp_path / "points.dta"
    frame.to_stata(path, write_index=False)
    original = read_ideal_points(path)
    assert original.rows == [row("SRB", 2007, "0.86")]
    assert original.notes == ["1 row without an ideal point left out", "1 row without a country's code left out"]
    assert [one["value"] for one in read_ideal_points(path, "final-passage").rows] == ["0.10", "0.20"]


def test_the_year_of_a_session(tmp_path):
    original = read_ideal_points(written(tmp_path, "iso3c,session,IdealPointAll\nSRB,62,0.5\n"))
    assert original.rows == [row("SRB", 2007, "0.50")]


@pytest.mark.parametrize("missing", ["NA", "", ".", "NaN"])
def test_what_is_missing_is_left_out_and_counted(tmp_path, missing):
    text = HEAD + f"345,SRB,62,2007,Serbia,0.5,70\n345,SRB,63,2008,Serbia,{missing},70\n,,63,2008,,{missing},\n"
    assert read_ideal_points(written(tmp_path, text)).notes == ["2 rows without an ideal point left out"]


def test_every_problem_is_told_at_once(tmp_path):
    text = HEAD + (
        "345,SRB,62,2007,Serbia,0.5,70\n"
        "345,Serbia,63,20o8,Serbia,high,70\n"
        "345,SRB,62,2007,Serbia,0.6,70\n"
        "345,SRB,63\n"
        "345,SRB,64,2009.5,Serbia,7,70\n"
    )
    assert refused(written(tmp_path, text)) == (
        "points.csv cannot be imported: 7 problems\n"
        "  line 3, column 1: iso3c is 'Serbia'; it must be a country's code of three capitals, such as SRB\n"
        "  line 3, column 1: year is '20o8'; it must be a year from 1900 to 2100\n"
        "  line 3, column 1: IdealPointAll is 'high'; it must be a number\n"
        "  line 4, column 1: SRB 2007 stands here a second time (first in line 2)\n"
        "  line 5, column 1: it has 3 cells; the first line has 7\n"
        "  line 6, column 1: year is '2009.5'; it must be a year from 1900 to 2100\n"
        "  line 6, column 1: IdealPointAll is '7'; it must lie in [-5, 5]"
    )


def test_missing_columns_are_told_at_once(tmp_path):
    assert refused(written(tmp_path, "state,when,IdealPointFP\nSRB,2007,0.5\n")) == (
        "points.csv cannot be imported: 3 problems\n"
        "  it has no column iso3c, a country's code of three letters; its columns are 'idealpointfp, state, when'\n"
        "  it has no column year or session; its columns are 'idealpointfp, state, when'\n"
        "  it has no column IdealPointAll; it has IdealPointFP: give --votes final-passage"
    )


def test_a_row_of_a_stata_file_is_told_by_its_number(tmp_path):
    path = tmp_path / "points.dta"
    frame = pd.DataFrame({"iso3c": ["SRB", "SRB"], "year": [2007, 2007], "idealpointall": [0.5, 0.6]})
    frame.to_stata(path, write_index=False)
    assert refused(path) == (
        "points.dta cannot be imported: 1 problem\n  row 2: SRB 2007 stands here a second time (first in row 1)"
    )


@pytest.mark.parametrize(
    "name, text, problem",
    [
        ("points.xls", "", "its name ends in '.xls'; .dta, .csv and .tab are read"),
        ("points.dta", "not Stata", "it is not a Stata file, or is damaged"),
        ("points.csv", HEAD, "it holds no ideal point"),
    ],
)
def test_files_that_are_something_else(tmp_path, name, text, problem):
    assert refused(written(tmp_path, text, name)) == f"{name} cannot be imported: 1 problem\n  {problem}"


def test_a_missing_file(tmp_path):
    problem = "points.csv cannot be imported: 1 problem\n  there is no such file; check the path"
    assert refused(tmp_path / "points.csv") == problem
