"""Values that are many times what they replace: typed in another unit, perhaps.

Of levers nothing is said, for they are pulled to any part of their range; nor of dated changes that name a source.
"""

from collections.abc import Iterator

from twochairs.scenario.look import Effect, Look, Note
from twochairs.scenario.paths import Target, single_paths
from twochairs.scenario.spelling import LEVERS
from twochairs.scenario.tree import Path, find
from twochairs.world.layout import QUANTITIES

TIMES = 5.0
"""A value that is more than so many times what it replaces, or less than that part of it, may be of another unit."""


def values_of_another_size(look: Look) -> Iterator[Note]:
    """Start values laid over observed ones, and dated ones, of positive quantities with a unit."""
    for steps, name, unit in _start_values(look):
        node, replaced = look.given(*steps), _observed(look, steps)
        text = _told(name, node.value if node is not None else None, replaced, unit)
        if text:
            yield Note(look.place(*steps), text)
    for target, effects in look.changes.items():
        unit = _unit(look, target)
        for effect in effects if unit else ():
            text = _told(effect.path, effect.value, _before(look, target, effect), unit)
            if effect.field in ("set", "ramp") and text:
                yield Note(look.place(*effect.steps, key=True), text)


def _start_values(look: Look) -> Iterator[tuple[Path, str, str]]:
    """Steps, name and unit of every start value of a positive quantity with a unit."""
    for target, path in single_paths(look.names).items():
        if unit := _unit(look, target):
            yield look.steps(target), path, unit
    for country in look.names.country:
        steps = ("countries", country, "gas", "contract", "price")
        yield steps, ".".join(steps), look.case.commodity.price


def _unit(look: Look, target: Target) -> str:
    """The unit of a quantity that is never below 0 and no lever; "" of any other."""
    declared = QUANTITIES[target.quantity]
    spoken_of = declared.unit != "1" and declared.low >= 0.0 and target.quantity not in LEVERS
    return look.case.commodity.of(declared).unit if spoken_of else ""


def _observed(look: Look, steps: Path) -> object:
    """What the file whose start values count as observed has at some steps."""
    node = find(look.reference, steps) if look.reference is not None else None
    return node.value if node is not None else None


def _before(look: Look, target: Target, effect: Effect) -> object:
    """What a dated change replaces: the last value that was set for certain before it, or the observed start value."""
    if effect.section != "timeline" or look.case.timeline[effect.index].source:
        return None
    months = look.months(look.case.timeline[effect.index])
    if not months:
        return None
    steps, before = look.steps(target), (0, None)
    for other in look.changes[target]:
        item = look.case.timeline[other.index] if other.section == "timeline" else None
        if item is not None and other.field in ("set", "ramp") and item.probability is None:
            due = [month for month in look.months(item) if month < months[0]]
            before = max(before, (due[-1], other.value), key=lambda one: one[0]) if due else before
    own = look.given(*steps)
    start = _observed(look, steps) or (own.value if own is not None else None)
    return before[1] if before[0] else start


def _told(name: str, value: object, replaced: object, unit: str) -> str:
    numbers = [float(one) for one in (value, replaced) if isinstance(one, int | float) and one > 0]
    if len(numbers) < 2:
        return ""
    ratio = numbers[0] / numbers[1]
    if 1.0 / TIMES <= ratio <= TIMES:
        return ""
    times = f"{_size(ratio)} times as much" if ratio > 1.0 else f"{_size(1.0 / ratio)} times less"
    return f"{name} is {numbers[0]:g} {unit} in place of {numbers[1]:g} {unit}, {times}: see that it is meant in {unit}"


def _size(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10.0 else f"{ratio:.2g}"
