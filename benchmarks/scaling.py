"""How the engine's speed and memory change with replicates, countries, months and threads."""

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np

from benchmarks.cases import larger, shipped
from benchmarks.engine import months_of, runs_of
from benchmarks.table import Row, Table, side_by_side, speed
from twochairs.ensemble.runs import LANES
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import STANDARD

REPLICATES = (1, 8, 32, 64, 200, 256, 1000)
MONTHS = (12, 120, 600)
COUNTRIES = (14, 50, 200)
LANES_OF_LARGER = 64
CHUNKS = 8
"""Chunks of lanes in a run on threads: an even number, so that two threads have the same."""
_PEAK = """
import pathlib, resource, sys
from benchmarks.cases import shipped
from benchmarks.engine import runs_of
replicates = int(sys.argv[1])
if replicates:
    runs_of(shipped(), replicates)()
else:
    from twochairs.world.rulebook import STANDARD
    STANDARD.kernel
status = pathlib.Path("/proc/self/status")
if status.exists():  # where it does, getrusage counts what the parent held when it forked
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(int(peak) / 1024)
"""


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    return [_replicates(rounds), _months(rounds), _countries(rounds), _memory()]


def _compared(
    title: str, contenders: dict[str, Callable[[], float]], reference: str, rounds: int, notes: dict[str, str]
) -> Table:
    speeds = side_by_side(contenders, rounds)
    rows = tuple(
        Row(name, speed(values), values / speeds[reference], note=notes.get(name, ""))
        for name, values in speeds.items()
    )
    return Table(title, "country-months/s", f"the row over '{reference}'", rows)


def _replicates(rounds: int) -> Table:
    scenario = shipped()
    contenders = {f"{count} replicates": runs_of(scenario, count) for count in REPLICATES}
    notes = {f"{REPLICATES[-1]} replicates": f"in chunks of {LANES}; laying out the worlds counts in every row"}
    return _compared("Replicates", contenders, f"{LANES} replicates", rounds, notes)


def _months(rounds: int) -> Table:
    contenders = {f"{count} months": runs_of(shipped(count), LANES) for count in MONTHS}
    notes = {f"{MONTHS[0]} months": "laying out the worlds counts in every row"}
    return _compared("Months", contenders, "120 months", rounds, notes)


def _countries(rounds: int) -> Table:
    contenders = {}
    for count in COUNTRIES:
        cases = {f"{count} countries": False, f"{count} countries, dense ties": True}
        for name, dense in cases.items():
            contenders[name] = _larger_run(larger(count, dense))
    notes = {
        f"{COUNTRIES[-1]} countries": f"{LANES_OF_LARGER} lanes, 120 months; the number of pairs of "
        "countries, and of disputes times countries, grows with the square, whether they are tied or not"
    }
    return _compared("Countries", contenders, f"{COUNTRIES[0]} countries", rounds, notes)


def _larger_run(scenario: Scenario) -> Callable[[], float]:
    return months_of(STANDARD.kernel.months, scenario, LANES_OF_LARGER)


def threads(rounds: int) -> list[Table]:
    """Two threads against one; their group is their own, to be run again when the machine is quiet."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    contenders = {f"{count} thread{'s' * (count > 1)}": runs_of(shipped(), CHUNKS * LANES, count) for count in (1, 2)}
    speeds = side_by_side(contenders, rounds)
    one, two = speeds.values()
    load = f"{cores} cores, load of the machine {os.getloadavg()[0]:.1f} at the end of the row"
    rows = (Row("1 thread", speed(one)), Row("2 threads", speed(two), two / one, 1.9, load))
    return [Table("Threads", "country-months/s", "two threads over one", rows)]


def _memory() -> Table:
    """Peak memory in a process of its own for each row."""
    rows, peaks = [], [_peak(count) for count in (0, *REPLICATES[-2:], 4 * REPLICATES[-1])]
    names = ("nothing run yet", *(f"{count} replicates" for count in (*REPLICATES[-2:], 4000)))
    for name, peak in zip(names, peaks, strict=True):
        rows.append(Row(name, f"{peak:.0f}", [peak / peaks[1]]))
    return Table("Peak memory of a process", "MiB", f"the row over '{names[1]}'", tuple(rows))


def _peak(replicates: int) -> float:
    made = [sys.executable, "-c", _PEAK, str(replicates)]
    return float(np.float64(subprocess.run(made, capture_output=True, text=True, check=True).stdout))
