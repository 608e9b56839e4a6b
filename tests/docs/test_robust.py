"""docs/how-to/robust.md: its commands run as they stand, and its tables are those that there are."""

from pathlib import Path

import twochairs as tc
from tests.docs.reading import followed
from twochairs.docs.pages import DOCS

PAGE = DOCS / "how-to" / "robust.md"


def test_its_commands_run_and_its_tables_are_those_that_there_are(tmp_path: Path) -> None:
    told = followed(PAGE, tmp_path)
    answer = told["twochairs robust mine/offer.yaml --out results/offer --jobs 0 --figures"]
    assert "The search ran 12 lever settings in 2 generations in 8 worlds" in answer
    text = PAGE.read_text("utf-8")
    [one] = tc.open(tmp_path / "results" / "offer").answers
    assert [name for name in one.tables if f"`{name}`" not in text] == []
    drawn = {path.stem for path in (tmp_path / "results" / "offer" / "figures").iterdir()}
    assert {"tradeoffs", "parallel", "regret-alignment", "regret-effort"} <= drawn
