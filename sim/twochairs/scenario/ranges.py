"""What an expression can come to, from the ranges of the quantities in it: which conditions can never hold."""

import math
from collections.abc import Callable, Sequence

from twochairs.engine import program
from twochairs.engine.program import same
from twochairs.rules.elementary import exp, log
from twochairs.scenario.expression import Instruction, Name

Span = tuple[float, float]
"""Lowest and highest value."""

_TRUE, _FALSE, _EITHER = (1.0, 1.0), (0.0, 0.0), (0.0, 1.0)


def span_of(instructions: Sequence[Instruction], range_of: Callable[[Name], Span]) -> Span:
    """The values an expression may take where each quantity may take any of its range, whatever the others do."""
    stack: list[Span] = []
    for code, operand in instructions:
        if code == program.PUSH:
            stack.append((float(operand), float(operand)) if not isinstance(operand, Name) else range_of(operand))
        elif isinstance(operand, Name):
            stack.append(range_of(operand))
        else:
            combine(code, operand, stack)
    return stack.pop()


def combine(code: int, number: float, stack: list[Span]) -> None:
    """Take the operands of an operation off a stack of spans and leave that of its value."""
    right = stack.pop()
    if code in _ONE:
        stack.append(_ONE[code](right))
    elif code == program.POWER:
        stack.append(_power(right, int(number)))
    else:
        stack.append(_TWO[code](stack.pop(), right))


def never(span: Span) -> bool:
    """Whether a condition that comes to such values never holds."""
    return all(same(end, 0.0) for end in span)


def _ordered(ends: Sequence[float]) -> Span:
    numbers = [0.0 if math.isnan(end) else end for end in ends]  # infinity times 0
    return min(numbers), max(numbers)


def _times(left: Span, right: Span) -> Span:
    return _ordered([one * other for one in left for other in right])


def _divided(left: Span, right: Span) -> Span:
    if right[0] <= 0.0 <= right[1]:
        return _FALSE if right == _FALSE else (-math.inf, math.inf)
    return _times(left, _ordered([1.0 / right[0], 1.0 / right[1]]))


def _power(base: Span, whole: int) -> Span:
    span = (1.0, 1.0)
    for _ in range(whole):
        span = _times(span, base)
    return (0.0 if base[0] <= 0.0 <= base[1] else min(span), span[1]) if whole and whole % 2 == 0 else span


def _absolute(x: Span) -> Span:
    ends = abs(x[0]), abs(x[1])
    return (0.0 if x[0] <= 0.0 <= x[1] else min(ends)), max(ends)


def _finite(end: float) -> float:
    return max(-1e300, min(1e300, end))


def _not(x: Span) -> Span:
    return _TRUE if never(x) else _EITHER if x[0] <= 0.0 <= x[1] else _FALSE


def _truth(x: Span) -> Span:
    return _not(_not(x))


def _and(left: Span, right: Span) -> Span:
    one, other = _truth(left), _truth(right)
    return min(one[0], other[0]), min(one[1], other[1])


def _or(left: Span, right: Span) -> Span:
    one, other = _truth(left), _truth(right)
    return max(one[0], other[0]), max(one[1], other[1])


def _less(left: Span, right: Span) -> Span:
    if left[1] < right[0] and not same(left[1], right[0]):
        return _TRUE
    return _FALSE if left[0] >= right[1] or same(left[0], right[1]) else _EITHER


def _equal(left: Span, right: Span) -> Span:
    if left[0] == left[1] and right[0] == right[1]:
        return _TRUE if same(left[0], right[0]) else _FALSE
    return _FALSE if _TRUE in (_less(left, right), _less(right, left)) else _EITHER


_ONE: dict[int, Callable[[Span], Span]] = {
    program.NEGATE: lambda x: (-x[1], -x[0]),
    program.NOT: _not,
    program.ABSOLUTE: _absolute,
    program.EXP: lambda x: (exp(_finite(x[0])), exp(_finite(x[1]))),
    program.LOG: lambda x: (log(_finite(x[0])), log(_finite(x[1]))),
}
_TWO: dict[int, Callable[[Span, Span], Span]] = {
    program.ADD: lambda left, right: (left[0] + right[0], left[1] + right[1]),
    program.SUBTRACT: lambda left, right: (left[0] - right[1], left[1] - right[0]),
    program.MULTIPLY: _times,
    program.DIVIDE: _divided,
    program.LESS: _less,
    program.LESS_EQUAL: lambda left, right: _not(_less(right, left)),
    program.GREATER: lambda left, right: _less(right, left),
    program.GREATER_EQUAL: lambda left, right: _not(_less(left, right)),
    program.EQUAL: _equal,
    program.NOT_EQUAL: lambda left, right: _not(_equal(left, right)),
    program.AND: _and,
    program.OR: _or,
    program.MINIMUM: lambda left, right: (min(left[0], right[0]), min(left[1], right[1])),
    program.MAXIMUM: lambda left, right: (max(left[0], right[0]), max(left[1], right[1])),
}
