"""Tables as text and as data."""

from dataclasses import replace

from twochairs.data.catalogue import declaration, source, tables
from twochairs.data.select import selected
from twochairs.data.told import grid, source_lines, table_data, table_lines


def test_columns_stand_under_each_other():
    assert grid(["a", "number"], [["x", "1"], ["longer", "22"]], (False, True)) == [
        "a       number",
        "x            1",
        "longer      22",
    ]


def test_cells_are_broken_between_words_where_a_line_has_no_room() -> None:
    words = "one of several words and a key with-some-hyphens of 2014-05-15"
    assert grid(["a", "what"], [["x" * 40, words], ["y", "short"]], (False, False)) == [
        "a" + " " * 41 + "what",
        "x" * 40 + "  one of several words and a key with-",
        " " * 42 + "some-hyphens of 2014-05-15",
        "y" + " " * 41 + "short",
    ]


def test_columns_that_a_line_has_no_room_for_stand_below() -> None:
    head = ["key", "number", "source", "note"]
    row = ["k" * 50, "1", "s" * 25, "a note"]
    assert grid(head, [row, ["l", "2", "", ""]], (False, True, False, False)) == [
        "key" + " " * 49 + "number",
        "k" * 50 + "       1",
        "    source: " + "s" * 25 + "; note: a note",
        "l" + " " * 56 + "2",
    ]


def test_every_shipped_table_is_within_80_columns() -> None:
    for table in tables():
        lines = table_lines(table, selected(table.name, None, None, None), [])
        assert max(map(len, lines[1:])) <= 80, table.name


def test_a_table_is_told_with_its_sources():
    rows = selected("gdp", "SRB", 2021, 2022)
    assert table_lines(declaration("gdp"), rows, [source("world-bank-wdi")]) == [
        "gdp: gross domestic product at current prices (bn USD)",
        "",
        "country  year  value  source",
        "SRB      2021  66.16  world-bank-wdi",
        "SRB      2022   66.8  world-bank-wdi",
        "",
        "world-bank-wdi: World Development Indicators: GDP in current USD, total population. World Bank, "
        "as in an extract of 2025",
        "    licence: CC BY 4.0",
        "    attribution: World Bank, World Development Indicators (NY.GDP.MKTP.CD, SP.POP.TOTL)",
        "    https://databank.worldbank.org/source/world-development-indicators",
        "    read from a public extract; to four figures; no GDP of Kosovo before 2008",
    ]


def test_a_column_that_is_empty_throughout_is_left_out():
    rows = selected("press_freedom", "SRB", 2006, 2007)
    assert "country  year  rank  method  source" in table_lines(declaration("press_freedom"), rows, [])


def test_data_have_numbers_and_nulls():
    row = table_data(declaration("press_freedom"), selected("press_freedom", "SRB", 2006, 2006), [])["rows"][0]
    assert row == {"country": "SRB", "year": 2006, "rank": 48, "score": None, "method": 2002, "source": "rsf"}


def test_what_a_terminal_would_act_on_is_shown_as_a_code():
    assert source_lines([replace(source("rsf"), note="\x1b[31mred")])[-1] == "    \\x1b[31mred"
