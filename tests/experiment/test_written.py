"""The JSON Schema of experiment files: no sound file is marked, and of the bad ones all that a schema can know."""

import json
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tests.experiment.corpus import HERE, bad_files
from twochairs.experiment.written import json_schema

SOUND = [*sorted((HERE.parents[1] / "experiments").glob("*.yaml")), HERE / "good" / "grid.yaml"]
OF_SCENARIO = "what paths there are, and what they may hold, is said by the scenario that it names"
OF_TABLE = "the table is another file"
ARITHMETIC = "what is more than another, or how many points there are, is arithmetic"
LANGUAGE = "whether a constraint can be read is a matter of its grammar and of the names of factors"
UNKNOWABLE = {
    **dict.fromkeys(["106", "107", "108", "109", "110", "113", "311", "516"], OF_SCENARIO),
    **dict.fromkeys(["409", "411", "413", "501", "502", "503", "504", "505", "506", "507", "508", "509"], OF_SCENARIO),
    **dict.fromkeys(["510", "511", "512", "515", "954", "956"], OF_SCENARIO),
    **dict.fromkeys(["304", "305", "306", "402", "408", "602", "966", "969"], ARITHMETIC),
    **dict.fromkeys(["601", "603"], LANGUAGE),
    **dict.fromkeys(["801", "802", "803", "804", "805"], OF_TABLE),
}
"""Number of a bad file that a schema cannot refuse, and why."""


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(json.dumps(json_schema()))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def _marked(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(data)]


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_sound_file_is_not_marked(path: Path) -> None:
    assert _marked(_read(path)) == []


def test_what_a_schema_can_know_is_refused_and_all_else_has_a_reason() -> None:
    missed = set()
    for path in bad_files():
        with suppress(YAMLError):
            missed |= set() if _marked(_read(HERE / path)) else {path.name[:3]}
    assert missed == set(UNKNOWABLE)


HEAD = {"twochairs": 2, "scenario": "small.yaml"}


@pytest.mark.parametrize(
    "data",
    [
        {"factors": {"A.aid": [1, 2], "A.pressure": {"from": 0, "to": 1, "steps": 3}, "parameters": "prior"}},
        {"factors": {"A.aid": {"from": 0, "to": 1}}, "design": {"kind": "sobol", "points": 8, "seed": 1}},
        {"factors": {"A.aid": {"from": 0, "to": 1, "baseline": 0.5}}, "design": {"kind": "one-at-a-time"}},
        {"factors": {"A.aid": None}, "design": {"kind": "table", "file": "t.csv"}},
        {"design": {"kind": "table", "file": "t.csv"}},
        {"factors": {"A.aid": [0.5]}, "design": {"kind": "list"}},
        {"factors": {"A.aid": [1, 2]}, "parameters_from": "prior", "parameter_draws": 4},
        {"factors": {"A.aid": {"values": [1, 2], "path": "A.aid"}}, "keep": {"months": "6 months"}},
    ],
)
def test_what_an_experiment_may_hold(data: dict[str, Any]) -> None:
    assert _marked(HEAD | data) == []


def test_the_public_validator_is_content_with_all_that_is_shipped(tmp_path: Path) -> None:
    schema = tmp_path / "experiment.json"
    schema.write_text(json.dumps(json_schema()), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, SOUND)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
