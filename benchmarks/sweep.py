"""A whole sweep through the command line: its time, its memory, what storing takes, and what a cluster adds."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import Row, Table

ROOT = Path(__file__).parents[1]
EXPERIMENT = ROOT / "experiments" / "pressure-and-gas.yaml"
JOBS = 2
_PAUSE = 0.2


def tables(rounds: int) -> list[Table]:
    """Every row of this group."""
    with tempfile.TemporaryDirectory(dir=ROOT / "results") as scratch:
        return [_reference(Path(scratch)), _compared(Path(scratch), rounds)]


def _reference(scratch: Path) -> Table:
    """The reference sweep once: 441 points, 200 replicates, 120 months, quantiles kept."""
    seconds, peaks, log = run_command(EXPERIMENT, scratch / "reference", "--jobs", str(JOBS))
    storing = log["storing_seconds"] / log["worker_seconds"]
    rows = (
        Row("seconds", f"{seconds:.0f}", [60.0 / seconds], 1.0, f"whole process, {JOBS} jobs; ratio: 60 s over it"),
        Row("of these packing and start", f"{seconds - log['seconds']:.1f}"),
        Row("storing, share of workers' time", f"{storing:.3f}", [0.1 / storing], 1.0, "ratio: a tenth over it"),
        Row("peak memory of the whole, MiB", f"{sum(peaks):.0f}", [1024.0 / sum(peaks)], 1.0, _memory_note(peaks)),
    )
    title = f"The reference sweep: {log['points']:,} points, {log['runs']:,} runs of 120 months, quantiles kept"
    return Table(title, "value", "the bar over what was measured, so 1 or more is met", rows)


def _memory_note(peaks: list[float]) -> str:
    return f"driver {max(peaks):.0f} at most of {len(peaks)} processes; ratio: 1 GiB over it"


def _compared(scratch: Path, rounds: int) -> Table:
    """The same small sweep by one job, by two, and by a Dask cluster of two on this machine."""
    file = smaller(scratch)
    ways = {
        "2 jobs": ("--jobs", "2"),
        "1 job": ("--jobs", "1"),
        "Dask, 2 workers": ("--dask", "local:2"),
    }
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, options in ways.items():
            _, _, log = run_command(file, scratch / f"{name}-{number}".replace(" ", "-").replace(",", ""), *options)
            speeds[name].append(log["runs"] / log["seconds"])
    of = np.array(speeds["2 jobs"])
    rows = [Row("2 jobs", f"{np.median(of):,.0f}")]
    rows.append(Row("1 job", f"{np.median(speeds['1 job']):,.0f}", of / speeds["1 job"], note="ratio: 2 jobs over it"))
    dask = np.array(speeds["Dask, 2 workers"])
    note = (
        "ratio: Dask over 2 jobs; starting the cluster or the processes is not counted in the first, is in the second"
    )
    rows.append(Row("Dask, 2 workers", f"{np.median(dask):,.0f}", dask / of, 0.9, note))
    return Table("A sweep of 49 points by other means", "runs/s", "as each note says", tuple(rows))


def smaller(scratch: Path, replicates: int = 200, more: str = "") -> Path:
    """The reference experiment with fewer points, in a folder from which it finds its scenario.

    Parameters
    ----------
    replicates : of each point
    more : lines that follow
    """
    text = EXPERIMENT.read_text("utf-8").replace("steps: 21", "steps: 7")
    text = text.replace("../scenarios", os.path.relpath(ROOT / "scenarios", scratch))
    file = scratch / f"smaller-{replicates}.yaml"
    file.write_text(f"{text.replace('replicates: 200', f'replicates: {replicates}')}\n{more}", "utf-8")
    return file


def run_command(file: Path, out: Path, *options: str) -> tuple[float, list[float], dict[str, Any]]:
    """Seconds of a sweep's command, peak memory of each of its processes in MiB, and the line of its log."""
    command = [sys.executable, "-m", "twochairs.cli.app", "sweep", str(file), "--out", str(out), *options]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in _family(process.pid):
            peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
        time.sleep(_PAUSE)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    line = (out / "log.jsonl").read_text("utf-8").splitlines()[-1]
    return seconds, list(peaks.values()), json.loads(line)


def _family(pid: int) -> list[int]:
    """A process and its children, where the system lists them."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        children = [int(child) for child in path.read_text().split()]
    except OSError:
        children = []
    return [pid, *(below for child in children for below in _family(child))]


def _peak(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024.0 if found else 0.0
