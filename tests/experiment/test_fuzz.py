"""Damaged experiments are refused with a place or accepted; nothing that is wrong stops the telling of the rest."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.experiment.test_at_once import EXPERIMENT, SCENARIO
from tests.scenario.mutations import damaged
from twochairs.errors import InvalidInput
from twochairs.experiment.plan import load_experiment
from twochairs.scenario.load import from_data

WRONG: list[Any] = [None, [], {}, "x", 7, True, [1], {"x": 1}]


def test_damage_is_refused_with_a_place_or_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tiny.yaml").write_text(SCENARIO, "utf-8")
    refused = 0
    for number, text in enumerate(damaged(EXPERIMENT, count=120, seed=11)):
        Path("swept.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            load_experiment("swept.yaml")
        except InvalidInput as error:
            refused += 1
            assert all(line.isprintable() for line in str(error).splitlines()), number
        except Exception as other:
            raise AssertionError(f"mutation {number} is not refused but fails:\n{text}") from other
    assert 60 < refused < 120


def _places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from _places(value, (*path, key))


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_value_of_any_kind_anywhere_in_a_scenario_is_refused_in_words_or_accepted(wrong: Any) -> None:
    sound = YAML(typ="safe", pure=True).load(SCENARIO)
    refused = 0
    for path in _places(sound):
        data = copy.deepcopy(sound)
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = copy.deepcopy(wrong)
        try:
            from_data(data)
        except InvalidInput as error:
            refused += 1
            assert error.problems, path
    assert refused > 20
