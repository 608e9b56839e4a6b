"""Tables of series: one per kind of agent, one column a quantity."""

from datetime import date

from twochairs.scenario.calendar import month_number
from twochairs.world.layout import DIMENSIONS, KINDS, QUANTITIES

_OTHERWISE = {(): "world", ("act", "country"): "acts", ("mechanism", "country"): "contributions"}


def _table(dims: tuple[str, ...]) -> str:
    """What a table is called: for one kind of agent as it says, for two as in `pole_countries`."""
    if dims in _OTHERWISE:
        return _OTHERWISE[dims]
    *first, last = dims
    return "_".join((*first, KINDS[last].many if first else KINDS[last].table or KINDS[last].many))


_RECORDED = {quantity.dims for quantity in QUANTITIES.values() if quantity.record}
TABLES = {dims: _table(dims) for dims in sorted(_RECORDED, key=lambda dims: [*map([*DIMENSIONS].index, dims)])}
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
