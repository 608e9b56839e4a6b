"""Where figures come from, with licence and attribution."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from twochairs.data.declared import SOURCES
from twochairs.data.folder import file_of, shipped
from twochairs.data.reading import Row, read_rows
from twochairs.errors import NotPossible
from twochairs.scenario.example import HOME
from twochairs.scenario.wording import found, unknown


@dataclass(frozen=True)
class Source:
    """A source.

    Attributes
    ----------
    key : as rows name it
    title, publisher, version, url : of the source; version and url may be empty
    licence : what may be done with it; "facts only" where only figures are taken, "check" where none is known
    attribution : how it must be named
    note : what to know of it; may be empty
    """

    key: str
    title: str
    publisher: str
    version: str
    url: str
    licence: str
    attribution: str
    note: str


def all_sources(case: str = HOME) -> dict[str, Source]:
    """Sources of a case's tables by key, in order of key; the user's come over the shipped ones.

    Raises
    ------
    InvalidInput, NotPossible : where the user's folder or its file of sources is not sound
    """
    path, users = file_of(SOURCES.name, case)
    known = shipped_sources(case)
    if users:
        known |= _read(path, path.stat().st_mtime_ns)
    return dict(sorted(known.items()))


def shipped_sources(case: str = HOME) -> dict[str, Source]:
    """Sources of a case by key, without the user's."""
    path = shipped(case) / f"{SOURCES.name}.csv"
    return dict(_read(path, path.stat().st_mtime_ns)) if path.is_file() else {}


def source(key: str, case: str = HOME) -> Source:
    """The source of a key.

    Raises
    ------
    NotPossible : where there is none
    """
    known = all_sources(case)
    if key not in known:
        hint = "`twochairs data sources` names them all"
        raise NotPossible(f"source {found(key)} {unknown(key, known)}\n  hint: {hint}")
    return known[key]


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> dict[str, Source]:
    """Sources of a file; `changed`, its time of change, tells a new one from the one read before."""
    rows = read_rows(path, SOURCES)
    return {row["source"]: Source(row.pop("source"), **row) for row in rows}


def row_of(source: Source) -> Row:
    """The row of a source in a file of sources."""
    row: Row = dict(source.__dict__)
    return {"source": row.pop("key"), **row}
