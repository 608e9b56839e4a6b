"""Workers of a Dask cluster: they run points and commit the chunks themselves; only receipts travel."""

import logging
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from twochairs.errors import ClusterGone, NotPossible, WorkersDie
from twochairs.results.extra import how_to_install
from twochairs.sweeps.slurm import worker_jobs
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Blame, Task
from twochairs.sweeps.work import Receipt, receipt_of

_AHEAD = 3
"""Tasks handed over per thread of the cluster: enough to keep it busy, few enough to stop soon."""
_LISTEN = 0.2
_PATIENCE = 10.0
"""Seconds that a scheduler has to answer in."""
_CLOSED: dict[str, Any] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
"""Dask opens its port for web pages whatever it is told; it serves none there."""
_MADE = {
    "local": "local:2 gives two worker processes on this machine",
    "slurm": "slurm:2 gives two worker jobs of the Slurm cluster that this machine submits to",
}
"""Clusters that are made for a command, and how each is asked for."""
_LOST = ("cancelled", "lost")
"""How futures are that the scheduler let go of, or whose scheduler is gone."""


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of a cluster.

    Parameters
    ----------
    address : of a scheduler (tcp://host:8786, tls://...); local:N for N worker processes on this machine, which are
        reached from this machine alone and show no dashboard; or slurm:N for N worker jobs of a Slurm cluster

    Raises
    ------
    NotPossible : where Dask is not installed or the cluster does not answer
    """
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise NotPossible(f"--dask needs Dask\n  hint: {how_to_install('dask')}") from None
    _silence()
    kind, _, number = address.partition(":")
    if kind not in _MADE:
        try:
            client = Client(address, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise NotPossible(f"{address} does not answer: {error}\n  hint: it is the scheduler's address") from None
        with client:
            yield client
        return
    workers = _count(address, number, _MADE[kind])
    with (
        dask.config.set(_CLOSED),
        (_on_this_machine if kind == "local" else worker_jobs)(workers) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def _on_this_machine(workers: int) -> Iterator[Any]:
    """A cluster of worker processes that this machine alone can reach."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        silence_logs=50,
    ) as cluster:
        cluster.adapt(minimum=workers, maximum=workers)  # else one that dies while it starts is not begun again
        yield cluster


def _silence() -> None:
    """Keep Dask from logging: what goes wrong is told in words, once."""
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        log = logging.getLogger(name)
        log.handlers[:], log.propagate = [logging.NullHandler()], False


def _count(address: str, text: str, example: str) -> int:
    if not (text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= 1024):
        raise NotPossible(f"{address} is no cluster\n  hint: {example}")
    return int(text)


def on_cluster(
    client: Any, folder: str, sweep_hash: str, tasks: list[Task], blame: Blame, stop: Stop
) -> Generator[Receipt, None, None]:
    """Do tasks on a cluster whose workers see the same folder.

    A worker that dies is replaced by the cluster's own means; a task that keeps killing its worker is halved until the
    run at fault is found.

    Raises
    ------
    ClusterGone : where the scheduler does not answer any more
    WorkersDie : where workers keep ending for no run's fault
    """
    try:
        yield from _Cluster(client, folder, sweep_hash, tasks).done(blame, stop)
    except OSError as error:
        raise ClusterGone(str(error)) from None


class _Cluster:
    """Tasks that wait, and tasks that the cluster has."""

    def __init__(self, client: Any, folder: str, sweep_hash: str, tasks: list[Task]) -> None:
        self.client, self.of = client, (folder, sweep_hash)
        self.waiting: deque[Task] = deque(tasks)
        self.running: dict[Any, Task] = {}
        self.ended: SimpleQueue[Any] = SimpleQueue()

    def done(self, blame: Blame, stop: Stop) -> Generator[Receipt, None, None]:
        """Every task done, in the order in which they come back."""
        from distributed.scheduler import KilledWorker

        self._give(stop)
        while self.running and stop.asked < 2:
            try:
                future = self.ended.get(timeout=_LISTEN)
            except Empty:
                self._see_to_workers()
                if stop.asked and not self.client.nthreads():
                    return
                self._give(stop)
                continue
            task, receipt = self.running.pop(future), _fetched(future)
            if future.status in _LOST:
                self._lost(task)
                self._give(stop)
                continue
            error = future.exception() if receipt is None else None
            if isinstance(error, KilledWorker):
                self.waiting.extendleft(reversed(blame.died(task, "its worker was killed")))
            elif receipt is None:
                yield Receipt(task, error=f"{type(error).__name__}: {error}")
            elif task.probe is not None:
                self.waiting.extendleft(blame.came_back(task))
            else:
                yield receipt
            self._give(stop)

    def _see_to_workers(self) -> None:
        """Give up where the cluster says that no worker comes."""
        if trouble := getattr(getattr(self.client, "cluster", None), "trouble", ""):
            raise WorkersDie("before they have begun", trouble)

    def _lost(self, task: Task) -> None:
        """Give a task again that a scheduler has let go of which is still there."""
        if self.client.status != "running":
            raise ClusterGone("the connection is lost")
        self.waiting.appendleft(task)

    def _give(self, stop: Stop) -> None:
        """Hand over as many tasks as keep the cluster busy."""
        if not self.waiting or stop.asked:
            return
        room = _AHEAD * max(1, sum(self.client.nthreads().values()))
        while self.waiting and len(self.running) < room:
            task = self.waiting.popleft()
            future = self.client.submit(receipt_of, *self.of, task, pure=False)
            self.running[future] = task
            future.add_done_callback(self.ended.put)


def _fetched(future: Any) -> Receipt | None:
    """What a task that ended left; None where it failed, or fails after all.

    A receipt is with the worker that made it. Where that worker dies before it is fetched, the task is done again, and
    how the future stands after that is what counts.
    """
    if future.status != "finished":
        return None
    try:
        receipt: Receipt = future.result()
    except Exception:
        if future.status == "finished":
            raise
        return None
    return receipt
