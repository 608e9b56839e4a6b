"""Worker processes of this machine: each does one task at a time; one that dies takes nothing with it."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

from sim.sweep.stop import Stop
from sim.sweep.task import Blame, Task
from sim.sweep.work import Receipt, done

GRACE = 8.0
"""Seconds that running tasks have to end in, once the sweep was asked to stop."""
_LISTEN = 0.1


def in_processes(folder: str, sweep_hash: str, tasks: list[Task], blame: Blame, jobs: int, stop: Stop) -> Iterator[Receipt]:
    """Do tasks in worker processes.

    Parameters
    ----------
    jobs : how many processes
    stop : once asked, no task is begun; asked again, what runs is dropped
    """
    waiting = deque(tasks)
    workers: list[_Worker] = []
    asked_at = None
    try:
        while True:
            if not stop.asked:
                _give(workers, waiting, jobs, folder, sweep_hash)
            busy = [worker for worker in workers if worker.task is not None]
            if stop.asked and asked_at is None:
                asked_at = monotonic()
            late = asked_at is not None and monotonic() - asked_at > GRACE
            if not busy or stop.asked > 1 or late:
                return
            ready = wait([worker.pipe for worker in busy] + [worker.process.sentinel for worker in busy], _LISTEN)
            for worker in busy:
                if worker.pipe in ready or worker.process.sentinel in ready:
                    task, receipt = worker.heard()
                    if receipt is None:
                        workers.remove(worker)
                        waiting.extendleft(reversed(blame.died(task, worker.how_it_ended())))
                    elif task.probe is not None:
                        waiting.extendleft(blame.came_back(task))
                    else:
                        yield receipt
    finally:
        for worker in workers:
            worker.end()


def _give(workers: "list[_Worker]", waiting: deque[Task], jobs: int, folder: str, sweep_hash: str) -> None:
    while waiting:
        idle = next((worker for worker in workers if worker.task is None), None)
        if idle is None and len(workers) >= jobs:
            return
        if idle is None:
            idle = _Worker(folder, sweep_hash)
            workers.append(idle)
        idle.give(waiting.popleft())


class _Worker:
    """A process and the task it is at."""

    def __init__(self, folder: str, sweep_hash: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = (theirs, os.getpid(), folder, sweep_hash)
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task
        try:
            self.pipe.send(task)
        except OSError:
            pass  # it has died; that is heard next

    def heard(self) -> tuple[Task, Receipt | None]:
        """Its task, and the receipt, or None where the process has ended."""
        task, self.task = self.task, None
        assert task is not None
        try:
            receipt: Receipt = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(5.0)
            return task, None
        return task, receipt

    def how_it_ended(self) -> str:
        code = self.process.exitcode
        if code is not None and code < 0:
            return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process ended with code {code}"

    def end(self) -> None:
        self.pipe.close()
        if self.task is not None:
            self.process.kill()
        self.process.join(2.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(pipe: Connection, parent: int, folder: str, sweep_hash: str) -> None:
    """A worker's life: tasks in, receipts out, until the pipe closes or its parent is gone."""
    _end_with(parent)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # a terminal sends them to all; the parent decides
    while True:
        try:
            task: Task = pipe.recv()
            pipe.send(_receipt(folder, sweep_hash, task))
        except (EOFError, OSError):
            return


def _receipt(folder: str, sweep_hash: str, task: Task) -> Receipt:
    try:
        return done(folder, sweep_hash, task)
    except Exception as error:
        return Receipt(task, error=f"{type(error).__name__}: {error}")


def _end_with(parent: int) -> None:
    """End at once when the parent does, however it does."""
    if sys.platform == "linux":
        libc: Any = ctypes.CDLL(None)
        libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        sys.exit()


def in_this_process(folder: str, sweep_hash: str, tasks: list[Task], stop: Stop) -> Iterator[Receipt]:
    """Do tasks one after the other, here; a run that ends its process ends the sweep."""
    for task in tasks:
        if stop.asked:
            return
        yield _receipt(folder, sweep_hash, task)
