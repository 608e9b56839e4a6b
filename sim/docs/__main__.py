"""`python -m sim.docs` writes the pages; with --run it first runs what the case study quotes."""

import sys

from sim.docs.case_study import stale, take_figures
from sim.docs.pages import DOCS, pages


def main(arguments: list[str]) -> int:
    """Write every page that is not what it should be.

    Parameters
    ----------
    arguments : nothing, or --run
    """
    if arguments not in ([], ["--run"]):
        print("usage: python -m sim.docs [--run]", file=sys.stderr)
        return 2
    if arguments:
        take_figures()
    for name, text in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"written: {path}")
    for name in stale():
        print(f"the figures of {name} in the case study are of another run; python -m sim.docs --run takes them again")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
