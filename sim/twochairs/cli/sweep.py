"""The command line of sweeps: parse, call, print a path."""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json

ExperimentFile = Annotated[Path, typer.Argument(help="an experiment file (YAML)", show_default=False)]
Folder = Annotated[Path, typer.Argument(help="the folder of a sweep", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="print JSON for a script")]
Rules = Annotated[
    Path | None,
    typer.Option(help="a Python file of your own rules, each a function with a rule's name and parameters"),
]

Parameters = Annotated[
    str | None,
    typer.Option(
        metavar="best|posterior|prior",
        help="where the rules' constants come from: the scenario (best), a calibration, or their declared priors",
    ),
]
DrawCount = Annotated[
    int | None,
    typer.Option(
        min=1, max=10_000, help="sets of constants that replicates are spread over, of the posterior or the prior [16]"
    ),
]

SOME_FAILED = 3
"""Exit code where runs failed and the others came to their end."""


def sweep(
    file: ExperimentFile,
    jobs: Annotated[
        int | None,
        typer.Option(min=0, max=1024, help="worker processes; as many as processors unless given, 0 for none"),
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="a Dask scheduler, or local:2 for a cluster on this machine")
    ] = None,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="run only the I-th of N shares; then merge")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="check everything and say what it takes; run nothing")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="result folder, instead of results/NAME-HASH")] = None,
    rules: Rules = None,
    parameters: Parameters = None,
    draws: DrawCount = None,
    figures: Annotated[bool, typer.Option("--figures", help="draw the figures too")] = False,
    as_json: Json = False,
) -> None:
    """Run every point of an experiment; typed again, it goes on where it was broken off.

    It can be stopped or killed at any moment: what was done is kept. Runs that fail are recorded in failures/ and the
    others finish (exit code 3).

    `--parameters posterior` or `prior` spreads the replicates of every point over sets of the rules' constants, in
    place of what the experiment says under parameters_from; parameter_share in summary.csv is then the part of the
    variance of an outcome that is due to them and not to chance. A parameter that is a factor is not drawn.
    """
    from twochairs.sweeps.estimate import estimated
    from twochairs.sweeps.folder import begin
    from twochairs.sweeps.runner import default_folder
    from twochairs.sweeps.runner import sweep as run_sweep
    from twochairs.sweeps.state import state_of

    share = _shard(shard)
    job = _job(file, rules, as_json, parameters, draws)
    workers = _processors() if jobs is None else jobs
    folder = out or default_folder(job, Path("results"), share)
    if dry_run:
        estimate = estimated(job, max(1, workers))
        if as_json:
            echo_json({**estimate.__dict__, "folder": str(folder), "notes": list(job.plan.notes)})
        else:
            echo(f"{file} is sound: {estimate}\nit would be written to {folder}")
        return
    begin(folder, job)
    missing = len(state_of(folder, job).missing(job))
    compile_rules(job.plan.scenario(0), job.rulebook)
    if missing:
        echo(f"{job.plan.name}: {estimated(job, max(1, workers), missing)}", err=True)
    with _executor(job, workers, dask) as execute, _bar(job) as progress:
        outcome = run_sweep(folder, job, execute, _again(), share, progress)
    if as_json:
        echo_json({"folder": str(folder), "points_run": outcome.ran, "complete": outcome.complete})
    else:
        _say_end(folder, outcome)
    if figures and outcome.complete:
        from twochairs.cli.app import _draw, own_figures

        _draw(folder, own_figures(folder), None, None, quiet=as_json)
    if _failed_runs(folder, job, outcome):
        raise typer.Exit(SOME_FAILED)


def _job(
    file: Path, rules: Path | None, quiet: bool = False, parameters: str | None = None, draws: int | None = None
) -> Any:
    """A checked experiment with its rules; nothing runs before all of it is sound."""
    from twochairs.experiment.plan import load_experiment
    from twochairs.progress import bar
    from twochairs.sweeps.about import sources
    from twochairs.sweeps.job import Job
    from twochairs.world.rulebook import STANDARD, rulebook

    plan = load_experiment(file, parameters, draws)
    job = Job(plan, rulebook(rules) if rules is not None else STANDARD, sources(plan))
    with bar(f"{plan.name}: checking {len(plan.points):,} points", "points", after=2.0) as progress:
        plan.check(progress)
    if not quiet:
        for note in plan.notes:
            echo(f"note: {note}", err=True)
    return job


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
def _executor(job: Any, jobs: int, dask: str | None) -> Iterator[Any]:
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


def _bar(job: Any) -> Any:
    from twochairs.progress import bar

    return bar(f"{job.plan.name}: {job.runs:,} runs", "runs")


def _shard(text: str | None) -> Any:
    from twochairs.sweeps.runner import Shard

    if text is None:
        return Shard()
    number, _, of = text.partition("/")
    decimal = number.isdecimal() and of.isdecimal() and len(text) <= 20
    if not (decimal and 1 <= int(number) <= int(of)):
        raise typer.BadParameter(f"{text!r} is no share; write --shard 1/4 for the first of four")
    return Shard(int(number), int(of))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _again() -> str:
    """The command that was typed."""
    return shlex.join(["twochairs", *sys.argv[1:]])


