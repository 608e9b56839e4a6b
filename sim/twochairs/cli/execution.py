"""How runs are executed: rules compiled, workers or a cluster, a bar of progress."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from twochairs.cli.echo import echo


def compile_rules(scenario: Any, rulebook: Any) -> None:
    """Have the rules compiled before any run asks for them; none is run, for a run may end its process."""
    import numpy as np

    from twochairs.ensemble.lanes import compile_lanes

    if rulebook.kernel.ready:
        compile_lanes(scenario, rulebook, np.zeros(0, dtype=np.int64))
        return
    echo("compiling the rules, once on this machine; it takes about half a minute", err=True)
    with _ended_at_once():
        compile_lanes(scenario, rulebook, np.zeros(0, dtype=np.int64))


@contextmanager
def _ended_at_once() -> Iterator[None]:
    """Where a signal ends the process by itself: what is raised within the compiler's callbacks is lost there."""

    def end(number: int, frame: Any) -> None:
        echo("interrupted; nothing half-written is left behind", err=True)
        os._exit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def executor(job: Any, jobs: int, dask: str | None) -> Iterator[Any]:
    """What runs the tasks of a sweep: worker processes, this process where `jobs` is 0, or a cluster."""
    from twochairs.sweeps.task import Blame

    blame = Blame(job.replicates)
    if dask is not None:
        from twochairs.sweeps.cluster import connected, on_cluster

        with connected(dask) as client:
            yield lambda folder, key, tasks, stop: on_cluster(
                client, str(Path(folder).resolve()), key, tasks, blame, stop
            )
        return
    from twochairs.sweeps.pool import in_processes, in_this_process

    if jobs == 0:
        yield in_this_process
    else:
        yield lambda folder, key, tasks, stop: in_processes(folder, key, tasks, blame, jobs, stop)


def bar_of(job: Any) -> Any:
    """The progress of a sweep, in runs."""
    from twochairs.cli.progress import bar

    return bar(f"{job.plan.name}: {job.runs:,} runs", "runs")


def workers_of(jobs: int | None) -> int:
    """Worker processes that are asked for; as many as processors unless told."""
    if jobs is not None:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def typed() -> str:
    """The command that was typed."""
    return shlex.join(["twochairs", *sys.argv[1:]])
