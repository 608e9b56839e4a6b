"""A small stack machine for checked expressions: the same interpreter in plain Python and compiled.

A program is a stretch of two arrays, `code` and `number`. `LOAD` pushes a slot of the world's values, `PUSH` a
constant; every other code takes its operands from the stack. Truth is 1.0, falsehood 0.0.

Comparisons are of what a person wrote, not of its nearest binary fractions: 0.1 + 0.2 is the same as 0.3. Every one of
them goes by `same`, and so does whether a number counts as true.
"""

from typing import Any

from twochairs.rules.elementary import exp, log

(
    PUSH,
    LOAD,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    NEGATE,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    EQUAL,
    NOT_EQUAL,
    AND,
    OR,
    NOT,
    MINIMUM,
    MAXIMUM,
    ABSOLUTE,
    POWER,
    EXP,
    LOG,
) = range(22)

STACK_DEPTH = 160
TOLERANCE = 1e-12
"""How far apart two numbers may be that count as the same, against the smaller of them or 1."""


def same(left: float, right: float) -> bool:
    """Whether two numbers differ by no more than the rounding of sums and products of decimals may have left.

    Absolute up to 1, relative above it. Infinity is the same as itself alone, NaN as nothing. It is no equivalence: of
    three numbers in a row each may be the same as the next and the outer two not.
    """
    return left == right or abs(left - right) <= TOLERANCE * max(1.0, min(abs(left), abs(right)))


def holds(number: float) -> bool:
    """Whether a number counts as true: whether it is not the same as 0."""
    return not same(number, 0.0)


def evaluate(code: Any, number: Any, start: int, stop: int, values: Any, lane: int, stack: Any) -> float:
    """Value of the program code[start:stop] for one lane.

    Parameters
    ----------
    code : operation codes, int64
    number : operands (a constant, a slot, or a whole power), float64
    values : the world's numbers, float64, shape (slots, lanes)
    lane : which replicate
    stack : float64 scratch of STACK_DEPTH

    Returns
    -------
    the number left on the stack; a division by 0 gives 0
    """
    top = -1
    for at in range(start, stop):
        op = code[at]
        if op == PUSH:
            top = top + 1
            stack[top] = number[at]
        elif op == LOAD:
            top = top + 1
            stack[top] = values[int(number[at]), lane]
        elif op == NEGATE:
            stack[top] = -stack[top]
        elif op == NOT:
            stack[top] = 0.0 if holds(stack[top]) else 1.0
        elif op == ABSOLUTE:
            stack[top] = abs(stack[top])
        elif op == EXP:
            stack[top] = exp(stack[top])
        elif op == LOG:
            stack[top] = log(stack[top])
        elif op == POWER:
            base = stack[top]
            power = 1.0
            for _ in range(int(number[at])):
                power = power * base
            stack[top] = power
        else:
            right = stack[top]
            top = top - 1
            stack[top] = _combined(op, stack[top], right)
    return float(stack[0])


def _combined(op: int, left: float, right: float) -> float:
    if op == ADD:
        return left + right
    if op == SUBTRACT:
        return left - right
    if op == MULTIPLY:
        return left * right
    if op == DIVIDE:
        return 0.0 if right == 0.0 else left / right
    if op == LESS:
        return 1.0 if left < right and not same(left, right) else 0.0
    if op == LESS_EQUAL:
        return 1.0 if left < right or same(left, right) else 0.0
    if op == GREATER:
        return 1.0 if left > right and not same(left, right) else 0.0
    if op == GREATER_EQUAL:
        return 1.0 if left > right or same(left, right) else 0.0
    if op == EQUAL:
        return 1.0 if same(left, right) else 0.0
    if op == NOT_EQUAL:
        return 0.0 if same(left, right) else 1.0
    if op == AND:
        return 1.0 if holds(left) and holds(right) else 0.0
    if op == OR:
        return 1.0 if holds(left) or holds(right) else 0.0
    if op == MINIMUM:
        return left if left < right else right
    return left if left > right else right
