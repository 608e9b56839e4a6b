"""What is saved on the page is a scenario that runs to the same numbers."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.dashboard.served import CASE
from twochairs.dashboard.live import as_settings, medians, run_live, study
from twochairs.dashboard.saving import save, scenario_text, target_folder
from twochairs.errors import CannotWrite
from twochairs.figures import read
from twochairs.scenario.compare import differences
from twochairs.scenario.load import load

MOVED = as_settings({"NORTH.pressure": 0.2, "NORTH.pressure.AAA": 0.9, "SOUTH.gas_supply.BBB": 0.35})


def twochairs(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "twochairs", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_extends_the_scenario_beside_it_and_sets_only_what_moved(small: Callable[[str], Path]) -> None:
    file = small("one")
    path = save(file, MOVED, "moved", "Moved", file.parent)
    assert path == file.parent / "moved.yaml"
    assert path.read_text("utf-8") == (
        'twochairs: 2\ntitle: "Moved"\nextends: "one.yaml"\noverrides:\n'
        "  NORTH.pressure: 0.2\n  NORTH.pressure.AAA: 0.9\n  SOUTH.gas_supply.BBB: 0.35\n"
    )
    changed = {path for path, _, _ in differences(load(file), load(path))}
    assert all(one.startswith(("levers.NORTH.pressure", "levers.SOUTH.gas_supply", "title")) for one in changed)


@pytest.mark.parametrize("beside", [True, False])
def test_it_is_valid_and_runs_to_the_same_bits(small: Callable[[str], Path], beside: bool) -> None:
    file = small("one")
    folder = file.parent
    if not beside:
        folder = file.parent / "elsewhere"
        folder.mkdir()
    path = save(file, MOVED, "moved", "Moved", folder)
    checked = twochairs("validate", str(path))
    assert (checked.returncode, checked.stderr) == (0, "")
    shown, again = study(file, MOVED, 16).altered, run_live(load(path), 16)
    for quantity in ("alignment", "contribution", "ally"):
        assert read.series(shown, quantity).to_numpy().tobytes() == read.series(again, quantity).to_numpy().tobytes()


def test_the_shipped_case_saved_elsewhere_has_the_same_medians(tmp_path: Path) -> None:
    settings = {"EU.pressure.SRB": "0.8", "RU.gas_discount": "0.1"}
    path = save(CASE, settings, "moved", "Moved", tmp_path)
    shown, again = study(CASE, settings, 8).altered, run_live(load(path), 8)
    for one, other in zip(medians(shown, ["SRB"]).values(), medians(again, ["SRB"]).values(), strict=True):
        assert np.array_equal(one, other)


def test_a_file_is_replaced_only_where_that_is_allowed(small: Callable[[str], Path]) -> None:
    file = small("one")
    path = save(file, MOVED, "moved", "First", file.parent)
    with pytest.raises(CannotWrite, match="it exists"):
        save(file, {}, "moved", "Second", file.parent)
    assert "First" in path.read_text("utf-8")
    save(file, {}, "moved", "Second", file.parent, replace=True)
    assert "Second" in path.read_text("utf-8")
    assert sorted(one.name for one in file.parent.iterdir()) == ["moved.yaml", "one.yaml"]


def test_the_scenario_itself_is_never_replaced(small: Callable[[str], Path]) -> None:
    file = small("one")
    with pytest.raises(CannotWrite, match="started from"):
        save(file, MOVED, "one", "Moved", file.parent, replace=True)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../moved", "a/b", "/tmp/moved", "a.b", "-a", "a" * 81, "a\0", "a\n", "ä", "C:a", "a\\b"]
)
def test_a_name_that_leads_elsewhere_is_refused(small: Callable[[str], Path], name: str) -> None:
    file = small("one")
    with pytest.raises(CannotWrite, match="no plain name"):
        save(file, MOVED, name, "Moved", file.parent)
    assert [one.name for one in file.parent.iterdir()] == ["one.yaml"]


@pytest.mark.parametrize(
    "title", ['"quoted": yes', "a\nb: c", "\U0001f41f fish", "line\u2028end", "back\\slash", "ירושלים", "{x}", "\x85"]
)
def test_a_title_comes_back_as_it_was(small: Callable[[str], Path], title: str) -> None:
    file = small("one")
    for folder in (file.parent, file.parent / "elsewhere"):
        folder.mkdir(exist_ok=True)
        assert load(save(file, MOVED, "moved", title, folder)).case.title == title


def test_nothing_moved_extends_and_sets_nothing(small: Callable[[str], Path]) -> None:
    file = small("one")
    assert "overrides" not in scenario_text(file, {}, "Same", beside=True)


def test_files_go_beside_a_scenario_of_the_working_folder_and_else_into_that(
    small: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = small("one")
    monkeypatch.chdir(tmp_path)
    assert target_folder(file) == file.parent
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert target_folder(file) == Path.cwd()
