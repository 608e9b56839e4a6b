"""The levers of a scenario as a page moves them: one number each, set at the start."""

from typing import Any

import numpy as np

from twochairs.scenario.held import record
from twochairs.scenario.load import Scenario, Starts, ready
from twochairs.scenario.parts import idle_of
from twochairs.scenario.paths import Target
from twochairs.scenario.resolve import Resolved, with_settings
from twochairs.scenario.timeline import slot_of
from twochairs.world.layout import Layout
from twochairs.world.levers import LEVERS
from twochairs.world.world import ADD, RAMP, SET

_PLACES = (0.37, 0.91)
"""Shares of a lever's range at which it is looked at what follows from it; no file is likely to have them."""


def levers_of(scenario: Scenario) -> list[dict[str, Any]]:
    """Every lever with its range and the slot of its first number; none of parts the scenario has nothing of.

    A lever of a pole towards a state lies at slot + pole x states + state.
    """
    layout, commodity = scenario.start()[0], scenario.case.commodity
    without = idle_of(scenario.case)
    return [
        {
            "name": name,
            "meaning": commodity.said(lever.meaning),
            "unit": lever.unit,
            "low": lever.low,
            "high": lever.high,
            "rest": lever.rest,
            "cost": lever.cost,
            "through": list(lever.through),
            "slot": layout.start[name],
        }
        for name, lever in LEVERS.items()
        if name not in without
    ]


def recorded_levers(scenario: Scenario) -> dict[str, Any] | None:
    """What the record had of the levers that the constants were learnt from; None where it knows none of them.

    Of slots of poles and states that it knows: the least and the greatest value, of those that were ever pulled; of a
    lever anywhere the same.
    """
    layout, held = scenario.start()[0], record()
    poles, countries = (
        [name for name in names if name in held.knows] for names in (layout.names.pole, layout.names.country)
    )
    known = [Target(name, (pole, state)) for name in LEVERS for pole in poles for state in countries]
    if not known:
        return None
    spans = {slot_of(target, layout): held.spans[target] for target in known if target in held.spans}
    return {
        "years": f"{held.first} to {held.last}",
        "poles": poles,
        "countries": countries,
        "spans": {slot: [span.low, span.high] for slot, span in spans.items()},
        "anywhere": {name: [held.anywhere(name).low, held.anywhere(name).high] for name in LEVERS},
    }


def later_levers(scenario: Scenario) -> list[tuple[int, str]]:
    """Slots of levers that the timeline sets anew in the course of a run, each with every month of that."""
    return _in_timeline(scenario, (SET, RAMP))


def added_levers(scenario: Scenario) -> list[tuple[int, str]]:
    """Slots of levers that the timeline adds to, wherever they stand, each with every month of that."""
    return _in_timeline(scenario, (ADD,))


def _in_timeline(scenario: Scenario, kinds: tuple[int, ...]) -> list[tuple[int, str]]:
    layout = scenario.start()[0]
    timeline = scenario.world(1, wrap=lambda array: array)[1].timeline
    month_of_row = np.repeat(np.arange(len(timeline.first) - 1), np.diff(timeline.first))
    levers = {slot for name in LEVERS for slot in range(layout.block(name).start, layout.block(name).stop)}
    rows = zip(timeline.slot.tolist(), month_of_row.tolist(), timeline.op.tolist(), strict=True)
    found = sorted({(slot, month) for slot, month, kind in rows if slot in levers and kind in kinds})
    return [(slot, scenario.month_label(month)) for slot, month in found]


def fixed_levers(scenario: Scenario) -> list[int]:
    """Slots of levers from which more follows at the start than themselves, such as the price of a first contract.

    A page sets one number; these are found by reading the scenario with each lever moved, and stay away.
    """
    resolved = Resolved(scenario.tree, scenario.reference, str(scenario.path), scenario.path)
    starts = Starts(resolved)
    layout, as_it_is = ready(resolved, starts).start()

    def reaches(path: str, name: str) -> bool:
        low, high = LEVERS[name].low, LEVERS[name].high
        return any(
            _apart_from(layout, name, as_it_is, ready(with_settings(resolved, {path: value}), starts).start()[1])
            for value in (repr(low + share * (high - low)) for share in _PLACES)
        )

    found = []
    for pole in layout.names.pole:
        for name in LEVERS:
            if reaches(f"{pole}.{name}", name):
                states = layout.names.country
                found += [layout.slot(name, pole, one) for one in states if reaches(f"{pole}.{name}.{one}", name)]
    return sorted(found)


def _apart_from(layout: Layout, name: str, one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two starts differ anywhere but in a lever."""
    differ = one != other
    differ[layout.block(name)] = False
    return bool(differ.any())
