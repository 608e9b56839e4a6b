"""`python -m benchmarks`: measure, print the tables, and write them as a page where asked."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import c_month, equality, extending, lever_in_a_page, lever_to_picture, peers, points, scaling, sweep
from benchmarks.machine import machine
from benchmarks.table import Table, markdown, plain

GROUPS: dict[str, Callable[[int], list[Table]]] = {
    "equality": equality.tables,
    "peers": peers.tables,
    "c_month": c_month.tables,
    "scaling": scaling.tables,
    "threads": scaling.threads,
    "points": points.tables,
    "sweep": sweep.tables,
    "extending": extending.tables,
    "lever_to_picture": lever_to_picture.tables,
    "lever_in_a_page": lever_in_a_page.tables,
}
FEWEST = 5

HEAD = """# Speed

What the compiled engine does, as ratios measured side by side in one run: the contenders of a table run in turn, round
after round, and a ratio is taken within a round, so that a busy moment of the machine falls on both. Times are those of
one thread on the processor, but for the rows on threads, which go by the clock on the wall. Shown are the median of the
rounds, the lowest and the highest. Absolute speeds are medians too, and change from machine to machine; the ratios
change less.

A *country-month* is one country living through one month of the reference case (14 states, 3 poles, 17 publics, 7
disputes, all rules, all draws, the check that every number is finite, four quantities a country kept). The engine gives
the same bits as plain Python; the months by hand, in C and in NumPy, are held against it here and here alone, and
`make bench` fails where they differ. Bars are what the project sets itself; a bar that is not met says so.

Made by `make bench`, or `python -m benchmarks --markdown docs/speed.md`. Nothing here is part of the tests.
"""


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all by default")
    parser.add_argument("--rounds", type=int, default=FEWEST, help=f"at least {FEWEST} for numbers to be quoted")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page too")
    given = parser.parse_args()
    unknown = [name for name in given.groups if name not in GROUPS]
    if unknown:
        parser.error(f"there is no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    load, tables = os.getloadavg()[0], []
    for name in given.groups or GROUPS:
        for table in GROUPS[name](given.rounds):
            print(plain(table), end="\n\n", flush=True)
            tables.append(table)
    if given.markdown:
        given.markdown.write_text(page(tables, given.rounds, load), "utf-8")
    different = [row.name for table in tables for row in table.rows if row.value == equality.DIFFERENT]
    if different:
        sys.exit(f"not the engine's numbers: {'; '.join(different)}")


def page(tables: list[Table], rounds: int, load: float) -> str:
    """The whole page."""
    when = f"{datetime.now(UTC):%Y-%m-%d}, {rounds} rounds, load of the machine {load:.1f} at the start"
    described = [f"- {name}: {what}" for name, what in (*machine(), ("measured", when))]
    parts = [HEAD, "## Machine\n", "\n".join(described), *("\n" + markdown(table) for table in tables)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
