"""The timeline and the policies of a case, laid out by month for the world."""

from typing import Any

import numpy as np

from twochairs.engine import program
from twochairs.scenario.calendar import interval_months, month_number
from twochairs.scenario.constants import constant_of, parameters_of
from twochairs.scenario.expression import Name, parse, resolved
from twochairs.scenario.once import made_once
from twochairs.scenario.paths import Target, named, owners
from twochairs.scenario.schema import Case, Clock, Policy, TimelineItem
from twochairs.world.layout import Layout
from twochairs.world.levers import Levers
from twochairs.world.world import ADD, RAMP, SET, Policies, Timeline

Row = tuple[int, int, float | str, int, int]
"""slot (or -1), op, value (or the constant it is), last month, event (or -1)"""


def months_of(item: TimelineItem, start: int, months: int) -> range:
    """Months of the run (from 1) in which an item is due; none where the clock ends before."""
    if item.at is not None:
        first = last = month_number(item.at) - start + 1
    else:
        first = month_number(item.from_) - start + 1 if item.from_ else 1
        last = month_number(item.to) - start + 1 if item.to else months
    return range(first, min(last, months) + 1, interval_months(item.every) if item.every else 1)


def timeline_of(case: Case, layout: Layout, wrap: Any) -> Timeline:
    """Effects by month, in the order of the file."""
    laid_out, rows, constants = _timeline(case.timeline, case.clock, layout)
    value = laid_out.value.copy()
    parameters = parameters_of(case, switches=False) if constants else None
    value[rows] = [getattr(parameters, constant) for constant in constants]
    return Timeline(*(wrap(column.copy()) for column in laid_out._replace(value=value)))


@made_once
def _timeline(items: list[TimelineItem], clock: Clock, layout: Layout) -> tuple[Timeline, np.ndarray, list[str]]:
    """Effects by month, the rows whose value is a word, and the constants that these words stand for."""
    start, months = month_number(clock.start), clock.months
    by_month: list[list[Row]] = [[] for _ in range(months + 1)]
    probability = np.zeros(len(layout.names.event))
    for item in items:
        event = -1
        if item.probability is not None:
            event = layout.names.event.index(item.name)
            probability[event] = item.probability
        last = month_number(item.to) - start + 1 if item.to else months
        for t in months_of(item, start, months):
            by_month[t].extend(_rows(item, layout, last, event))
    rows = [row for month in by_month for row in month]
    first = np.cumsum([0, *(len(month) for month in by_month)], dtype=np.int64)
    low, high = layout.bounds()
    said = [number for number, row in enumerate(rows) if isinstance(row[2], str)]
    numbers = [(slot, op, 0.0 if isinstance(value, str) else value, *rest) for slot, op, value, *rest in rows]
    slot, op, value, last_month, event_column = np.array(numbers, dtype=np.float64).reshape(len(rows), 5).T
    laid_out = Timeline(
        first=first,
        slot=slot.astype(np.int64),
        op=op.astype(np.int64),
        value=np.ascontiguousarray(value),
        last=last_month.astype(np.int64),
        event=event_column.astype(np.int64),
        probability=probability,
        low=low,
        high=high,
    )
    return laid_out, np.array(said, dtype=np.int64), [str(rows[number][2]) for number in said]


def _rows(item: TimelineItem, layout: Layout, last: int, event: int) -> list[Row]:
    """An item's effects in one month it is due; over a span an addition is spread evenly."""
    spread = _span(item)
    rows: list[Row] = []
    for field, op, share in (("set", SET, 1), ("add", ADD, spread), ("ramp", RAMP, 1)):
        effects = getattr(item, field)
        for target, path in owners(effects, layout.names).items():
            rows.append((slot_of(target, layout), op, _amount(target, effects[path], share), last, event))
    for pole, value in item.news.items():
        rows.append((layout.slot("news", pole), ADD, value / spread, last, event))
    for country in item.elections:
        rows.append((layout.slot("election_called", country), SET, 1.0, last, event))
    if event >= 0 and not rows:
        rows.append((-1, SET, 0.0, last, event))
    return rows


def _amount(target: Target, given: Any, share: int) -> float | str:
    """What an effect comes to in a month; of a word the constant that it stands for."""
    return constant_of(target.quantity, given) if isinstance(given, str) else float(given) / share


def fixed_slots(case: Case, layout: Layout) -> set[int]:
    """Slots that no chance moves: inputs that neither a random event nor a policy sets."""
    # Levers and profile, which are last, change by the timeline and by policies alone.
    inputs = set(range(layout.start[Levers._fields[0]], layout.slots))
    by_event = {row[0] for item in case.timeline if item.probability is not None for row in _rows(item, layout, 1, 0)}
    acted = [target for policy in case.policies for target in owners(policy.do, layout.names)]
    return inputs - by_event - {slot_of(target, layout) for target in acted}


def _span(item: TimelineItem) -> int:
    """Months over which an item's additions are spread: those of a plain span, else 1."""
    if item.from_ is None or item.to is None or item.every is not None or item.probability is not None:
        return 1
    return month_number(item.to) - month_number(item.from_) + 1


def slot_of(target: Target, layout: Layout) -> int:
    """The slot of a target."""
    return layout.slot(target.quantity, *target.agents)


def policies_of(case: Case, layout: Layout, wrap: Any) -> Policies:
    """The policies' programs."""
    return Policies(*(wrap(column.copy()) for column in _policies(case.policies, layout)))


@made_once
def _policies(policies: list[Policy], layout: Layout) -> Policies:
    code: list[int] = []
    number: list[float] = []

    def added(text: str, country: str | None, let: dict[str, float]) -> tuple[int, int]:
        def slot(name: Name) -> int:
            return slot_of(named(name, layout.names, country), layout)

        codes, operands = resolved(parse(text, let), slot)
        begin = len(code)
        code.extend(codes)
        number.extend(operands)
        return begin, len(code)

    when = [added(policy.when, None, policy.let) for policy in policies]
    first_action = [0]
    actions: list[tuple[int, int, int]] = []
    for policy in policies:
        for target, path in owners(policy.do, layout.names).items():
            code_at = added(str(policy.do[path]), target.country, policy.let)
            actions.append((slot_of(target, layout), *code_at))
        first_action.append(len(actions))

    def ints(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    return Policies(
        interval=ints([interval_months(policy.every) for policy in policies]),
        when_start=ints([begin for begin, _ in when]),
        when_stop=ints([end for _, end in when]),
        first_action=ints(first_action),
        action_slot=ints([slot for slot, _, _ in actions]),
        action_start=ints([begin for _, begin, _ in actions]),
        action_stop=ints([end for _, _, end in actions]),
        code=ints(code),
        number=np.array(number, dtype=np.float64),
        outcome=np.zeros(len(actions)),
        stack=np.zeros(program.STACK_DEPTH),
    )
