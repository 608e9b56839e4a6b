"""Levers that are set to more, or to less, than the record had: sound, and beyond what constants were learnt from."""

from collections.abc import Iterator
from contextlib import suppress
from math import isfinite

from twochairs.errors import Place
from twochairs.scenario.essence import lever_towards
from twochairs.scenario.held import WAYS, record
from twochairs.scenario.later import over_time
from twochairs.scenario.look import Effect, Look, Note, some
from twochairs.scenario.paths import Target
from twochairs.scenario.slips_of_levers import why_idle
from twochairs.scenario.spelling import LEVERS
from twochairs.scenario.timeline import fixed_slots, slot_of
from twochairs.scenario.tree import EVERYONE
from twochairs.world.layout import layout_of


def levers_beyond_the_record(look: Look) -> Iterator[Note]:
    """A note of each lever of a pole that goes up beyond what the record held, and one where it goes down.

    What the file has whose start values count as observed is no setting of anybody's.
    """
    for pole in look.case.poles:
        for lever in LEVERS:
            values = {country: _set(look, Target(lever, (pole, country))) for country in look.names.country}
            for way in WAYS:
                each = ((Target(lever, (pole, country)), of) for country, of in values.items())
                left = [one for target, of in each if (one := record().left(target, of, way))]
                if left:
                    value, told = WAYS[way]([one.value for one in left]), record().told(lever, way, left)
                    text = f"{pole}.{lever} goes {way} to {value:g} for {some([one.country for one in left])}; {told}"
                    yield Note(values[left[0].country][left[0].value], text)


def _set(look: Look, target: Target) -> dict[float, Place]:
    """What somebody sets a lever to that can work, and where."""
    pole, country = target.agents
    if record().of(target) is None:
        return {}
    start, given = lever_towards(look.case, pole, target.quantity, country), _given(look, target)
    found = {start: given} if given is not None and not _observed(look, given) else {}
    if any(not _observed(look, _place(look, one)) for one in look.changes.get(target, ())):
        later = _later(look, target, start)
        found |= {value: place for value, place in later.items() if not _observed(look, place)}
    return {} if found and why_idle(look, pole, target.quantity, country) else found


def _given(look: Look, target: Target) -> Place | None:
    """Where a file or an option gives the start value of a lever, if any does."""
    pole, country = target.agents
    steps = [("levers", pole, target.quantity, whose) for whose in (country, EVERYONE)]
    return next((look.place(*one) for one in steps if look.given(*one) is not None), None)


def _later(look: Look, target: Target, start: float) -> dict[float, Place]:
    """What a lever is wherever it is set later, as far as that is known, and where that stands."""
    layout, effects = layout_of(look.names), look.changes[target]
    slot = slot_of(target, layout)
    if slot not in fixed_slots(look.case, layout):
        return {float(one.value): _place(look, one) for one in effects if _is_set(look, one)}
    values = over_time(look.case, layout, slot, start)
    due = {month: one for one in effects for month in look.months(look.case.timeline[one.index])}
    return {float(values[month]): _place(look, one) for month, one in due.items()}


def _is_set(look: Look, effect: Effect) -> bool:
    """Whether a change that chance or a policy decides on sets a number, whatever it was."""
    due = effect.section == "policies" or look.months(look.case.timeline[effect.index])
    return bool(due) and effect.field != "add" and _is_number(effect.value)


def _is_number(value: object) -> bool:
    with suppress(ValueError):
        return isfinite(float(str(value)))
    return False


def _place(look: Look, effect: Effect) -> Place:
    return look.place(*effect.steps, key=True)


def _observed(look: Look, place: Place) -> bool:
    """Whether a value is of the file whose start values count as observed."""
    return look.reference is not None and place.file == look.reference.place.file