def _say_end(folder: Path, outcome: Any) -> None:
    from twochairs.results.sweep_result import SweepResult
    from twochairs.results.terminal import sweep_ends
    from twochairs.sweeps.closing import lines_of

    if not outcome.complete:
        echo(f"written: {folder}\nthis share is done; next: twochairs merge {folder} ... --out RESULT")
        return
    echo(f"{'written' if outcome.ran else 'already there'}: {folder}")
    for line in [*lines_of(folder), *sweep_ends(SweepResult(folder))]:
        echo(line)
    echo(f"next: twochairs plot {folder}")


def _failed_runs(folder: Path, job: Any, outcome: Any) -> int:
    """Runs that failed, of all that are there; said once."""
    from twochairs.sweeps.closing import failures_of

    failures = failures_of(folder, job)
    if failures:
        echo(f"{len(failures):,} of {job.runs:,} runs failed:", err=True)
        for point, failure in failures[:5]:
            when = f" in {failure.month}" if failure.month else ""
            who = f"[{failure.who}]" if failure.who else ""
            what = f"{failure.kind}{when}: {failure.what}{who}"
            again = f"twochairs replay {folder} {point}/{failure.replicate}"
            echo(f"  point {point}, replicate {failure.replicate} {what}\n    {again}", err=True)
    return len(failures)


def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far a sweep is, what is damaged, and which runs failed."""
    from twochairs.sweeps.closing import failures_of, strange_in
    from twochairs.sweeps.state import job_in, state_of

    job = job_in(folder)
    state = state_of(folder, job)
    total, missing = len(job.plan.points), len(state.missing(job))
    damaged = [*state.damaged, *(f"chunk of point {point}" for point in sorted(state.torn))]
    data = {
        "complete": state.complete,
        "points": total,
        "points_done": total - missing,
        "runs": job.runs,
        "failed": len(failures_of(folder, job)),
        "damaged": damaged,
        "not_of_the_result": strange_in(folder, job),
    }
    if as_json:
        echo_json(data)
        return
    echo(f"{folder}: {total - missing:,} of {total:,} points done, {'complete' if state.complete else 'not complete'}")
    echo(f"{data['failed']:,} of {job.runs:,} runs failed")
    for name in damaged:
        echo(f"damaged: {name}")
    for name in strange_in(folder, job):
        echo(not_of_it(name))


def not_of_it(name: str) -> str:
    """What is said of a file in a result's folder that is not of the result."""
    return f"not of the result, and not read: {name}"


def verify(folder: Folder) -> None:
    """Read every checksum of a result; name what is damaged with its runs, and what is not of it (exit code 1)."""
    damage, strange, again = _looked_over(folder)
    for line in [*damage, *map(not_of_it, strange)]:
        echo(line, err=True)
    if damage:
        echo(again, err=True)
    if damage or strange:
        raise typer.Exit(1)
    echo(f"{folder} is sound")


def _looked_over(folder: Path) -> tuple[list[str], list[str], str]:
    """What is damaged in a result's folder, what is not of it, and what mends the damage."""
    from twochairs.results.result import Result, kind_of
    from twochairs.results.sweep_result import SweepResult
    from twochairs.sweeps.closing import damage_of, strange_in
    from twochairs.sweeps.state import job_in

    kind = kind_of(folder)
    if kind == "run":
        result = Result(folder)
        damage = [f"damaged: {name}" for name in result.damaged()]
        return damage or _wrong(result), result.strange(), result.again
    job = job_in(folder)
    damage = damage_of(folder, job)
    if kind == "sweep" and not damage:
        damage = _wrong(SweepResult(folder))
    return damage, strange_in(folder, job), "run the same sweep again to have these made anew"


def _wrong(result: Any) -> list[str]:
    """What the files of a result hold that they must not, though their checksums fit."""
    return [f"wrong: {reason}" for reason in result.wrong()]


def merge(
    folders: Annotated[list[Path], typer.Argument(help="folders of the shards of one sweep", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="result folder, instead of results/NAME-HASH")] = None,
) -> None:
    """Put the shards of a sweep together; the result is that of the sweep in one piece, byte for byte."""
    from twochairs.sweeps.merge import merge as put_together
    from twochairs.sweeps.runner import Shard, default_folder
    from twochairs.sweeps.state import job_in

    job = job_in(folders[0])
    target = out or default_folder(job, Path("results"), Shard())
    put_together(target, folders, job)
    echo(f"written: {target}\nnext: twochairs plot {target}")


def replay(
    folder: Folder,
    run: Annotated[str, typer.Argument(help="POINT/REPLICATE, or the run's number", show_default=False)],
    as_json: Json = False,
) -> None:
    """Run one run again, agent by agent in plain Python, and compare it with what was stored (exit code 1: other)."""
    from twochairs.sweeps.closing import told_replay
    from twochairs.sweeps.replay import replay as run_again
    from twochairs.sweeps.replay import which_run
    from twochairs.sweeps.state import job_in

    job = job_in(folder)
    point, replicate = which_run(run, job)
    again = run_again(folder, job, point, replicate)
    if as_json:
        data = {"point": point, "replicate": replicate, "outcomes": again.outcomes, "stored": again.stored}
        echo_json({**data, "equal": not again.differing, "error": again.error})
    else:
        for line in told_replay(again, job):
            echo(line)
    if again.differing:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the verbs of sweeps."""
    for verb in (sweep, status, merge, verify, replay):
        app.command()(verb)
