"""The levers of a page are those of the scenario, with the ranges that are declared."""

from collections.abc import Callable
from pathlib import Path

from tests.dashboard.served import CASE
from twochairs.dashboard.levers import ALL, levers
from twochairs.scenario.load import load
from twochairs.world.levers import Levers
from twochairs.world.quantity import declared


def test_every_lever_of_every_pole_is_offered_with_its_range() -> None:
    scenario = load(CASE)
    for pole in scenario.case.poles:
        offered = {lever.path.split(".")[1]: lever for lever in levers(scenario, pole)}
        assert set(offered) == set(Levers._fields)
        for name, quantity in declared(Levers).items():
            assert (offered[name].low, offered[name].high) == (quantity.low, quantity.high)
            assert offered[name].meaning == quantity.meaning


def test_a_slider_starts_where_the_world_does() -> None:
    scenario = load(CASE)
    layout, values = scenario.start()
    for pole in scenario.case.poles:
        for country in scenario.case.countries:
            for lever in levers(scenario, pole, country):
                assert lever.start == values[layout.slot(lever.path.split(".")[1], pole, country)], lever.path


def test_sliders_may_go_to_both_ends() -> None:
    offered = [lever for pole in ("EU", "RU") for lever in levers(load(CASE), pole, "SRB")]
    for end in ("low", "high"):
        scenario = load(CASE, {lever.path: repr(getattr(lever, end)) for lever in offered})
        layout, values = scenario.start()
        for lever in offered:
            pole, name, country = lever.path.split(".")
            assert values[layout.slot(name, pole, country)] == getattr(lever, end)


def test_those_in_use_come_first(small: Callable[[str], Path]) -> None:
    used = [lever.used for lever in levers(load(small("one")), "NORTH", "AAA")]
    assert used == sorted(used, reverse=True)
    assert sum(used) == 2  # aid and pressure; gas is delivered in full, which is at rest


def test_a_lever_that_one_state_has_is_in_use_for_all() -> None:
    scenario = load(CASE)
    used = {lever.path for lever in levers(scenario, "RU") if lever.used}
    assert "RU.patronage" in used
    assert "RU.gas_supply" not in used


def test_what_the_timeline_sets_anew_is_told(small: Callable[[str], Path]) -> None:
    scenario = load(small("one"))
    for towards, told in (("AAA", 1), ("BBB", 0), (ALL, 1)):
        pressure = next(lever for lever in levers(scenario, "NORTH", towards) if ".pressure" in lever.path)
        assert len(pressure.later) == told
        assert all(text.startswith("2022-06 ") for text in pressure.later)


def test_levers_are_called_as_the_case_calls_what_is_bought() -> None:
    offered = {lever.path: lever.meaning for lever in levers(load(CASE, {"commodity.name": "rice"}), "RU")}
    assert offered["RU.gas_discount"] == "Largest rice discount"
    assert offered["RU.energy_sanctions"] == "Sanctions on rival-owned rice firms"
    assert {"RU.gas_discount", "RU.gas_supply", "RU.diversification_support"} == {
        path for path, meaning in offered.items() if "rice" in meaning.lower() and "firms" not in meaning
    }


def test_of_parts_that_a_scenario_has_nothing_of_no_lever_is_offered(small: Callable[[str], Path]) -> None:
    scenario = load(small("one"))
    assert not scenario.case.commodity.is_bought(scenario.resolved())
    offered = {lever.path.split(".")[1] for lever in levers(scenario, "NORTH", "AAA")}
    trade = {"gas_discount", "gas_supply", "diversification_support"}
    assert set(Levers._fields) - offered == trade | {"accession_credibility", "energy_sanctions"}
