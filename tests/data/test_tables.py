"""The shipped tables: what they hold, and figures typed in from the originals."""

from pathlib import Path

import pytest

from tests.data.cell import one
from twochairs.data.catalogue import all_sources, declaration, rows, sources_of, table, tables
from twochairs.data.declared import TABLES
from twochairs.data.folder import shipped
from twochairs.scenario.example import cases
from twochairs.scenario.load import load

CASE = Path(__file__).parents[2] / "scenarios" / "balkans" / "serbia-2022.yaml"
NAMES = [declared.name for declared in tables()]
STATES = {"ALB", "ARM", "BGR", "BIH", "BLR", "GEO", "HUN", "MDA", "MKD", "MNE", "SRB", "TUR", "UKR", "XKX"}
POLES = {"CHN", "DEU", "FRA", "RUS", "USA"}
FIRST = {
    "un_ideal_points": 2000, "hub_prices": 2004, "contract_prices": 2005, "polls": 2004, "arms_shares": 2004,
    "eu_stances": 2003,
}  # fmt: skip
LAST = {"hub_prices": 2026, "contract_prices": 2026, "polls": 2025}


def test_every_file_is_a_table_and_every_table_a_file():
    files = {path.name for case in cases() for path in shipped(case).iterdir()}
    assert files == {f"{declared.name}.csv" for declared in TABLES} | {"sources.csv"}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_holds_what_is_declared(name):
    declared = declaration(name)
    frame = table(name)
    assert list(frame.columns) == declared.names
    assert not frame.duplicated(list(declared.key)).any()
    for column in declared.columns:
        assert column.optional or not frame[column.name].isna().any(), column.name


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_only_states_of_the_example_and_poles(name):
    if "country" in declaration(name).names:
        europe = {"EUR"} if name == "contract_prices" else set()
        assert {row["country"] for row in rows(name)} <= STATES | POLES | europe


def test_the_states_are_those_of_the_example():
    assert set(load(CASE).case.countries) == STATES


@pytest.mark.parametrize("name", NAMES)
def test_years_are_those_agreed(name):
    years = [int(row[when][:4]) for row in rows(name) for when in declaration(name).when]
    assert FIRST.get(name, 2006) <= min(years)
    assert max(years) <= LAST.get(name, 2023)


@pytest.mark.parametrize(
    "country, year, value",
    [("SRB", 2007, 0.86), ("SRB", 2021, 0.22), ("UKR", 2013, 0.74), ("UKR", 2014, 1.11), ("BLR", 2020, -0.68)],
)
def test_ideal_points(country, year, value):
    assert one("un_ideal_points", country=country, year=year) == value


def test_ideal_points_are_of_thirteen_states_and_five_poles_in_every_year_they_were_members():
    counts = table("un_ideal_points").groupby("country").size()
    assert set(counts.index) == (STATES - {"XKX"}) | POLES
    assert counts["MNE"] == 18  # a member since 2006
    assert (counts.drop("MNE") == 24).all()


def test_prices_of_gas_are_of_every_month():
    frame = table("hub_prices").set_index("month")["price"]
    assert len(frame) == 269  # January 2004 to May 2026
    assert frame["2004-01"] == 138  # 3.87 USD/mmbtu times 35.7
    assert frame.idxmax() == "2022-08"
    assert frame.max() == 2500  # 70.04 USD/mmbtu


def test_prices_of_serbias_contracts():
    assert one("contract_prices", "low", country="SRB", period_start="2021-12") == 270
    row = table("contract_prices").query("country == 'SRB'").set_index("period_start").loc["2022-06"]
    assert (row["low"], row["high"], row["period_end"], row["basis"]) == (310, 408, "2025-05", "oil-indexed")
    assert (table("contract_prices")["low"] <= table("contract_prices")["high"]).all()


