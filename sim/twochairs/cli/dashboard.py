"""The command line of the dashboard: read, write one page, open it."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from twochairs.cli.echo import echo

OUT = Path("dashboard.html")


def dashboard(
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            help="scenario files, or folders of them; the shipped cases where none is named",
            metavar="[SCENARIO or FOLDER]...",
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="the file to write")] = OUT,
    browse: Annotated[
        bool | None,
        typer.Option("--open/--no-open", help="open a browser; by default on a terminal", show_default=False),
    ] = None,
) -> None:
    """Make one page in which the levers of scenarios can be pulled.

    An HTML file that needs no server and no network: the model runs where it is read, once it has given the numbers of
    Python. At each move it makes 100 runs and shows them beside those of the file's own levers, with the paired
    difference, the acts, why it changed, the map, the polls and every state. What was pulled stands in the page's
    address, and can be saved as a scenario file. Of a folder it has every scenario that can be run.
    """
    from twochairs.cli.progress import bar
    from twochairs.dashboard.chosen import chosen, shipped
    from twochairs.dashboard.page import html
    from twochairs.reports.build import write

    found = chosen(places) if places else shipped()
    for line in found.left_out:
        echo(f"left out: {line}", err=True)
    with bar("dashboard", "scenarios", after=2.0) as progress:
        text = html(found.scenarios, progress)
    path = write(text, out)
    count = len(found.scenarios)
    scenarios = f"{count} scenario{'s' if count != 1 else ''}"
    echo(f"{path}  {scenarios}, {len(text.encode()) / 1e6:.1f} MB; it opens in any browser, without a network")
    if sys.stdout.isatty() if browse is None else browse:
        webbrowser.open(path.resolve().as_uri())
