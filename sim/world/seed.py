"""What a number given for chance may be."""

from numbers import Integral
from typing import Any

from sim.errors import NotPossible

MAX_SEED = 2**64 - 1


def whole(what: str, given: Any, low: int, high: int) -> int:
    """A whole number in its range, whatever type it has.

    Parameters
    ----------
    what : it is, in the text of the error

    Raises
    ------
    NotPossible : where it is none, or out of range
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or not low <= int(given) <= high:
        raise NotPossible(f"{what} is {given!r}\n  hint: give a whole number from {low} to {high}")
    return int(given)


def seed_of(given: Any) -> int:
    """The root of all chance; raises as `whole`."""
    return whole("seed", given, 0, MAX_SEED)
