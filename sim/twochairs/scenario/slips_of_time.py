"""Slips of dates: what lies outside the clock, and what changes one number twice at a time."""

from collections.abc import Iterator
from itertools import combinations

from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.look import SHOWN, Effect, Look, Note, some
from twochairs.scenario.schema import TimelineItem
from twochairs.scenario.wording import printable, shortened

_HINT = "leave it out, or change the clock"
_LONG = 60
"""Months beyond the end of the clock from which a contract or a vote is more likely misdated than far off."""


def items_outside_the_clock(look: Look) -> Iterator[Note]:
    """Items of the timeline that are never due, and ramps that do not come to their end."""
    if look.shortened:
        return
    never = [index for index in _never(look) if not _told_at_once(look, "timeline", index)]
    for index in never[:SHOWN]:
        item = look.case.timeline[index]
        field, month = ("at", item.at) if item.at is not None else ("from", item.from_)
        text = f"{_called(item)} is of {month}, and {look.span}: it never happens; {_HINT}"
        yield Note(look.place("timeline", index, field), text)
    if len(never) > SHOWN:
        item, more = look.case.timeline[never[SHOWN]], len(never) - SHOWN - 1
        text = f"{_called(item)}{f' and {more} more items' if more else ''} never happen{'' if more else 's'} either"
        yield Note(look.place("timeline", never[SHOWN]), text)
    for index, item in enumerate(look.case.timeline):
        if _told_at_once(look, "timeline", index) or not item.ramp or not look.months(item) or item.to is None:
            continue
        if month_number(item.to) > look.end:
            text = f"{_called(item)} ramps until {item.to}, and {look.span}: it does not come to its end; {_HINT}"
            yield Note(look.place("timeline", index, "to"), text)


def elections_outside_the_clock(look: Look) -> Iterator[Note]:
    """Elections that are over when the clock starts, or come after its end: the next after it is felt as it nears."""
    for name, outside in _votes_outside(look).items() if not look.shortened else ():
        steps = "countries", name, "government", "elections"
        if not _told_at_once(look, *steps):
            index = look.case.countries[name].government.elections.index(outside[0])
            text = f"{name} votes in {some(outside)}, and {look.span}: no vote is held then; {_HINT}"
            yield Note(look.place(*steps, index), text)


def elections_listed_twice(look: Look) -> Iterator[Note]:
    """Months that stand twice among a country's elections: one of the two may have been meant for another."""
    for name, country in look.case.countries.items():
        elections = country.government.elections
        for index, month in enumerate(elections):
            if month in elections[:index]:
                text = f"{name} votes in {month} already, and once is all it does then; leave it out, or mend the month"
                yield Note(look.place("countries", name, "government", "elections", index), text)


def a_clock_laid_over_what_is_extended(look: Look) -> Iterator[Note]:
    """What an extended file dates outside the clock of the one that extends it, told at once."""
    items, votes = _laid_over(look)
    if items + votes > SHOWN and not look.shortened:
        text = (
            f"{look.span}; of what it extends some lies outside and never happens "
            f"(timeline items: {items}, countries with such elections: {votes})"
        )
        yield Note(look.place("clock", "months"), text)


def _laid_over(look: Look) -> tuple[int, int]:
    """How many items, and countries with elections, of what is extended lie outside the clock laid over it."""
    items = sum(look.laid_over("timeline", index) for index in _never(look))
    votes = sum(look.laid_over("countries", name, "government", "elections") for name in _votes_outside(look))
    return items, votes


def _told_at_once(look: Look, *steps: str | int) -> bool:
    """Whether something stands below a clock that leaves out too much to tell one by one."""
    return look.laid_over(*steps) and sum(_laid_over(look)) > SHOWN


def _never(look: Look) -> list[int]:
    """Items of the timeline that are due in no month of the run."""
    return [index for index, item in enumerate(look.case.timeline) if not look.months(item)]


