"""A scenario in words."""

from typing import Any

import pytest

from twochairs.reports import scenario
from twochairs.results.result import Result
from twochairs.scenario.parts import idle


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"at": "2022-02"}, "2022-02"),
        ({"from": "2022-03", "to": "2023-06"}, "2022-03 to 2023-06"),
        ({"from": "2022-03"}, "from 2022-03"),
        ({"every": "12 months", "probability": 0.3}, "every 12 months, with probability 0.3"),
        ({}, ""),
    ],
)
def test_when(item: dict[str, Any], said: str) -> None:
    assert scenario.when(item) == said


def test_changes_are_told_in_order() -> None:
    item = {
        "set": {"rivalry": 0.9},
        "add": {"disputes.border.tension": 0.2},
        "ramp": {"EU.pressure": 0.6},
        "news": {"RU": -0.8},
        "elections": ["AAA"],
    }
    assert list(scenario.changes(item)) == [
        "set rivalry to 0.9",
        "add 0.2 to disputes.border.tension",
        "move EU.pressure steadily to 0.6",
        "news about RU of −0.80",
        "elections in AAA",
    ]


def test_tables_hold_what_the_file_says(result: Result) -> None:
    tables = {table.caption.partition(":")[0].partition(";")[0]: table for table in scenario.tables(result)}
    assert [row[:3] for row in tables["States at the start"].rows] == [
        ["<script>alert(1)</script>", "+0.10", "90"],
        ["$x_{", "−0.40", "0"],
        ["_hidden", "+0.80", "0"],
    ]
    assert tables["Timeline"].rows == [
        ["2022", "Jun: $x_{ happens; Jun: _hidden happens"],
        ["2023", "Jan: <b>bold & brave</b>"],
    ]
    assert ["2022-06", "$x_{ happens", "set NORTH.pressure.AAA to 0.6", ""] in tables["Timeline in full"].rows
    assert ["_hidden border", "<script>alert(1)</script>, $x_{", "0.4"] in tables["Disputes"].rows
    levers = {tuple(row[1:]) for row in tables["Levers at the start"].rows}
    assert {("pressure", "AAA 0.3"), ("gas discount", "all others 0.4"), ("aid", "all others 1")} <= levers


def test_policies_are_told() -> None:
    from twochairs.reports.parts import Table

    table = scenario._policies(
        {"policies": [{"name": "relent", "every": "6 months", "when": "alignment[AAA] > 0", "do": {"EU.aid": "2"}}]}
    )
    head = ["Policy", "Asked", "When", "Does"]
    assert table == Table("Adaptive policies", head, [["relent", "every 6 months", "alignment[AAA] > 0", "EU.aid = 2"]])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("countries.AAA.alignment", "0.1"),
        ("countries.AAA.trade", "NORTH 0.6"),
        ("countries.AAA", ""),
        ("nothing.of.it", ""),
        ("disputes.border.between", "AAA, BBB"),
    ],
)
def test_values_by_their_keys(result: Result, key: str, said: str) -> None:
    assert scenario.values_of(result.scenario, key) == said


def test_values_of_a_scenario_are_shown_as_they_were_written() -> None:
    data = {"gdp": 12345.67, "aid": {"AAA": 0.123456, "default": -0.05}, "years": [2022, 0.1 + 0.2], "open": True}
    shown = [scenario.values_of(data, key) for key in data]
    assert shown == ["12345.67", "AAA 0.123456, all others −0.05", "2022, 0.3", "true"]


def test_what_is_bought_has_its_name_and_unit(rice: Result) -> None:
    tables = {table.caption.partition(":")[0].partition(";")[0]: table for table in scenario.tables(rice)}
    assert tables["States at the start"].head[2:4] == ["Rice dependence (%)", "Rice demand (million t a year)"]
    assert ["rice discount", "all others 0.4"] in [row[1:] for row in tables["Levers at the start"].rows]


def test_where_nothing_is_bought_there_is_neither_a_column_nor_a_lever_of_it(result: Result) -> None:
    data = {**result.scenario, "countries": {"AAA": {"alignment": 0.1, "gas": {"demand": 0.0}}}}
    assert not any("gas" in head.lower() for head in scenario._states(result, data).head)
    levers = [row[1] for row in scenario._levers(result, data, idle(data)).rows]
    assert "aid" in levers and "gas discount" not in levers


def test_a_pole_that_is_a_party_is_called_by_its_name(result: Result) -> None:
    data = {"disputes": {"reef": {"between": ["BBB", "SOUTH"], "tension": 0.5}}}
    assert scenario._disputes(result, data).rows == [["reef", f"$x_{{, {result.label('pole', 'SOUTH')}", "0.5"]]
