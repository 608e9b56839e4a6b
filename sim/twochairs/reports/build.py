"""A report of one result or several, from folders to a file."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.errors import CannotWrite, NotPossible

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST_BYTES = 5_000_000
"""A page that is larger is refused."""

Progress = Callable[[int, int], None]


def html(
    results: Sequence["Result"],
    countries: Sequence[str] | None = None,
    progress: Progress = lambda done, total: None,
    act: str | None = None,
) -> str:
    """The page of some results: the same results give the same page, byte for byte.

    Parameters
    ----------
    results : runs and sweeps; others of a kind are compared with the first of it
    countries : that figures show; by default all, or for figures of one country the one the scenario is about
    progress : called with (parts done, parts in all)
    act : key of the act that the first screen is about

    Raises
    ------
    NotPossible : where a country or an act is not known, or the page would be too large to be sent around
    """
    from twochairs.figures.style import on_page
    from twochairs.reports import lever, sections
    from twochairs.reports.figures import Figures
    from twochairs.reports.findings import findings
    from twochairs.reports.page import page
    from twochairs.reports.screen import screen

    figures, title = Figures(countries), titled(results)
    with on_page():
        found = findings(results, countries[0] if countries else None, act)
        if act is not None and found is None:
            raise NotPossible("an act is of the first screen of a run, and these are sweeps\n  hint: leave it out")
        first = screen(found, title, figures) if found else None
        parts = sections.compared(results, figures)
        progress(1, len(results) + 1)
        for place in range(len(results)):
            parts += sections.of_result(results, place, figures)
            progress(place + 2, len(results) + 1)
    short = [] if first else sections.in_short(results)
    made = [*short, *lever.sections(results[0]), *parts, sections.trust(results, first.trust if first else "")]
    names = [f"{result.manifest['name']} ({sections.short_hash(result)})" for result in results]
    version = str(results[0].manifest["versions"]["twochairs"])
    text = page(title, names, version, made, figures.looks, first)
    size = len(text.encode())
    if size > MOST_BYTES:
        raise NotPossible(
            f"the page would have {size / 1e6:.1f} MB, and {MOST_BYTES / 1e6:.0f} MB is the most that is sent around\n"
            "  hint: give fewer results, or some countries with --country"
        )
    return text


def titled(results: Sequence["Result"]) -> str:
    """Titles of results: the first two, and how many more there are."""
    titles = list(dict.fromkeys(result.title for result in results))
    more = f" and {len(titles) - 2} more" if len(titles) > 2 else ""
    return "; ".join(titles[:2]) + more


def write(text: str, path: Path) -> Path:
    """Write a page whole or not at all.

    Raises
    ------
    CannotWrite : where the disk does not take it
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
        try:
            partial.write_text(text, "utf-8", newline="\n")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(path, reason, "free some space or name another file with --out") from None
    return path
