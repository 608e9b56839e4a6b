"""How found and allowed values are worded in errors."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sim.world.quantity import NO_BOUND


def found(value: Any) -> str:
    """A value as a reader wrote it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def unknown(name: str, options: Iterable[str]) -> str:
    """That a name is unknown, with the likeliest one meant or all there are."""
    known = sorted(set(options))
    by_folded = {option.casefold(): option for option in reversed(known)}
    close = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.5)
    if close:
        return f"is unknown; did you mean {by_folded[close[0]]!r}?"
    if not known:
        return "is unknown; nothing is allowed here"
    shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
    return f"is unknown; allowed here: {shown}"


def within(low: float, high: float) -> str:
    """The range a number must lie in."""
    if low > -NO_BOUND and high < NO_BOUND:
        return f"it must lie in [{low:g}, {high:g}]"
    if low > -NO_BOUND:
        return f"it must be at least {low:g}"
    return f"it must be at most {high:g}"
