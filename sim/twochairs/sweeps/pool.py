"""Worker processes of this machine: each does one task at a time; one that dies takes nothing with it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import Pipe, wait
from pathlib import Path
from time import monotonic

from twochairs.errors import WorkersDie
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task, overran
from twochairs.sweeps.work import Receipt, receipt_of
from twochairs.sweeps.worker import PREPARED

GRACE = 8.0
"""Seconds that running tasks have to end in, once the sweep was asked to stop."""
STILLBORN = 20
"""Workers that may end one after the other before they are ready, until it is no accident."""
_LISTEN, _LINGER = 0.1, 5.0
_SIDE_BY_SIDE = 64
"""Runs that together may take as long as one, before each is looked at by itself."""
_STOPS = (signal.SIGINT, signal.SIGTERM)


def in_processes(
    folder: str, sweep_hash: str, tasks: list[Task], blame: Blame, jobs: int, stop: Stop, limit: float | None = None
) -> Generator[Receipt, None, None]:
    """Do tasks in worker processes.

    Parameters
    ----------
    folder, sweep_hash : of the sweep
    blame : told of every task whose process ends, or is ended for taking too long
    jobs : how many processes
    limit : seconds that a run may take, if any
    stop : once asked, no task is begun, and what runs has some seconds to end

    Raises
    ------
    WorkersDie : where processes keep ending for no run's fault, or none can be begun
    """
    pool = _Pool(folder, sweep_hash, tasks, blame, jobs, limit)
    try:
        yield from pool.receipts(stop)
    finally:
        pool.end()


def in_this_process(folder: str, sweep_hash: str, tasks: list[Task], stop: Stop) -> Generator[Receipt, None, None]:
    """Do tasks one after the other, here; a run that ends its process ends the sweep."""
    for task in tasks:
        if stop.asked:
            return
        yield receipt_of(folder, sweep_hash, task)


class _Pool:
    """The workers of a sweep, and the tasks that none of them has yet."""

    def __init__(
        self, folder: str, sweep_hash: str, tasks: list[Task], blame: Blame, jobs: int, limit: float | None
    ) -> None:
        self.folder, self.sweep_hash, self.blame, self.jobs, self.limit = folder, sweep_hash, blame, jobs, limit
        self.waiting = deque(tasks)
        self.workers: list[_Worker] = []
        self.stillborn = 0

    def receipts(self, stop: Stop) -> Generator[Receipt, None, None]:
        """Each receipt as it comes, until nothing is left to do or there is no time left to do it in."""
        asked_at = None
        while True:
            if stop.asked and asked_at is None:
                asked_at = monotonic()
            if asked_at is None:
                self._end_what_overran()
                self._give()
            busy = any(worker.task is not None for worker in self.workers)
            if not busy and (asked_at is not None or not self.waiting):
                return
            if asked_at is not None and monotonic() - asked_at > GRACE:
                return
            ready = wait([worker.pipe for worker in self.workers], _LISTEN)
            for worker in [worker for worker in self.workers if worker.pipe in ready]:
                receipt = self._heard(worker)
                if receipt is not None:
                    yield receipt

    def end(self) -> None:
        """End every worker, whatever it is at: what is not committed is done again another time."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.gone()

    def _give(self) -> None:
        """Give tasks to the workers that are ready, and begin more workers while there are more tasks."""
        for worker in self.workers:
            if worker.idle and self.waiting:
                worker.give(self.waiting.popleft())
        unready = sum(not worker.ready for worker in self.workers)
        for _ in range(min(self.jobs - len(self.workers), len(self.waiting) - unready)):
            self.workers.append(_Worker(self.folder, self.sweep_hash, [PREPARED] if self.limit else []))

    def _end_what_overran(self) -> None:
        """End workers whose task takes longer than its runs may."""
        for worker in [worker for worker in self.workers if worker.task is not None] if self.limit else []:
            assert worker.task is not None and self.limit is not None
            if monotonic() - worker.begun > self._allowed(worker.task, self.limit):
                self.workers.remove(worker)
                worker.process.kill()
                worker.gone()
                self.waiting.extendleft(reversed(self.blame.overran(worker.task, overran(self.limit))))

    def _allowed(self, task: Task, limit: float) -> float:
        """Seconds for a task: for runs side by side as for one, until each has been looked at by itself."""
        return limit * (task.runs if self.blame.searched(task) else -(-task.runs // _SIDE_BY_SIDE))

    def _heard(self, worker: "_Worker") -> Receipt | None:
        """What a worker that said something, or is no more, leaves to tell."""
        try:
            receipt: Receipt = worker.pipe.recv()  # or, the first time, a word
        except (EOFError, OSError):
            self._lost(worker)
            return None
        if not worker.ready:
            worker.ready, self.stillborn = True, 0
            return None
        task, worker.task = worker.task, None
        if task is not None and task.probe is not None and not receipt.error:
            self.waiting.extendleft(reversed(self.blame.came_back(task)))
            return None
        return receipt

    def _lost(self, worker: "_Worker") -> None:
        """Let go of a worker that has ended; its task, if it had one, goes to another."""
        self.workers.remove(worker)
        how = worker.gone()
        if worker.task is not None:
            self.waiting.extendleft(reversed(self.blame.died(worker.task, how)))
        elif not worker.ready:
            self.stillborn += 1
            if self.stillborn == STILLBORN:
                raise WorkersDie("before they have begun", how)


class _Worker:
    """A process and the task it is at."""

    def __init__(self, folder: str, sweep_hash: str, first: Sequence[str] = ()) -> None:
        self.task: Task | None = None
        self.begun = 0.0
        self.ready = False
        self.pipe, theirs = Pipe()
        number = theirs.fileno()
        module = ["-P", "-m", "twochairs.sweeps.worker"]
        command = [sys.executable, *module, str(number), str(os.getpid()), folder, sweep_hash, *first]
        path = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
        # A terminal sends its signals to all; the parent alone decides. What is blocked here stays blocked there.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            environment = {**os.environ, "PYTHONPATH": path}
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[number], env=environment)
        except OSError as error:
            raise WorkersDie("before they have begun", (error.strerror or str(error)).lower()) from None
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()

    @property
    def idle(self) -> bool:
        """Whether it waits for a task."""
        return self.ready and self.task is None

    def give(self, task: Task) -> None:
        """Have it do a task; should it have ended, that is heard next."""
        self.task, self.begun = task, monotonic()
        with contextlib.suppress(OSError):
            self.pipe.send(task)

    def gone(self) -> str:
        """How its process ended, once it has; nothing of it is left."""
        self.pipe.close()
        try:
            code = self.process.wait(_LINGER)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return f"its process was ended by {signal_name(-code)}" if code < 0 else f"its process ended with code {code}"


def signal_name(number: int) -> str:
    """Name of a signal, or its number where it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
