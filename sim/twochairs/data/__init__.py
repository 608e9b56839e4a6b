"""Observed figures with their sources: what there is, a table, the sources, and newer figures imported.

Examples
--------
>>> import twochairs as tc
>>> tc.data.show("un_votes", country="SRB", first=2022).shape[0] > 0
True
"""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.data.catalogue import Entry
    from twochairs.data.importers import Imported
    from twochairs.data.source import Source

__all__ = ["import_", "list_tables", "show", "sources"]


def list_tables(case: str = "balkans") -> "list[Entry]":
    """The tables of a case as they are at hand: declaration (`.table`), rows, first and last year.

    Raises
    ------
    NotPossible : where there is no such case
    InvalidInput : where a file of the user's own is not sound
    """
    from twochairs.data.catalogue import entry, tables

    return [entry(table.name, case) for table in tables(case)]


def show(
    table: str,
    country: str | None = None,
    first: int | None = None,
    last: int | None = None,
    case: str = "balkans",
) -> "pd.DataFrame":
    """The figures of a table, each with the key of its source.

    Parameters
    ----------
    table : its name, such as "un_votes"
    country : key of the only country wanted
    first, last : years wanted, inclusive
    case : whose table

    Returns
    -------
    one row a figure, columns as declared; years int64, figures float64, the rest text

    Raises
    ------
    NotPossible : where there is no such table or country in it, or no row is left
    """
    from twochairs.data.catalogue import table as figures
    from twochairs.data.catalogue import tables
    from twochairs.data.select import places
    from twochairs.scenario.given import known, whole

    known("table", table, [one.name for one in tables(case)])
    first, last = (None if year is None else whole("year", year, 0, 9999) for year in (first, last))
    return figures(table, case).iloc[places(table, country, first, last, case)].reset_index(drop=True)


def sources(case: str = "balkans") -> "list[Source]":
    """Every source of a case's tables with licence and attribution."""
    from twochairs.data.catalogue import all_sources

    return list(all_sources(case).values())


def import_(
    kind: Literal["ideal-points", "hub-prices"],
    file: Path | str,
    out: Path | str,
    votes: Literal["all", "final-passage"] = "all",
) -> "Imported":
    """Make a table of your own from a publisher's newer release; TWOCHAIRS_TABLES=FOLDER has it used.

    Parameters
    ----------
    kind : what the file holds
    file : the publisher's own
    out : folder of your tables
    votes : of ideal points, which votes they are estimated from

    Raises
    ------
    InvalidInput : where the file is not what it should be
    NotPossible : where there is no such kind, or votes are given for prices
    CannotWrite : where the disk does not take it
    """
    from twochairs.data.importers import import_hub_prices, import_ideal_points
    from twochairs.errors import NotPossible
    from twochairs.scenario.given import known, path_of

    known("kind", kind, ("ideal-points", "hub-prices"))
    known("votes", votes, ("all", "final-passage"))
    if kind == "ideal-points":
        return import_ideal_points(path_of("file", file), path_of("out", out), votes)
    if votes != "all":
        raise NotPossible("votes are of ideal-points\n  hint: leave votes out")
    return import_hub_prices(path_of("file", file), path_of("out", out))
