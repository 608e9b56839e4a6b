"""The command line: its verbs in order, and how it ends."""

import sys
from typing import Annotated

import typer

from twochairs.cli import dashboard, deciding, evidence, folders, pictures, running, scenarios, sweeping
from twochairs.cli.data import data
from twochairs.cli.echo import echo
from twochairs.cli.forecasting import forecast
from twochairs.cli.leaving import Left, leave_on_signals
from twochairs.cli.options import HELP
from twochairs.cli.words import Verb, Verbs
from twochairs.errors import Stopped, TwochairsError
from twochairs.version import __version__

app = typer.Typer(
    name="twochairs",
    cls=Verbs,
    no_args_is_help=True,
    context_settings=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "States that sit on two chairs: scenario files in, explained ensembles out.\n\n"
        "Start with:  twochairs init mycase;  twochairs run mycase/balkans/serbia-2022.yaml;  "
        "twochairs plot results/..."
    ),
    epilog=(
        "Exit codes: 0 done; 1 invalid input or failed check; 2 usage; 3 some runs of a sweep failed; "
        "130, 143 interrupted.  Names of commands and files are completed in the shell after "
        "`twochairs --install-completion`."
    ),
)


def _version(asked: bool) -> None:
    if asked:
        echo(f"twochairs {__version__}")
        raise typer.Exit


@app.callback()
def _any(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take what every verb takes; the text of the help stands above."""


VERBS = (
    scenarios.init,
    scenarios.validate,
    scenarios.upgrade,
    scenarios.explain,
    scenarios.diff,
    scenarios.schema,
    scenarios.order,
    running.run,
    sweeping.sweep,
    deciding.sensitivity,
    deciding.discover,
    deciding.game,
    deciding.robust,
    folders.status,
    folders.merge,
    folders.verify,
    folders.replay,
    pictures.plot,
    pictures.why,
    pictures.compare,
    pictures.report,
    pictures.card,
    folders.export,
    evidence.calibrate,
    evidence.hindcast,
    dashboard.dashboard,
)
"""As `twochairs --help` lists them."""

for verb in VERBS:
    app.command(cls=Verb, context_settings=HELP)(verb)
app.add_typer(forecast)
app.add_typer(data)


def main() -> None:
    """Run the command; the user's mistakes come out as text, never as a traceback."""
    leave_on_signals()
    try:
        app()
    except Left:
        echo("interrupted; nothing half-written is left behind", err=True)
        raise
    except Stopped as error:
        echo(str(error), err=True)
        sys.exit(128 + error.number)
    except TwochairsError as error:
        echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
