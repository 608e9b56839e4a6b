"""A scenario as a notebook shows it: who is in it, what is set, what happens; every text escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from twochairs.scenario.wording import signed

if TYPE_CHECKING:
    from twochairs.scenario.schema import Case, TimelineItem

MOST = 60
"""Rows of a table."""
_LONGEST = 120


def markup(case: "Case") -> str:
    """Title, countries, and the timeline, as tables."""
    told = f"{case.clock.months} months from {case.clock.start}; poles {', '.join(case.poles)}"
    gas = any(country.gas.dependence for country in case.countries.values())
    countries = [
        [country.name or key, key, signed(country.alignment), f"{100 * country.gas.dependence:.4g}"][: 4 if gas else 3]
        for key, country in list(case.countries.items())[:MOST]
    ]
    timeline = [[item.at or item.from_ or "", item.name, _changes(item)] for item in case.timeline[:MOST]]
    return (
        heading(case.title, told)
        + table(
            ["country", "key", "alignment at the start", case.commodity.said("gas dependence (%)")][: 4 if gas else 3],
            _texts(countries),
        )
        + table(["pole", "lever", "at the start"], _texts(list(_levers(case))[:MOST]))
        + table(["when", "what happens", "sets"], _texts(timeline))
    )


def _levers(case: "Case") -> Iterator[list[str]]:
    """Levers that some state feels, with the value for each; "default" is for all others."""
    for pole, levers in case.levers.items():
        for name, given in levers.model_dump().items():
            values = given if isinstance(given, dict) else {"default": given}
            if any(values.values()):
                yield [pole, name, ", ".join(f"{key} {value:g}" for key, value in values.items() if value is not None)]


def _changes(item: "TimelineItem") -> str:
    return ", ".join([*item.set, *item.add, *item.ramp])


def _texts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in rows]


def heading(title: str, told: str) -> str:
    """A line in bold and one beneath."""
    return f"<p><b>{text(title)}</b><br>{text(told)}</p>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose cells are markup already; nothing where it has no rows."""
    top = "".join(f"<th>{text(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>" if rows else ""


def text(value: object) -> str:
    """Text as markup that shows it, cut where it is long."""
    shown = str(value)
    return escape(shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…")
