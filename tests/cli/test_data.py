"""The command of observed figures as a user types it."""

import json

import pytest
from typer.testing import CliRunner

from twochairs.cli.app import app
from twochairs.errors import TwochairsError

LIST = """\
table              rows  years      unit
un_ideal_points     426  2000-2023  scale of the original
    ideal points in the UN General Assembly, all votes
un_votes            521  2008-2023
    roll calls of the UN General Assembly on Georgia, Crimea and Ukraine
un_tallies           34  2008-2023  members
    how the whole General Assembly voted on them
cfsp_rates           37  2012-2023  share
    share of the EU's foreign-policy declarations that a state joined
cfsp_declarations    70  2020-2023
    single declarations of the EU, and who joined them
sanction_dates       17  2014-2022
    when a state joined the EU's sanctions on Russia
sanction_rounds     160  2014-2022
    rounds and renewals of the EU's sanctions on Russia, and who joined them
hub_prices          269  2004-2026  USD/1000 m3
    price of natural gas in Europe
contract_prices     132  2005-2026  USD/1000 m3
    price a state pays Russia for gas
import_shares        85  2011-2020  share
    Russia's share of a state's imports of natural gas
polls               317  2004-2025  share
    answers of publics on the EU, Russia and others
eu_stances           67  2003-2023
    side that the party which led the government takes on the EU
gdp                 322  2006-2023  bn USD
    gross domestic product at current prices
population          324  2006-2023  million
    total population
liberal_democracy   324  2006-2023  index
    liberal democracy index
press_freedom       237  2006-2023  rank; points
    press freedom index: rank and score
arms_shares         102  2004-2023  share
    shares of suppliers in a state's deliveries of major arms over five years
"""

SHOWN = """\
contract_prices: price a state pays Russia for gas (USD/1000 m3)
As the press has it, to whole USD. Periods may lie within each other: single
months in Serbia's contract of 2022, quarters in a year's average. Left out:
prices asked, planned or forecast, wholesale prices, means of imports with much
gas that is not Russian, discounts without a price, and euros a MWh.

country  period_start  period_end  low  high  basis  note          source
SRB      2026-01       2026-03     342   342  fixed  EUR 290; USD  moscow-times-
                                                     as the press  gas-2025
                                                     gives it

moscow-times-gas-2025: Serbia's contract prolonged to March 2026. The Moscow Times, 23 December 2025
    licence: facts only
    attribution: The Moscow Times (2025-12-23)
    address of the page not kept
"""

POINTS = "iso3c,year,IdealPointAll\nSRB,2024,0.25\nRUS,2024,NA\n"


def data(*arguments, code=0):
    """What a command prints; of one that fails, the text of its error."""
    done = CliRunner().invoke(app, ["data", *map(str, arguments)])
    if isinstance(done.exception, TwochairsError):
        assert code == 1
        return str(done.exception)
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text(POINTS, "utf-8")
    return path


def test_list():
    assert data("list") == LIST


def test_list_for_a_script():
    rows = json.loads(data("list", "--json"))
    assert rows[7] == {
        "table": "hub_prices",
        "what": "price of natural gas in Europe",
        "unit": "USD/1000 m3",
        "rows": 269,
        "first": 2004,
        "last": 2026,
        "yours": False,
    }


def test_show():
    assert data("show", "contract_prices", "--country", "SRB", "--from", 2026) == SHOWN


def test_show_for_a_script():
    shown = json.loads(data("show", "un_ideal_points", "--country", "SRB", "--from", 2010, "--to", 2015, "--json"))
    assert [row["year"] for row in shown["rows"]] == [2010, 2011, 2012, 2013, 2014, 2015]
    assert all(isinstance(row["value"], float) for row in shown["rows"])
    assert [source["licence"] for source in shown["sources"]] == ["CC0 1.0"]


def test_sources():
    text = data("sources")
    assert text.count("    licence: ") == text.count("    attribution: ") == 199
    assert len(json.loads(data("sources", "--json"))) == 199


@pytest.mark.parametrize(
    "arguments, text",
    [
        (
            ("show", "un_vote"),
            "table 'un_vote' is unknown; did you mean 'un_votes'?\n  hint: `twochairs data list` names them all",
        ),
        (("show", "hub_prices", "--country", "SRB"), "hub_prices has no countries\n  hint: leave --country out"),
        (
            ("show", "polls", "--to", 1990),
            "polls has no row of these years\n  hint: it covers 2004 to 2025; some countries less",
        ),
    ],
)
def test_what_is_not_there(arguments, text):
    assert data(*arguments, code=1) == text


def test_import_says_what_it_wrote_and_what_to_do_next(points, tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    assert data("import", "ideal-points", points, "--out", mine) == (
        f"written: {mine}/un_ideal_points.csv: 1 row, 2024 to 2024\n"
        "note: 1 row without an ideal point left out\n"
        "note: no row of ALB, ARM, BGR, BIH, BLR, CHN, DEU, FRA, GEO, HUN, MDA, MKD, MNE, RUS, TUR, UKR, USA, "
        "which the shipped table has\n"
        f"next: export TWOCHAIRS_TABLES={mine}\n"
    )
    monkeypatch.setenv("TWOCHAIRS_TABLES", str(mine))
    assert "all votes (yours)\n" in data("list")
    assert json.loads(data("list", "--json"))[0]["yours"]


def test_import_for_a_script(points, tmp_path):
    imported = json.loads(data("import", "ideal-points", points, "--out", tmp_path, "--json"))
    assert imported["rows"] == 1
    assert imported["path"] == str(tmp_path / "un_ideal_points.csv")


def test_import_of_something_unknown_is_a_matter_of_usage(points, tmp_path):
    text = data("import", "gas", points, "--out", tmp_path, code=2)
    assert "ideal-points" in text
    assert "hub-prices" in text


def test_votes_are_for_ideal_points(points, tmp_path):
    text = data("import", "hub-prices", points, "--out", tmp_path, "--votes", "final-passage", code=2)
    assert "--votes is for ideal-points" in text
