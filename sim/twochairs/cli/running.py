"""The verbs that run: one scenario, or every point of an experiment."""

from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import bar_of, compile_for, typed, workers_of
from twochairs.cli.opening import draw
from twochairs.cli.options import (
    DrawCount,
    ExperimentFile,
    Figures,
    From,
    Jobs,
    Json,
    KeepSeries,
    Out,
    Outcomes,
    Parameters,
    Replace,
    Results,
    Rules,
    ScenarioFile,
    Set,
    TimeLimit,
    settings_of,
)  # fmt: skip

SOME_FAILED = 3
"""Exit code where runs failed and the others came to their end."""


def run(
    file: ScenarioFile,
    replicates: Annotated[int, typer.Option(min=1, max=100_000, help="runs that differ only by chance")] = 50,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="root of all chance")] = 2022,
    months: Annotated[int | None, typer.Option(min=1, max=1200, help="length, instead of the file's")] = None,
    settings: Set = None,
    out: Out = None,
    results: Results = None,
    again: From = None,
    replace: Replace = False,
    outcomes: Outcomes = None,
    keep: KeepSeries = "all",
    rules: Rules = None,
    parameters: Parameters = None,
    draws: DrawCount = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=0, max=1024, help="worker processes, 0 for none; by how much there is to do unless given"),
    ] = None,
    time_limit: TimeLimit = None,
    figures: Figures = False,
    as_json: Json = False,
) -> None:
    """Run one ensemble of one scenario into a result folder.

    By default all runs have the scenario's own constants and differ by chance alone. With `--parameters posterior`
    (what a calibration leaves open) or `prior` (all that the declared priors allow) they are spread over sets of
    constants too, each with the same chance, so that the two are told apart: the trajectories show both bands, and
    parameter_share in summary.csv is the part of the variance that is not chance. Constants that the file itself sets
    are kept.
    """
    from twochairs.results.ends import numbers
    from twochairs.results.result import Result
    from twochairs.results.terminal import ends
    from twochairs.scenario.load import load
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.runner import WHOLE, default_folder
    from twochairs.sweeps.running import going, job_of_run, workers
    from twochairs.world.rulebook import STANDARD, rulebook

    chosen = settings_of(settings)
    if months is not None:
        chosen["clock.months"] = str(months)
    book = rulebook(rules) if rules is not None else STANDARD
    scenario = load(file, chosen, book.adds)
    sets = _drawn(scenario, parameters, draws, seed, replicates)
    job = job_of_run(scenario, replicates, seed, outcomes or [], keep, sets, book)
    folder = out or default_folder(job, results, WHOLE)
    way = going(job, folder, again or [], replace)
    with executor(workers(job, jobs, time_limit), None, time_limit) as execute, bar_of(job) as progress:
        way.begin()
        if not way.state.complete:
            _say_notes(scenario, replicates, sets)
            left = way.left()
            _say(left.notes)
            if left.anew:
                compile_for(job, meanwhile=time_limit is None)
        outcome = way.end(execute, typed(), progress)
    new = bool(outcome.runs or outcome.again)
    if as_json:
        ran = {"folder": str(folder), "new": new, "runs": outcome.runs, "used_again": outcome.again}
        echo_json(ran | numbers(Result(folder)))
    else:
        echo(f"{_written(outcome)}: {folder}")
        for line in ends(folder):
            echo(line)
    if figures:
        draw(folder, quiet=as_json)
    elif not as_json:
        echo(f"next: twochairs plot {folder}")
    if _failed_runs(folder, job):
        raise typer.Exit(SOME_FAILED)


def _say_notes(scenario: Any, replicates: int, sets: Any) -> None:
    """What a reader should know before it runs; what could not be held steady is told in the result."""
    from twochairs.scenario.notes import notes_of_case

    notes = list(map(str, notes_of_case(scenario.case, scenario.tree)))
    if replicates > 1 and not scenario.has_noise and not sets.varied:
        notes.append(f"the {replicates:,} runs are all the same, for switches.noise is false; --replicates 1 is enough")
    _say(notes)


def _say(notes: Any) -> None:
    """What a reader should know beside what was asked for."""
    for note in notes:
        echo(f"note: {note}", err=True)


def _drawn(scenario: Any, parameters: str | None, draws: int | None, seed: int, replicates: int) -> Any:
    """The sets of the rules' constants that the replicates are spread over."""
    from twochairs.experiment.schema import BEST_KIND
    from twochairs.experiment.single import draws_of_run

    if draws is not None and (parameters or BEST_KIND) == BEST_KIND:
        raise typer.BadParameter("--draws is for --parameters posterior or prior")
    return draws_of_run(scenario, replicates, seed, parameters, draws)


