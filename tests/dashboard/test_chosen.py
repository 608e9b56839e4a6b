"""Which scenarios a page has: those of files and folders, and every problem of what was named at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from twochairs.dashboard.chosen import chosen, shipped
from twochairs.errors import InvalidInput, NotPossible
from twochairs.scenario.example import case_folder

PART = "twochairs: 2\ntitle: A part\n"


def test_of_a_folder_those_that_can_be_run(small: Callable[[str], Path]) -> None:
    folder = small("one").parent
    small("two")
    (folder / "part.yaml").write_text(PART, "utf-8")
    (folder / "notes.txt").write_text("no scenario", "utf-8")
    found = chosen([folder])
    assert list(found.scenarios) == ["one", "two"]
    [line] = found.left_out
    assert line.startswith(f"{folder / 'part.yaml'} cannot be run: ")


def test_what_is_named_twice_is_there_once_and_first_where_it_is_named_first(small: Callable[[str], Path]) -> None:
    folder = small("one").parent
    assert list(chosen([small("two"), folder]).scenarios) == ["two", "one"]


def test_names_of_several_folders_have_their_folder_before_them(small: Callable[[str], Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.yaml").write_bytes(small("one").read_bytes())
    first = tmp_path / "one.yaml"
    assert list(chosen([first, other]).scenarios) == [f"{tmp_path.name}/one", "other/one"]
    again = tmp_path / "again" / "other"
    again.mkdir(parents=True)
    (again / "one.yaml").write_bytes(first.read_bytes())
    assert list(chosen([first, other, again]).scenarios) == [f"{tmp_path.name}/one", "other/one", "other/one 2"]


def test_of_a_folder_of_cases_the_scenarios_of_each() -> None:
    found = chosen([case_folder().parent])
    assert {key.partition("/")[0] for key in found.scenarios} == {"balkans", "south-east-asia"}
    assert {Path(line.split()[0]).name for line in found.left_out} == {"base.yaml", "hindcast-events.yaml"}


def test_a_file_that_is_named_must_run_and_all_problems_are_told(tmp_path: Path, small: Callable[[str], Path]) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for file in (one, two):
        file.write_text(PART, "utf-8")
    with pytest.raises(InvalidInput, match=r"one\.yaml cannot be run: "):
        chosen([one])
    with pytest.raises(NotPossible) as error:
        chosen([one, two, small("three")])
    said = str(error.value)
    assert [said.count(f"{file} cannot be run: ") for file in (one, two)] == [1, 1]


def test_a_folder_with_nothing_to_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text(PART, "utf-8")
    with pytest.raises(NotPossible) as error:
        chosen([tmp_path])
    first, second, hint = str(error.value).splitlines()
    assert first == f"{tmp_path}: there is no scenario in it that can be run"
    assert second.startswith(f"  {tmp_path / 'part.yaml'} cannot be run: ")
    assert hint == "  hint: name a scenario file, or a folder of them"


def test_of_the_shipped_cases_all_that_can_be_run_the_reference_first() -> None:
    found = shipped()
    assert next(iter(found.scenarios)) == "balkans/serbia-2022"
    assert set(found.scenarios) == set(chosen([case_folder().parent]).scenarios)
    assert len(found.left_out) == 4
