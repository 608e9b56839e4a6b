"""`python -m twochairs.evidence FOLDER [TABLE ...]`: ship a calibration's tables, draw the figures of its page, and
write down what its record had of each lever."""

import sys
from pathlib import Path

from twochairs.errors import TwochairsError
from twochairs.evidence.results.figures import draw
from twochairs.evidence.results.shipped import ASKED_FOR, TABLES, ship
from twochairs.scenario.example import case_folder
from twochairs.scenario.held import HINDCAST, TABLE, table_of
from twochairs.scenario.load import load

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
        written = [*ship(Path(sys.argv[1]), only=named), *draw(IMAGES), _held()]
    except TwochairsError as error:
        sys.exit(str(error))
    print("\n".join(path.as_posix() for path in written))


def _held() -> Path:
    """What the record had of each lever, written."""
    TABLE.write_text(table_of(load(case_folder() / HINDCAST)), "utf-8", newline="\n")
    return TABLE


if __name__ == "__main__":
    main()
