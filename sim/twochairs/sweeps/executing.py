"""Where tasks are done: in this process, in workers of this machine, or on a Dask cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from twochairs.errors import NotPossible
from twochairs.sweeps.pool import in_processes, in_this_process
from twochairs.sweeps.runner import Execute
from twochairs.sweeps.task import Blame


@contextmanager
def executor(jobs: int, dask: str | None = None, limit: float | None = None) -> Iterator[Execute]:
    """What does tasks.

    Parameters
    ----------
    jobs : worker processes; 0 for this one
    dask : address of a cluster, in place of them
    limit : seconds that a run may take; what takes longer is ended, so it has to be in a worker process

    Raises
    ------
    NotPossible : where there is a limit and no worker process, or the cluster does not answer
    """
    if limit is not None and (dask is not None or jobs == 0):
        raise NotPossible("a time limit is kept by worker processes of this machine\n  hint: give --jobs 1 or more")
    blame = Blame()
    if dask is not None:
        if not isinstance(dask, str):
            raise NotPossible(f"dask is {dask!r}\n  hint: give the address of a scheduler, or 'local:2'")
        from twochairs.sweeps.cluster import connected, on_cluster

        with connected(dask) as client:
            yield lambda folder, key, tasks, stop: on_cluster(
                client, str(Path(folder).resolve()), key, tasks, blame, stop
            )
    elif jobs == 0:
        yield in_this_process
    else:
        yield lambda folder, key, tasks, stop: in_processes(folder, key, tasks, blame, jobs, stop, limit)


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
