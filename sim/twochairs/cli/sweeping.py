"""Verbs that sweep: their options, once for all of them; every point of an experiment run into its folder."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, get_type_hints

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import bar_of, compile_for, say_failed, say_notes, typed, workers_of, written
from twochairs.cli.opening import draw
from twochairs.cli.options import (
    Dask,
    DrawCount,
    DryRun,
    ExperimentFile,
    Figures,
    From,
    Jobs,
    Json,
    Out,
    Parameters,
    Replace,
    Results,
    Rules,
    ShareOf,
    TimeLimit,
)


@dataclass(frozen=True)
class Sweeping:
    """How an experiment is run, and where its result goes: the options of every verb that sweeps."""

    jobs: Jobs = None
    dask: Dask = None
    shard: ShareOf = None
    dry_run: DryRun = False
    out: Out = None
    results: Results = None
    again: From = None
    replace: Replace = False
    rules: Rules = None
    parameters: Parameters = None
    draws: DrawCount = None
    time_limit: TimeLimit = None
    figures: Figures = False
    as_json: Json = False


def sweeping(verb: Callable[..., None]) -> Callable[..., None]:
    """A verb that takes each option of `Sweeping` in the place of its parameter `options`."""
    own = inspect.signature(verb)
    spread = [
        inspect.Parameter(one.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=one.default, annotation=hint)
        for one, hint in ((one, get_type_hints(Sweeping, include_extras=True)[one.name]) for one in fields(Sweeping))
    ]
    taken = [p for one in own.parameters.values() for p in (spread if one.name == "options" else [one])]

    @wraps(verb)
    def spelt_out(*given: Any, **named: Any) -> None:
        bound = inspect.Signature(taken).bind(*given, **named)
        bound.apply_defaults()
        options = Sweeping(**{one.name: bound.arguments.pop(one.name) for one in fields(Sweeping)})
        verb(**bound.arguments, options=options)

    spelt_out.__signature__ = own.replace(parameters=taken)  # type: ignore[attr-defined]
    spelt_out.__annotations__ = {one.name: one.annotation for one in taken} | {"return": None}
    return spelt_out


@sweeping
def sweep(file: ExperimentFile, options: Sweeping) -> None:
    """Run every point of an experiment, or what is missing of it.

    Typed again, it goes on where it was broken off. It can be stopped or killed at any moment: what was done is
    kept. Runs that fail are recorded in failures/ and the others finish (exit code 3).

    `--parameters posterior` or `prior` spreads the replicates of every point over sets of the rules' constants, in
    place of what the experiment says under parameters_from; parameter_share in summary.csv is then the part of the
    variance of an outcome that is due to them and not to chance. A parameter that is a factor is not drawn.
    """
    way, outcome = swept(file, job_of(file, options), options)
    if outcome is None:
        return
    if options.as_json:
        counts = {"points_run": outcome.ran, "runs": outcome.runs, "used_again": outcome.again}
        echo_json({"folder": str(way.folder), **counts, "complete": outcome.complete})
    else:
        _say_end(way.folder, outcome)
    if options.figures and outcome.complete:
        draw(way.folder, quiet=options.as_json)
    say_failed(way.folder, way.job)


def job_of(file: Path, options: Sweeping) -> Any:
    """A checked experiment with its rules; nothing runs before all of it is sound."""
    from twochairs.cli.progress import bar
    from twochairs.experiment.plan import load_experiment
    from twochairs.sweeps.about import sources
    from twochairs.sweeps.job import Job
    from twochairs.world.rulebook import STANDARD, rulebook

    book = rulebook(options.rules) if options.rules is not None else STANDARD
    plan = load_experiment(file, options.parameters, options.draws, book.adds)
    job = Job(plan, book, sources(plan))
    with bar(f"{plan.name}: checking {len(plan.points):,} points", "points", after=2.0) as progress:
        plan.check(progress)
    if not options.as_json:
        say_notes(plan.notes)
    return job


def swept(file: Path, job: Any, options: Sweeping) -> tuple[Any, Any]:
    """What is missing of a job run into its folder, or told where it is a dry run.

    Returns
    -------
    the job on its way into its folder, and how the sweep ended; None of a dry run
    """
    from twochairs.sweeps.estimate import estimated
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.runner import default_folder
    from twochairs.sweeps.running import going

    share, workers = _share(options.shard), workers_of(options.jobs)
    folder = options.out or default_folder(job, options.results, share)
    way = going(job, folder, options.again or [], options.replace, share)
    if options.dry_run:
        _say_estimate(file, way, max(1, workers), options.as_json)
        return way, None
    way.begin()
    left = way.left()
    if not options.as_json:
        say_notes(left.notes)
    if left.anew:
        compile_for(job, meanwhile=options.time_limit is None)
    if left:
        echo(f"{job.plan.name}: {estimated(job, max(1, workers), left)}", err=True)
    with executor(workers, options.dask, options.time_limit) as execute, bar_of(job) as progress:
        return way, way.end(execute, typed(), progress)


def _say_estimate(file: Path, way: Any, workers: int, as_json: bool) -> None:
    """What it takes, everything checked and nothing run."""
    from twochairs.sweeps.estimate import estimated

    way.check()
    estimate = estimated(way.job, workers, way.left())
    if as_json:
        notes = [*way.job.plan.notes, *estimate.notes]
        echo_json({**estimate.__dict__, "folder": str(way.folder), "notes": notes})
        return
    say_notes(estimate.notes)
    echo(f"{file} is sound: {estimate}\nit would be written to {way.folder}")


def _share(text: str | None) -> Any:
    from twochairs.errors import NotPossible
    from twochairs.sweeps.runner import shard_of

    try:
        return shard_of(text)
    except NotPossible:
        raise typer.BadParameter(f"{text!r} is no share; write --shard 1/4 for the first of four") from None


def say_share(folder: Path, then: str = "") -> None:
    """What comes after a share of a sweep, and what is typed then once it is whole."""
    after = f"; then: twochairs {then}" if then else ""
    echo(f"written: {folder}\nthis share is done; next: twochairs merge {folder} ... --out RESULT{after}")


def _say_end(folder: Path, outcome: Any) -> None:
    from twochairs.results.terminal import ends
    from twochairs.sweeps.closing import lines_of

    if not outcome.complete:
        say_share(folder)
        return
    echo(f"{written(outcome)}: {folder}")
    for line in [*lines_of(folder), *ends(folder)]:
        echo(line)
    echo(f"next: twochairs plot {folder}")
