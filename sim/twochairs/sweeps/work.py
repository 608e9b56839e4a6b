"""What a worker does, wherever it is: run some replicates of a point, commit their chunk, send a receipt."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from twochairs.sweeps.chunk import run_chunk, run_one
from twochairs.sweeps.chunkfile import chunk_path, from_bytes, to_bytes
from twochairs.sweeps.commit import Different, commit_once, read_checked
from twochairs.sweeps.job import Job, job_of
from twochairs.sweeps.task import Task


@dataclass(frozen=True)
class Receipt:
    """What a worker reports of a task.

    Attributes
    ----------
    task : what was asked
    runs : that came to an end
    failed : that did not
    seconds : it took, and of these `storing` for writing
    error : why nothing was committed, or ""
    bytes_needed : of what could not be written
    """

    task: Task
    runs: int = 0
    failed: int = 0
    seconds: float = 0.0
    storing: float = 0.0
    error: str = ""
    bytes_needed: int = 0


def receipt_of(folder: str, sweep_hash: str, task: Task) -> Receipt:
    """Do a task; whatever is raised on the way stands in its receipt."""
    try:
        return done(folder, sweep_hash, task)
    except Exception as error:
        return Receipt(task, error=f"{type(error).__name__}: {error}")


def load_all(folder: str, sweep_hash: str) -> None:
    """Load what runs need, the machine code of the rules included; what cannot be is told by the first task."""
    with contextlib.suppress(Exception):
        job = job_of(folder, sweep_hash)
        if job.compiled:
            from twochairs.ensemble.lanes import compile_lanes

            compile_lanes(job.plan.scenario(0), job.rulebook, job.kept(0).slots)


def done(folder: str, sweep_hash: str, task: Task) -> Receipt:
    """Do a task: a chunk, committed; or, for a probe, some of its runs and nothing kept.

    A chunk that is there and sound is left as it is.

    Raises
    ------
    OtherVersion : where this machine's code or libraries would give other numbers or bytes
    NotRules : where the modeller's rules cannot be used
    OSError : where the plan or the chunk that is there cannot be read
    """
    started = perf_counter()
    job = job_of(folder, sweep_hash)
    if task.probe is not None:
        _probe(job, task.point, task.probe)
        return Receipt(task)
    path = chunk_path(Path(folder), job.keys[task.point], task.span)
    there = read_checked(path)
    if there is not None:
        chunk = from_bytes(there)
        return Receipt(task, len(chunk.replicates), len(chunk.failures), perf_counter() - started)
    chunk = run_chunk(job, task.point, task.span, dict(task.killed))
    content, storing = to_bytes(chunk), perf_counter()
    try:
        commit_once(path, content, last=not job.brief)
    except OSError as error:
        reason = f"{path}: {(error.strerror or str(error)).lower()}"
        return Receipt(task, error=reason, bytes_needed=len(content))
    except Different:
        return Receipt(task, error=f"{path} was written by two workers, and they differ")
    now = perf_counter()
    return Receipt(task, len(chunk.replicates), len(chunk.failures), now - started, now - storing)


def _probe(job: Job, point: int, replicates: tuple[int, ...]) -> None:
    """Run some replicates of a point one by one; what they raise is found when the point itself is run."""
    for replicate in replicates:
        with contextlib.suppress(Exception):
            run_one(job, point, replicate)
