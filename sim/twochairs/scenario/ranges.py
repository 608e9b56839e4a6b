"""What an expression can come to, from the ranges of the quantities in it: which conditions can never hold."""

import math
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise, product

from twochairs.engine import program
from twochairs.engine.program import same
from twochairs.rules.elementary import exp, log
from twochairs.scenario.expression import Instruction, Name

Span = tuple[float, float]
"""Lowest and highest value."""

_MOST_PARTS = 1000
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


def never_holds(
    instructions: Sequence[Instruction], range_of: Callable[[Name], Span], same_of: Callable[[Name], Hashable]
) -> bool:
    """Whether a condition holds nowhere on the ranges of its quantities, each cut at the numbers in the condition.

    Parameters
    ----------
    same_of : what two mentions of one quantity have in common
    """
    names = {same_of(one): range_of(one) for _, one in instructions if isinstance(one, Name)}
    numbers = [float(one) for code, one in instructions if code == program.PUSH and not isinstance(one, Name)]
    parts = {key: _cut(span, numbers) for key, span in names.items()}
    if math.prod(map(len, parts.values())) > _MOST_PARTS:
        parts = {key: [span] for key, span in names.items()}

    def held_nowhere(chosen: Sequence[Span]) -> bool:
        there = dict(zip(parts, chosen, strict=True))
        return never(span_of(instructions, lambda name: there[same_of(name)]))

    return all(map(held_nowhere, product(*parts.values())))


def _cut(span: Span, numbers: Sequence[float]) -> list[Span]:
    """A span in parts that meet at those of some numbers, of either sign, that lie inside it."""
    inside = {number for one in numbers for number in (one, -one) if span[0] < number < span[1]}
    return list(pairwise([span[0], *sorted(inside), span[1]]))


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
