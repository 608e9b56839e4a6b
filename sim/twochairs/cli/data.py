"""The command line of observed figures: parse, call, print."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.options import HELP, Json
from twochairs.cli.words import Verb, Verbs

data = typer.Typer(
    name="data",
    cls=Verbs,
    no_args_is_help=True,
    context_settings=HELP,
    rich_markup_mode=None,
    help="Observed figures with their sources: list, show, import.",
)


class Kind(StrEnum):
    """What can be imported."""

    IDEAL_POINTS = "ideal-points"
    HUB_PRICES = "hub-prices"


class Votes(StrEnum):
    """Which votes ideal points are estimated from."""

    ALL = "all"
    FINAL_PASSAGE = "final-passage"


CaseName = Annotated[str, typer.Option(help="a shipped case, or the folder of one of your own")]


@data.command("list", cls=Verb)
def list_tables(case: CaseName = "balkans", as_json: Json = False) -> None:
    """List the tables: rows, years, what they hold and in what unit."""
    from twochairs.data.catalogue import entry, tables
    from twochairs.data.told import catalogue_data, catalogue_lines

    entries = [entry(table.name, case) for table in tables(case)]
    if as_json:
        echo_json(catalogue_data(entries))
        return
    for line in catalogue_lines(entries):
        echo(line)


@data.command(cls=Verb)
def show(
    table: Annotated[str, typer.Argument(help="a table's name, e.g. un_votes", show_default=False)],
    country: Annotated[str | None, typer.Option(help="a country's key, e.g. SRB", show_default=False)] = None,
    first: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="first year")] = None,
    last: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="last year")] = None,
    case: CaseName = "balkans",
    as_json: Json = False,
) -> None:
    """Show a table, and its sources with licence and attribution."""
    from twochairs.data.catalogue import declaration, source
    from twochairs.data.select import selected
    from twochairs.data.told import table_data, table_lines

    rows = selected(table, country, first, last, case)
    sources = [source(key, case) for key in sorted({row["source"] for row in rows})]
    if as_json:
        echo_json(table_data(declaration(table), rows, sources))
        return
    for line in table_lines(declaration(table), rows, sources):
        echo(line)


@data.command(cls=Verb)
def sources(case: CaseName = "balkans", as_json: Json = False) -> None:
    """List every source with licence and attribution."""
    from twochairs.data.catalogue import all_sources
    from twochairs.data.told import source_lines

    known = list(all_sources(case).values())
    if as_json:
        echo_json([one.__dict__ for one in known])
        return
    for line in source_lines(known):
        echo(line)


@data.command("import", cls=Verb)
def import_(
    kind: Annotated[Kind, typer.Argument(help="what it holds", show_default=False)],
    file: Annotated[Path, typer.Argument(help="the publisher's own file", show_default=False)],
    out: Annotated[Path, typer.Option(help="folder of your tables", show_default=False)],
    votes: Annotated[Votes, typer.Option(help="of ideal points: all votes, or those on final passage")] = Votes.ALL,
    as_json: Json = False,
) -> None:
    """Make a table of your own from a newer release.

    TWOCHAIRS_TABLES=FOLDER has it used.

    ideal-points: the file of ideal points of the Harvard Dataverse, doi:10.7910/DVN/LEJUQZ (.dta, .csv, .tab).
    hub-prices: the World Bank's CMO-Historical-Data-Monthly.xlsx.
    """
    from twochairs.data.importers import import_hub_prices, import_ideal_points

    if kind is Kind.IDEAL_POINTS:
        imported = import_ideal_points(file, out, votes.value)
    elif votes is Votes.ALL:
        imported = import_hub_prices(file, out)
    else:
        raise typer.BadParameter("--votes is for ideal-points")
    if as_json:
        echo_json({**imported.__dict__, "path": str(imported.path)})
        return
    count = f"{imported.rows:,} row{'s' if imported.rows != 1 else ''}"
    echo(f"written: {imported.path}: {count}, {imported.first} to {imported.last}")
    for note in imported.notes:
        echo(f"note: {note}")
    echo(f"next: export TWOCHAIRS_TABLES={out.resolve()}")
