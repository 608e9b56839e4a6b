"""Rows of a packed sweep read back by whoever holds its job; a file that is damaged is named."""

from pathlib import Path

import pyarrow as pa

from twochairs.experiment.posterior import DRAW
from twochairs.results.folder import Folder
from twochairs.results.parquet import DATE, WHOLE, WORD, Declared, Part, whole
from twochairs.results.tables import TABLES
from twochairs.sweeps.job import Job
from twochairs.sweeps.planfile import AGAIN

_LEVELS = (pa.float64(), pa.int64(), pa.bool_(), WORD, pa.null())
_TOLD = ("kind", "month", "what", "who", "replay")
_MOST_EVENTS = 10_000_000
"""Rows of a run in a table, at most."""


def packed_runs(folder: Path, job: Job, name: str) -> pa.Table:
    """The runs of a part that came to an end, from the file of a name.

    Raises
    ------
    NoResult : where its file is damaged, or is none of this sweep's
    """
    factors = [factor.name for factor in job.plan.factors]
    index = {"point": WHOLE, "replicate": WHOLE, **({DRAW: WHOLE} if job.plan.draws.varied else {})}
    outcomes = [program.text for program in job.outcomes]
    declared = Declared(index, pa.float64(), 0, job.runs, [*factors, *outcomes], dict.fromkeys(factors, _LEVELS))
    return _read(folder, job, name, declared)


def packed_failures(folder: Path, job: Job, name: str) -> pa.Table:
    """The runs of a part that came to no end; raises as `packed_runs`."""
    factors = [factor.name for factor in job.plan.factors]
    index = {"run": pa.int64(), "point": WHOLE, "replicate": WHOLE, "seed": WORD}
    index |= {DRAW: WHOLE} if job.plan.draws.varied else {}
    kinds = dict.fromkeys(factors, _LEVELS) | dict.fromkeys(_TOLD, (WORD,))
    return _read(folder, job, name, Declared(index, None, 0, job.runs, [*factors, *_TOLD], kinds))


def _read(folder: Path, job: Job, name: str, declared: Declared) -> pa.Table:
    file = Part(Folder(folder, AGAIN), name, declared)
    read = file.read()
    whole(file, read, "point", len(job.plan.points))
    whole(file, read, "replicate", job.replicates)
    return read


def packed_events(folder: Path, job: Job, name: str) -> pa.Table:
    """What happened in the runs of a part; raises as `packed_runs`."""
    index = {"point": WHOLE, "replicate": WHOLE, "month": DATE, "kind": WORD, "name": WORD, "country": WORD}
    return _read(folder, job, name, Declared(index, None, 0, job.runs * _MOST_EVENTS))


def packed_series(folder: Path, job: Job, table: str, name: str) -> pa.Table:
    """A table of series of a part; raises as `packed_runs`."""
    every_run = job.plan.experiment.keep.series == "all"
    index = {"point": WHOLE, **({"replicate": WHOLE} if every_run else {"statistic": WORD}), "month": DATE}
    index |= dict.fromkeys(next(dims for dims, of in TABLES.items() if of == table), WORD)
    kind = pa.float64() if every_run else pa.float32()
    file = Part(Folder(folder, AGAIN), name, Declared(index, kind, 0, job.runs * _MOST_EVENTS))
    return file.read()
