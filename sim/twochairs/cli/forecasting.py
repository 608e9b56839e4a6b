"""The command line of the register of forecasts: parse, call, print."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.options import HELP, Json, ScenarioFile
from twochairs.cli.words import Verb

MAKE = "make"


class _MakeUnlessSaid(TyperGroup):
    """Takes `forecast SCENARIO` for `forecast make SCENARIO`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words of the command line, the verb put in where it is left out."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else [MAKE, *args])


forecast = typer.Typer(
    name="forecast",
    cls=_MakeUnlessSaid,
    no_args_is_help=True,
    context_settings=HELP,
    rich_markup_mode=None,
    help="A register of dated forecasts: make, score.  `forecast SCENARIO` makes one.",
)

Register = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="where entries lie; forecasts/ beside the scenario, or of all shipped cases"),
]


@forecast.command(MAKE, cls=Verb)
def make(
    scenario: ScenarioFile,
    until: Annotated[int, typer.Option(metavar="YEAR", min=1900, max=2100, help="last year that is forecast")],
    since: Annotated[
        int | None, typer.Option(metavar="YEAR", min=1900, max=2100, help="first year [this year]")
    ] = None,
    register: Register = None,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="of the runs' chance")] = 2026,
    as_json: Json = False,
) -> None:
    """Forecast what will be published, into a file that is never edited.

    UN ideal points, declared rates, roll calls at given supports of the world, joining sanctions: as the scenario has
    it, under the shipped constants, with what they leave open.
    """
    from twochairs.evidence.register.told import entry_lines
    from twochairs.face.forecasts import make as made

    path, entry = made(scenario, until, since, register, seed)
    if as_json:
        echo_json({"path": str(path), "fingerprint": entry.fingerprint, "forecasts": len(entry.rows)})
        return
    for line in entry_lines(entry):
        echo(line)
    echo(f"written: {path}\nnext: twochairs forecast score --register {path.parent}")


@forecast.command(cls=Verb)
def score(register: Register = None, as_json: Json = False) -> None:
    """Score every entry by what was published since, beside naive forecasts.

    What was published is read from the tables of the entry's case; newer ones come in by `twochairs data import` and
    TWOCHAIRS_TABLES (docs/how-to/forecast.md).
    """
    from twochairs.evidence.register.told import record_lines
    from twochairs.face.forecasts import score as scored

    found = scored(register)
    if as_json:
        echo_json([one.__dict__ for one in found])
        return
    for line in record_lines(found):
        echo(line)


def blind(case: str, register: Path | None, as_json: bool) -> None:
    """`twochairs hindcast --case`: make the forecasts, keep them unless they are kept already, and score what is."""
    from twochairs.evidence.register.told import blind_lines
    from twochairs.face.forecasts import blind as made

    path, entry, found = made(case, register)
    if as_json:
        echo_json({"path": str(path), "forecasts": entry.forecasts, "record": [one.__dict__ for one in found]})
        return
    for line in blind_lines(path, entry, found):
        echo(line)
