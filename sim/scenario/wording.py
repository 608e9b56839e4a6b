"""How found and allowed values are worded in errors."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sim.world.quantity import NO_BOUND

_SHOWN_LENGTH = 80
_SHOWN_OPTIONS = 12
_MANY = 3_000
"""Options beyond which names are compared step by step only."""


def found(value: Any) -> str:
    """A value as a reader wrote it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ({}, []):
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return shortened(repr(value))


def shortened(text: str) -> str:
    """A text that fits a line, its end cut off if need be."""
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 3]}..."


def printable(text: str) -> str:
    """A text with what a terminal would act on shown as codes."""
    return text if text.isprintable() else repr(text)[1:-1]


def unknown(name: str, options: Iterable[str]) -> str:
    """That a name is unknown, with the likeliest one meant or what there is. Names may be dotted paths."""
    known = sorted(set(options))
    if not known:
        return "is unknown; nothing is allowed here"
    likeliest, reached, following = _stepwise(name, known)
    if likeliest is None and len(known) <= _MANY:
        likeliest = _closest(name, known)
    if likeliest is not None:
        return f"is unknown; did you mean {likeliest!r}?"
    shown = ", ".join(printable(option) for option in following[:_SHOWN_OPTIONS])
    more = ", ..." if len(following) > _SHOWN_OPTIONS else ""
    return f"is unknown; allowed {f'after {reached}' if reached else 'here'}: {shown}{more}"


def _stepwise(name: str, known: list[str]) -> tuple[str | None, str, list[str]]:
    """The likeliest option, found one dotted step at a time; else the steps that fit and what may follow."""
    prefix = ""
    options = known
    for step in name.split("."):
        options = [option for option in options if option.startswith(prefix)]
        following = sorted({option[len(prefix) :].split(".")[0] for option in options})
        closest = step if step in following else _closest(step, following)
        if closest is None:
            return None, prefix[:-1], following
        prefix += f"{closest}."
    likeliest = prefix[:-1]
    return (likeliest if likeliest in known else None), "", known


def _closest(name: str, options: list[str]) -> str | None:
    by_folded = {option.casefold(): option for option in reversed(options)}
    cutoff = 0.66 if len(name) > 2 else 0.5
    close = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None


def within(low: float, high: float) -> str:
    """The range a number must lie in."""
    if low == high:
        return f"it must be {low:.10g}"
    if low > -NO_BOUND and high < NO_BOUND:
        return f"it must lie in [{low:.10g}, {high:.10g}]"
    if low > -NO_BOUND:
        return f"it must be at least {low:.10g}"
    return f"it must be at most {high:.10g}"
