"""`python -m twochairs.docs` writes the pages; options run what they quote and draw, or gather the site."""

import sys
from pathlib import Path

from twochairs.dashboard.chosen import shipped
from twochairs.dashboard.page import html
from twochairs.docs import notebook
from twochairs.docs.case_study import stale, take_figures
from twochairs.docs.example import example
from twochairs.docs.gallery import take_pictures
from twochairs.docs.pages import DOCS, pages
from twochairs.docs.site import LEVERS, REPORT, gather


def main(arguments: list[str]) -> int:
    """Write every page that is not what it should be.

    Parameters
    ----------
    arguments : nothing; --run, to run what the case study quotes first; --gallery, to draw the gallery's pictures
        first; or --site FOLDER, to gather the pages of the site there and write nothing else
    """
    match arguments:
        case ["--site", folder]:
            made = {REPORT: example(), LEVERS: html(shipped().scenarios)}
            gather(Path(folder), made, notebook.run(DOCS / "tutorial.ipynb"))
            return 0
        case ["--run"]:
            take_figures()
        case ["--gallery"]:
            take_pictures()
        case []:
            pass
        case _:
            print("usage: python -m twochairs.docs [--run | --gallery | --site FOLDER]", file=sys.stderr)
            return 2
    for name, text in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"written: {path}")
    for name in stale():
        print(f"the figures of {name} in the case study are of another run; python -m twochairs.docs --run mends them")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
