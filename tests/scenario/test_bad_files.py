"""Every bad file is refused with the whole text a user needs, at the right place, at once."""

import os
import re
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scenario.corpus import HERE, bad_files, expected, refusal, settings_of
from twochairs.errors import InvalidInput, Problem
from twochairs.scenario.load import load

SECONDS = 2.0
FILES = bad_files()
EXPECTED = expected()
PLACED = [path for path in FILES if path.name[0] in "12345"]


@pytest.fixture(autouse=True)
def _in_this_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


@cache
def _refused(path: Path) -> tuple[InvalidInput, float]:
    """How a file is refused, and in how many seconds."""
    start = time.process_time()
    error = refusal(path, settings_of(path))
    return error, time.process_time() - start


def test_every_file_has_its_text_and_no_text_is_left_over() -> None:
    assert [path.name for path in FILES] == sorted(EXPECTED)
    assert len(FILES) >= 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_whole_text(path: Path) -> None:
    error, seconds = _refused(path)
    assert str(error) == EXPECTED[path.name]
    assert seconds < SECONDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_problems_come_in_order_each_once_and_can_be_shown(path: Path) -> None:
    error, _ = _refused(path)
    places = [problem.place for problem in error.problems if problem.place is not None]
    assert places == sorted(places)
    assert len(set(error.problems)) == len(error.problems)
    assert all(line.isprintable() for line in str(error).splitlines())


@pytest.mark.parametrize("path", PLACED, ids=lambda path: path.stem)
def test_a_place_is_where_the_key_or_value_it_speaks_of_begins(path: Path) -> None:
    placed = [problem for problem in _refused(path)[0].problems if problem.place is not None]
    assert placed
    for problem in placed:
        before, word = _around(problem)
        assert before in "\n \"'[{,", problem
        assert any(shown in problem.text for shown in (word, _as_number(word))) or word in STARTS_AN_ITEM, problem


STARTS_AN_ITEM = ("name", "at", "when", "title", "twochairs", "{")
"""What stands first where something is missing from an item of a list or from the file."""


def _around(problem: Problem) -> tuple[str, str]:
    """The character before a problem's place, and the key or value that begins there."""
    assert problem.place is not None
    line = Path(problem.place.file).read_text("utf-8").split("\n")[problem.place.line - 1]
    at = problem.place.column - 1
    match = re.match(r"([\"'])(.*?)\1|[^\s:,{}\[\]]+|[\[{]", line[at:])
    assert match, problem
    return ("\n" + line)[at], (match[0] if match[2] is None else match[2])[:70].replace("\\e", "\\x1b")


def _as_number(word: str) -> str:
    return repr(float(word)) if re.match(r"-?[0-9.]+(e[0-9]+)?\Z", word) else word


# -- what no file in a repository can be -------------------------------------------------------------------------------

HEAD = "twochairs: 2\ntitle: bad\n"


def _said(path: Path | str, settings: dict[str, str] | None = None) -> str:
    start = time.process_time()
    text = str(refusal(Path(path), settings))
    assert time.process_time() - start < SECONDS
    return text


def test_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = "none.yaml cannot be read: 1 problem\n  there is no such file; check the path"
    assert _said("none.yaml") == told


def test_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case").mkdir()
    assert _said("case") == "case cannot be read: 1 problem\n  is a directory; check the path"


def test_a_file_below_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case").write_text(HEAD)
    assert _said("case/a.yaml") == "case/a.yaml cannot be read: 1 problem\n  not a directory; check the path"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(HEAD)
    (tmp_path / "a.yaml").chmod(0)
    assert _said("a.yaml") == "a.yaml cannot be read: 1 problem\n  permission denied; check the path"


@pytest.mark.parametrize("name", ["a\0b.yaml", "a\x1b[31m.yaml", "x" * 300 + ".yaml", "x/" * 3000])
def test_a_path_that_is_none(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert _said(name).endswith("; check the path")


def test_a_link_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").symlink_to("a.yaml")
    assert _said("a.yaml").endswith("; check the path")


def test_a_file_without_end() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no file without end here")
    assert "it has more than 1,000,000 bytes" in _said("/dev/zero")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(HEAD + "# " + "x" * 1_000_000)
    told = "a.yaml cannot be read: 1 problem\n  it has more than 1,000,000 bytes, which no file of a scenario may have"
    assert _said("a.yaml") == told


@pytest.mark.parametrize("ending", ["utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(("\ufeff" + HEAD).encode(ending))
    assert "save it as UTF-8" in _said(path) or "is not allowed here" in _said(path)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 20)}]\n" for a, b in pairwise("abcdef")),
        f"a: &a [{'x, ' * 100}]\n" + "".join(f"k{i}: *a\n" for i in range(60_000)),
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + "9" * 500_000,
        "a: 1e" + "9" * 500_000,
        "a: !" + "x" * 500_000 + " 1",
        "a: &" + "x" * 500_000 + " 1",
        "a" * 500_000 + ": 1",
        "a: '" + "x" * 500_000,
    ],
    ids=lambda text: text[:12],
)
def test_bombs(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    assert len(_said(path)) < 1_000


def test_a_key_of_many_steps(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD + "overrides:\n  ? " + ".".join("a" * 5_000) + "\n  : 1\n")
    assert "is not a dotted path such as" in _said(path)


def test_a_chain_that_is_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(20):
        (tmp_path / f"{number}.yaml").write_text(f"{HEAD}extends: {number + 1}.yaml\n")
    told = "0.yaml cannot be read: 1 problem\n  15.yaml, line 3, column 10: extends goes more than 16 files deep"
    assert _said("0.yaml") == told


def test_links_out_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    (project / "cases").mkdir(parents=True)
    (project / ".git").mkdir()
    (tmp_path / "secret.yaml").write_text("secret: true\n")
    (project / "cases" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (project / "folder").symlink_to(tmp_path)
    (project / "cases" / "round.yaml").symlink_to("round.yaml")
    monkeypatch.chdir(project / "cases")
    for extends in ("link.yaml", "../folder/secret.yaml", "../../secret.yaml", "../cases/../../secret.yaml"):
        Path("a.yaml").write_text(f"{HEAD}extends: {extends}\n")
        assert f"extends is '{extends}', which lies outside the project" in _said("a.yaml")
    Path("a.yaml").write_text(f"{HEAD}extends: round.yaml\n")
    assert "extends is 'round.yaml'; there is no such file" in _said("a.yaml")


def test_a_folder_whose_name_only_starts_like_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("case", "case-2"):
        (tmp_path / name).mkdir()
    (tmp_path / "case-2" / "b.yaml").write_text(HEAD)
    (tmp_path / "case" / "a.yaml").write_text(f"{HEAD}extends: ../case-2/b.yaml\n")
    monkeypatch.chdir(tmp_path / "case")
    assert "which lies outside the project" in _said("a.yaml")


def test_a_file_is_named_as_its_user_knows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yaml").write_text("colour: blue\n")
    monkeypatch.chdir(tmp_path)
    assert _said(tmp_path / "cases" / "a.yaml").startswith("cases/a.yaml cannot be run")
    monkeypatch.chdir(tmp_path / "cases")
    assert _said("a.yaml").startswith("a.yaml cannot be run")


def test_the_good_files_are_good() -> None:
    for name in ("small", "norway"):
        assert load(Path("good") / f"{name}.yaml").hash
