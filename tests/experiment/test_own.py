"""What a scenario itself has where a factor goes, also where its file says nothing."""

from pathlib import Path

import pytest

from tests.experiment.written import planned
from twochairs.errors import InvalidInput
from twochairs.experiment.own import own_values
from twochairs.experiment.plan import Plan
from twochairs.scenario.load import load

OTHER = "twochairs: 2\nextends: small.yaml\ntitle: Other\nlevers: {LEA: {pressure: 0.7}}\n"
"""Where the lever that small.yaml has by country is the same for all."""


def one_at_a_time(folder: Path, factors: str, **others: str) -> Plan:
    """The plan of factors that move one at a time."""
    head = "" if "scenario:" in factors else "scenario: small.yaml\n"
    return planned(folder, f"{head}design: {{kind: one-at-a-time}}\nfactors:\n{factors}", **others)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("CRO.mediation", 0.0),
        ("CRO.mediation.ALD", 0.0),
        ("LEA.pressure.ALD", 0.3),
        ("LEA.pressure.BOR", 0.1),
        ("LEA.accession_credibility", 0.4),
        ("LEA.accession_credibility.default", 0.4),
        ("countries.BOR.trade.LEA", 0.0),
        ("countries.ALD.gas.demand", 2.5),
        ("countries.ALD.accountability", 0.4),
        ("disputes.strait.rest", 0.3),
        ("world.hub_level", 320.0),
        ("hub_volatility", 0.4),
        ("declarations.per_year", 60.0),
        ("parameters.inertia_rate", 0.8),
    ],
)
def test_a_factor_moves_from_where_the_scenario_rests(path: str, value: float, tmp_path: Path) -> None:
    plan = one_at_a_time(tmp_path, f"  {path}: {{from: 0.11, to: 0.93}}\n" if value < 1 else f"  {path}: [90, 91]\n")
    assert plan.points[0] == {path: value}
    assert plan.points[0][path] == own_values(plan.fits[0], None)[path]
    assert len(plan.points) == 3
    same = load(tmp_path / "small.yaml", {path: str(value)})
    assert plan.scenario(0).start()[1].tobytes() == same.start()[1].tobytes()
    assert plan.scenario(0).start()[1].tobytes() == load(tmp_path / "small.yaml").start()[1].tobytes()


@pytest.mark.parametrize("path", ["LEA.pressure", "LEA.pressure.default", "levers.LEA.pressure.default"])
def test_a_lever_for_all_that_differs_by_state_rests_at_no_one_value(path: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=f"{path} has no single value of its kind in the scenario; give a baseline"):
        one_at_a_time(tmp_path, f"  {path}: [0.2, 0.9]\n")


def test_what_differs_by_country_has_no_single_value(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        one_at_a_time(tmp_path, "  LEA.pressure: {from: 0, to: 1}\n")
    (problem,) = error.value.problems
    assert problem.text == "LEA.pressure has no single value of its kind in the scenario; give a baseline"


@pytest.mark.parametrize(
    ("scenario", "own", "files"),
    [
        ("{values: [small.yaml, other.yaml], baseline: other.yaml}", 0.7, ["other.yaml"] * 3 + ["small.yaml"]),
        ("[other.yaml, small.yaml]", 0.7, ["other.yaml"] * 3 + ["small.yaml"]),
        (
            "{values: [small.yaml, third.yaml], baseline: other.yaml}",
            0.7,
            ["other.yaml"] * 3 + ["small.yaml", "third.yaml"],
        ),
    ],
)
def test_the_baseline_is_of_the_scenario_that_is_the_baseline(
    scenario: str, own: float, files: list[str], tmp_path: Path
) -> None:
    factors = f"  LEA.pressure: {{from: 0.2, to: 0.4}}\n  scenario: {scenario}\n"
    plan = one_at_a_time(tmp_path, factors, other_yaml=OTHER, third_yaml=OTHER.replace("0.7", "0.6"))
    assert [point["LEA.pressure"] for point in plan.points] == [own, 0.2, 0.4, *[own] * (len(files) - 3)]
    assert [point["scenario"] for point in plan.points] == files
