"""Kinds of outcomes: what comes of the kinds of the parts."""

from twochairs.engine import program
from twochairs.statistics.kinds import COUNT, FRACTION, MONTH, NUMBER, PART, SHARE, WHOLE
from twochairs.world.quantity import Quantity

_UPWARDS = (SHARE, COUNT)
_WHOLE = (SHARE, COUNT, WHOLE)
_PARTS = (SHARE, FRACTION)
_SO_OR_NOT = (
    program.LESS,
    program.LESS_EQUAL,
    program.GREATER,
    program.GREATER_EQUAL,
    program.EQUAL,
    program.NOT_EQUAL,
    program.AND,
    program.OR,
    program.NOT,
)
_OVER_MONTHS = {"first_month": MONTH, "share_of_months": FRACTION, "count_months": COUNT}


def of_quantity(declared: Quantity) -> str:
    """Kind of a declared quantity in a month."""
    if not declared.whole:
        return PART if (declared.low, declared.high, declared.unit) == (0.0, 1.0, "1") else NUMBER
    return SHARE if declared.high == 1.0 else COUNT


def of_constant(number: float) -> str:
    """Kind of a number as written."""
    if number in (0.0, 1.0):
        return SHARE
    return NUMBER if number != int(number) else COUNT if number > 0.0 else WHOLE


def of_one(code: int, kind: str) -> str:
    """Kind of an operation on one operand."""
    if code in _SO_OR_NOT:
        return SHARE
    if code == program.ABSOLUTE:
        return COUNT if kind == WHOLE else kind
    if code == program.POWER:
        return kind if kind in (*_WHOLE, FRACTION) else NUMBER
    return WHOLE if code == program.NEGATE and kind in _WHOLE else NUMBER


def of_two(code: int, left: str, right: str, complement: bool = False) -> str:
    """Kind of an operation on two operands.

    Parameters
    ----------
    complement : whether the left one is 1 as written, so that a part taken off it leaves the other part
    """
    if code in _SO_OR_NOT:
        return SHARE
    if code == program.SUBTRACT and complement and right in (*_PARTS, PART):
        return right
    both = {left, right}
    if code in (program.MINIMUM, program.MAXIMUM):
        return left if left == right else _widest(both)
    if code == program.ADD:
        return COUNT if both <= set(_UPWARDS) else _widest(both)
    if code == program.SUBTRACT:
        return MONTH if left == MONTH and right in _WHOLE else _signed(both)
    if code == program.MULTIPLY:
        return left if left == right and left in (*_PARTS, PART) else NUMBER if MONTH in both else _widest(both)
    return NUMBER


def _widest(both: set[str]) -> str:
    """The kind that holds two: of whole numbers one of theirs, of parts a part, of a month moved by some a month."""
    for kinds, kind in ((_UPWARDS, COUNT), (_WHOLE, WHOLE), (_PARTS, FRACTION), ((MONTH, *_WHOLE), MONTH)):
        if both <= set(kinds):
            return kind
    return NUMBER


def _signed(both: set[str]) -> str:
    return WHOLE if both <= {MONTH, *_WHOLE} else NUMBER


def over_months(function: str, kind: str) -> str:
    """Kind of a function over months."""
    if function in _OVER_MONTHS:
        return _OVER_MONTHS[function]
    if function == "sum":
        return COUNT if kind == SHARE else kind if kind in _WHOLE else NUMBER
    if function == "mean":
        return FRACTION if kind in _PARTS else PART if kind == PART else NUMBER
    return kind


def over_agents(function: str, kind: str) -> str:
    """Kind of a function over agents."""
    if function != "average":
        return NUMBER
    return FRACTION if kind in _PARTS else PART if kind == PART else NUMBER
