"""A table's file: every problem at once."""

import pytest

from twochairs.data.column import Column
from twochairs.data.reading import read_rows
from twochairs.data.table import Table
from twochairs.errors import InvalidInput

TABLE = Table(
    "small",
    "a small table",
    "",
    (
        Column("country", "country", ""),
        Column("start", "year", ""),
        Column("end", "year", ""),
        Column("share", "number", "", 0.0, 1.0),
        Column("source", "text", ""),
    ),
    ("country", "start"),
    ("start", "end"),
)
HEAD = "country,start,end,share,source\n"


def read(tmp_path, text, sources=("rsf", "v-dem")):
    path = tmp_path / "small.csv"
    path.write_text(text, "utf-8")
    return read_rows(path, TABLE, sources)


def refused(tmp_path, text):
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, text)
    return str(caught.value).replace(str(tmp_path / "small.csv"), "small.csv")


def test_rows_are_read_as_text(tmp_path):
    assert read(tmp_path, HEAD + "SRB,2001,2002,0.5,rsf\n") == [
        {"country": "SRB", "start": "2001", "end": "2002", "share": "0.5", "source": "rsf"}
    ]


def test_every_problem_is_told_at_once(tmp_path):
    text = HEAD + "Srb,2001,2002,1.5,rsf\nSRB,2001,2000,0.5,rfs\nSRB,2001,2002,0.5,rsf\nSRB,2003\n"
    assert refused(tmp_path, text) == (
        "small.csv cannot be read: 6 problems\n"
        "  line 2, column 1: country is 'Srb'; it must be a country's code of three capitals, such as SRB\n"
        "  line 2, column 15: share is '1.5'; it must lie in [0, 1]\n"
        "  line 3, column 1: source 'rfs' is unknown; did you mean 'rsf'?\n"
        "  line 3, column 1: end is before start\n"
        "  line 4, column 1: SRB, 2001 stands here a second time (first on line 3)\n"
        "  line 5, column 1: it has 2 cells; it must have 5"
    )


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", "line 1, column 1: the first line must be country,start,end,share,source"),
        ("country,year\n", "line 1, column 1: the first line must be country,start,end,share,source"),
        (HEAD, "line 1, column 1: it holds no row"),
        (HEAD + 'SRB,2001,2002,0.5,"rsf"x\n', "line 2, column 1: it is not CSV: ',' expected after '\"'"),
    ],
)
def test_a_file_that_is_no_table(tmp_path, text, problem):
    assert refused(tmp_path, text) == f"small.csv cannot be read: 1 problem\n  {problem}"


def test_a_missing_file(tmp_path):
    with pytest.raises(InvalidInput, match="there is no such file; check the path"):
        read_rows(tmp_path / "none.csv", TABLE)
