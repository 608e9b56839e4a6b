"""The documentation as a site: pages gathered into one folder, links between them kept, those to code made words."""

import re
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from twochairs.docs import notebook
from twochairs.docs.markdown import ROOT

DOCS = ROOT / "docs"
LEVERS, REPORT = "levers.html", "report.html"
_FRONT = {
    REPORT: f"**[See a report]({REPORT})**: what a harder line on Serbia changes, and why; its levers move.\n",
    LEVERS: f"**[Pull the levers]({LEVERS})** of every shipped scenario, in one page with the model that runs them.\n",
}
"""Pages that are made by themselves, each with what the front page says of it, before its first heading."""
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^()\s]+)\)")
_IMAGE = re.compile(r'(<img [^>]*src=")([^"]+)(")')


def gathered() -> dict[Path, Path]:
    """Every page of the site: where it is kept, and where it goes."""
    pages = {path: path.relative_to(DOCS) for path in sorted(DOCS.rglob("*.md")) if "templates" not in path.parts}
    pages[ROOT / "README.md"] = Path("index.md")
    pages[ROOT / "CHANGELOG.md"] = Path("changelog.md")
    pages[ROOT / "scenarios" / "balkans" / "README.md"] = Path("case.md")
    pages[ROOT / "scenarios" / "south-east-asia" / "README.md"] = Path("south-east-asia.md")
    pages[DOCS / "tutorial.ipynb"] = Path("notebook.md")
    return pages


def gather(
    folder: Path, made: Mapping[str, str] = MappingProxyType({}), cells: Sequence[notebook.Cell] | None = None
) -> None:
    """Write the pages and their pictures into a folder, which is made anew.

    Parameters
    ----------
    made : LEVERS and REPORT, or one of them, to the page; the front page leads to it
    cells : of the notebook, after it has run; as it is kept where None
    """
    shutil.rmtree(folder, ignore_errors=True)
    pages = gathered()
    for source, target in pages.items():
        path = folder / target
        linked = partial(_linked, source=source, target=target, pages=pages)
        if source.suffix == ".ipynb":
            text = notebook.page(notebook.cells_of(source) if cells is None else cells, folder / "shown", linked)
        else:
            text = linked(source.read_text("utf-8"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    front = folder / "index.md"
    head, heading, rest = front.read_text("utf-8").partition("\n## ")
    told = "\n".join(words for name, words in _FRONT.items() if name in made)
    front.write_text("\n".join(filter(None, [head, told])) + f"{heading}{rest}", "utf-8")
    shutil.copytree(DOCS / "images", folder / "images")
    shutil.copytree(DOCS / "site" / "assets", folder / "assets")


def _linked(text: str, source: Path, target: Path, pages: dict[Path, Path]) -> str:
    """A page whose links lead to where its neighbours went; a link to a file that is no page is its text alone."""

    def moved(address: str) -> str | None:
        place, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address) or not place:
            return address
        aim = (source.parent / place).resolve()
        if aim in pages:
            there = pages[aim]
        elif aim.is_relative_to(DOCS / "images"):
            there = aim.relative_to(DOCS)
        elif aim == DOCS:
            there = Path("index.md")
        else:
            return None
        up = Path(*[".."] * (len(target.parts) - 1))
        return f"{(up / there).as_posix()}{f'#{anchor}' if anchor else ''}"

    def link(found: re.Match[str]) -> str:
        address = moved(found[3])
        return found[2] if address is None else f"{found[1]}[{found[2]}]({address})"

    def image(found: re.Match[str]) -> str:
        return f"{found[1]}{moved(found[2])}{found[3]}"

    parts = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
    return "".join(part if part.startswith("```") else _IMAGE.sub(image, _LINK.sub(link, part)) for part in parts)
