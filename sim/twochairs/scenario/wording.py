"""How found and allowed values are worded in errors."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from twochairs.scenario.scripts import foreign, latin
from twochairs.world.quantity import NO_BOUND

_SHOWN_LENGTH = 80
_SHOWN_OPTIONS = 12


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
    return shortened(f"'{printable(value)}'" if isinstance(value, str) else repr(value))


def shortened(text: str) -> str:
    """A text that fits a line, its end cut off if need be."""
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 3]}..."


def printable(text: str) -> str:
    """A text with what a terminal would act on shown as codes."""
    return text if text.isprintable() else repr(text)[1:-1]


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign; none where it rounds to 0."""
    return _of_zero(f"{value:+.{digits}f}")


def number(value: float, digits: int = 2) -> str:
    """A number; without a minus where it rounds to 0."""
    return _of_zero(f"{value:.{digits}f}")


def percent(share: float) -> str:
    """A share in per cent: whole ones, near 0 and 1 with a decimal, and what that would not show as less or more."""
    if 0.0 < share < 0.0005:
        return "<0.1 %"
    if 0.9995 < share < 1.0:
        return ">99.9 %"
    return f"{100.0 * share:.{0 if share in (0.0, 1.0) or 0.1 <= share <= 0.9 else 1}f} %"


def _of_zero(text: str) -> str:
    return text.lstrip("+-") if text.strip("+-0.") == "" else text


def unknown(name: str, options: Collection[str]) -> str:
    """That a name is unknown, with the likeliest one meant or what there is. Names may be dotted paths.

    A letter that is not Latin is named, for it may look as one that is.
    """
    letter = foreign(name)
    told = _unknown(latin(name), options)
    return f"{told}{' ' if told.endswith('?') else '; '}{letter}" if letter else told


def _unknown(name: str, options: Collection[str]) -> str:
    path, following = _stepwise(name, options)
    likeliest = path if path in options else min((o for o in options if o.endswith(f".{name}")), default=None)
    if likeliest is not None:
        return f"is unknown; did you mean '{likeliest}'?"
    if not following:
        return "is unknown; nothing is allowed here"
    shown = ", ".join(printable(option) for option in following[:_SHOWN_OPTIONS])
    more = ", ..." if len(following) > _SHOWN_OPTIONS else ""
    return f"is unknown; allowed {f'after {path}' if path else 'here'}: {shown}{more}"


def _stepwise(name: str, options: Iterable[str]) -> tuple[str, list[str]]:
    """As much of a dotted name as can be followed, each step mended, and what may follow it."""
    path = ""
    steps = name.split(".")
    while True:
        following = sorted({option.partition(".")[0] for option in options} - {""})
        step = steps.pop(0) if steps else None
        mended = step if step is None or step in following else closest(step, following)
        if mended is None:
            return path, following
        path = f"{path}.{mended}" if path else mended
        options = [option.partition(".")[2] for option in options if option.startswith(f"{mended}.")]


def closest(name: str, options: list[str]) -> str | None:
    """The one of some names that another is likeliest meant to be, or None."""
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
