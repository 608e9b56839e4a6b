"""The verbs of a sweep's folder: how far it is, whether it is sound, its shards put together, a run of it again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.opening import not_of_it
from twochairs.cli.options import Folder, Json, Out


def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far a sweep is, what is damaged, and which runs failed."""
    from twochairs.sweeps.closing import failures_of, strange_in
    from twochairs.sweeps.state import job_in, points_of, runs_in, state_of

    job = job_in(folder)
    state = state_of(folder, job)
    left = state.missing(job)
    total, missing = len(job.plan.points), points_of(left)
    damaged = [*state.damaged, *(f"chunk of point {point}" for point in sorted({point for point, _ in state.torn}))]
    data = {
        "complete": state.complete,
        "points": total,
        "points_done": total - missing,
        "runs": job.runs,
        "runs_done": job.runs - runs_in(left),
        "failed": len(failures_of(folder, job)),
        "damaged": damaged,
        "not_of_the_result": strange_in(folder, job),
    }
    if as_json:
        echo_json(data)
        return
    echo(f"{folder}: {total - missing:,} of {total:,} points done, {'complete' if state.complete else 'not complete'}")
    if left:
        echo(f"{runs_in(left):,} of {job.runs:,} runs are to be run")
    echo(f"{data['failed']:,} of {job.runs:,} runs failed")
    for name in damaged:
        echo(f"damaged: {name}")
    for name in strange_in(folder, job):
        echo(not_of_it(name))


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
    from twochairs.results.result import Result, is_earlier, kind_of
    from twochairs.sweeps.closing import damage_of, strange_in
    from twochairs.sweeps.state import job_in

    kind = kind_of(folder)
    if kind in ("run", "sweep") and is_earlier(folder):
        result = Result(folder)
        damage = [f"damaged: {name}" for name in result.damaged()]
        return damage or _wrong(result), result.strange(), result.again
    job = job_in(folder)
    damage = damage_of(folder, job)
    if kind in ("run", "sweep") and not damage:
        damage = _wrong(Result(folder))
    return damage, strange_in(folder, job), "run the same sweep again to have these made anew"


def _wrong(result: Any) -> list[str]:
    """What the files of a result hold that they must not, though their checksums fit."""
    return [f"wrong: {reason}" for reason in result.wrong()]


def merge(
    folders: Annotated[list[Path], typer.Argument(help="folders of the shards of one sweep", show_default=False)],
    out: Out = None,
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
