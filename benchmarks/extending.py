"""A sweep that is extended: how many of its runs are new, and its time beside that of one made at once."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.sweep import JOBS, ROOT, run_command, smaller
from benchmarks.table import Row, Table, side_by_side

AT_ONCE, AFTER = "400 replicates at once", "400 after 200 replicates"


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    with tempfile.TemporaryDirectory(dir=ROOT / "results") as scratch:
        return [_more_replicates(Path(scratch), rounds)]


def _more_replicates(scratch: Path, rounds: int) -> Table:
    """Twice the replicates of a result that keeps outcomes alone, by the command, whole processes."""
    few, many = (smaller(scratch, replicates, "keep: {series: none}\n") for replicates in (200, 400))
    run_command(few, scratch / "few", "--jobs", str(JOBS))
    new: dict[str, set[int]] = {AT_ONCE: set(), AFTER: set()}

    def sweeping(name: str, *options: str) -> Callable[[], float]:
        """A contender: how many such sweeps a second."""

        def once() -> float:
            with tempfile.TemporaryDirectory(dir=scratch) as out:
                seconds, _, log = run_command(many, Path(out) / "made", "--jobs", str(JOBS), *options)
            new[name].add(log["runs"])
            return 1.0 / seconds

        return once

    speeds = side_by_side({AT_ONCE: sweeping(AT_ONCE), AFTER: sweeping(AFTER, "--from", str(scratch / "few"))}, rounds)
    (whole,), (half,) = new.values()
    rows = (
        Row(AT_ONCE, _seconds(speeds[AT_ONCE]), note=f"{whole:,} runs, whole process, {JOBS} jobs"),
        Row(AFTER, _seconds(speeds[AFTER]), speeds[AFTER] / speeds[AT_ONCE], note=f"{half:,} runs are new"),
        Row("runs that are new", f"{half:,}", [whole / half], 2.0, "counted; the ratio is of all runs over them"),
    )
    return Table("A sweep of 49 points extended", "seconds, or runs", f"'{AT_ONCE}' over the row", rows)


def _seconds(speeds: np.ndarray) -> str:
    return f"{1.0 / float(np.median(speeds)):.1f}"
