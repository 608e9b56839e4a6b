"""A sweep from begin to end, or from wherever it was broken off."""

import contextlib
import json
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from twochairs.errors import CannotWrite, Incomplete, NotPossible, Stopped
from twochairs.experiment.plan import RUN
from twochairs.filenames import file_name
from twochairs.results.folder import NO_LINK
from twochairs.results.place import results_folder
from twochairs.sweeps.again import Source, bring
from twochairs.sweeps.chunkfile import CHUNKS, spans_there, uncovered
from twochairs.sweeps.commit import Different, make_folder
from twochairs.sweeps.folder import held, let_go_of_chunks
from twochairs.sweeps.job import Job
from twochairs.sweeps.pack import pack, parts_of
from twochairs.sweeps.state import State, Unit, cells, job_in, points_of, runs_in, state_of
from twochairs.sweeps.stop import Dropped, Stop, listening
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt

LOG = "log.jsonl"

Progress = Callable[[int, int], None]
Execute = Callable[[str, str, list[Task], Stop], Generator[Receipt, None, None]]
"""Does tasks of a folder and sweep somewhere, and gives receipts as they come."""


@dataclass(frozen=True)
class Shard:
    """One of several machines' share: every `of`-th chunk, from the `number`-th (from 1); without splits, point."""

    number: int = 1
    of: int = 1

    def units(self, job: Job, units: Sequence[Unit]) -> list[Unit]:
        """Those of some runs of a job that are of this share, each within one of the job's spans."""
        a_point, size = len(job.spans), len(job.spans[0])
        return [
            (point, span)
            for point, span in units
            if (point * a_point + span.start // size) % self.of == self.number - 1
        ]


WHOLE = Shard()
"""The one share of a sweep on one machine."""


def shard_of(text: str | None) -> Shard:
    """A share as it is written, such as 1/4; the whole where there is None.

    Raises
    ------
    NotPossible : where it is no share
    """
    if text is None:
        return WHOLE
    number, _, of = str(text).partition("/")
    decimal = number.isdecimal() and of.isdecimal() and len(str(text)) <= 20
    if not (decimal and 1 <= int(number) <= int(of)):
        raise NotPossible(f"{text!r} is no share\n  hint: 1/4 is the first of four")
    return Shard(int(number), int(of))


@dataclass(frozen=True)
class Outcome:
    """How a sweep ended.

    Attributes
    ----------
    folder : of the result
    ran : points of which some runs were run now
    runs : that were run now
    again : runs of other results that were used again now
    complete : whether the whole sweep is packed
    failed : of the runs that were run now, those that came to no end
    """

    folder: Path
    ran: int
    runs: int
    again: int
    complete: bool
    failed: int


def default_folder(job: Job, root: Path | str | None, shard: Shard) -> Path:
    """NAME-HASH in the folder that results go to (`results_folder`), with the shard's number for a share."""
    share = f".shard-{shard.number}-of-{shard.of}" if shard.of > 1 else ""
    return results_folder(root) / f"{file_name(job.plan.name)}-{job.hash[:10]}{share}"


def sweep(
    folder: Path,
    job: Job,
    execute: Execute,
    again: str,
    shard: Shard = WHOLE,
    progress: Progress = lambda done, total: None,
    sources: Sequence[Source] = (),
) -> Outcome:
    """Run what is missing of a sweep, and pack it when all is there.

    Parameters
    ----------
    execute : does the tasks
    again : the command that goes on where this one is stopped
    progress : called with (runs done, runs in all)
    sources : other results, whose runs are used again where they are the same

    Raises
    ------
    CannotWrite : where the folder holds something else, or the disk is full
    Incomplete : where the disk no longer gives what was committed
    Locked : where another process writes to it
    WorkersDie : where worker processes keep ending for no run's fault
    Stopped : on SIGINT or SIGTERM, everything that was done being kept
    """
    with listening() as stop:
        session = _Session(folder, job, shard, progress, stop, again, tuple(sources))
        try:
            with stop.dropping(), held(folder, job), session.told():
                session.job = job_in(folder)  # as first written down, and as every worker reads it
                return session.run(execute)
        except Dropped:
            raise session.stopped() from None


def finish(folder: Path, job: Job, state: State, progress: Progress = lambda done, total: None) -> None:
    """Pack what is not packed and sound, then let go of the chunks.

    Parameters
    ----------
    progress : called with (parts written, parts to write)

    Raises
    ------
    OSError : where the disk does not take it
    """
    left = [part for part in range(len(parts_of(job))) if part not in state.parts]
    pack(folder, job, left, state.chunks, progress)
    let_go_of_chunks(folder)


@dataclass
class _Session:
    """One go at a sweep: from the first task to the last, or until it is stopped."""

    folder: Path
    job: Job
    shard: Shard
    progress: Progress
    stop: Stop
    again: str
    sources: tuple[Source, ...] = ()
    done: int = 0

    def run(self, execute: Execute) -> Outcome:
        """Run what is missing, and pack it when all is there."""
        state = state_of(self.folder, self.job)
        if state.complete:
            let_go_of_chunks(self.folder)
            return Outcome(self.folder, 0, 0, 0, True, 0)
        make_folder(self.folder / CHUNKS)
        brought = self._brought(state)
        state = state.after(self.folder, self.job, brought)
        receipts = self._receipts(state, execute)
        state = state.after(self.folder, self.job, [(receipt.task.point, receipt.task.span) for receipt in receipts])
        missing = self._share(state)
        if missing:  # what was committed cannot be read any more
            raise Incomplete(self.folder, *self._counted(missing), f"run again: {self.again}", self.job.counted)
        complete = self.shard.of == 1
        if complete:
            finish(self.folder, self.job, state, self._part_written)
        tasks = [receipt.task for receipt in receipts]
        ran, runs = points_of((task.point, task.span) for task in tasks), sum(len(task.span) for task in tasks)
        return Outcome(self.folder, ran, runs, runs_in(brought), complete, sum(receipt.failed for receipt in receipts))

    def _brought(self, state: State) -> list[Unit]:
        """What other results had of what is missing, committed here."""
        try:
            return bring(self.folder, self.job, self.sources, self._share(state))
        except Different as error:
            raise CannotWrite(self.folder, f"{error} is there, and differs", "name another with --out") from None

    def _share(self, state: State) -> list[Unit]:
        """What is missing of the share."""
        return self.shard.units(self.job, state.missing(self.job))

    @cached_property
    def total(self) -> list[Unit]:
        """All of the share."""
        return self.shard.units(self.job, cells(self.job))

    def _counted(self, missing: list[Unit]) -> tuple[int, int]:
        """How much is done, and of how much, in points; of a run, in runs."""
        count = runs_in if self.job.plan.kind == RUN else points_of
        return count(self.total) - count(missing), count(self.total)

    def stopped(self) -> Stopped:
        """How far it came, counting what was committed and not told any more."""
        there = spans_there(self.folder, self.job)
        missing = [(point, left) for point, span in self.total for left in uncovered(span, there.get(point, []))]
        done, total = self._counted(missing)
        if self.done == runs_in(self.total):  # packed in part: its chunks are there, or were
            done = total
        return Stopped(self.stop.signal, done, total, self.again, self.job.counted)

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """An error of the disk in words."""
        try:
            yield
        except OSError as error:
            hint = f"what was done is kept; free some space and run again: {self.again}"
            raise CannotWrite(self.folder, (error.strerror or str(error)).lower(), hint) from None

    def _receipts(self, state: State, execute: Execute) -> list[Receipt]:
        """Have all that is missing of the share run."""
        missing = self._share(state)
        tasks = [Task(point, span) for point, span in missing]
        self.done = runs_in(self.total) - runs_in(missing)
        receipts: list[Receipt] = []
        started = time.perf_counter()
        try:
            with contextlib.closing(execute(str(self.folder), self.job.hash, tasks, self.stop)) as coming:
                self._advance(0)
                for receipt in coming:
                    if receipt.error:
                        raise self._failed(receipt)
                    receipts.append(receipt)
                    self._advance(len(receipt.task.span))
        finally:
            _note(self.folder, receipts, time.perf_counter() - started, self.stop)
        if self.stop.asked and len(receipts) < len(tasks):
            raise self.stopped()
        return receipts

    def _advance(self, runs: int) -> None:
        self.done += runs
        self.progress(self.done, runs_in(self.total))

    def _failed(self, receipt: Receipt) -> CannotWrite:
        left = (runs_in(self.total) - self.done) / max(1, len(receipt.task.span))
        more = receipt.bytes_needed * left / 1e6
        needed = f"; about {more:,.1f} MB are needed for the rest" if receipt.bytes_needed else ""
        return CannotWrite(
            self.folder, f"{receipt.error}{needed}", f"what was done is kept; then run again: {self.again}"
        )

    def _part_written(self, written: int, parts: int) -> None:
        if self.stop.asked and written < parts:
            raise self.stopped()


def _note(folder: Path, receipts: list[Receipt], seconds: float, stop: Stop) -> None:
    """A line of the log: when, how long, how much of it for storing. Nothing is ever decided by it."""
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "points": points_of((receipt.task.point, receipt.task.span) for receipt in receipts),
        "runs": sum(receipt.runs for receipt in receipts),
        "failed": sum(receipt.failed for receipt in receipts),
        "seconds": round(seconds, 3),
        "worker_seconds": round(sum(receipt.seconds for receipt in receipts), 3),
        "storing_seconds": round(sum(receipt.storing for receipt in receipts), 3),
        "stopped": bool(stop.asked),
    }
    with contextlib.suppress(OSError):
        handle = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT | NO_LINK, 0o644)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
