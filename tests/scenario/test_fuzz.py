"""Damaged files are refused with a place or accepted, and never change their meaning in silence (C2, C3, C4)."""

import random
import re
import time
from pathlib import Path

import pytest

from tests.scenario.corpus import HERE
from tests.scenario.mutations import damaged, one_letter_off
from twochairs.errors import InvalidInput
from twochairs.scenario.load import load

GOOD = HERE / "good"
TINY = (GOOD / "tiny.yaml").read_text("utf-8")
SECONDS = 2.0
KEY = re.compile(r"(?<![\w.\"'-])([A-Za-z_][\w.]*)(?=:(?:\s|$))")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Told":
    """What the loader says of a text."""
    monkeypatch.chdir(tmp_path)
    return Told(tmp_path / "a.yaml")


class Told:
    """Loads texts under one name."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, text: str) -> InvalidInput | None:
        """The refusal, or None where the text is accepted."""
        self.path.write_bytes(text.encode("utf-8", "surrogatepass"))
        start = time.process_time()
        try:
            load(self.path.name).world()
        except InvalidInput as error:
            assert time.process_time() - start < SECONDS
            return error
        return None


def test_damage_is_refused_with_a_place_or_accepted(told: Told) -> None:
    """A thousand random mutations; the seed is fixed."""
    refused = 0
    for number, text in enumerate(damaged(TINY, count=1_000, seed=2030)):
        try:
            error = told(text)
        except Exception as other:
            raise AssertionError(f"mutation {number} is not refused but fails:\n{text}") from other
        if error is not None:
            refused += 1
            assert all(problem.place is not None for problem in error.problems[:50]), (number, str(error))
            assert all(line.isprintable() for line in str(error).splitlines()), number
    assert 300 < refused < 1_000


def _keys() -> list[tuple[int, str]]:
    """Every key of the good file and where it begins; comments have none."""
    text = re.sub(r"#.*", lambda comment: " " * len(comment[0]), TINY)
    return [(match.start(1), match[1]) for match in KEY.finditer(text)]


def _fixed_keys() -> list[tuple[int, str]]:
    """Keys that the schema names, not the case."""
    own = {"LEA", "CRO", "ALD", "BOR", "town", "land", "strait", "embargo", "default"}
    return [(at, key) for at, key in _keys() if key not in own and "." not in key]


def test_there_are_keys_to_try() -> None:
    assert len(_keys()) > 70 and len(_fixed_keys()) > 50


def test_a_key_that_stands_twice_is_always_refused(told: Told) -> None:
    for at, key in _keys():
        in_flow = TINY[TINY.rfind("\n", 0, at) + 1 : at].count("{") > 0
        line_start = TINY.rfind("\n", 0, at) + 1
        again = f"{key}: 0, " if in_flow else f"{key}: 0\n{' ' * (at - line_start)}"
        error = told(TINY[:at] + again + TINY[at:])
        assert error is not None, key
        assert any("stands here a second time" in problem.text for problem in error.problems), (key, str(error))


def test_a_key_with_one_wrong_letter_is_always_refused_and_the_right_one_suggested(told: Told) -> None:
    chance = random.Random(7)
    right = tried = 0
    for at, key in _fixed_keys():
        for _ in range(2):
            wrong = one_letter_off(key, chance)
            if wrong == key:
                continue
            error = told(TINY[:at] + wrong + TINY[at + len(key) :])
            assert error is not None, (key, wrong)
            place = (TINY.count("\n", 0, at) + 1, at - TINY.rfind("\n", 0, at))
            texts = [p.text for p in error.problems if p.place and (p.place.line, p.place.column) == place]
            assert any("is unknown" in text for text in texts), (wrong, str(error))
            tried += 1
            right += any(re.search(rf"did you mean '(?:.*\.)?{re.escape(key)}'\?", text) for text in texts)
    assert tried > 100
    assert right / tried >= 0.9, f"{right} of {tried}"


@pytest.mark.parametrize("path", ["LEA.pressure.ALD", "acts.embargo.open", "rivalry"])
def test_a_path_with_one_wrong_letter_is_refused_and_the_right_one_suggested(path: str, told: Told) -> None:
    chance = random.Random(11)
    right = tried = 0
    for _ in range(25):
        wrong = one_letter_off(path, chance)
        if wrong == path:
            continue
        error = told(TINY.replace(f"{path}:", f"{wrong}:", 1))
        assert error is not None, wrong
        tried += 1
        right += f"did you mean '{path}'?" in str(error)
    assert right / tried >= 0.9, f"{right} of {tried}"


def test_a_name_with_one_wrong_letter_is_refused(told: Told) -> None:
    """Names of states and powers where they are used; all of three letters here."""
    chance = random.Random(13)
    right = tried = 0
    for use in ("seller: CRO", "kin: BOR", "against: CRO", "news: {CRO", "ties: {ALD", "between: [ALD"):
        name = use[-3:]
        for _ in range(10):
            wrong = one_letter_off(name, chance).upper()
            if wrong in ("CRO", "BOR", "ALD", "LEA"):
                continue
            error = told(TINY.replace(use, use[:-3] + wrong, 1))
            assert error is not None, (use, wrong)
            tried += 1
            right += f"did you mean '{name}'?" in str(error)
    assert right / tried >= 0.9, f"{right} of {tried}"


def test_a_dropped_line_is_refused_or_leaves_a_default(told: Told) -> None:
    """Every line in turn; what is accepted is another scenario than the good file."""
    good = told.path.parent / "good.yaml"
    good.write_text(TINY)
    wanted = load(good.name).hash
    lines = TINY.splitlines(keepends=True)
    silent = []
    for number, line in enumerate(lines):
        if told("".join(lines[:number] + lines[number + 1 :])) is None and load(told.path.name).hash == wanted:
            silent.append(line.strip())
    assert silent == []
