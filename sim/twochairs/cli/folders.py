"""The verbs of a sweep's folder: how far it is, whether it is sound, its shards put together, a run of it again."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.opening import not_of_it, opened
from twochairs.cli.options import Folder, From, Incomplete, Json, Out, Results


def status(
    folder: Annotated[
        Path | None, typer.Argument(help="a result folder; a list of all results where none is given")
    ] = None,
    again: From = None,
    results: Results = None,
    as_json: Json = False,
) -> None:
    """Say how far a result is, or list all results.

    Of one, what is still to be run and what is used again, what is damaged, and what failed.
    """
    from twochairs.face import folders

    if folder is None:
        _list(results, as_json)
        return
    found = folders.status(folder, again)
    if as_json:
        echo_json(asdict(found))
        return
    complete = "complete" if found.complete else "not complete"
    echo(f"{folder}: {found.points_done:,} of {found.points:,} points done, {complete}")
    _say_left(found)
    echo(f"{found.failed:,} of {found.runs:,} runs failed")
    for name in found.damaged:
        echo(f"damaged: {name}")
    for name in found.not_of_the_result:
        echo(not_of_it(name))
    for name in found.answers:
        echo(f"answered: {name}")
    for extension in found.extensions:
        done = f"{extension.runs_done:,} of {extension.runs:,} runs are there"
        echo(f"its place is to be taken by another result, begun beside it: {done}")
        _say_left(extension)


def _list(results: Path | None, as_json: bool) -> None:
    """Every result there is, a line each."""
    from twochairs.results.place import listed, results_folder
    from twochairs.scenario.wording import printable

    where = results_folder(results)
    found = list(listed(where))
    if as_json:
        echo_json([{**asdict(one), "folder": str(one.folder), "complete": one.complete} for one in found])
        return
    for one in found:
        echo(f"{one.folder}")
        size = (
            f"{one.points:,} points of {one.replicates:,} runs" if one.kind == "sweep" else f"{one.replicates:,} runs"
        )
        echo(f"  {size}: {printable(one.title)}" if one.complete else f"  not complete: twochairs status {one.folder}")
    echo(f"{len(found)} result{'' if len(found) == 1 else 's'} in {where}")


def _say_left(found: Any) -> None:
    """What is still to be run of a result, and what of other results is used again."""
    if found.runs_done < found.runs:
        again = f", {found.runs_used_again:,} of other results used again" if found.runs_used_again else ""
        echo(f"{found.runs_anew:,} of {found.runs:,} runs are to be run{again}")
    for note in found.notes:
        echo(f"note: {note}")


def export(
    folder: Folder,
    csv: Annotated[bool, typer.Option("--csv", help="a CSV file for each table")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="one workbook of Excel, a sheet for each table")] = False,
    dta: Annotated[bool, typer.Option("--dta", help="a file of Stata for each table")] = False,
    netcdf: Annotated[bool, typer.Option("--netcdf", help="one netCDF file with every series and outcome")] = False,
    tables: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME|all", help="such as countries; repeatable; those of runs unless given"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="where to put them, instead of RESULT/export")] = None,
    incomplete: Incomplete = False,
) -> None:
    """Write a result for Excel, Stata, R and others.

    By default what was read off each run, the summary over runs, and what goes with them; `--table all` writes every
    series too, run by run and month by month. Excel needs the extra `export`.
    """
    from twochairs.results.export import CSV, DTA, NETCDF, XLSX
    from twochairs.results.export import export as written

    asked = {CSV: csv, XLSX: xlsx, DTA: dta, NETCDF: netcdf}
    if not any(asked.values()):
        raise typer.BadParameter("give --csv, --xlsx, --dta or --netcdf")
    kinds = [kind for kind, wanted in asked.items() if wanted]
    for path in written(opened(folder, incomplete), kinds, tables or (), out):
        echo(str(path))


def verify(folder: Folder) -> None:
    """Read every checksum of a result; name what is damaged.

    With the runs that it holds, and what is not of the result (exit code 1).
    """
    from twochairs.face import folders

    verdict = folders.verify(folder)
    for line in [*verdict.damage, *map(not_of_it, verdict.not_of_the_result)]:
        echo(line, err=True)
    if verdict.damage:
        echo(verdict.mend, err=True)
    if not verdict.sound:
        raise typer.Exit(1)
    echo(f"{folder} is sound")


def merge(
    folders: Annotated[list[Path], typer.Argument(help="folders of the shards of one sweep", show_default=False)],
    out: Out = None,
    results: Results = None,
) -> None:
    """Put the shards of a sweep together.

    The result is that of the sweep in one piece, byte for byte.
    """
    from twochairs.sweeps.merge import merge as put_together
    from twochairs.sweeps.runner import Shard, default_folder
    from twochairs.sweeps.state import job_in

    job = job_in(folders[0])
    target = out or default_folder(job, results, Shard())
    put_together(target, folders, job)
    echo(f"written: {target}\nnext: twochairs plot {target}")


def replay(
    folder: Folder,
    run: Annotated[str, typer.Argument(help="POINT/REPLICATE, or the run's number", show_default=False)],
    as_json: Json = False,
) -> None:
    """Run one run again, agent by agent, and compare it.

    In plain Python, with what was stored (exit code 1 where it is another).
    """
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
