"""The command line of reports: parse, call, print a path."""

from pathlib import Path
from typing import Annotated

import typer

from twochairs.cli.echo import echo


def report(
    folders: Annotated[
        list[Path],
        typer.Argument(help="result folders, of runs or sweeps; the first is the yardstick", metavar="RESULT..."),
    ],
    countries: Annotated[
        list[str] | None, typer.Option("--country", help="a country's key, e.g. SRB; repeatable", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="the file to write, instead of report.html in the last folder")
    ] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="go on with what is there of a sweep that has not come to its end")
    ] = False,
) -> None:
    """Make one page of results that needs no network: open it in a browser, send it, print it.

    It says what was asked and what came out, shows the scenario, the map, the figures with their values, what differs
    between several results, every outcome with its error, the source of every value, and how far to trust it.
    """
    from twochairs.cli.app import opened
    from twochairs.progress import bar
    from twochairs.reports.build import html, write

    results = [opened(folder, incomplete) for folder in folders]
    with bar("report", "parts") as progress:
        text = html(results, countries, progress)
    path = write(text, out or folders[-1] / "report.html")
    echo(f"{path}  {len(text.encode()) / 1e6:.1f} MB; it opens in any browser, without a network")


def register(app: typer.Typer) -> None:
    """Add the verb of reports."""
    app.command()(report)
