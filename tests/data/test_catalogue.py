"""Tables by name, and the folder of the user's that comes first."""

import os

import pytest

from twochairs.data.catalogue import declaration, entry, rows, source, sources_of, table, tables
from twochairs.errors import InvalidInput, NotPossible

MINE = "month,price,source\n2030-01,100,mine\n2030-02,110,mine\n"
MY_SOURCE = (
    "source,title,publisher,version,url,licence,attribution,note\n"
    "mine,My prices,Me,1,https://example.org,CC0 1.0,Me,\n"
    "rsf,Index,RSF,2,https://rsf.org,check,RSF,newer\n"
)


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A folder of tables with a table of prices and its source."""
    (tmp_path / "hub_prices.csv").write_text(MINE, "utf-8")
    (tmp_path / "sources.csv").write_text(MY_SOURCE, "utf-8")
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(tmp_path))
    return tmp_path


def test_tables_have_names_of_their_own():
    names = [declared.name for declared in tables()]
    assert len(set(names)) == len(names)


def test_types():
    frame = table("cfsp_rates")
    assert frame["rate"].dtype == "float64"
    assert frame["joined"].dtype == "Int64"
    assert table("gdp")["year"].dtype == "int64"


def test_what_is_done_to_a_table_stays_with_who_asked():
    mine = table("gdp")
    mine["value"] = 0.0
    rows("gdp")[0]["value"] = "0"
    assert (table("gdp")["value"] > 0).all()


def test_an_unknown_table_is_told_with_the_one_meant():
    with pytest.raises(NotPossible) as caught:
        table("un_vote")
    assert str(caught.value) == (
        "table 'un_vote' is unknown; did you mean 'un_votes'?\n  hint: `twochairs data list` names them all"
    )


def test_an_unknown_source_is_told_with_the_one_meant():
    with pytest.raises(NotPossible) as caught:
        source("v-den")
    assert str(caught.value) == (
        "source 'v-den' is unknown; did you mean 'v-dem'?\n  hint: `twochairs data sources` names them all"
    )


def test_an_entry_counts_and_spans():
    shipped = entry("hub_prices")
    assert (shipped.rows, shipped.first, shipped.last, shipped.users) == (269, 2004, 2026, False)
    assert shipped.table is declaration("hub_prices")


def test_sources_of_a_table():
    assert [one.key for one in sources_of("press_freedom")] == ["rsf"]
    assert source("un-ideal-points").licence == "CC0 1.0"


def test_the_users_table_comes_first(mine):
    assert table("hub_prices")["price"].tolist() == [100.0, 110.0]
    assert entry("hub_prices").users
    assert not entry("gdp").users
    assert sources_of("hub_prices")[0].publisher == "Me"
    assert source("rsf").note == "newer"
    assert source("v-dem").publisher.startswith("V-Dem")


def test_a_changed_file_is_read_anew(mine):
    assert len(table("hub_prices")) == 2
    (mine / "hub_prices.csv").write_text(MINE + "2030-03,120,mine\n", "utf-8")
    os.utime(mine / "hub_prices.csv", ns=(1, 1))
    assert len(table("hub_prices")) == 3


def test_without_the_folder_the_shipped_table_is_back(mine, monkeypatch):
    monkeypatch.delenv("TWOCHAIRS_TABLES")
    assert len(table("hub_prices")) == 269


def test_a_users_table_is_checked(mine):
    (mine / "hub_prices.csv").write_text("month,price,source\n2030-1,-5,other\n", "utf-8")
    with pytest.raises(InvalidInput) as caught:
        table("hub_prices")
    path = mine / "hub_prices.csv"
    assert str(caught.value) == (
        f"{path} cannot be read: 2 problems\n"
        "  line 2, column 1: month is '2030-1'; it must be a month such as 2022-05\n"
        "  line 2, column 8: price is '-5'; it must lie in [0, 10000]"
    )


def test_a_folder_that_is_not_there(monkeypatch):
    monkeypatch.setenv("TWOCHAIRS_TABLES", "no/such")
    with pytest.raises(NotPossible) as caught:
        table("gdp")
    assert str(caught.value) == (
        "TWOCHAIRS_TABLES names no/such, which is no folder\n"
        "  hint: `twochairs data import KIND FILE --out no/such` makes one; or unset TWOCHAIRS_TABLES"
    )
