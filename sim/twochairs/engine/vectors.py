"""The operations of `program` on whole vectors of lanes.

Each lane comes out with the same bits whatever other lanes there are: nothing here sums along an axis, and every
operation is one IEEE operation on each element. What is not a number (a first month that never came) stays so through
every operation but a comparison, which it fails.
"""

from collections.abc import Callable

import numpy as np

from twochairs.engine import program
from twochairs.rules.elementary import exp, log

Vector = np.ndarray


def one_operand(code: int, number: float, x: Vector) -> Vector:
    """Value of an operation on one operand.

    Parameters
    ----------
    code : NEGATE, NOT, ABSOLUTE, EXP, LOG or POWER
    number : the whole power, for POWER
    x : float64, any shape

    Returns
    -------
    float64, shaped as x
    """
    if code == program.NEGATE:
        return -x
    if code == program.NOT:
        return _unless_nan(x, _truth(~holds(x)))
    if code == program.ABSOLUTE:
        return abs(x)
    if code == program.POWER:
        power = np.ones_like(x)
        for _ in range(int(number)):
            power = power * x
        return power
    return _element_by_element(exp if code == program.EXP else log, x)


def two_operands(code: int, left: Vector, right: Vector) -> Vector:
    """Value of an operation on two operands; a division by 0 gives 0, truth is 1 and falsehood 0.

    Parameters
    ----------
    code : of an operation that takes two
    left, right : float64, of shapes that broadcast

    Returns
    -------
    float64, of the broadcast shape
    """
    return _TWO[code](left, right)


def same(left: Vector, right: Vector) -> Vector:
    """Which pairs of numbers are the same, as `program.same` has it; NaN is the same as nothing."""
    near = np.maximum(1.0, np.minimum(abs(left), abs(right)))
    alike: Vector = (left == right) | (abs(left - right) <= program.TOLERANCE * near)
    return alike


def holds(x: Vector) -> Vector:
    """Which numbers count as true, as `program.holds` has it; what is not a number does not say."""
    return ~same(x, np.zeros(()))


def smaller(left: Vector, right: Vector) -> Vector:
    """The smaller of each two; the right one of two equal ones."""
    return _unless_nan(left, np.where(left < right, left, right))


def larger(left: Vector, right: Vector) -> Vector:
    """The larger of each two; the right one of two equal ones."""
    return _unless_nan(left, np.where(left > right, left, right))


def _quotient(left: Vector, right: Vector) -> Vector:
    none = right == 0.0
    return _unless_nan(left, np.where(none, 0.0, left / np.where(none, 1.0, right)))


def _and(left: Vector, right: Vector) -> Vector:
    return _unless_nan(left, _unless_nan(right, _truth(holds(left) & holds(right))))


def _or(left: Vector, right: Vector) -> Vector:
    return _unless_nan(left, _unless_nan(right, _truth(holds(left) | holds(right))))


def _truth(holds: Vector) -> Vector:
    return np.where(holds, 1.0, 0.0)


def _unless_nan(operand: Vector, value: Vector) -> Vector:
    return np.where(np.isnan(operand), operand, value)


def _element_by_element(function: Callable[[float], float], x: Vector) -> Vector:
    """A function of `elementary`, which takes one number; flat and shaped again, as it may be of any shape."""
    return np.array([function(float(number)) for number in np.ravel(x)]).reshape(np.shape(x))


_TWO: dict[int, Callable[[Vector, Vector], Vector]] = {
    program.ADD: np.add,
    program.SUBTRACT: np.subtract,
    program.MULTIPLY: np.multiply,
    program.DIVIDE: _quotient,
    program.LESS: lambda left, right: _truth((left < right) & ~same(left, right)),
    program.LESS_EQUAL: lambda left, right: _truth((left < right) | same(left, right)),
    program.GREATER: lambda left, right: _truth((left > right) & ~same(left, right)),
    program.GREATER_EQUAL: lambda left, right: _truth((left > right) | same(left, right)),
    program.EQUAL: lambda left, right: _truth(same(left, right)),
    program.NOT_EQUAL: lambda left, right: _truth(~same(left, right)),
    program.AND: _and,
    program.OR: _or,
    program.MINIMUM: smaller,
    program.MAXIMUM: larger,
}
