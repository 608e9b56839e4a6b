"""A sweep as a user runs it, in processes of its own: begun, watched, and ended in every way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.command import typed
from tests.long import FULL
from tests.trust.trial import NOT_COUNTED, content, written

WORKERS = 2
PATIENCE = 240.0
"""Seconds after which something hangs; nothing is measured by it."""
WATCHED = Path(__file__).parent / "watched"

GRID = """\
twochairs: 2
scenario: tiny.yaml
replicates: {replicates}
seed: 11
set: {{clock.months: {months}}}
factors:
  LEA.pressure: {{from: 0, to: 1, steps: {steps}}}
  countries.ALD.gas.dependence: {{from: 0.2, to: 0.9, steps: {steps}}}
outcomes:
  - alignment[ALD]@end
  - liability[ALD]@mean
keep: {{quantities: [alignment, tension], months: all, events: true}}
"""
STEPS = 8 if FULL else 5
POINTS = STEPS**2


@dataclass
class Trial:
    """An experiment file and where its sweep goes."""

    file: Path
    out: Path
    options: tuple[str, ...] = ()
    verb: str = "sweep"

    def words(self, jobs: int = WORKERS) -> list[str]:
        """The command after `twochairs`."""
        return [self.verb, str(self.file), "--out", str(self.out), "--jobs", str(jobs), *self.options]

    def begin(self, jobs: int = WORKERS, **environment: str) -> subprocess.Popen[str]:
        """Begin the sweep in a process group of its own."""
        return begin(self.words(jobs), self.file.parent, **environment)

    def end(self, jobs: int = WORKERS, code: int = 0, **environment: str) -> str:
        """Run the sweep, or go on with it, to its end: what it said."""
        return ended(self.begin(jobs, **environment), code)

    def here(self, code: int = 0) -> str:
        """Run the sweep, or go on with it, in the test's own process: what it said."""
        done = typed(*self.words(jobs=0), cwd=self.file.parent)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    @property
    def committed(self) -> set[str]:
        """Names of the chunks that are there."""
        chunks = self.out / "chunks"
        try:
            return {path.name for path in chunks.iterdir() if len(path.name.partition("-")[0]) == 32}
        except FileNotFoundError:
            return set()

    @property
    def packed(self) -> bool:
        """Whether the last file of a whole sweep is there."""
        return (self.out / "manifest.json").exists()


def trial(folder: Path, months: int = 12, replicates: int = 20, steps: int = STEPS) -> Trial:
    """A grid of `steps` times `steps` points on a small case."""
    return Trial(written(folder, GRID.format(months=months, replicates=replicates, steps=steps)), folder / "out")


def begin(words: list[str], cwd: Path, **environment: str) -> subprocess.Popen[str]:
    """Begin a command in a process group of its own; its workers' doings are written down where that is asked for."""
    path = os.pathsep.join([str(WATCHED), os.environ["PYTHONPATH"]])
    return subprocess.Popen(
        [sys.executable, "-m", "twochairs", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str], code: int | None = 0) -> str:
    """Wait for a process; what it said, all of it without a traceback."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        killed(process)
        raise
    assert "Traceback" not in err, err
    assert code is None or process.returncode == code, (process.returncode, out, err)
    return out + err


def killed(process: subprocess.Popen[str], whole_group: bool = True) -> None:
    """SIGKILL a process, and those of its group with it."""
    if process.poll() is None:
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()


def workers_of(out: Path) -> list[int]:
    """Numbers of the living worker processes of a sweep's folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it has just ended
            if b"twochairs.sweeps.worker" in words and str(out).encode() in words:
                found.append(int(entry.name))
    return found


def awaited(what: Callable[[], Any], process: subprocess.Popen[str] | None = None) -> bool:
    """Wait until something is so; False where the process ended first."""
    until = time.monotonic() + PATIENCE
    while not what():
        if process is not None and process.poll() is not None:
            return bool(what())
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.005)
    return True


def same(one: Path, other: Path) -> None:
    """See that two results are the same to the byte, that neither has more files, and that none is half written."""
    first, second = content(one), content(other)
    assert first.keys() == second.keys()
    differing = [name for name in first if first[name] != second[name]]
    assert not differing, differing
    for out in (one, other):
        assert not list(out.rglob(".writing-*"))
        names = {path.name for path in out.iterdir()}
        assert "chunks" not in names
        assert names >= set(NOT_COUNTED)
