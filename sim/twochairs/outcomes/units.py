"""Units of outcomes: what comes of the units of the parts."""

from twochairs.engine import program

ONE = "1"
ANY = ""
"""Of a number as written, which takes the unit of what it stands beside."""
MONTH = "month of the run"
MONTHS = "months"

_KEEPS = (program.NEGATE, program.ABSOLUTE)
_ALIKE = (program.ADD, program.SUBTRACT, program.MINIMUM, program.MAXIMUM)


def of_one(code: int, unit: str) -> str:
    """Unit of an operation on one operand."""
    return unit if code in _KEEPS else ONE


def of_two(code: int, left: str, right: str) -> str:
    """Unit of an operation on two operands; "1" where it is no unit that is declared."""
    if code == program.SUBTRACT and left == right == MONTH:
        return MONTHS
    if code in _ALIKE:
        return left if left == right or right == ANY else right if left == ANY else ONE
    if code == program.MULTIPLY and left in (ANY, ONE):
        return right
    if code in (program.MULTIPLY, program.DIVIDE) and right in (ANY, ONE):
        return left
    return ONE


def over_months(function: str, unit: str) -> str:
    """Unit of a function over months."""
    if function == "first_month":
        return MONTH
    if function in ("share_of_months", "count_months"):
        return ONE
    if function == "sum" and unit not in (ANY, ONE):
        return f"{unit} x month"
    return unit
