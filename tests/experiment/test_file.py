"""Which files are experiments, and what a wrong one is told on the command line."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import twochairs
from tests.trust.trial import command
from twochairs.experiment.file import is_experiment_file
from twochairs.experiment.plan import load_experiment
from twochairs.experiment.written import json_schema
from twochairs.results.named import outcome

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize(
    ("name", "experiment"),
    [("104-no-factors", True), ("112-no-factors-nor-design", True), ("111-a-scenario", False), ("bare", False)],
)
def test_what_is_an_experiment(name: str, experiment: bool) -> None:
    assert is_experiment_file(BAD / f"{name}.yaml") is experiment


def test_an_experiment_without_factors_is_told_so() -> None:
    ended = command("validate", BAD / "112-no-factors-nor-design.yaml")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[1:] == [
        "  line 1, column 1: factors is missing: what differs from point to point; a game has players instead, and "
        "robust levers"
    ]


NAMED = {"name": "Aldania in the end", "outcome": "alignment[ALD]@end"}
PLAIN = "alignment[ALD]@mean"
GIVEN = {
    "twochairs": 2,
    "scenario": "bare.yaml",
    "factors": {"LEA.pressure": [0, 1]},
}


def test_an_outcome_may_have_a_name_which_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    named = load_experiment({**GIVEN, "outcomes": [NAMED, PLAIN]})
    plain = load_experiment({**GIVEN, "outcomes": [NAMED["outcome"], PLAIN]})
    assert named.outcomes == plain.outcomes == (NAMED["outcome"], PLAIN)
    assert named.experiment.called == {NAMED["outcome"]: NAMED["name"]}
    assert named.hash == plain.hash
    assert not list(Draft202012Validator(json_schema()).iter_errors({**GIVEN, "outcomes": [NAMED, PLAIN]}))


def test_a_result_calls_an_outcome_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    sweep = twochairs.sweep({**GIVEN, "outcomes": [NAMED, PLAIN], "replicates": 2, "months": 2}, out=tmp_path / "of")
    assert [outcome(sweep, text) for text in sweep.outcomes] == [
        NAMED["name"],
        "Alignment, ALD, mean over the months",
    ]
