"""`python -m twochairs.evidence.coding [CASE]` writes the coded timeline of a case beside its files."""

import sys

from twochairs.errors import TwochairsError
from twochairs.evidence.coding.write import write
from twochairs.scenario.example import HOME


def main() -> int:
    """Write the file and say where; a problem is told and gives 1."""
    try:
        print(f"wrote {write(sys.argv[1] if len(sys.argv) > 1 else HOME).name}")
    except TwochairsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
