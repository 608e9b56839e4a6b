"""What an experiment file may hold, and what is meant by what it leaves out."""

from pathlib import Path

import pytest

from tests.experiment.written import planned
from twochairs.experiment.schema import FIGURE_KINDS, Experiment, json_schema
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import FIXED


def test_what_a_short_file_leaves_out(tmp_path: Path) -> None:
    experiment = planned(tmp_path, "factors: {LEA.pressure: [0.1, 0.2]}\n").experiment
    assert (experiment.replicates, experiment.seed, experiment.common_random_numbers) == (50, 2022, True)
    assert experiment.design.kind == "grid"
    assert experiment.keep.model_dump() == {
        "series": "quantiles",
        "quantities": ["alignment", "public_position", "liability", "tension"],
        "months": "all",
        "events": False,
    }


def test_quantities_kept_unless_said_are_recorded() -> None:
    assert all(QUANTITIES[name].record for name in Experiment.model_validate({"twochairs": 2}).keep.quantities)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LEA.pressure: [0.1, 0.2]", "LEA.pressure: {values: [0.1, 0.2]}"),
        ("p: {path: LEA.pressure, values: [0.1, 0.2]}", "p: {path: [LEA.pressure], values: [0.1, 0.2]}"),
        ("LEA.pressure: [0, 1.0]", "LEA.pressure: {from: 0, to: 1, steps: 2}"),
    ],
)
def test_short_forms_mean_the_long_ones(short: str, long: str, tmp_path: Path) -> None:
    one, other = (planned(tmp_path, f"factors:\n  {text}\n") for text in (short, long))
    assert one.points == other.points
    assert one.hash == other.hash


def test_all_priors_in_a_word(tmp_path: Path) -> None:
    text = "design: {kind: latin-hypercube, points: 3}\nfactors:\n  parameters: prior\n"
    plan = planned(tmp_path, text + "  parameters.inertia_rate: [0.5, 0.6]\n")
    varied = {f"parameters.{name}" for name, parameter in PARAMETERS.items() if parameter.prior is not FIXED}
    assert {factor.name for factor in plan.factors} == varied
    assert {point["parameters.inertia_rate"] for point in plan.points} <= {0.5, 0.6}


def test_the_json_schema_says_what_every_key_means() -> None:
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, field in part["properties"].items():
            assert key == "twochairs" or field.get("description") or "$ref" in str(field), key
    assert schema["properties"]["figures"]["items"]["enum"] == list(FIGURE_KINDS)
    assert {"const": "prior"} in schema["properties"]["factors"]["additionalProperties"]["anyOf"]
