"""docs/how-to/game.md: its commands run as they stand, and what they say is what the page quotes."""

from pathlib import Path

import pytest

import twochairs as tc
from tests.docs.reading import followed
from twochairs.docs.pages import DOCS

PAGE = DOCS / "how-to" / "game.md"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Where the page's commands were run, and what each said."""
    folder = tmp_path_factory.mktemp("reader")
    return folder, followed(PAGE, folder)


def test_its_commands_run(said: tuple[Path, dict[str, str]]) -> None:
    folder, told = said
    answer = told["twochairs game mine/game.yaml --out results/game"]
    assert "EU (3 strategies) against RU (3 strategies): 9 profiles, 144 runs." in answer
    assert "Solution 1: " in answer
    assert {f"{kind}.png" for kind in ("payoffs", "resamples", "logit")} <= {
        path.name for path in (folder / "results" / "game" / "figures").iterdir()
    }


def test_its_tables_are_those_that_there_are(said: tuple[Path, dict[str, str]]) -> None:
    answer = tc.open(said[0] / "results" / "game").answer("game")
    text = PAGE.read_text("utf-8")
    assert [name for name in answer.tables if f"`{name}`" not in text] == []
    assert answer.table("solutions")["probability"].between(0, 1).all()
