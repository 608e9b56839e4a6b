"""The command line of calibration and hindcast: parse, call, print a path."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.execution import bar_of, compile_for, typed, workers_of
from twochairs.cli.options import Jobs, Json, Out, PriorsFile, Results
from twochairs.scenario.wording import percent, signed

EXPERIMENT = Path("experiments/calibration.yaml")
_COLUMNS = 80
"""That a table may be wide."""


def calibrate(
    file: PriorsFile = EXPERIMENT,
    upto: Annotated[int, typer.Option(min=2008, max=2023, help="last year of the record that is used")] = 2023,
    draws: Annotated[int, typer.Option(min=1, max=1000, help="posterior draws that are written")] = 200,
    check: Annotated[
        int, typer.Option(min=0, max=1000, help="made-up records to learn back, 15 s each: can it be trusted?")
    ] = 0,
    joint: Annotated[
        bool,
        typer.Option("--joint", help="also say what each kind of evidence does to the constants (5 minutes)"),
    ] = False,
    jobs: Jobs = None,
    out: Out = None,
    results: Results = None,
    as_json: Json = False,
) -> None:
    """Learn the rules' constants from the record.

    A design of runs, an emulator of it, a posterior by MCMC of ideal points, acts, polls and prices. Stopped or killed
    at any moment and typed again it goes on, to the same numbers.
    """
    from twochairs.cli.progress import bar
    from twochairs.evidence.calibration.calibrated import calibrated, moved, pairs_of, recovered
    from twochairs.evidence.calibration.learning import CLOSER

    if joint:
        _check_weighable(file)
    calibration = replace(_calibration(file, jobs, out, results), settings=CLOSER)
    with bar("simulating draws", "draws") as progress:
        found = calibrated(calibration, upto, draws, progress)
    weighed = _weighed(found.together) if joint else None
    if as_json:
        told = {
            "emulator_explains": round(found.emulator_explains, 3),
            "independent_draws": round(found.independent_draws),
            "constants": found.constants.round(3).to_dict("records"),
            "folder": str(found.folder),
        }
        echo_json(told if weighed is None else told | {"joint": weighed.round(3).to_dict("records")})
        return
    echo(f"the emulator explains {percent(found.emulator_explains)} of the design's variance (cross-validated)")
    if found.together is not None:
        share = percent(found.together.surrogate.explained)
        echo(f"constants explain {share} of what acts, polls and prices say of draws (cross-validated)")
    echo(f"about {found.independent_draws:.0f} independent draws from the posterior of the record to {upto}")
    echo(found.constants.round(2).to_string(line_width=_COLUMNS, index=False))
    if weighed is not None:
        echo("\ndraws of ideal points alone, weighted; shifts in standard deviations of the constant")
        echo(weighed.round(3).to_string(line_width=_COLUMNS, index=False, na_rep=""))
    if check:
        echo("\nlearnt back from made-up records, with intervals of 90 %")
        with bar("learning back", "records") as progress:
            echo(recovered(calibration, check, progress).round(3).to_string(line_width=_COLUMNS, index=False))
        echo("\nshare of the way that what is learnt of a lever goes with a truth twice as large")
        with bar("doubling", "records") as progress:
            echo(moved(calibration, pairs_of(check), progress).round(3).to_string(line_width=_COLUMNS, index=False))
    echo(f"written: {found.folder}\nnext: twochairs hindcast {file}")


def hindcast(
    file: PriorsFile = EXPERIMENT,
    jobs: Jobs = None,
    out: Out = None,
    results: Results = None,
    ablation: Annotated[
        bool,
        typer.Option("--ablation", help="also leave out each mechanism and kind of input in turn (an hour or more)"),
    ] = False,
    case: Annotated[
        str | None,
        typer.Option(help="a case that nothing was fitted to, forecast blind: its name or folder", show_default=False),
    ] = None,
    leave_one_out: Annotated[
        bool,
        typer.Option("--leave-one-out", help="also forecast each state learnt from the others alone (half an hour)"),
    ] = False,
    bands: Annotated[
        bool, typer.Option("--bands", help="also hold the bands of runs from every origin against what came")
    ] = False,
    as_json: Json = False,
) -> None:
    """Forecast the record from every origin, and score it.

    Learnt from the years before it alone, scored against naive forecasts; printed whether it wins or loses.
    Conditional: governments and events after the origin are given; unconditional: they are withheld.
    With --case it forecasts a region that nothing was fitted to, writes no outcome, and scores what has become known.
    """
    if case is not None:
        from twochairs.cli.forecasting import blind

        blind(case, out, as_json)
        return
    from twochairs.cli.progress import bar
    from twochairs.evidence.calibration.design import case_of
    from twochairs.evidence.calibration.stages import write_table
    from twochairs.evidence.coding.terms import terms
    from twochairs.evidence.hindcast.criticism import explained, worst
    from twochairs.evidence.hindcast.origins import Hindcast, scores_of
    from twochairs.evidence.scoring.skill import skill_table
    from twochairs.scenario.example import HOME

    calibration = _calibration(file, jobs, out, results)
    base, record_case = calibration.job.plan.fits[0].base, case_of(calibration.job.plan)
    with bar("forecasting", "origins") as progress:
        made = Hindcast(calibration, base, terms(record_case))
        scores = scores_of(made, progress)
    folder = calibration.folder
    write_table(folder / "scores.csv", scores)
    pooled = skill_table(scores)
    tables = {"skill": pooled}
    tables |= {f"skill-by-{part}": skill_table(scores, (part,)) for part in ("state", "horizon", "origin")}
    tables["worst"] = worst(scores)
    tables["worst"]["target"] = explained(base, {}, tables["worst"], calibration.settings.seed)
    tables |= _acts(made) if record_case == HOME else {}  # acts of other cases are not recorded
    if ablation:
        tables["ablation"] = _ablation(calibration, scores, jobs)
    if leave_one_out:
        tables["leave-one-out"] = _left_out(calibration, scores)
    if bands:
        tables["bands"] = _bands(calibration, scores)
    for name, table in tables.items():
        write_table(folder / f"{name}.csv", table)
    if as_json:
        echo_json({"folder": str(folder), "skill": pooled.round(4).to_dict("records")})
        return
    echo("skill against persistence; 90 % intervals in brackets; 0 is no better, below 0 is worse")
    echo(_shown(pooled))
    echo("\nby state, rolling origins: MAE skill, CRPS skill, share in 90 % bands")
    echo(_by_state(tables["skill-by-state"]))
    if "acts" in tables:
        echo("\nacts: loss by the log score (votes, sanctions) or CRPS (declarations); the lower the better")
        echo(tables["acts"].drop(columns="brier").round(3).to_string(line_width=_COLUMNS, index=False, na_rep=""))
    if ablation:
        echo("\nCRPS lost without it, per cent, with 90 % intervals; below 0 it is foretold better without")
        echo(tables["ablation"].round(3).to_string(line_width=_COLUMNS, index=False))
    if leave_one_out:
        echo("\neach state learnt from the others alone, rolling origins, against persistence, by the emulator")
        echo(_by_left_out(tables["leave-one-out"]))
    if bands:
        echo("\nbands of runs: the share that holds what came; intervals of 90 % by states, by origins")
        echo(_held(tables["bands"]))
    echo(f"written: {folder}")


def _check_weighable(file: Path) -> None:
    """Before anything is run."""
    from twochairs.evidence.calibration.learning import job_of
    from twochairs.evidence.joint.feedback import check_weighable
    from twochairs.results.extra import need

    need("emcee", "sklearn", "statsmodels")
    check_weighable(job_of(file).plan)


def _weighed(together: Any) -> Any:
    """The table of what each kind of evidence does to the constants; it is written."""
    from twochairs.cli.progress import bar
    from twochairs.evidence.joint.feedback import Feedback, write_feedback

    with bar("weighing", "draws") as progress:
        return write_feedback(Feedback(together, progress))


def _acts(made: Any) -> dict[str, Any]:
    """Scores of votes, declarations and sanctions, and the acts of the state in focus."""
    import pandas as pd

    from twochairs.evidence.acts.hindcast import act_scores, acts_of_state
    from twochairs.evidence.acts.learning import learnt_acts
    from twochairs.evidence.hindcast.origins import LAST_BEFORE_WAR, STRICT

    learnt = {year: learnt_acts(made.calibration, year) for year in (STRICT, LAST_BEFORE_WAR)}
    return {
        "acts": pd.concat([act_scores(one, year) for year, one in learnt.items()]),
        "focus": acts_of_state(learnt[LAST_BEFORE_WAR], LAST_BEFORE_WAR, made.base.case().focus),
    }


def _by_state(skill: Any) -> str:
    lines = [f"{'':<6}{'conditional':<26}{'unconditional':<26}"]
    rolling = skill[skill.split == "rolling"].set_index(["state", "forecast"])
    for state in dict.fromkeys(rolling.index.get_level_values("state")):
        parts = [rolling.loc[(state, name)] for name in ("conditional", "unconditional")]
        cells = [f"{signed(part.mae_skill)}  {signed(part.crps_skill)}  {part.coverage90:.2f}" for part in parts]
        lines.append(f"{state:<6}{cells[0]:<26}{cells[1]:<26}")
    return "\n".join(lines)


def _ablation(calibration: Any, scores: Any, jobs: int | None) -> Any:
    """The table of what each mechanism and kind of input earns."""
    from twochairs.cli.progress import bar
    from twochairs.evidence.calibration.learning import Calibration
    from twochairs.evidence.hindcast.criticism import Variant, ablation, variants
    from twochairs.evidence.hindcast.leaving_out import INPUTS, without
    from twochairs.sweeps.job import Job

    given = variants(calibration)
    for name, paths in INPUTS.items():
        job = Job(without(calibration.job.plan, paths), calibration.job.rulebook)
        folder = calibration.folder / f"without {name}".replace(" ", "-")
        _run(job, folder / "design", jobs)
        given.append(Variant(f"without {name}", Calibration(job, folder, calibration.settings)))
    naive = scores[(scores.split == "rolling") & (scores.forecast == "persistence")]
    with bar("learning again", "variants") as progress:
        return ablation(given, naive, progress)


def _left_out(calibration: Any, scores: Any) -> Any:
    """The table of what is forecast of each state under constants learnt from the others."""
    from twochairs.cli.progress import bar
    from twochairs.evidence.hindcast.one_state_out import left_out, left_out_table

    with bar("leaving out", "states") as progress:
        rows = left_out(calibration, progress)
    return left_out_table(rows, scores)


def _bands(calibration: Any, scores: Any) -> Any:
    """The table of how often bands of runs hold what came; its rows are written too."""
    import pandas as pd

    from twochairs.cli.progress import bar
    from twochairs.evidence.calibration.stages import write_table
    from twochairs.evidence.hindcast.forward import coverage_table, forward_rows, of_forecasts

    with bar("running forward", "origins") as progress:
        rows = forward_rows(calibration, progress)
    write_table(calibration.folder / "forward.csv", rows)
    return coverage_table(pd.concat([of_forecasts(scores), rows], ignore_index=True))


def _by_left_out(table: Any) -> str:
    from twochairs.evidence.hindcast.one_state_out import ALL, LEARNT_WITH, LEFT_OUT, WITHOUT_POLES

    names = (LEFT_OUT, LEARNT_WITH, LEFT_OUT + WITHOUT_POLES)
    heads = (LEFT_OUT, LEARNT_WITH, "left out, no poles")
    lines = ["     " + "".join(f"{head:<24}" for head in heads).rstrip()]
    lines.append("     " + "".join(3 * [f"{'MAE    CRPS   in 90 %':<24}"]).rstrip())
    found = table.set_index(["state", "forecast"])
    for state in dict.fromkeys(table.state):
        parts = [found.loc[(state, name)] for name in names]
        cells = [f"{signed(part.mae_skill)}  {signed(part.crps_skill)}  {part.coverage90:.2f}" for part in parts]
        lines.append(f"{state:<5}" + "".join(f"{cell:<24}" for cell in cells).rstrip())
    for name in names:
        part = found.loc[(ALL, name)]
        ends = f"{signed(part.crps_skill)} [{signed(part.crps_low)}, {signed(part.crps_high)}]"
        lines.append(f"CRPS skill of all, {name}: {ends}")
    return "\n".join(lines)


def _held(table: Any) -> str:
    lines = []
    for row in table[table.by == "all"].itertuples():
        states, origins = (
            f"[{low:.2f}, {high:.2f}]"
            for low, high in ((row.states_low, row.states_high), (row.origins_low, row.origins_high))
        )
        lines.append(f"{row.band:<28}{row.level:>5.0%}  {row.held:.2f}  {states}  {origins}  of {row.occasions}")
    return "\n".join(lines)


def _shown(pooled: Any) -> str:
    lines = [f"{'split':<8} {'forecast':<13} {'MAE skill':<20} {'CRPS skill':<20} {'in 50 %':>7} {'in 90 %':>7}"]
    for row in pooled.itertuples():
        mae = f"{signed(row.mae_skill)} [{signed(row.mae_low)}, {signed(row.mae_high)}]"
        crps = f"{signed(row.crps_skill)} [{signed(row.crps_low)}, {signed(row.crps_high)}]"
        lines.append(
            f"{row.split:<8} {row.forecast:<13} {mae:<20} {crps:<20} {row.coverage50:>7.2f} {row.coverage90:>7.2f}"
        )
    return "\n".join(lines)


def _calibration(file: Path, jobs: int | None, out: Path | None, results: Path | None) -> Any:
    """A calibration whose design is run to its end."""
    from twochairs.evidence.calibration.learning import Calibration, job_of
    from twochairs.results.extra import need
    from twochairs.sweeps.runner import WHOLE, default_folder

    need("emcee", "sklearn", "statsmodels")
    job = job_of(file)
    folder = out or default_folder(job, results, WHOLE)
    _run(job, folder / "design", jobs)
    return Calibration(job, folder)


def _run(job: Any, folder: Path, jobs: int | None) -> None:
    """Run a sweep to its end, or go on with it."""
    from twochairs.sweeps.executing import executor
    from twochairs.sweeps.folder import begin
    from twochairs.sweeps.runner import sweep as run_sweep
    from twochairs.sweeps.state import state_of

    begin(folder, job)
    compile_for(job)
    if state_of(folder, job).missing(job):
        workers = workers_of(jobs)
        with executor(workers) as execute, bar_of(job) as progress:
            run_sweep(folder, job, execute, typed(), progress=progress)