@pytest.mark.parametrize(
    "country, start, end, low, high",
    [
        ("ARM", "2006-01", "2006-03", 54, 54),
        ("ARM", "2006-04", "2006-12", 110, 110),
        ("BGR", "2006-01", "2006-12", 83, 258),
        ("BLR", "2005-01", "2005-12", 47, 47),  # 46.68
        ("BLR", "2013-01", "2013-12", 163, 166),
        ("EUR", "2013-01", "2013-12", 380, 385),
        ("MDA", "2011-10", "2011-12", 402, 402),  # 402.27
        ("MKD", "2012-01", "2012-06", 564, 564),  # 564.3
        ("SRB", "2012-01", "2012-03", 488, 488),
        ("TUR", "2005-11", "2005-11", 243, 243),  # 242.863
        ("UKR", "2009-04", "2009-06", 270, 280),
        ("UKR", "2014-01", "2014-03", 269, 269),  # 268.5
    ],
)
def test_prices_of_buyers(country, start, end, low, high):
    key = {"country": country, "period_start": start, "period_end": end}
    assert (one("contract_prices", "low", **key), one("contract_prices", "high", **key)) == (low, high)


def test_a_price_within_a_year_is_near_the_average_of_the_year():
    frame = table("contract_prices")
    years = frame[(frame["period_start"].str[5:] == "01") & (frame["period_end"].str[5:] == "12")]
    assert len(years) == 50
    for _, year in years.iterrows():
        inside = frame[
            (frame["country"] == year["country"])
            & (frame["period_start"] >= year["period_start"])
            & (frame["period_end"] <= year["period_end"])
        ]
        assert (inside["high"] <= 1.3 * year["high"]).all()
        assert (inside["low"] >= 0.7 * year["low"]).all()


def test_shares_of_imports():
    assert one("import_shares", "share", country="SRB", year=2018) == 1.0
    assert one("import_shares", "share", country="TUR", year=2020) == 0.34
    assert one("import_shares", "note", country="SRB", year=2012) == "dip of partner attribution"


def test_polls():
    ally = {"country": "SRB", "pollster": "ECFR", "year": 2021}
    assert one("polls", "share", answer="Russia: ally", **ally) == 0.54
    assert one("polls", "share", answer="Russia: ally or necessary partner", **ally) == 0.95
    assert one("polls", "share", answer="EU: ally", **ally) == 0.11
    assert one("polls", "share", pollster="NSPM", question="sanctions on Russia", answer="against") == 0.821


WAVES = {
    (2009, 5): 61, (2009, 11): 73, (2010, 6): 65, (2010, 12): 57, (2011, 6): 53, (2011, 12): 51, (2012, 6): 49,
    (2012, 12): 41, (2013, 6): 50, (2013, 12): 51, (2014, 6): 46, (2014, 12): 44, (2015, 6): 49, (2015, 12): 48,
    (2016, 6): 41, (2016, 12): 47, (2017, 6): 49, (2017, 12): 52, (2018, 7): 55, (2018, 12): 55, (2019, 7): 53,
    (2019, 12): 54, (2021, 7): 57, (2021, 12): 54, (2022, 12): 43,
}  # fmt: skip
"""Percent that would vote for joining the EU, as Serbia's ministry printed it."""


def test_every_wave_of_serbias_poll_on_membership():
    asked = table("polls").query("pollster == 'Ministry of European Integration'")
    vote = asked[asked["question"] == "vote on joining the EU"]
    for_ = vote[vote["answer"] == "for"]
    assert {(y, m): round(100 * share) for y, m, share in for_[["year", "month", "share"]].values} == WAVES
    against = vote[vote["answer"] == "against"].merge(for_, on=["year", "month"])
    assert len(against) == 17
    assert (against["share_x"] + against["share_y"] <= 1).all()


