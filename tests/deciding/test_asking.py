"""An answer is there whole or not at all, whoever is killed when; and nothing is written where a link leads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import twochairs as tc
from tests.trust.processes import Trial
from twochairs.deciding import asking
from twochairs.deciding.asking import Made, answered
from twochairs.errors import CannotWrite, Locked, NotPossible
from twochairs.results.answers import ANSWERS, Answer, Listed, lines, markdown
from twochairs.sweeps.lock import locked

MADE = Made(["It is so.", Listed(caption="What", head=["a", "b"], rows=[["x|y", "1"]])], {"numbers": [["n"], [1 / 3]]})


def ask(folder: Path, **asked: Any) -> tuple[Answer, bool]:
    return answered(tc.open(folder), "sensitivity", {"of": "a test", **asked}, lambda: MADE)


def test_an_answer_is_read_as_it_was_made(copy: Callable[[], Path]) -> None:
    folder = copy()
    answer, new = ask(folder)
    assert new and str(answer) == "It is so.\na    b\nx|y  1"
    assert answer.table("numbers")["n"].tolist() == [0.3333333333]
    assert (answer.folder / "answer.md").read_text() == "It is so.\n\n| a | b |\n| --- | ---: |\n| x\\|y | 1 |\n"
    assert ask(folder) == (answer, False)
    assert ask(folder, more=1)[1]
    with pytest.raises(NotPossible, match="table 'numbrs' is unknown; did you mean 'numbers'"):
        answer.table("numbrs")


@pytest.mark.parametrize("at", range(4))
def test_a_writer_that_is_stopped_leaves_nothing_half_written(
    at: int, copy: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each file in turn, and before the folder is put in its place."""
    folder, done, real = copy(), [], asking.commit

    def commit(path: Path, data: bytes) -> None:
        if len(done) == at:
            raise OSError(28, "No space left on device")
        real(path, data)
        done.append(path.name)

    monkeypatch.setattr(asking, "commit", commit)
    if at == 3:
        monkeypatch.setattr(
            Path, "rename", lambda self, target: (_ for _ in ()).throw(OSError(5, "Input/output error"))
        )
    before = sorted(folder.rglob("*"))
    with pytest.raises(CannotWrite, match=r"(no space left on device|input/output error)"):
        ask(folder)
    monkeypatch.undo()
    assert sorted(path for path in folder.rglob("*") if path.name != "lock") == [p for p in before if p.name != "lock"]
    assert ask(folder)[1]


def test_what_a_killed_writer_left_goes_with_the_next_answer(copy: Callable[[], Path]) -> None:
    folder = copy()
    left = folder / ANSWERS / ".writing-0123456789ab"
    left.mkdir()
    (left / "answer.md").write_text("half")
    assert len(tc.open(folder).answers) == 1
    ask(folder)
    assert not left.exists()


def test_a_link_is_refused_and_a_folder_that_is_written_to_is_left_alone(
    copy: Callable[[], Path], tmp_path: Path
) -> None:
    folder = copy()
    with locked(folder), pytest.raises(Locked):
        ask(folder)
    (folder / ANSWERS).rename(tmp_path / "elsewhere")
    (folder / ANSWERS).symlink_to(tmp_path / "elsewhere")
    assert tc.open(folder).answers == []
    with pytest.raises(CannotWrite, match="it is a link"):
        ask(folder)


@pytest.mark.parametrize("harm", ['{"format": 1}', "[]", "not json", '{"format": 99}'])
def test_a_manifest_that_says_anything_else_is_of_no_answer(harm: str, copy: Callable[[], Path]) -> None:
    folder = copy()
    [answer] = tc.open(folder).answers
    (answer.folder / "manifest.json").write_text(harm)
    assert tc.open(folder).answers == []
    with pytest.raises(NotPossible, match="has no answer of 'sensitivity'\n  hint: `twochairs sensitivity "):
        tc.open(folder).answer("sensitivity")


def test_an_answer_of_another_result_is_none_of_this_one(copy: Callable[[], Path], screened: Trial) -> None:
    folder = copy()
    [other] = tc.open(screened.out).answers
    (folder / ANSWERS / "sensitivity-ffffffffff").symlink_to(other.folder)
    assert len(tc.open(folder).answers) == 1
    (folder / ANSWERS / "sensitivity-ffffffffff").unlink()
    other_files = {path.name: path.read_bytes() for path in other.folder.iterdir()}
    (folder / ANSWERS / "sensitivity-ffffffffff").mkdir()
    for name, data in other_files.items():
        (folder / ANSWERS / "sensitivity-ffffffffff" / name).write_bytes(data)
    assert len(tc.open(folder).answers) == 1


def test_a_table_that_was_changed_is_not_read(copy: Callable[[], Path]) -> None:
    folder = copy()
    answer, _ = ask(folder)
    (answer.folder / "numbers.csv").write_text("n\n4\n")
    with pytest.raises(Exception, match=r"numbers\.csv is damaged"):
        answer.table("numbers")


def test_words_have_an_empty_line_between_paragraphs_alone() -> None:
    listed = Listed(caption="", head=["one", "two"], rows=[["a", "10"]])
    assert lines(["p", listed, "q", "r"]) == ["p", "one  two", "a     10", "q", "", "r"]
    assert markdown(["a\nb"]) == "a b\n"
    assert markdown(["\x1b[31mred"]) == "\\x1b[31mred\n"
