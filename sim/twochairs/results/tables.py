"""Tables of series: one per kind of agent, one column a quantity."""

from datetime import date

from twochairs.scenario.calendar import month_number
from twochairs.world.layout import QUANTITIES

TABLES: dict[tuple[str, ...], str] = {
    (): "world",
    ("country",): "countries",
    ("pole",): "poles",
    ("pole", "country"): "pole_countries",
    ("public",): "publics",
    ("public", "pole"): "public_poles",
    ("dispute",): "disputes",
    ("dispute", "country"): "dispute_countries",
    ("act",): "act_rounds",
    ("act", "country"): "acts",
    ("mechanism", "country"): "contributions",
    ("event",): "random_events",
    ("policy",): "policies",
}
"""What a quantity is indexed by to the table that holds it."""
PART = 16
"""Replicates per part file of a run: what is held in memory at once."""


def quantities_of(table: str) -> list[str]:
    """The quantities that stand in a table."""
    return [name for name, quantity in QUANTITIES.items() if quantity.record and TABLES[quantity.dims] == table]


def month_date(start: str, t: int) -> date:
    """First day of the month of step t of a run that starts in a month such as 2022-01."""
    number = month_number(start) + t - 1
    return date(number // 12, number % 12 + 1, 1)
