"""A small sweep that harm is done to, and what is left of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from twochairs.errors import Incomplete
from twochairs.experiment.plan import load_experiment
from twochairs.sweeps import pool, runner
from twochairs.sweeps.chunkfile import chunk_path, spans_there
from twochairs.sweeps.job import Job
from twochairs.sweeps.runner import Outcome
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt
from twochairs.world.rulebook import STANDARD, rulebook

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "tests" / "scenario" / "good" / "tiny.yaml"
AGAIN = "twochairs sweep experiment.yaml"
NOT_COUNTED = ("log.jsonl", "lock")
"""What a result says of how it came about; everything else is the same however it came about."""

EXPERIMENT = """\
twochairs: 2
scenario: tiny.yaml
replicates: 20
seed: 7
set: {clock.months: 8}
factors:
  LEA.pressure: {from: 0, to: 1, steps: 4}
  countries.ALD.gas.dependence: {from: 0.2, to: 0.9, steps: 3}
outcomes:
  - alignment[ALD]@end
  - liability[ALD]@mean
  - tension[strait]@max
keep: {quantities: [alignment, tension, favourability], months: all, events: true}
"""


def written(folder: Path, text: str = EXPERIMENT) -> Path:
    """An experiment file on the small case, in a project of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "twochairs.toml").touch()
    (folder / "tiny.yaml").write_bytes(SCENARIO.read_bytes())
    path = folder / "experiment.yaml"
    path.write_text(text)
    return path


def job_of(path: Path, rules: Path | None = None) -> Job:
    """The checked job of an experiment file."""
    book = rulebook(rules) if rules is not None else STANDARD
    plan = load_experiment(path, own=book.adds)
    plan.check()
    return Job(plan, book, "key,kind,source\n")


def swept(out: Path, job: Job, **others: Any) -> Outcome:
    """Run a sweep in this process, or go on with it."""
    return runner.sweep(out, job, pool.in_this_process, AGAIN, **others)


def begun(out: Path, job: Job, points: int) -> None:
    """Run some points of a sweep, and break it off."""

    def some(folder: str, key: str, tasks: list[Task], stop: Stop) -> Iterator[Receipt]:
        yield from pool.in_this_process(folder, key, tasks[:points], stop)

    with suppress(Incomplete):
        runner.sweep(out, job, some, AGAIN)
    assert sum(map(len, spans_there(out, job).values())) == points


def chunk_at(out: Path, job: Job, point: int) -> Path:
    """Where the chunk of a whole point is."""
    return chunk_path(out, job.keys[point], range(job.replicates))


def content(out: Path) -> dict[str, bytes]:
    """Every file of a result that is the same however it came about."""
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in NOT_COUNTED)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def command(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `twochairs` as a user does."""
    typed = [sys.executable, "-m", "twochairs.cli.app", *map(str, words)]
    around = {**os.environ, "COLUMNS": "200", **environment}
    return subprocess.run(typed, capture_output=True, text=True, env=around, check=False)


def told(row: str, figure: str) -> None:
    """Print a row's figure, for whoever runs the table."""
    print(f"{row}: {figure}")
