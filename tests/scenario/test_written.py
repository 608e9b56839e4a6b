"""The JSON Schema of scenario files: an editor marks no sound file, and of the bad ones all that a schema can know."""

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

from tests.scenario.corpus import HERE, bad_files
from twochairs.scenario.written import json_schema

ROOT = HERE.parents[1]
SHIPPED = sorted((ROOT / "scenarios").rglob("*.yaml"))
GOOD = [*sorted((HERE / "good").glob("*.yaml")), HERE.parent / "experiment" / "good" / "four-states.yaml"]

NAMES = "whether a name is somebody's depends on the names that stand elsewhere"
SUMS = "what adds up, or comes before something else, is arithmetic"
OTHER_FILES = "it depends on what other files hold, or on which there are"
OPTIONS = "the file is sound; what is wrong stands on the command line"
LANGUAGE = "whether an expression can be read is a matter of its grammar"
INHERITED = "what is missing may be inherited, or come from a file that extends this one"

UNKNOWABLE = {
    **dict.fromkeys(["103", "404", "410", "411", "733"], INHERITED),
    **dict.fromkeys(
        ["301", "302", "305", "306", "307", "310", "311", "312", "403", "510", "511", "512", "514", "810", "823"], NAMES
    ),
    **dict.fromkeys(["401", "402", "405", "409", "503", "504"], SUMS),
    **dict.fromkeys(["602", "604", "605", "607", "608", "612"], LANGUAGE),
    **dict.fromkeys(["701", "702", "703", "704", "705", "713", "716", "717", "718", "719", "723", "724"], OTHER_FILES),
    **dict.fromkeys(["725", "726", "727", "728", "729", "731"], OTHER_FILES),
    **dict.fromkeys(["811", "812", "813", "814", "815", "816", "817", "819", "820", "821", "822"], OPTIONS),
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


@pytest.mark.parametrize("path", [*SHIPPED, *GOOD], ids=lambda path: path.stem)
def test_a_sound_file_is_not_marked(path: Path) -> None:
    assert _marked(_read(path)) == []


@cache
def _bad() -> dict[Path, Any]:
    """Bad files whose text can be read; what makes those below 100 bad is their text, which no schema sees."""
    read = {}
    for path in bad_files():
        if path.name[0] != "0":
            with suppress(YAMLError):
                read[HERE / path] = _read(HERE / path)
    return read


def test_what_a_schema_can_know_is_refused_and_all_else_has_a_reason() -> None:
    assert {path.name[:3] for path, data in _bad().items() if not _marked(data)} == set(UNKNOWABLE)


HEAD = {"twochairs": 2, "title": "x", "extends": "small.yaml"}
WHOLE = {
    **{"twochairs": 2, "title": "x", "clock": {"start": "2030-01", "months": 3}, "poles": {"A": {"position": 1}}},
    "countries": {"B": {"alignment": 0.1, "gdp": 3}},
}


@pytest.mark.parametrize(
    "data",
    [
        {"countries": {"ALD": {"gas": {"contract": {"price": 99}}}}},
        {"countries": {}, "poles": {}},
        {"timeline": [{"name": "war", "drop": True}], "policies": [{"name": "tighten", "drop": True}]},
        {"timeline": [{"name": "x", "at": "2030-01", "set": {"acts.vote.open": True, "world.rivalry": 0.3}}]},
        {"timeline": [{"name": "x", "from": None, "at": "2030-01", "add": {"levers.A.pressure.B": -0.3}}]},
        {"levers": {"LEA": {"pressure": 0.4, "aid": {"default": 1, "ALD": 2}}}},
        {"overrides": {"LEA.pressure": 0.4, "rivalry": 0.3, "countries.ALD": {"gdp": 3}, "hub_series.2030-01": 300}},
        {"overrides": {"countries.ALD.publics.all.poll.LEA.ally": 0.2, "timeline": [], "LEA.aid": {"ALD": 1}}},
        {"hub_series": {"2030-01": 300.0}},
        {"policies": [{"name": "x", "do": {"LEA.pressure": "min(1, pressure[LEA, ALD] + 0.1)", "rivalry": 1}}]},
        {"clock": {"months": 3}, "disputes": {"d": {"tension": 0.1}}, "solved": None},
    ],
)
def test_what_a_file_may_hold_that_extends_another(data: dict[str, Any]) -> None:
    assert _marked(HEAD | data) == []


@pytest.mark.parametrize(
    "data",
    [
        {"countries": {"B": {"alignment": 0.1}}},
        {"countries": {}},
        {"clock": {"start": "2030-01"}},
        {"clock": {"start": "2030-13", "months": 3}},
        {"disputes": {"d": {"between": ["B"], "tension": 0.1}}},
        {"timeline": [{"name": "x", "drop": True}]},
        {"timeline": [{"name": "x", "set": {"rivalry": 0.1}}]},
        {"timeline": [{"name": "x", "at": "2030-01", "every": "1 month"}]},
        {"timeline": [{"name": "x", "at": "2030-01", "set": {"A.presure": 0.1}}]},
        {"timeline": [{"name": "x", "at": "2030-01", "set": {"A.pressure": 1.1}}]},
        {"timeline": [{"name": "x", "from": "2030-01", "ramp": {"A.pressure": 0.1}}]},
        {"policies": [{"name": "x", "do": {}}]},
        {"policies": [{"name": "x", "do": {"A.pressure": "1; 2"}}]},
        {"acts": {"and": {"difficulty": 1}}},
        {"poles": {"1A": {"position": 1}}},
        {"levers": {"A": {"pressure": 1.1}}},
        {"levers": {"A": {"pressure": {"B": 1.1}}}},
        {"overrides": {"A.presure": 0.1}},
        {"overrides": {"countries.B.gdp": "much"}},
        {"extends": "/etc/passwd"},
        {"acts": {"a": {"difficulty": 1, "every": "1201 months"}}},
        {"countries": {"B": {"alignment": 0.1, "gdp": 3, "government": {"course": 1.1}}}},
        {"title": None},
        {"hub_series": {"2030-13": 300}},
    ],
)
def test_what_a_schema_refuses(data: dict[str, Any]) -> None:
    assert _marked(WHOLE) == []
    assert _marked(WHOLE | data) != []


def test_a_file_without_a_clock_is_for_others_to_extend() -> None:
    assert _marked({key: value for key, value in WHOLE.items() if key != "clock"} | {"countries": {"B": {}}}) == []


def _checked(*files: Path, schema: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), "--output-format", "json"]
    return subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)


def test_the_public_validator_is_content_with_all_that_is_shipped(tmp_path: Path) -> None:
    schema = tmp_path / "scenario.json"
    schema.write_text(json.dumps(json_schema()), "utf-8")
    told = _checked(*SHIPPED, *GOOD, schema=schema)
    assert told.returncode == 0, told.stdout


def test_the_public_validator_refuses_the_bad_files(tmp_path: Path) -> None:
    schema = tmp_path / "scenario.json"
    schema.write_text(json.dumps(json_schema()), "utf-8")
    known = [path for path in _bad() if path.name[:3] not in UNKNOWABLE]
    told = json.loads(_checked(*known, schema=schema).stdout)
    marked = {Path(error["filename"]).name for error in (*told["errors"], *told["parse_errors"])}
    assert {path.name for path in known} - marked == set()
