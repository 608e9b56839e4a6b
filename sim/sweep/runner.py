"""A sweep from begin to end, or from wherever it was broken off."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.errors import CannotWrite, Stopped
from sim.output.store import refuse_early
from sim.sweep.chunkfile import CHUNKS
from sim.sweep.commit import clear_temporary, commit
from sim.sweep.job import PLAN, Job, job_from_data
from sim.sweep.lock import locked
from sim.sweep.pack import pack, parts_of
from sim.sweep.state import State, is_blank, plan_is, plan_of, state_of
from sim.sweep.stop import Stop, listening
from sim.sweep.task import Task
from sim.sweep.work import Receipt

LOG = "log.jsonl"

Progress = Callable[[int, int], None]
Execute = Callable[[str, str, list[Task], Stop], Iterator[Receipt]]
"""Does tasks of a folder and sweep somewhere, and gives receipts as they come."""


@dataclass(frozen=True)
class Shard:
    """One of several machines' share: every `of`-th point, from the `number`-th (from 1)."""

    number: int = 1
    of: int = 1

    def has(self, point: int) -> bool:
        """Whether a point is of this share."""
        return point % self.of == self.number - 1


@dataclass(frozen=True)
class Outcome:
    """How a sweep ended.

    Attributes
    ----------
    folder : of the result
    ran : points that were run now
    complete : whether the whole sweep is packed
    failed : runs that came to no end, over the points run now
    """

    folder: Path
    ran: int
    complete: bool
    failed: int


def default_folder(job: Job, root: Path, shard: Shard) -> Path:
    """results/NAME-HASH, with the shard's number for a share."""
    share = f".shard-{shard.number}-of-{shard.of}" if shard.of > 1 else ""
    return root / f"{job.plan.name}-{job.hash[:10]}{share}"


def sweep(
    folder: Path,
    job: Job,
    execute: Execute,
    again: str,
    shard: Shard = Shard(),
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Run what is missing of a sweep, and pack it when all is there.

    Parameters
    ----------
    execute : does the tasks
    again : the command that goes on where this one is stopped
    progress : called with (runs done, runs in all)

    Raises
    ------
    CannotWrite : where the folder holds something else, or the disk is full
    Locked : where another process writes to it
    Stopped : on SIGINT or SIGTERM, everything that was done being kept
    """
    prepare(folder, job)
    with _io(folder, again), locked(folder), listening() as stop:
        prepare(folder, job)  # whoever held the lock before may have begun another sweep here
        job = job_from_data(plan_of(folder))  # as it was first written down, and as every worker reads it
        clear_temporary(folder / CHUNKS)
        clear_temporary(folder)
        state = state_of(folder, job)
        if state.complete:
            shutil.rmtree(folder / CHUNKS, ignore_errors=True)  # whoever packed it may have been ended before this
            return Outcome(folder, 0, True, 0)
        receipts = _run(folder, job, state, execute, shard, progress, stop, again)
        state = state_of(folder, job)
        complete = not state.missing(job) and shard.of == 1
        if complete:
            finish(folder, job, state)
        return Outcome(folder, len(receipts), complete, sum(receipt.failed for receipt in receipts))


def prepare(folder: Path, job: Job) -> None:
    """Make the folder and write its plan, or see that it is this job's.

    Raises
    ------
    CannotWrite : where it cannot be made, or holds something else
    OtherVersion : where it is this sweep's, begun with other code or libraries
    """
    if (folder / PLAN).exists():
        if plan_is(folder, job):
            return  # one that is damaged is written anew
    elif folder.exists() and not is_blank(folder):
        raise CannotWrite(folder, "it exists and holds no sweep", "name another one with --out")
    refuse_early(folder)
    try:
        (folder / CHUNKS).mkdir(parents=True, exist_ok=True)
        commit(folder / PLAN, job.text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(folder, reason, "name another folder with --out") from None


def _run(
    folder: Path,
    job: Job,
    state: State,
    execute: Execute,
    shard: Shard,
    progress: Progress,
    stop: Stop,
    again: str,
) -> list[Receipt]:
    (folder / CHUNKS).mkdir(exist_ok=True)
    tasks = [Task(point) for point in state.missing(job) if shard.has(point)]
    of_share = sum(shard.has(point) for point in range(len(job.plan.points)))
    done, receipts = of_share - len(tasks), []
    started = time.perf_counter()
    progress(done * job.replicates, of_share * job.replicates)
    with closing(execute(str(folder), job.hash, tasks, stop)) as coming:  # type: ignore[type-var]
        for receipt in coming:
            if receipt.error:
                raise _failed(folder, receipt, len(tasks) - len(receipts), again)
            receipts.append(receipt)
            done += 1
            progress(done * job.replicates, of_share * job.replicates)
    _note(folder, receipts, time.perf_counter() - started, stop)
    if stop.asked and len(receipts) < len(tasks):
        raise Stopped(stop.signal, done, of_share, again)
    return receipts


def _failed(folder: Path, receipt: Receipt, left: int, again: str) -> CannotWrite:
    needed = (
        f"; about {receipt.bytes_needed * left / 1e6:,.1f} MB are needed for the rest" if receipt.bytes_needed else ""
    )
    hint = f"what was done is kept; then run again: {again}"
    return CannotWrite(folder, f"{receipt.error}{needed}", hint)


def finish(folder: Path, job: Job, state: State) -> None:
    """Pack what is not packed and sound, then let go of the chunks."""
    parts = [part for part in range(len(parts_of(job))) if part not in state.parts]
    pack(folder, job, parts)
    shutil.rmtree(folder / CHUNKS)


def _note(folder: Path, receipts: list[Receipt], seconds: float, stop: Stop) -> None:
    """A line of the log: when, how long, how much of it for storing. Nothing is ever decided by it."""
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "points": len(receipts),
        "runs": sum(receipt.runs for receipt in receipts),
        "failed": sum(receipt.failed for receipt in receipts),
        "seconds": round(seconds, 3),
        "worker_seconds": round(sum(receipt.seconds for receipt in receipts), 3),
        "storing_seconds": round(sum(receipt.storing for receipt in receipts), 3),
        "stopped": bool(stop.asked),
    }
    with (folder / LOG).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


@contextmanager
def _io(folder: Path, again: str) -> Iterator[None]:
    """An error of the disk in words."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(folder, reason, f"what was done is kept; free some space and run again: {again}") from None
