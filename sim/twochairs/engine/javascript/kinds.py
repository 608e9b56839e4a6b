"""What a value of a phase or a rule is, as far as its JavaScript depends on it."""

from dataclasses import dataclass
from typing import NamedTuple

TRUTH, WHOLE, NUMBER = "truth", "whole", "number"
"""So or not; a whole number; any other. JavaScript has one kind of number, and a whole one is never -0."""
_ORDER = (TRUTH, WHOLE, NUMBER)


@dataclass(frozen=True)
class Held:
    """An array, all of it in one row.

    Attributes
    ----------
    name : as the text has it; "" of one that is handed on, which has the name of the parameter
    kind : of its elements
    sizes : of its dimensions, each as the whole text has it
    """

    name: str
    kind: str
    sizes: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A range that has a name: the variables that hold its ends."""

    low: str
    high: str


Kind = str | Held | Span


def wider(one: str, other: str) -> str:
    """The kind that holds values of both."""
    return max(one, other, key=_ORDER.index)


CHOICE, OR, AND, EQUAL, LESS, SUM, PRODUCT, SIGN, WHOLE_TERM = range(9)
"""How tightly the operators of a text bind, loosest first; the last is a text that needs no brackets anywhere."""


class Code(NamedTuple):
    """The text of an expression."""

    text: str
    level: int
    kind: Kind


def bracketed(code: Code, level: int) -> str:
    """A text that can stand where so much binding is needed."""
    return code.text if code.level >= level else f"({code.text})"


def joined(left: Code, sign: str, right: Code, level: int, kind: Kind) -> Code:
    """Two texts with an operator between; never in another order than they were written in."""
    after = bracketed(right, level + 1)
    gap = " " if after.startswith(sign) else ""
    return Code(f"{bracketed(left, level)}{sign}{gap}{after}", level, kind)
