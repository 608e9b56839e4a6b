"""What of a hindcast is given and what is withheld: the same scenario with nothing in it that came after a year."""

import copy
from typing import Any

import numpy as np

from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.errors import Place
from twochairs.experiment.base import Base, base_from_data
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.load import Scenario
from twochairs.scenario.paths import targets
from twochairs.scenario.timeline import slot_of
from twochairs.scenario.tree import Node, put
from twochairs.world.rulebook import STANDARD

TERM = 48
"""Months between elections that are expected where none is coded; four years are the commonest legal term."""


def without_noise(base: Base) -> Scenario:
    """The scenario with every draw at its median."""
    off = Node(False, Place(base.shown, 1, 1))
    return base.scenario(put(base.tree, ("switches", "noise"), off))


def withheld(base: Base, year: int, terms: dict[str, int] | None = None) -> Base:
    """The scenario as far as it was known at the end of a year.

    Dated items of later months are left out; what was under way stays where it had come to; the hub price goes its way
    by chance; who wins later elections, at legal terms, is left to the rules.

    Parameters
    ----------
    year : the last one that is known
    terms : country to the months between its elections, `TERM` where it is not given
    """
    data = copy.deepcopy(base.data())
    tree, last = data["tree"], month_number(f"{year}-12")
    reached = _reached(base, last)
    tree["timeline"] = [kept for item in tree.get("timeline", []) if (kept := _known(item, last, reached)) is not None]
    series = tree.get("hub_series") or {}
    tree["hub_series"] = {month: price for month, price in series.items() if month_number(month) <= last}
    end = month_number(tree["clock"]["start"]) + tree["clock"]["months"] - 1
    for name, country in tree["countries"].items():
        government = country.setdefault("government", {})
        term = (terms or {}).get(name, TERM)
        government["elections"] = _expected(government.get("elections", []), last, end, term)
    tree.setdefault("switches", {})["elections"] = True
    return base_from_data(data)


def _expected(elections: list[str], last: int, end: int, term: int) -> list[str]:
    """Elections after the last known month, a term after one another."""
    known = [month_number(month) for month in elections if month_number(month) <= last]
    if not elections:
        return []
    first = (max(known) if known else last) + term
    while first <= last:
        first += term
    return [month_text(month) for month in range(first, end + 1, term)]


def _reached(base: Base, last: int) -> Any:
    """Where what a path of the timeline stands for had come to by a month, in a run without chance: path to value."""
    scenario = without_noise(base)
    layout, _ = scenario.start()
    kept = run_lanes(scenario, STANDARD, 0, [0], every_slot(layout)).kept[:, :, 0]
    values: np.ndarray = kept[last - month_number(scenario.case.clock.start) + 1]

    def value(path: str) -> dict[str, float]:
        there = targets(path, layout.names)
        paths = [path] if len(there) == 1 else [f"{path}.{target.country}" for target in there]
        return {one: float(values[slot_of(target, layout)]) for one, target in zip(paths, there, strict=True)}

    return value


def _known(item: dict[str, Any], last: int, reached: Any) -> dict[str, Any] | None:
    """A timeline item as far as it had come by a month, or nothing."""
    begins = item.get("at") or item.get("from")
    if begins is not None and month_number(begins) > last:
        return None
    ends = item.get("to")
    if item.get("at") is not None or (ends is not None and month_number(ends) <= last):
        return item
    cut = {**item, "to": month_text(last)}
    if "ramp" in item:
        cut["ramp"] = {one: value for path in item["ramp"] for one, value in reached(path).items()}
    if begins is not None and ends is not None and not {"every", "probability"} & {*item}:  # else added whole each time
        start = month_number(begins)
        share = (last - start + 1) / (month_number(ends) - start + 1)
        spread = {"add", "news"} & {*item}
        cut |= {field: {path: value * share for path, value in item[field].items()} for field in spread}
    return cut
