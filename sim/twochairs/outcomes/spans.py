"""What outcomes come to within the ranges of their quantities: which conditions in them can never hold."""

import math

from twochairs.outcomes.operations import AtMonth, Combined, Constant, Operation, OverAgents, OverMonths, Read, Within
from twochairs.outcomes.outcome import OutcomeProgram
from twochairs.scenario.ranges import Span, combine, never
from twochairs.world.layout import QUANTITIES, Layout

_OF_CONDITIONS = ("first_month", "share_of_months", "count_months")


def never_holds(outcome: OutcomeProgram, layout: Layout) -> bool:
    """Whether months are looked for in an outcome, by a condition that no month can meet."""
    stack: list[Span] = []
    return any([_step(operation, stack, layout) for operation in outcome.operations])


def _step(operation: Operation, stack: list[Span], layout: Layout) -> bool:
    """Do an operation on spans; whether it looks for what there is not."""
    if isinstance(operation, Constant):
        stack.append((operation.number, operation.number))
    elif isinstance(operation, Read):
        stack.append(_range(operation.slot, layout))
    elif isinstance(operation, OverAgents):
        low, high = _range(operation.slots[0], layout)
        stack.append((low, high) if operation.function == "average" else (0.0, high - low))
    elif isinstance(operation, Combined):
        combine(operation.code, operation.number, stack)
    elif not isinstance(operation, AtMonth):
        return _over_months(operation, stack)
    return False


def _over_months(operation: Operation, stack: list[Span]) -> bool:
    span = stack.pop()
    conditional = isinstance(operation, Within) or (
        isinstance(operation, OverMonths) and operation.function in _OF_CONDITIONS
    )
    summed = conditional or (isinstance(operation, OverMonths) and operation.function == "sum")
    stack.append((-math.inf, math.inf) if summed else span)
    return conditional and never(span)


def _range(slot: int, layout: Layout) -> Span:
    quantity = QUANTITIES[layout.whose(slot)[0]]
    return quantity.low, quantity.high
