"""Slips of names and conditions: items almost called alike, policies that never act, values that are always cut."""

from collections.abc import Iterator
from functools import partial

from twochairs.scenario.calendar import interval_months
from twochairs.scenario.expression import Name, parse
from twochairs.scenario.look import Look, Note
from twochairs.scenario.paths import named, targets
from twochairs.scenario.ranges import Span, never_holds, span_of
from twochairs.scenario.scripts import alike
from twochairs.scenario.tree import Path
from twochairs.scenario.wording import printable, shortened
from twochairs.world.layout import QUANTITIES


def names_alike(look: Look) -> Iterator[Note]:
    """Items whose names differ in capitals, blanks or the script of a letter alone, so that none replaces the other."""
    for section in ("timeline", "policies"):
        first: dict[str, int] = {}
        for index, item in enumerate(getattr(look.case, section)):
            other = first.setdefault(alike(item.name), index)
            if other != index:
                known = look.place(section, other, "name")
                name = getattr(look.case, section)[other].name
                text = (
                    f"'{_short(item.name)}' is called almost as '{_short(name)}' ({known.file}, {known.row}), "
                    "and both are there; give it the same name to replace it, or another"
                )
                yield Note(look.place(section, index, "name"), text)


def conditions_that_never_hold(look: Look) -> Iterator[Note]:
    """Policies whose condition cannot hold, and events that have no chance."""
    for index, policy in enumerate(look.case.policies):
        if never_holds(
            parse(policy.when, policy.let), partial(_range, look), lambda name: named(name, look.names, None)
        ):
            text = f"'{_short(policy.when)}' never holds within the ranges of its quantities: it never acts; mend it"
            yield Note(look.place("policies", index, "when"), text)
    for index, item in enumerate(look.case.timeline):
        if item.probability == 0.0:
            text = f"'{_short(item.name)}' has the probability 0 and never happens; leave it out"
            yield Note(look.place("timeline", index, "probability"), text)


def policies_never_due(look: Look) -> Iterator[Note]:
    """Policies whose interval is longer than the run."""
    for index, policy in enumerate(look.case.policies):
        if interval_months(policy.every) > look.case.clock.months:
            months = look.case.clock.months
            text = f"a policy of every {policy.every} is never due in {months} months; make it more frequent"
            yield Note(look.place("policies", index, "every"), text)


def values_always_cut(look: Look) -> Iterator[Note]:
    """What a policy sets to values that all lie beyond an end of the range."""
    for index, policy in enumerate(look.case.policies):
        for path, value in policy.do.items():
            target = targets(path, look.names)[0]
            quantity = QUANTITIES[target.quantity]
            low, high = _span(look, str(value), target.country, policy.let)
            end = quantity.high if low > quantity.high else quantity.low if high < quantity.low else None
            if end is not None:
                text = f"'{_short(str(value))}' is always cut to {end:g}, an end of the range of {path}; mend it"
                steps: Path = ("policies", index, "do", path)
                yield Note(look.place(*steps), text)


def _span(look: Look, text: str, country: str | None, let: dict[str, float]) -> Span:
    return span_of(parse(text, let), lambda name: _range(look, name, country))


def _range(look: Look, name: Name, country: str | None = None) -> Span:
    quantity = QUANTITIES[named(name, look.names, country).quantity]
    return quantity.low, quantity.high


def _short(text: str) -> str:
    return shortened(printable(text))
