"""What the timeline and policies make of a start value: when, by what, and what it is then where that is known."""

from typing import TYPE_CHECKING

import numpy as np

from twochairs.scenario.calendar import month_text
from twochairs.scenario.look import Effect, Look
from twochairs.scenario.paths import Target
from twochairs.scenario.schema import Case
from twochairs.scenario.timeline import fixed_slots, slot_of, timeline_of
from twochairs.scenario.wording import printable, shortened
from twochairs.world.layout import Layout
from twochairs.world.world import ADD, RAMP

if TYPE_CHECKING:
    from twochairs.scenario.load import Scenario

_DOES = {"set": "set to", "add": "add", "ramp": "ramp to", "do": "set to"}


def later(scenario: "Scenario", look: Look, target: Target) -> list[str]:
    """A line for each change of a number that is ever due, in the order of time, those of policies last."""
    layout, start = scenario.start()
    slot = slot_of(target, layout)
    fixed = slot in fixed_slots(scenario.case, layout)
    values = over_time(scenario.case, layout, slot, start[slot]) if fixed else None
    found = []
    for effect in look.changes.get(target, ()):
        months = range(1) if effect.section == "policies" else look.months(look.case.timeline[effect.index])
        if months:
            found.append((effect.section == "policies", months[0], _line(look, effect, months, values)))
    return [line for *_, line in sorted(found, key=lambda one: one[:2])]


def _line(look: Look, effect: Effect, months: range, values: np.ndarray | None) -> str:
    place = look.place(*effect.steps, key=True)
    item = getattr(look.case, effect.section)[effect.index]
    where = f"{place.file}:{place.line}" if place.path is None else place.row
    told = f"{_when(look, effect, months)}: {_DOES[effect.field]} {shortened(printable(str(effect.value)))}"
    then = "" if values is None or effect.field in ("set", "do") else f", then {values[months[-1]]:g}"
    return f"{told}{then} ('{shortened(printable(item.name))}', {where})"


def _when(look: Look, effect: Effect, months: range) -> str:
    if effect.section == "policies":
        policy = look.case.policies[effect.index]
        return f"every {policy.every.removeprefix('every ')} where {shortened(printable(policy.when))}"
    item = look.case.timeline[effect.index]
    first, last = (month_text(look.start + month - 1) for month in (months[0], months[-1]))
    span = first if first == last else f"{first} to {last}"
    every = f", every {item.every}" if item.every else ""
    chance = f", with a probability of {item.probability:g} each time" if item.probability is not None else ""
    return f"{span}{every}{chance}"


def over_time(case: Case, layout: Layout, slot: int, start: float) -> np.ndarray:
    """What an input is in every month by the timeline alone, the start first, (months + 1,)."""
    timeline = timeline_of(case, layout, np.asarray)
    values = np.full(case.clock.months + 1, start)
    for t in range(1, len(values)):
        value = values[t - 1]
        for row in range(timeline.first[t], timeline.first[t + 1]):
            if timeline.slot[row] == slot:
                value = _after(value, timeline.op[row], timeline.value[row], timeline.last[row] - t + 1)
                value = min(max(value, timeline.low[slot]), timeline.high[slot])
        values[t] = value
    return values


def _after(old: float, op: int, value: float, months_left: int) -> float:
    """A number after one effect, as `twochairs.world.phases.steering` has it."""
    if op == ADD:
        return old + value
    return old + (value - old) / months_left if op == RAMP and months_left > 1 else value
