"""The command line of the dashboard: parse, call, print an address."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from twochairs.cli.echo import echo
from twochairs.cli.execution import compile_rules
from twochairs.cli.streams import end_with_the_terminal


def dashboard(
    file: Annotated[
        Path | None,
        typer.Argument(help="a scenario file (YAML); the shipped case where none is given", show_default=False),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="to listen at; 0 for any that is free")] = 0,
    browse: Annotated[
        bool | None,
        typer.Option("--open/--no-open", help="open a browser; by default on a terminal", show_default=False),
    ] = None,
) -> None:
    """Open a page in which the levers of a scenario can be pulled.

    At each move it runs 100 replicates and shows the map, the trajectories with their bands, why, and the polls, beside
    those of the file's own levers, with the paired difference. What was pulled can be saved as a scenario file. The
    page is this machine's alone: it is served at 127.0.0.1, and only with the token of the address that is printed.
    """
    from twochairs.dashboard.server import application, serve
    from twochairs.scenario.example import example_folder
    from twochairs.scenario.load import load
    from twochairs.world.rulebook import STANDARD

    end_with_the_terminal()
    chosen = (file or example_folder() / "balkans" / "serbia-2022.yaml").resolve()
    inner = application(chosen)
    compile_rules(load(chosen), STANDARD)
    serve(inner, port, sys.stdout.isatty() if browse is None else browse, echo)
