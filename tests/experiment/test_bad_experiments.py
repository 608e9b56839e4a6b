"""Every bad experiment is refused before anything runs, with the whole text a user needs."""

from pathlib import Path

import pytest

from tests.experiment.corpus import HERE, bad_files, expected, refusal

FILES = bad_files()
EXPECTED = expected()


@pytest.fixture(autouse=True)
def _in_this_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


def test_every_file_has_its_text_and_no_text_is_left_over() -> None:
    assert [path.name for path in FILES] == sorted(EXPECTED)
    assert len(FILES) >= 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_whole_text(path: Path) -> None:
    error = refusal(path)
    assert str(error) == EXPECTED[path.name]
    assert len(set(error.problems)) == len(error.problems)
    assert all(line.isprintable() for line in str(error).splitlines())
