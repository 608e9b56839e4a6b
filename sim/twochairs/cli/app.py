"""The command line: its verbs in order, and how it ends."""

import signal
import sys
from typing import Any

import typer

from twochairs.cli import dashboard, deciding, evidence, folders, pictures, running, scenarios, sweeping
from twochairs.cli.data import data
from twochairs.cli.echo import echo
from twochairs.errors import Stopped, TwochairsError

app = typer.Typer(
    name="twochairs",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "States that sit on two chairs: scenario files in, explained ensembles out.\n\n"
        "Start with:  twochairs init mycase;  twochairs run mycase/balkans/serbia-2022.yaml;  "
        "twochairs plot results/..."
    ),
    epilog=(
        "Exit codes: 0 done; 1 invalid input or failed check; 2 usage; 3 some runs of a sweep failed; "
        "130, 143 interrupted."
    ),
)

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
    deciding.game,
    folders.status,
    folders.merge,
    folders.verify,
    folders.replay,
    pictures.plot,
    pictures.why,
    pictures.compare,
    pictures.report,
    evidence.calibrate,
    evidence.hindcast,
    dashboard.dashboard,
)
"""As `twochairs --help` lists them."""

for verb in VERBS:
    app.command()(verb)
app.add_typer(data)


def main() -> None:
    """Run the command; the user's mistakes come out as text, never as a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app()
    except Stopped as error:
        echo(str(error), err=True)
        sys.exit(128 + error.number)
    except TwochairsError as error:
        echo(str(error), err=True)
        sys.exit(1)


def _stop(number: int, frame: Any) -> None:
    """Leave by way of every `finally`, so that nothing half-written stays."""
    echo("interrupted; nothing half-written is left behind", err=True)
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
