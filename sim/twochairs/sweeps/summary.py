"""What a sweep says of each point: means with their Monte-Carlo errors, safe for a spreadsheet."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.outcomes.measures import Outcome, summary_row
from twochairs.results.spreadsheet import csv_text
from twochairs.sweeps.job import Job


def summary_text(job: Job, tables: Iterator[pa.Table]) -> str:
    """One row a point and outcome, from tables of runs in the order of their points, as CSV."""
    factors = [factor.name for factor in job.plan.factors]
    none = np.zeros(1)
    head = ["point", *factors, *summary_row(Outcome("", "1", none), job.plan.draws.of_each(none))]
    return csv_text(chain([head], *(_rows(job, table, factors) for table in _of_whole_points(tables))))


def _of_whole_points(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The tables, those that have runs of one point between them put together."""
    waiting: list[pa.Table] = []
    for table in filter(len, tables):
        if waiting and waiting[-1]["point"][-1] != table["point"][0]:
            yield pa.concat_tables(waiting)
            waiting = []
        waiting.append(table)
    if waiting:
        yield pa.concat_tables(waiting)


def _rows(job: Job, table: pa.Table, factors: list[str]) -> Iterator[tuple[Any, ...]]:
    points, replicates = table["point"].to_numpy(), table["replicate"].to_numpy()
    columns = {program: table[program.text].to_numpy() for program in job.outcomes}
    for point in np.unique(points).tolist():
        here = points == point
        values, kinds = [job.plan.points[point][factor] for factor in factors], job.kinds(point)
        for program, column in columns.items():
            outcome = Outcome(program.text, program.unit, column[here], kinds[program.text])
            yield (point, *values, *summary_row(outcome, job.plan.draws.of_each(replicates[here])).values())
