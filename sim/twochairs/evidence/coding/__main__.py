"""`python -m twochairs.evidence.coding` writes the coded timeline beside the case's files."""

import sys

from twochairs.errors import TwochairsError
from twochairs.evidence.coding.write import write


def main() -> int:
    """Write the file and say where; a problem is told and gives 1."""
    try:
        print(f"wrote {write().name}")
    except TwochairsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
