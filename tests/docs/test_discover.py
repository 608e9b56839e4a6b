"""docs/how-to/discover.md: its commands run as they stand, and its tables are those that there are."""

import shlex
from pathlib import Path

import twochairs as tc
from tests.command import typed
from tests.docs.test_docs import DOCS, blocks, commands, saved_as

PAGE = DOCS / "how-to" / "discover.md"


def test_its_commands_run_and_its_tables_are_those_that_there_are(tmp_path: Path) -> None:
    told = {}
    for command in commands(PAGE):
        words = shlex.split(command)[1:]
        done = typed(*words, cwd=tmp_path)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        told[command] = done.stdout
        if words[0] == "init":
            for text in blocks(PAGE, "yaml"):
                (tmp_path / saved_as(text)).write_text(text, "utf-8")
    answer = told["twochairs discover mine/low.yaml --out results/low --jobs 0 --figures"]
    assert "Serbia stays low: alignment[SRB]@end < 0.1 in " in answer
    text = PAGE.read_text("utf-8")
    result = tc.open(tmp_path / "results" / "low")
    assert len(result.answers) == 2
    assert [name for one in result.answers for name in one.tables if f"`{name}`" not in text] == []
