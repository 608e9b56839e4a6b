"""docs/how-to/robust.md: its commands run as they stand, and its tables are those that there are."""

import shlex
from pathlib import Path

import twochairs as tc
from tests.command import typed
from tests.docs.test_docs import DOCS, blocks, commands, saved_as

PAGE = DOCS / "how-to" / "robust.md"


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
    answer = told["twochairs robust mine/offer.yaml --out results/offer --jobs 0 --figures"]
    assert "The search ran 12 lever settings in 2 generations in 8 worlds" in answer
    text = PAGE.read_text("utf-8")
    [one] = tc.open(tmp_path / "results" / "offer").answers
    assert [name for name in one.tables if f"`{name}`" not in text] == []
    drawn = {path.stem for path in (tmp_path / "results" / "offer" / "figures").iterdir()}
    assert {"tradeoffs", "parallel", "regret-alignment", "regret-effort"} <= drawn