def _votes_outside(look: Look) -> dict[str, list[str]]:
    """By country, the elections that no run sees or feels coming."""
    found: dict[str, list[str]] = {}
    for name, country in look.case.countries.items():
        elections = country.government.elections
        after = sorted(m for m in elections if month_number(m) > look.end)
        felt = [month for month in after[:1] if month_number(month) <= look.end + _LONG]
        outside = [m for m in elections if month_number(m) < look.start or (m in after and m not in felt)]
        found |= {name: outside} if outside else {}
    return found


def prices_outside_the_clock(look: Look) -> Iterator[Note]:
    """Observed prices of months outside the clock: those a scenario gives itself, and a table with none inside."""
    series = look.case.hub_series or {}
    outside = [month for month in series if not look.start <= month_number(month) <= look.end]
    if not outside:
        return
    node = look.given("hub_series", outside[0])
    of_a_table = node is None or node.place.file.endswith(".csv")
    if not of_a_table or len(outside) == len(series):
        which = f"the prices of {some(sorted(outside))} lie" if len(outside) > 1 else f"the price of {outside[0]} lies"
        text = f"{which} outside the clock and will never be looked at: {look.span}"
        yield Note(look.place("hub_series", *([] if of_a_table else [outside[0]]), key=True), text)


def contracts_beyond_the_end(look: Look) -> Iterator[Note]:
    """Gas contracts that outlast the clock by years, so that what is to come after them never does."""
    for name, country in look.case.countries.items():
        contract, steps = country.gas.contract, ("countries", name, "gas", "contract", "until")
        if look.shortened or contract is None or _told_at_once(look, *steps):
            continue
        if month_number(contract.until) > look.end + _LONG:
            bought = look.case.commodity.name
            text = f"{name}'s {bought} contract holds until {contract.until}, and {look.span}: the next is never signed"
            yield Note(look.place(*steps), text)


def ramps_disturbed(look: Look) -> Iterator[Note]:
    """Ramps of a number that something else sets or ramps while they last."""
    for effects in look.changes.values():
        for one in (effect for effect in effects if effect.field == "ramp"):
            item = _item(look, one)
            for other in (effect for effect in effects if effect.field in ("set", "ramp") and effect is not one):
                if other.field == "ramp" and other.index < one.index:
                    continue  # told of the other one
                shared = set(look.months(item)) & set(look.months(_item(look, other)))
                if shared:
                    does = "ramps it too" if other.field == "ramp" else "sets it"
                    first = month_text(look.start + min(shared) - 1)
                    text = (
                        f"{one.path} is on its way when {look.name(other)} {does}, in {first}: this ramp goes on "
                        "from there; end one before the other begins"
                    )
                    yield Note(look.place(*one.steps, key=True), text)


def items_that_set_one_number(look: Look) -> Iterator[Note]:
    """Two items that change one number in one month, the later of them whatever the earlier did."""
    for effects in look.changes.values():
        dated = [effect for effect in effects if effect.section == "timeline" and effect.field in ("set", "add")]
        for one, other in combinations(dated, 2):
            if one.index == other.index or other.field != "set" or _by_chance(look, other):
                continue
            if one.field == "add" and len(look.months(_item(look, other))) > 1:
                continue  # held month by month against whatever adds to it
            shared = set(look.months(_item(look, one))) & set(look.months(_item(look, other)))
            if shared:
                first = month_text(look.start + min(shared) - 1)
                text = (
                    f"{other.path} is changed by {look.name(one)} too in {first}, and this item, later in the file, "
                    "undoes that; give one of them another month"
                )
                yield Note(look.place(*other.steps, key=True), text)


def _item(look: Look, effect: Effect) -> TimelineItem:
    item: TimelineItem = getattr(look.case, effect.section)[effect.index]
    return item


def _by_chance(look: Look, effect: Effect) -> bool:
    return _item(look, effect).probability is not None


def _called(item: TimelineItem) -> str:
    return f"'{shortened(printable(item.name))}'"
