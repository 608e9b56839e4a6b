"""Workers of a Dask cluster: they run points and commit the chunks themselves; only receipts travel."""

from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from sim.errors import NotPossible
from sim.sweep.stop import Stop
from sim.sweep.task import Blame, Task
from sim.sweep.work import Receipt, receipt_of

_AHEAD = 3
"""Tasks handed over per thread of the cluster: enough to keep it busy, few enough to stop soon."""
_LISTEN = 0.2


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of a cluster.

    Parameters
    ----------
    address : of a scheduler (tcp://host:8786, tls://...), or local:N for N worker processes on this machine, which are
        reached from this machine alone and show no dashboard

    Raises
    ------
    NotPossible : where Dask is not installed or the cluster does not answer
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        raise NotPossible("--dask needs Dask\n  hint: pip install 'twochairs[dask]'") from None
    quiet = {"distributed.worker.daemon": True, "distributed.admin.large-graph-warning-threshold": "100 MiB"}
    with dask.config.set(quiet):
        if not address.startswith("local:"):
            try:
                client = Client(address, timeout="10s")
            except (OSError, ValueError) as error:
                raise NotPossible(
                    f"{address} does not answer: {error}\n  hint: it is the scheduler's address"
                ) from None
            with client:
                yield client
            return
        workers = _count(address)
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                worker_dashboard_address=None,
                silence_logs=50,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client


def _count(address: str) -> int:
    text = address.removeprefix("local:")
    if not (text.isdecimal() and len(text) <= 4 and 1 <= int(text) <= 1024):
        raise NotPossible(f"{address} is no cluster\n  hint: local:2 gives two worker processes on this machine")
    return int(text)


def on_cluster(
    client: Any, folder: str, sweep_hash: str, tasks: list[Task], blame: Blame, stop: Stop
) -> Generator[Receipt, None, None]:
    """Do tasks on a cluster whose workers see the same folder.

    A worker that dies is replaced by the cluster's own means; a task that keeps killing its worker is halved until the
    run at fault is found.
    """
    from distributed.scheduler import KilledWorker

    waiting: deque[Task] = deque(tasks)
    ended: SimpleQueue[Any] = SimpleQueue()
    running: dict[Any, Task] = {}

    def give() -> None:
        room = _AHEAD * max(1, sum(client.nthreads().values()))
        while waiting and len(running) < room and not stop.asked:
            task = waiting.popleft()
            future = client.submit(receipt_of, folder, sweep_hash, task, pure=False)
            running[future] = task
            future.add_done_callback(ended.put)

    give()
    while running and stop.asked < 2:
        try:
            future = ended.get(timeout=_LISTEN)
        except Empty:
            give()
            continue
        task = running.pop(future)
        error = future.exception() if future.status in ("error", "cancelled") else None
        if isinstance(error, KilledWorker):
            waiting.extendleft(reversed(blame.died(task, "its worker was killed")))
        elif error is not None:
            yield Receipt(task, error=f"{type(error).__name__}: {error}")
        elif task.probe is not None:
            waiting.extendleft(blame.came_back(task))
        else:
            yield future.result()
        give()
