"""The verb that runs one scenario."""

from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import bar_of, compile_for, say_failed, say_notes, typed, written
from twochairs.cli.opening import draw
from twochairs.cli.options import (
    DrawCount,
    Figures,
    From,
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
from twochairs.scenario.given import MAX_SEED


def run(
    file: ScenarioFile,
    replicates: Annotated[int, typer.Option(min=1, max=100_000, help="runs that differ only by chance")] = 50,
    seed: Annotated[int, typer.Option(min=0, max=MAX_SEED, help="root of all chance")] = 2022,
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
            _say_notes_of_case(scenario, replicates, sets)
            left = way.left()
            say_notes(left.notes)
            if left.anew:
                compile_for(job, meanwhile=time_limit is None)
        outcome = way.end(execute, typed(), progress)
    new = bool(outcome.runs or outcome.again)
    if as_json:
        ran = {"folder": str(folder), "new": new, "runs": outcome.runs, "used_again": outcome.again}
        echo_json(ran | numbers(Result(folder)))
    else:
        echo(f"{written(outcome)}: {folder}")
        for line in ends(folder):
            echo(line)
    if figures:
        draw(folder, quiet=as_json)
    elif not as_json:
        echo(f"next: twochairs plot {folder}")
    say_failed(folder, job)


def _say_notes_of_case(scenario: Any, replicates: int, sets: Any) -> None:
    """What a reader should know before it runs; what could not be held steady is told in the result."""
    from twochairs.scenario.notes import notes_of_case

    notes = list(map(str, notes_of_case(scenario.case, scenario.tree, scenario.reference)))
    if replicates > 1 and not scenario.has_noise and not sets.varied:
        notes.append(f"the {replicates:,} runs are all the same, for switches.noise is false; --replicates 1 is enough")
    say_notes(notes)


def _drawn(scenario: Any, parameters: str | None, draws: int | None, seed: int, replicates: int) -> Any:
    """The sets of the rules' constants that the replicates are spread over."""
    from twochairs.experiment.schema import BEST_KIND
    from twochairs.experiment.single import draws_of_run

    if draws is not None and (parameters or BEST_KIND) == BEST_KIND:
        raise typer.BadParameter("--draws is for --parameters posterior or prior")
    return draws_of_run(scenario, replicates, seed, parameters, draws)
