"""What states buy is called as the scenario calls it, in its units, wherever the package would say gas."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.scenario.corpus import HERE
from twochairs.errors import InvalidInput
from twochairs.experiment.base import base_of
from twochairs.scenario.commodity import GAS, Commodity
from twochairs.scenario.display import markup
from twochairs.scenario.explain import explain
from twochairs.scenario.load import from_data, load
from twochairs.scenario.notes import notes_of
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import PARAMETERS

RICE = Commodity(name="rice", volume="million t/year", price="USD/t")
SMALL = HERE / "good" / "small.yaml"
ROCK = {"ROCK": {"alignment": 0.3, "gdp": 15}}
"""A state that buys nothing."""


def islands(**more: Any) -> dict[str, Any]:
    """Two states, one of which buys from the pole in the south."""
    return {
        "twochairs": 2,
        "title": "Islands",
        "commodity": RICE.model_dump(),
        "clock": {"start": "2030-01", "months": 12},
        "poles": {"NORTH": {"position": 1}, "SOUTH": {"position": -1}},
        "countries": {
            "ISLE": {"alignment": 0.1, "gdp": 40, "gas": {"seller": "SOUTH", "demand": 2.0, "dependence": 0.8}},
            **ROCK,
        },
    } | more


@pytest.mark.parametrize(
    ("text", "rice", "lng"),
    [
        ("Gas demand", "Rice demand", "LNG demand"),
        ("Share of gas from the seller", "Share of rice from the seller", "Share of LNG from the seller"),
        ("Hub gas price", "Hub rice price", "Hub LNG price"),
        ("Energy sanctions", "Rice sanctions", "LNG sanctions"),
        ("bcm/year", "million t/year", "bcm/year"),
        ("USD/1000 m3 x month", "USD/t x month", "EUR/MWh x month"),
        ("gas_bill", "gas_bill", "gas_bill"),
        ("Tension, 1", "Tension, 1", "Tension, 1"),
    ],
)
def test_a_text_is_said_in_the_words_of_the_case(text: str, rice: str, lng: str) -> None:
    assert RICE.said(text) == rice
    assert Commodity(name="LNG", price="EUR/MWh").said(text) == lng
    assert GAS.said(text) == text


def test_of_what_is_declared_nothing_speaks_of_gas_in_a_case_of_rice() -> None:
    for declared in (*QUANTITIES.values(), *PARAMETERS.values()):
        assert GAS.of(declared) == declared
        said = RICE.of(declared)
        assert not re.search(r"\b(gas|energy|bcm|m3)\b", f"{said.meaning} {said.unit}", re.IGNORECASE)
        assert (said == declared) == (f"{said.meaning} {said.unit}" == f"{declared.meaning} {declared.unit}")


@pytest.mark.parametrize(
    ("change", "bought"),
    [
        ({}, False),
        ({"timeline": [{"at": "2030-03", "name": "x", "set": {"countries.ROCK.gas.demand": 1.0}}]}, True),
        ({"policies": [{"name": "x", "do": {"countries.ROCK.gas.demand": "1"}}]}, True),
        ({"timeline": [{"at": "2030-03", "name": "x", "set": {"countries.ROCK.gas.alternative": 1.0}}]}, False),
    ],
)
def test_it_is_bought_where_a_state_has_any_demand_at_the_start_or_later(change: dict[str, Any], bought: bool) -> None:
    assert RICE.is_bought(from_data(islands(countries=ROCK, **change)).resolved()) is bought
    assert RICE.is_bought(from_data(islands(**change)).resolved())


def test_its_names_are_of_the_result_and_of_no_number(tmp_path: Path) -> None:
    """Another hash, for units are of a result's numbers; the same runs, which are used again."""
    for name in ("prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((HERE / "good" / name).read_bytes())
    cases = []
    for number, words in enumerate(("", "commodity: {name: gas}\n", "commodity: {price: EUR/MWh}\n")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(words + SMALL.read_text("utf-8"), "utf-8")
        cases.append(load(file))
    plain, written, euro = cases
    assert plain.hash == written.hash != euro.hash
    assert len({base_of(case).key for case in cases}) == 1


def test_explain_tells_it_and_whence() -> None:
    rows = {row.path: (row.value, row.origin) for row in explain(from_data(islands()), "commodity")}
    assert {path: value for path, (value, _) in rows.items()} == {
        "commodity.name": "rice",
        "commodity.volume": "million t/year",
        "commodity.price": "USD/t",
    }
    assert explain(load(SMALL), "commodity.price")[0].origin == "default"


def test_a_notebook_shows_it_where_there_is_any() -> None:
    assert "<th>rice dependence (%)</th>" in markup(from_data(islands()).case)
    assert "dependence" not in markup(from_data(islands(countries=ROCK)).case)


def test_notes_speak_of_it() -> None:
    levers = {
        "NORTH": {"gas_discount": 0.2, "energy_sanctions": 0.5},
        "SOUTH": {"diversification_support": {"ROCK": 1}},
    }
    told = [str(note) for note in notes_of(from_data(islands(levers=levers)))]
    assert [note.partition(": ")[2] for note in told] == [
        "NORTH.energy_sanctions changes nothing for ISLE, ROCK: no pole elsewhere on the axis owns rice firms there",
        "NORTH.gas_discount changes nothing for ISLE, ROCK: it buys its rice from SOUTH",
        "SOUTH.diversification_support changes nothing for ROCK: it buys no rice",
    ]


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str], list[str]]:
    """The problems of a file that begins with some lines, each from its column on."""

    def of(lines: str) -> list[str]:
        file = tmp_path / "case.yaml"
        file.write_text(f"{lines}\nclock: {{start: 2030-01, months: 12}}\n" + HEAD, "utf-8")
        with pytest.raises(InvalidInput) as error:
            load(file)
        return [str(problem) for problem in error.value.problems]

    return of


HEAD = """\
twochairs: 2
title: x
poles: {N: {position: 1}}
countries: {A: {alignment: 0.1, gdp: 5, gas: {demand: 1, contract: {until: 2031-01}}}}
"""
MISSING = (
    "line 6, column 58: countries.A.gas.contract.price is missing: price at the start ({}); it must lie in [0, 100000]"
)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "commodity: {nmae: rice}",
            "line 1, column 13: commodity.nmae is unknown; did you mean 'name'?",
        ),
        ("commodity: {name: ''}", "line 1, column 19: commodity.name is ''; it must not be empty"),
        ("commodity: {price: 5}", "line 1, column 20: commodity.price is 5; it must be text"),
        ("commodity: rice", "line 1, column 12: commodity is 'rice'; it must be a mapping"),
        (
            'commodity: {volume: "t\\nyear"}',
            "line 1, column 21: commodity.volume is 't\\nyear'; it must stand on one line, in letters and signs that "
            "print",
        ),
        (
            f"commodity: {{volume: {'t' * 41}}}",
            f"line 1, column 21: commodity.volume is '{'t' * 41}'; it may have 40 characters at most",
        ),
    ],
)
def test_what_it_may_not_be(refused: Callable[[str], list[str]], line: str, problem: str) -> None:
    assert refused(line) == [problem, MISSING.format("USD/1000 m3")]


def test_what_is_missing_is_told_in_its_units(refused: Callable[[str], list[str]]) -> None:
    assert refused("commodity: {price: USD/t}") == [MISSING.format("USD/t")]
