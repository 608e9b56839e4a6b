"""Coded governments and events as items of a scenario's timeline."""

from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from twochairs.evidence.coding.check import SIZES, filled
from twochairs.evidence.coding.tables import Aid, Effect, Event, Government, Tables, load_tables
from twochairs.scenario.example import HOME

Item = dict[str, Any]


@lru_cache(maxsize=8)
def tables(case: str = HOME) -> Tables:
    """The tables of a case, read once; raises as `load_tables`."""
    return load_tables(case)


def timeline_items(coded: Tables | None = None) -> list[Item]:
    """Timeline items of all events, aid programmes and changes of government, in order of month.

    Parameters
    ----------
    coded : the tables; those of the Balkans where none are given
    """
    coded = coded or tables()
    items = [
        *(_event_item(event, coded) for event in coded.events),
        *(_aid_item(list(group)) for _, group in groupby(coded.aid, lambda aid: (aid.month, aid.name))),
        *_changes(coded),
    ]
    return sorted(items, key=lambda item: str(item["at"]))


def start_values(coded: Tables | None = None) -> dict[str, float | str]:
    """What the tables say of the first month, by path: status of states and coalition partners."""
    coded = coded or tables()
    values: dict[str, float | str] = {}
    for start in coded.starts:
        for country in start.countries:
            values |= {filled(e.path, country, ""): e.value for e in coded.kinds[start.kind]}
    for country in coded.region.states:
        values |= _courses(_of(country, coded)[0])
    return values


def government_at(country: str, month: str, coded: Tables | None = None) -> Government:
    """The government of a state in a month.

    Raises
    ------
    LookupError : where none is coded
    """
    fitting = [one for one in _of(country, coded or tables()) if one.month <= month]
    if not fitting:
        raise LookupError(f"no government of {country} is coded for {month}")
    return fitting[-1]


def term_months(country: str, month: str, coded: Tables | None = None) -> int:
    """Length of the term of the government of a state in a month; raises as `government_at`."""
    return government_at(country, month, coded).term_months


def _of(country: str, coded: Tables) -> list[Government]:
    return [one for one in coded.governments if one.country == country]


def _event_item(event: Event, coded: Tables) -> Item:
    effects = coded.kinds[event.kind]
    item: Item = {"at": event.month, "name": event.name}
    for op in ("set", "add"):
        changed = _changed([effect for effect in effects if effect.op == op], event)
        item |= {op: changed} if changed else {}
    return item | {"source": event.source, "note": f"{event.kind}: {event.reason}"}


def _changed(effects: list[Effect], event: Event) -> dict[str, float]:
    return {
        filled(effect.path, country, event.dispute): effect.value
        for country in event.countries or ("",)
        for effect in effects
    }


def _aid_item(programme: list[Aid]) -> Item:
    first = programme[0]
    changed = {f"{aid.pole}.aid.{aid.country}": aid.value for aid in programme}
    return {"at": first.month, "name": first.name, "set": changed, "source": first.source, "note": "yearly aid"}


def _changes(coded: Tables) -> list[Item]:
    """An item for each government whose coded course, challenger or partner is not that of the one before."""
    return [
        _change(before, government, coded)
        for country in coded.region.states
        for before, government in pairwise(_of(country, coded))
        if government.coded != before.coded
    ]


def _change(before: Government, government: Government, coded: Tables) -> Item:
    """What a new government or course changes; a partner's weight goes with the partner."""
    known, now = _courses(before), _courses(government)
    item: Item = {
        "at": government.month,
        "name": f"{coded.region.states[government.country]}: government of {government.name}",
        "set": {path: value for path, value in now.items() if known.get(path) != value},
    }
    return item | {"source": government.source, "note": f"{government.course}: {government.reason}"}


def _courses(government: Government) -> dict[str, float | str]:
    """What is declared of a government, by path."""
    path = f"countries.{government.country}.government"
    values: dict[str, float | str] = {f"{path}.course": government.course, f"{path}.challenger": government.challenger}
    if government.partner:
        values[f"{path}.partner.course"] = government.partner_course
    return values | {f"{path}.partner.weight": SIZES.get(government.partner_size, 0.0)}
