"""CONTRIBUTING.md names files that exist and targets that make has; decisions are all in their index."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
TEXT = PAGE.read_text("utf-8")
DECISIONS = ROOT / "docs" / "decisions"
INDEX = (DECISIONS / "README.md").read_text("utf-8")
FILE = re.compile(r"(?<![\w./-])(?:[\w.-]+/)+[\w.-]+\.(?:py|md|csv|c)\b|`([\w.-]+\.(?:cff|md))`")
LINK = re.compile(r"\]\(([^)#:]+)")


def test_files_that_are_named_exist() -> None:
    named = {found[1] or found[0] for found in FILE.finditer(TEXT)}
    assert len(named) > 35
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


def test_links_lead_somewhere() -> None:
    assert [link for link in LINK.findall(TEXT) if not (ROOT / link).exists()] == []


def test_targets_of_make_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    used = set(re.findall(r"(?:^|`)make ([a-z]+)", TEXT, re.MULTILINE))
    assert used and used <= targets


def test_every_decision_is_in_the_index_once_in_order() -> None:
    assert re.findall(r"^\| \[\d+\]\(([^)]+)\)", INDEX, re.MULTILINE) == sorted(
        path.name for path in DECISIONS.glob("0*.md")
    )
