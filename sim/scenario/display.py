"""A scenario as a notebook shows it: who is in it, what is set, what happens; every text escaped."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.load import Scenario

_MOST, _LONGEST = 60, 120


def markup(scenario: "Scenario") -> str:
    """Title, countries, and the timeline, as tables."""
    case = scenario.case
    told = f"{case.clock.months} months from {case.clock.start}; poles {', '.join(case.poles)}"
    countries = [
        [country.name or key, key, f"{country.alignment:+.2f}", f"{100 * country.gas.dependence:.0f}"]
        for key, country in list(case.countries.items())[:_MOST]
    ]
    timeline = [[item.at or item.from_ or "", item.name, _changes(item)] for item in case.timeline[:_MOST]]
    return (
        f"<p><b>{_text(case.title)}</b><br>{_text(told)}</p>"
        + _table(["country", "key", "alignment at the start", "gas dependence (%)"], countries)
        + _table(["when", "what happens", "sets"], timeline)
    )


def _changes(item: object) -> str:
    named = [path for kind in ("set", "add", "ramp") for path in getattr(item, kind)]
    return ", ".join(named)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{_text(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>" if rows else ""


def _text(value: str) -> str:
    return escape(value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…")
