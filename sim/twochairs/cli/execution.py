"""How runs are executed: rules compiled, workers or a cluster, a bar of progress."""

import shlex
import sys
from pathlib import Path
from typing import Any

import typer

from twochairs.cli.echo import echo

SOME_FAILED = 3
"""Exit code where runs failed and the others came to their end."""


def compile_rules(scenario: Any, rulebook: Any) -> None:
    """Have the rules compiled before any run asks for them; none is run, for a run may end its process."""
    import numpy as np

    from twochairs.ensemble.lanes import compile_lanes

    echo("compiling the rules, once on this machine; it takes about half a minute", err=True)
    compile_lanes(scenario, rulebook, np.zeros(0, dtype=np.int64))


def bar_of(job: Any) -> Any:
    """The progress of a sweep, in runs."""
    from twochairs.cli.progress import bar

    return bar(f"{job.plan.name}: {job.runs:,} runs", "runs")


def compile_for(job: Any, meanwhile: bool = False) -> None:
    """Have the rules compiled where that pays for a job; what is there already is loaded by whoever runs.

    Parameters
    ----------
    meanwhile : whether its first runs may be in plain Python, which take longer; a modeller's rules are waited for
    """
    if not job.compiled or job.rulebook.kernel.ready:
        return
    if meanwhile and not job.rulebook.source:
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


def say_notes(notes: Any) -> None:
    """What a reader should know beside what was asked for."""
    for note in notes:
        echo(f"note: {note}", err=True)


def written(outcome: Any) -> str:
    """How a result came to be where it is."""
    if not (outcome.runs or outcome.again):
        return "already there"
    return f"written ({outcome.runs:,} runs anew, {outcome.again:,} used again)" if outcome.again else "written"


def say_failed(folder: Path, job: Any) -> None:
    """Runs that failed, of all that are there, said once; then the verb ends with their exit code."""
    from twochairs.sweeps.closing import failures_of

    failures = failures_of(folder, job)
    if not failures:
        return
    echo(f"{len(failures):,} of {job.runs:,} runs failed:", err=True)
    for point, failure in failures[:5]:
        when = f" in {failure.month}" if failure.month else ""
        who = f"[{failure.who}]" if failure.who else ""
        what = f"{failure.kind}{when}: {failure.what}{who}"
        again = f"twochairs replay {folder} {point}/{failure.replicate}"
        echo(f"  point {point}, replicate {failure.replicate} {what}\n    {again}", err=True)
    raise typer.Exit(SOME_FAILED)
