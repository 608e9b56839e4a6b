"""Numbers in the words of an answer: with their error, rounded, and where there are none."""

import math

from twochairs.scenario.wording import number, percent

COMPARED = "what never comes can be compared, as in `first_month(...) <= 24`, which is 1 or 0 in every run"
"""What helps where an outcome has no value in some runs."""


def defined_in(outcome: str, share: float) -> str:
    """That an outcome has a value in a share of the runs, below 1."""
    return f"{outcome} has a value in {percent(share)} of runs alone"


def two_digits(count: float) -> int:
    """A count with two digits, not below it."""
    step = int(10 ** max(0, math.floor(math.log10(max(1.0, count))) - 1))
    return math.ceil(count / step) * step


def places(error: float, digits: int = 1) -> int:
    """Decimals at which an error, above 0, has so many digits that say something: two, or more for a small one."""
    if not (math.isfinite(error) and error > 0.0):
        return 2
    return min(12, max(2, digits - 1 - math.floor(math.log10(error))))


def with_error(value: float, half: float, digits: int = 1) -> str:
    """A number with half the width of its interval, above 0, with the decimals that this can bear."""
    shown = places(half, digits)
    return f"{minus(number(value, shown))} ± {half:.{shown}f}"


def minus(text: str) -> str:
    """A number with a minus in place of a hyphen."""
    return text.replace("-", "−")
