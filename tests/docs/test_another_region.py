"""docs/how-to/another-region.md: every command of the page is run as a reader would, with two runs an ensemble."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.command import typed
from twochairs.docs.pages import DOCS

PAGE = (DOCS / "how-to" / "another-region.md").read_text("utf-8")
COMMANDS = [
    shlex.split(line)[1:]
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


def test_every_command_of_the_page_runs(tmp_path: Path) -> None:
    for shipped in ("scenarios", "experiments"):
        shutil.copytree(DOCS.parent / shipped, tmp_path / shipped)
    (tmp_path / "twochairs.toml").touch()
    (tmp_path / "mine").mkdir()
    example = re.search(r"^```yaml\n# mine/islands.yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert example is not None
    (tmp_path / "mine" / "islands.yaml").write_text(example[1], "utf-8")
    assert len(COMMANDS) == 13
    for words in COMMANDS:
        few = ["2" if before == "--replicates" else word for before, word in zip(["", *words], words, strict=False)]
        ended = typed(*few, cwd=tmp_path)
        assert ended.returncode == 0, (words, ended.stderr)
    report = next((tmp_path / "results").rglob("*.html")).read_text("utf-8")
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", report, flags=re.DOTALL)
    assert "Philippines" in text
    assert not re.findall(r"\b(?:[Gg]as|[Aa]ccession|EU|NATO|Europe|Serbia|[Hh]ub)\b", text)


@pytest.mark.parametrize("named", re.findall(r"`((?:[\w-]+/)*[\w-]+\.(?:yaml|csv))`", PAGE))
def test_files_that_the_page_names_are_there(named: str) -> None:
    case = DOCS.parent / "scenarios" / "south-east-asia"
    assert (case / named).exists() or named == "mine/islands.yaml", named
