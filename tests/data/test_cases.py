"""Figures of another case: tables in its folder, with sources of their own, and nothing that is not to be known."""

import json

import pytest

from tests.command import typed
from tests.data.cell import one
from twochairs import data
from twochairs.data.catalogue import all_sources, declaration, rows, table, tables
from twochairs.errors import NotPossible
from twochairs.scenario.example import case_folder
from twochairs.scenario.load import load

CASE = "south-east-asia"
STATES = set(load(case_folder(CASE) / "from-2024.yaml").case.countries)
NAMES = [declared.name for declared in tables(CASE)]


def test_the_case_has_these_tables():
    assert NAMES == [
        "un_ideal_points", "polls", "gdp", "liberal_democracy", "press_freedom", "arms_shares", "trade_shares",
        "aid_shares",
    ]  # fmt: skip
    assert [entry.table.name for entry in data.list_tables(CASE)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_of_its_states_and_of_poles(name):
    assert {row["country"] for row in rows(name, CASE)} <= STATES | {"USA", "CHN", "JPN"}
    assert not table(name, CASE).duplicated(list(declaration(name).key)).any()


def test_every_source_is_used_and_says_what_may_be_done_with_it():
    used = {row["source"] for name in NAMES for row in rows(name, CASE)}
    assert used == set(all_sources(CASE))
    assert all(source.licence and source.attribution for source in all_sources(CASE).values())


def test_no_ideal_point_of_the_years_to_be_foretold_is_there():
    assert {int(row["year"]) for row in rows("un_ideal_points", CASE)} == set(range(2000, 2010))


def test_the_places_at_the_start_of_2010_are_those_of_the_table():
    """Mean of 2007 to 2009, mapped with the centre of all ten and the slope of the other case."""
    frame = table("un_ideal_points", CASE)
    own = frame[frame.country.isin(STATES)]
    centre = own.groupby("country").value.mean().mean()
    case = load(case_folder(CASE) / "hindcast-2010.yaml").case
    assert case.ideal_points.place == pytest.approx(centre, abs=1e-3)
    late = own[own.year >= 2007].groupby("country").value.mean()
    for country, state in case.countries.items():
        place = (late[country] - case.ideal_points.place) / case.ideal_points.slope
        assert state.alignment == pytest.approx(place, abs=0.006), country


def test_figures_typed_in_from_the_originals():
    assert one("gdp", case=CASE, country="PHL", year=2010) == 208.4
    assert one("arms_shares", "share", case=CASE, country="VNM", period_start=2005, supplier="RUS") == 0.783
    assert one("trade_shares", "share", case=CASE, country="LAO", year=2022, partner="CHN") == 0.31
    assert one("aid_shares", case=CASE, country="KHM", period_start=2009, donor="USA") == 0.72


def test_arms_trade_and_size_of_the_scenarios_are_those_of_the_tables():
    names = {"US": "USA", "CN": "CHN", "RU": "RUS", "JP": "JPN"}
    arms = table("arms_shares", CASE).set_index(["country", "period_start", "supplier"]).share
    trade = table("trade_shares", CASE).set_index(["country", "year", "partner"]).share
    gdp = table("gdp", CASE).set_index(["country", "year"]).value
    for name, period, year, size in (("hindcast-2010", 2005, 2011, 2010), ("from-2024", 2019, 2022, 2023)):
        for country, state in load(case_folder(CASE) / f"{name}.yaml").case.countries.items():
            assert state.gdp == pytest.approx(gdp[country, size], abs=0.06)
            for pole, share in state.arms.items():
                assert share == pytest.approx(arms[country, period, names[pole]], abs=0.006), (name, country, pole)
            for pole, share in state.trade.items():
                assert share == pytest.approx(trade[country, year, names[pole]], abs=0.006), (name, country, pole)


def test_the_commands_take_a_case():
    listed = typed("data", "list", "--case", CASE, "--json")
    assert [entry["table"] for entry in json.loads(listed.stdout)] == NAMES
    shown = typed("data", "show", "aid_shares", "--case", CASE, "--country", "LAO")
    assert "licence: check" in shown.stdout and "CHN" in shown.stdout
    assert "IMF" in typed("data", "sources", "--case", CASE).stdout


def test_a_table_that_the_case_has_not():
    with pytest.raises(NotPossible) as caught:
        table("un_votes", CASE)
    assert str(caught.value) == (f"south-east-asia has no table un_votes\n  hint: it has {', '.join(NAMES)}")
    ended = typed("data", "list", "--case", "south-pole")
    assert ended.returncode == 1
    assert "case 'south-pole' is unknown; allowed here: balkans, south-east-asia" in ended.stderr