def sweep(
    file: ExperimentFile,
    jobs: Jobs = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="a Dask scheduler, or local:2 for a cluster on this machine")
    ] = None,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="run only the I-th of N shares; then merge")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="check everything and say what it takes; run nothing")
    ] = False,
    out: Out = None,
    results: Results = None,
    again: From = None,
    replace: Replace = False,
    rules: Rules = None,
    parameters: Parameters = None,
    draws: DrawCount = None,
    time_limit: TimeLimit = None,
    figures: Figures = False,
    as_json: Json = False,
) -> None:
    """Run every point of an experiment, or what is missing of it.

    Typed again, it goes on where it was broken off. It can be stopped or killed at any moment: what was done is
    kept. Runs that fail are recorded in failures/ and the others finish (exit code 3).

    `--parameters posterior` or `prior` spreads the replicates of every point over sets of the rules' constants, in
    place of what the experiment says under parameters_from; parameter_share in summary.csv is then the part of the
    variance of an outcome that is due to them and not to chance. A parameter that is a factor is not drawn.
    """
    from twochairs.sweeps.estimate import estimated
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.runner import default_folder
    from twochairs.sweeps.running import going

    share = _shard(shard)
    job = _job(file, rules, as_json, parameters, draws)
    workers = workers_of(jobs)
    folder = out or default_folder(job, results, share)
    way = going(job, folder, again or [], replace, share)
    if dry_run:
        way.check()
        estimate = estimated(job, max(1, workers), way.left())
        if as_json:
            notes = [*job.plan.notes, *estimate.notes]
            echo_json({**estimate.__dict__, "folder": str(folder), "notes": notes})
        else:
            _say(estimate.notes)
            echo(f"{file} is sound: {estimate}\nit would be written to {folder}")
        return
    way.begin()
    left = way.left()
    if not as_json:
        _say(left.notes)
    if left.anew:
        compile_for(job, meanwhile=time_limit is None)
    if left:
        echo(f"{job.plan.name}: {estimated(job, max(1, workers), left)}", err=True)
    with executor(workers, dask, time_limit) as execute, bar_of(job) as progress:
        outcome = way.end(execute, typed(), progress)
    if as_json:
        counts = {"points_run": outcome.ran, "runs": outcome.runs, "used_again": outcome.again}
        echo_json({"folder": str(folder), **counts, "complete": outcome.complete})
    else:
        _say_end(folder, outcome)
    if figures and outcome.complete:
        draw(folder, quiet=as_json)
    if _failed_runs(folder, job):
        raise typer.Exit(SOME_FAILED)


def _job(
    file: Path, rules: Path | None, quiet: bool = False, parameters: str | None = None, draws: int | None = None
) -> Any:
    """A checked experiment with its rules; nothing runs before all of it is sound."""
    from twochairs.cli.progress import bar
    from twochairs.experiment.plan import load_experiment
    from twochairs.sweeps.about import sources
    from twochairs.sweeps.job import Job
    from twochairs.world.rulebook import STANDARD, rulebook

    book = rulebook(rules) if rules is not None else STANDARD
    plan = load_experiment(file, parameters, draws, book.adds)
    job = Job(plan, book, sources(plan))
    with bar(f"{plan.name}: checking {len(plan.points):,} points", "points", after=2.0) as progress:
        plan.check(progress)
    if not quiet:
        _say(plan.notes)
    return job


def _shard(text: str | None) -> Any:
    from twochairs.errors import NotPossible
    from twochairs.sweeps.runner import shard_of

    try:
        return shard_of(text)
    except NotPossible:
        raise typer.BadParameter(f"{text!r} is no share; write --shard 1/4 for the first of four") from None


def _written(outcome: Any) -> str:
    """How a result came to be where it is."""
    if not (outcome.runs or outcome.again):
        return "already there"
    return f"written ({outcome.runs:,} runs anew, {outcome.again:,} used again)" if outcome.again else "written"


def _say_end(folder: Path, outcome: Any) -> None:
    from twochairs.results.terminal import ends
    from twochairs.sweeps.closing import lines_of

    if not outcome.complete:
        echo(f"written: {folder}\nthis share is done; next: twochairs merge {folder} ... --out RESULT")
        return
    echo(f"{_written(outcome)}: {folder}")
    for line in [*lines_of(folder), *ends(folder)]:
        echo(line)
    echo(f"next: twochairs plot {folder}")


def _failed_runs(folder: Path, job: Any) -> int:
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
