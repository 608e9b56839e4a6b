"""A trial's experiment, swept, with what must have come of each of its points."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from tests.differential.experiments import Point, Trial
from tests.differential.oracle import Expected
from twochairs.experiment.plan import load_experiment
from twochairs.sweeps.job import Job
from twochairs.sweeps.pool import in_this_process
from twochairs.sweeps.runner import WHOLE, Shard, sweep
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt
from twochairs.world.rulebook import STANDARD


@dataclass
class Made:
    """A swept experiment.

    Attributes
    ----------
    file : of the experiment
    out : its result folder
    """

    trial: Trial
    file: Path
    out: Path
    job: Job

    def table(self, name: str) -> pd.DataFrame:
        """A table of the result, its parts put together."""
        return pd.concat([pq.read_table(path).to_pandas() for path in sorted((self.out / name).glob("*.parquet"))])

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run."""
        return self.table("runs")

    @cached_property
    def points(self) -> list[Point]:
        """Factor to value, as the result has it."""
        design = pq.read_table(self.out / "design.parquet").to_pylist()
        return [{name: value for name, value in row.items() if name != "point"} for row in design]

    @cached_property
    def draws(self) -> list[dict[str, float]]:
        """The rules' constants of each draw, as the result has them."""
        path = self.out / "parameters.csv"
        if not path.exists():
            return [{}]
        return [
            {str(k): float(v) for k, v in row.items() if k != "draw"} for row in pd.read_csv(path).to_dict("records")
        ]

    @cached_property
    def expected(self) -> list[Expected]:
        """What must have come of each point."""
        folder = self.file.parent
        return [Expected(self.trial, folder, number, point, self.draws) for number, point in enumerate(self.points)]


def planned(file: Path) -> Job:
    """The checked job of an experiment file."""
    plan = load_experiment(file)
    plan.check()
    job = Job(plan, STANDARD, "key,kind,source\n")
    assert job.outcomes
    return job


def swept(out: Path, job: Job, shard: Shard = WHOLE, **others: Any) -> Path:
    """The folder of a sweep run in this process."""
    sweep(out, job, others.get("execute", in_this_process), "again", shard)
    return out


def stopping_after(points: int) -> Any:
    """Runs some points here, then is asked to stop, as by a signal."""

    def run(folder: str, key: str, tasks: list[Task], stop: Stop) -> Generator[Receipt, None, None]:
        yield from in_this_process(folder, key, tasks[:points], stop)
        stop.ask(2)

    return run


def made(trial: Trial, folder: Path) -> Made:
    """A trial written, checked and swept."""
    file = trial.write(folder)
    job = planned(file)
    return Made(trial, file, swept(folder / "out", job), job)
