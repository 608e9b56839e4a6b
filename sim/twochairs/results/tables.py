"""Tables of series: one per kind of agent, one column a quantity."""

from datetime import date

from twochairs.scenario.calendar import month_number
from twochairs.world.layout import DIMENSIONS, KINDS, QUANTITIES, RECORDED

_OTHERWISE = {(): "world", ("act", "country"): "acts", ("mechanism", "country"): "contributions"}


def _table(dims: tuple[str, ...]) -> str:
    """What a table is called: for one kind of agent as it says, for two as in `pole_countries`."""
    if dims in _OTHERWISE:
        return _OTHERWISE[dims]
    *first, last = dims
    return "_".join((*first, KINDS[last].many if first else KINDS[last].table or KINDS[last].many))


_DIMS = {QUANTITIES[name].dims for name in RECORDED}
TABLES = {dims: _table(dims) for dims in sorted(_DIMS, key=lambda dims: [*map([*DIMENSIONS].index, dims)])}
"""What a quantity is indexed by to the table that holds it."""
HAPPENS = {"event_fired": "random event", "policy_fired": "policy", "incident": "incident"}
"""Quantities that are 1 in a month in which something happens, each with the kind of event that it is."""
RISES = {"governments": "change of government", "joined": "act", "accession": "membership"}
"""Quantities that rise when something happens; of accession, to 1."""
EVENT_KINDS = (*HAPPENS.values(), *RISES.values())


def quantities_of(table: str) -> list[str]:
    """The quantities that stand in a table."""
    return [name for name in RECORDED if TABLES[QUANTITIES[name].dims] == table]


def month_date(start: str, t: int) -> date:
    """First day of the month of step t of a run that starts in a month such as 2022-01."""
    number = month_number(start) + t - 1
    return date(number // 12, number % 12 + 1, 1)
