"""Parts of the model that a scenario has nothing of: what counts as some, and where nothing of them is said."""

from pathlib import Path
from typing import Any

import pytest

from tests.command import typed
from twochairs.experiment.single import plan_of_run
from twochairs.scenario.load import load
from twochairs.scenario.parts import DECLARATIONS, DISPUTES, FIRMS, MEMBERSHIP, TRADE, idle, idle_of, is_of
from twochairs.world.layout import QUANTITIES, RECORDED

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ASIA, BALKANS = SCENARIOS / "south-east-asia" / "from-2024.yaml", SCENARIOS / "balkans" / "serbia-2022.yaml"
ALL = TRADE | FIRMS | MEMBERSHIP | DECLARATIONS
"""Of what South-East Asia has nothing; it has disputes."""
EVERY = ALL | DISPUTES
BARE: dict[str, Any] = {"countries": {"AAA": {}}, "declarations": {"per_year": 0}}


def test_names_are_of_quantities_and_levers() -> None:
    assert set(QUANTITIES) >= EVERY


def test_the_balkans_have_everything_and_south_east_asia_none_of_it() -> None:
    assert idle_of(load(BALKANS).case) == frozenset()
    assert idle_of(load(ASIA).case) == ALL


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"countries": {"AAA": {"gas": {"demand": 1.0}}}}, TRADE),
        ({"countries": {"AAA": {"energy_ownership": {"P": 0.1}}}}, FIRMS),
        ({"countries": {"AAA": {"accession": {"P": 0.1}}}}, MEMBERSHIP),
        ({"levers": {"P": {"accession_credibility": {"default": 0, "AAA": 0.2}}}}, MEMBERSHIP),
        ({"levers": {"P": {"accession_credibility": 0.2}}}, MEMBERSHIP),
        ({"timeline": [{"set": {"P.accession_credibility.AAA": 0.2}}]}, MEMBERSHIP),
        ({"policies": [{"do": {"countries.AAA.energy_ownership.P": "0.2"}}]}, FIRMS),
        ({"disputes": {"strait": {"between": ["AAA"]}}}, DISPUTES),
        ({"levers": {"P": {"patronage": {"AAA": 0.2}}}}, DISPUTES),
        ({"declarations": {"per_year": 12}}, DECLARATIONS),
        ({"declarations": {}}, DECLARATIONS),
        ({"timeline": [{"ramp": {"declarations.per_year": 12}}]}, DECLARATIONS),
    ],
)
def test_some_of_a_part_is_enough(change: dict[str, Any], part: frozenset[str]) -> None:
    assert idle(BARE) == EVERY
    assert idle(BARE | change) == EVERY - part


def test_none_is_written_down_is_none() -> None:
    none = {"countries": {"AAA": {"accession": {"P": 0.0}, "gas": {"demand": 0.0}}}, "levers": {"P": {"aid": 1.0}}}
    assert idle(BARE | none) == EVERY


def test_what_stands_where_in_a_file() -> None:
    assert is_of(("countries", "AAA", "gas", "demand"), TRADE)
    assert is_of(("world", "hub_price"), TRADE)
    assert is_of(("declarations", "towards"), DECLARATIONS)
    assert not is_of(("countries", "AAA", "gas", "demand"), MEMBERSHIP)
    assert not is_of(("countries", "AAA", "gdp"), ALL)


def test_a_run_keeps_and_reads_off_nothing_of_them_unless_it_is_asked() -> None:
    plan = plan_of_run(load(ASIA), 2, 1)
    assert not ALL & set(plan.experiment.keep.quantities)
    assert set(plan.experiment.keep.quantities) == set(RECORDED) - ALL
    assert not [outcome for outcome in plan.outcomes if "accession" in outcome]
    asked = plan_of_run(load(ASIA), 2, 1, ["accession[US, PHL]@end"], keep="accession")
    assert asked.experiment.keep.quantities == ["accession"]
    assert asked.outcomes[-1] == "accession[US, PHL]@end"
    home = plan_of_run(load(BALKANS), 2, 1)
    assert "accession[EU, SRB]@end" in home.outcomes
    assert home.experiment.keep.quantities == list(RECORDED)


def test_explain_says_nothing_of_them_but_what_the_file_says() -> None:
    said = typed("explain", ASIA, "countries").stdout + typed("explain", ASIA, "world").stdout
    assert "countries.PHL.gdp = 437.1" in said
    assert not [word for word in ("gas", "hub", "accession") if word in said]
    assert "declarations.per_year = 0" in typed("explain", ASIA, "declarations").stdout