@pytest.mark.parametrize(
    "country, year, month, question, answer, share",
    [
        ("ARM", 2013, None, "main friend", "Russia", 0.83),
        ("ARM", 2023, 12, "relations with Russia", "good", 0.31),
        ("GEO", 2018, 12, "aim of joining the EU", "approve", 0.83),
        ("MDA", 2017, 11, "vote on joining the EU", "against", 0.285),
        ("MKD", 2019, None, "vote on joining the EU", "for", 0.65),
        ("MNE", 2020, 12, "vote on joining the EU", "for", 0.748),
        ("TUR", 2010, None, "is membership of the EU good for the country", "good", 0.38),
    ],
)
def test_comparable_polls(country, year, month, question, answer, share):
    frame = table("polls").query(f"country == '{country}' and year == {year} and question == '{question}'")
    frame = frame[(frame["answer"] == answer) & (frame["month"].isna() if month is None else frame["month"] == month)]
    assert frame["share"].tolist() == [share]


def test_answers_to_one_question_are_no_more_than_all():
    asked = [word for word in declaration("polls").key if word != "answer"]
    known = table("polls").query("pollster != 'ECFR'")  # whose third answer holds the second
    assert known.groupby(asked, dropna=False)["share"].sum().max() <= 1.0


def test_governments_that_were_not_for_the_eu():
    frame = table("eu_stances").query("stance < 1")
    assert frame[["country", "year", "survey", "stance"]].values.tolist() == [
        ["ARM", 2003, "Manifesto Project", 0],
        ["GEO", 2008, "Manifesto Project", 0],
        ["HUN", 2014, "Chapel Hill", -1],
        ["HUN", 2014, "Manifesto Project", -1],
        ["HUN", 2018, "Manifesto Project", -1],
        ["HUN", 2019, "Chapel Hill", -1],
        ["SRB", 2003, "Manifesto Project", 0],
        ["SRB", 2012, "Manifesto Project", -1],
        ["SRB", 2020, "Manifesto Project", 0],
        ["TUR", 2019, "Chapel Hill", -1],
    ]


def test_surveys_of_one_party_in_one_year_agree():
    sides = table("eu_stances").groupby(["country", "year", "party"])["stance"].nunique()
    assert (sides == 1).all()
    assert len(table("eu_stances")) - len(sides) == 4  # Bulgaria in 2014, Hungary in 2006, 2010 and 2014


@pytest.mark.parametrize(
    "name, country, year, value",
    [
        ("gdp", "SRB", 2021, 66.16),
        ("gdp", "MNE", 2006, 2.722),
        ("population", "SRB", 2021, 6.834),
        ("population", "XKX", 2006, 1.813),
        ("liberal_democracy", "SRB", 2006, 0.53),
        ("liberal_democracy", "SRB", 2021, 0.24),
    ],
)
def test_yearly_figures(name, country, year, value):
    assert one(name, country=country, year=year) == value


def test_press_freedom():
    assert one("press_freedom", "rank", country="SRB", year=2021) == 93
    assert one("press_freedom", "score", country="SRB", year=2022) == 61.5
    frame = table("press_freedom")
    assert (frame["method"] <= frame["year"]).all()
    assert set(frame[frame["year"] >= 2022]["method"]) == {2022}
    assert frame[frame["year"] < 2013]["score"].isna().all()


def test_shares_of_arms():
    whole = table("arms_shares").groupby(["country", "period_start"])["share"].sum()
    assert (whole - 1).abs().max() < 1e-9
    assert one("arms_shares", "share", country="SRB", period_start=2019, supplier="RUS") == pytest.approx(
        0.426, abs=0.0011
    )
    frame = table("arms_shares")
    assert (frame["period_end"] - frame["period_start"] == 4).all()


@pytest.mark.parametrize("name", NAMES)
def test_every_source_of_a_table_may_be_used_and_says_how_to_name_it(name):
    for source in sources_of(name):
        assert source.licence
        assert source.attribution


def test_every_source_is_used():
    used = {row["source"] for declared in tables() for row in rows(declared.name)}
    assert used == set(all_sources())


def test_no_source_is_a_package_registry():
    for source in all_sources().values():
        assert not source.url or source.url.startswith(("https://", "http://"))
        assert not any(name in source.url for name in ("pypi.org", "cran.", "npmjs"))
