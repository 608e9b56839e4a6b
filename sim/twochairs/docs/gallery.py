"""Every kind of figure with the command that made it: the page, and its pictures."""

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from twochairs.docs.case_study import in_checkout, output
from twochairs.docs.markdown import ROOT

TABLE = ROOT / "docs" / "templates" / "gallery.csv"
PICTURES = ROOT / "docs" / "images" / "gallery"
WIDTH, COLOURS = 1000, 128
"""Of a picture on the page, in pixels and colours: small, and sharp enough to judge a kind by."""


@cache
def rows() -> list[dict[str, str]]:
    """The figures, in order; rows without a kind are commands that come first."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures() -> list[dict[str, str]]:
    """The rows that are figures."""
    return [row for row in rows() if row["kind"]]


def picture(row: dict[str, str]) -> Path:
    """Where the picture of a figure is kept."""
    return PICTURES / f"{row['of'].split()[-1]}-{row['kind']}.png"


def gallery() -> str:
    """The page's figures under what they are of, each with its command."""
    first = "\n".join(row["command"] for row in rows() if not row["kind"])
    told = [f"```sh\n{first}\n```"]
    of = ""
    for row in figures():
        if row["of"] != of:
            of = row["of"]
            told.append(f"## {of}")
        path = picture(row).relative_to(ROOT / "docs").as_posix()
        told.append(f"### {row['kind']}\n\n{row['reads']}\n\n```sh\n{row['command']}\n```\n\n![{row['kind']}]({path})")
    return "\n\n".join(told)


def take_pictures() -> None:
    """Run every command in a folder of its own, and keep what it draws, made small."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        in_checkout(Path(name))
        for command in dict.fromkeys(row["command"] for row in rows()):
            output(command, name)
        for row in figures():
            _shrink(Path(name) / row["file"], picture(row))


def _shrink(source: Path, target: Path) -> None:
    from PIL import Image

    whole = Image.open(source).convert("RGB")
    small = whole.resize((WIDTH, round(whole.height * WIDTH / whole.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(target, optimize=True)
