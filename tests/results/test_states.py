"""States that are asked for by key or by name."""

from pathlib import Path

import pytest

from tests.results.acting import case, ran
from twochairs.errors import NotPossible
from twochairs.results.result import Result
from twochairs.results.states import chosen_states


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("states")
    return ran(folder / "result", case(folder, **{"clock.months": "2"}), replicates=1)


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        (None, None),
        ([], []),
        (["ALD"], ["ALD"]),
        (["Aldania", "bor"], ["ALD", "BOR"]),
        (["castoria ", "CAS"], ["CAS"]),
    ],
)
def test_keys_by_key_or_name_each_once(result: Result, given: list[str] | None, keys: list[str] | None) -> None:
    assert chosen_states([result], given) == keys


@pytest.mark.parametrize(
    ("given", "guess"),
    [("Aldnia", "; did you mean ALD (Aldania)?"), ("BRO", "; did you mean BOR (Borovia)?"), ("Zembla", "")],
)
def test_what_there_is_not_is_told_with_all_there_are(result: Result, given: str, guess: str) -> None:
    with pytest.raises(NotPossible) as refused:
        chosen_states([result], [given])
    assert str(refused.value) == (
        f"{result.folder} has no state '{given}'{guess}\n"
        "  hint: give the key or the name of ALD (Aldania), BOR (Borovia), CAS (Castoria)"
    )
