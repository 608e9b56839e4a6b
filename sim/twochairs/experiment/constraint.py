"""Constraints on points: expressions over the names of factors."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from twochairs.engine import program
from twochairs.experiment.schema import Value
from twochairs.scenario.expression import ExpressionError, Name, parse, resolved
from twochairs.scenario.wording import unknown


@dataclass(frozen=True)
class Constraint:
    """A condition on the values of numeric factors.

    Attributes
    ----------
    text : as written
    names : factors it reads, in the order of `codes`' operands
    codes, operands : the program, for `program.evaluate`
    """

    text: str
    names: tuple[str, ...]
    codes: tuple[int, ...]
    operands: tuple[float, ...]

    def holds(self, point: Mapping[str, Value]) -> bool:
        """Whether a point satisfies it; true counts as 1."""
        values = np.array([[float(point[name])] for name in self.names])
        stack = [0.0] * program.STACK_DEPTH
        return program.holds(program.evaluate(self.codes, self.operands, 0, len(self.codes), values, 0, stack))


def constraint(text: str, numeric: Mapping[str, bool]) -> Constraint:
    """The constraint of a text.

    Parameters
    ----------
    text : in the language of expressions
    numeric : factor name to whether its values are numbers, true or false

    Raises
    ------
    ExpressionError : for a text not of the language, and for a name that is no numeric factor
    """
    names: list[str] = []

    def slot(name: Name) -> int:
        if name.agents:
            raise ExpressionError(f"{name.quantity} is indexed; a constraint names factors alone", name.at)
        if name.quantity not in numeric:
            raise ExpressionError(f"{name.quantity} is no factor: it {unknown(name.quantity, list(numeric))}", name.at)
        if not numeric[name.quantity]:
            raise ExpressionError(f"{name.quantity} has texts for values, which cannot be compared", name.at)
        if name.quantity not in names:
            names.append(name.quantity)
        return names.index(name.quantity)

    codes, operands = resolved(parse(text), slot)
    return Constraint(text, tuple(names), tuple(codes), tuple(operands))
