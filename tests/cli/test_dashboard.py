"""`twochairs dashboard`: one file, what was left out of a folder, and a browser only where it is wanted."""

import webbrowser
from pathlib import Path

import pytest

from tests.command import typed
from tests.dashboard.conftest import SCENARIO

PART = "twochairs: 2\ntitle: A part\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mycase"
    made.mkdir()
    (made / "one.yaml").write_text(SCENARIO, "utf-8")
    return made


@pytest.fixture
def browsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", asked.append)
    return asked


def test_it_writes_a_page_and_opens_no_browser_where_there_is_no_terminal(
    folder: Path, tmp_path: Path, browsed: list[str]
) -> None:
    done = typed("dashboard", folder / "one.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "dashboard.html  1 scenario, 0.2 MB; it opens in any browser, without a network\n"
    assert (tmp_path / "dashboard.html").read_text("utf-8").startswith("<!doctype html>")
    assert browsed == []


def test_of_a_folder_it_tells_what_is_left_out_and_opens_the_page_if_asked(
    folder: Path, tmp_path: Path, browsed: list[str]
) -> None:
    (folder / "part.yaml").write_text(PART, "utf-8")
    out = tmp_path / "new" / "page.html"
    done = typed("dashboard", folder, "--out", out, "--open", cwd=tmp_path)
    assert done.returncode == 0
    left_out, *_ = done.stderr.splitlines()
    assert left_out.startswith("left out: mycase/part.yaml cannot be run: ")
    assert browsed == [out.as_uri()]


def test_a_file_that_cannot_be_run_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "part.yaml").write_text(PART, "utf-8")
    done = typed("dashboard", folder / "part.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("mycase/part.yaml cannot be run: 3 problems\n")
    assert not (tmp_path / "dashboard.html").exists()
