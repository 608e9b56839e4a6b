"""docs/how-to/discover.md: its commands run as they stand, and its tables are those that there are."""

from pathlib import Path

import twochairs as tc
from tests.docs.reading import followed
from twochairs.docs.pages import DOCS

PAGE = DOCS / "how-to" / "discover.md"


def test_its_commands_run_and_its_tables_are_those_that_there_are(tmp_path: Path) -> None:
    told = followed(PAGE, tmp_path)
    answer = told["twochairs discover mine/low.yaml --out results/low --jobs 0 --figures"]
    assert "Serbia stays low: alignment[SRB]@end < 0.1 in " in answer
    text = PAGE.read_text("utf-8")
    result = tc.open(tmp_path / "results" / "low")
    assert len(result.answers) == 2
    assert [name for one in result.answers for name in one.tables if f"`{name}`" not in text] == []
