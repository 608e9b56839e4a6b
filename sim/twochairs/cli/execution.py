"""How runs are executed: rules compiled, workers or a cluster, a bar of progress."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


def bar_of(job: Any) -> Any:
    """The progress of a sweep, in runs."""
    from twochairs.cli.progress import bar

    return bar(f"{job.plan.name}: {job.runs:,} runs", "runs")


def compile_for(job: Any, meanwhile: bool = False) -> None:
    """Have the rules compiled where that pays for a job.

    Parameters
    ----------
    meanwhile : whether its first runs may be in plain Python, which take longer; a modeller's rules are waited for
    """
    if not job.compiled:
        return
    if meanwhile and not job.rulebook.source and not job.rulebook.kernel.ready:
        from twochairs.ensemble.meanwhile import compile_meanwhile

        echo("compiling the rules, once on this machine; the first runs are in plain Python meanwhile", err=True)
        if compile_meanwhile(job.plan.scenario(0), job.rulebook):
            return
    compile_rules(job.plan.scenario(0), job.rulebook)


def workers_of(jobs: int | None) -> int:
    """Worker processes that are asked for; as many as processors unless told."""
    from twochairs.sweeps.executing import processors

    return processors() if jobs is None else jobs


def typed() -> str:
    """The command that was typed."""
    return shlex.join(["twochairs", *sys.argv[1:]])
