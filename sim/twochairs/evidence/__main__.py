"""`python -m twochairs.evidence FOLDER [TABLE ...]`: ship a calibration's tables and draw the figures of its page."""

import sys
from pathlib import Path

from twochairs.errors import TwochairsError
from twochairs.evidence.results.figures import draw
from twochairs.evidence.results.shipped import ASKED_FOR, TABLES, ship

IMAGES = Path(__file__).parents[3] / "docs" / "images"


def main() -> None:
    """Ship, draw, and say what was written."""
    named = sys.argv[2:]
    if len(sys.argv) < 2 or not {*named} <= {*TABLES, *ASKED_FOR}:
        sys.exit(
            "usage: python -m twochairs.evidence FOLDER [TABLE ...], such as results/calibration-1a2b3c4d5e\n"
            f"tables, all that are there unless named: {', '.join((*TABLES, *ASKED_FOR))}"
        )
    try:
        written = [*ship(Path(sys.argv[1]), only=named), *draw(IMAGES)]
    except TwochairsError as error:
        sys.exit(str(error))
    print("\n".join(path.as_posix() for path in written))


if __name__ == "__main__":
    main()
