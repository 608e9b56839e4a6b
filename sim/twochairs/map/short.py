"""Lines of SVG written short: places as steps from the one before, in tenths, without spaces that nothing needs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

TENTHS = 10
_STEPWISE = 6
"""Steps up to which those along an axis are written as such; in longer lines the letters cost more than they save."""

Place = tuple[float, float]


def line(places: Sequence[Place], closed: bool = False) -> str:
    """A line through some places as part of the attribute `d` of a path; "" through none.

    Each place is rounded by itself and steps lie between rounded ones, so that no error adds up and what meets before
    meets after. Of places that fall together one is kept.
    """
    rounded = list(_apart((round(TENTHS * x), round(TENTHS * y)) for x, y in places))
    if not rounded:
        return ""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(rounded)]
    told = _few(steps) if len(steps) <= _STEPWISE else f"l{_numbers(step for pair in steps for step in pair)}"
    return f"M{_numbers(rounded[0])}{told or 'h0'}{'z' if closed else ''}"


def _apart(places: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    last = None
    for place in places:
        if place != last:
            yield place
        last = place


def _few(steps: Sequence[tuple[int, int]]) -> str:
    return "".join(
        f"h{_number(x)}" if not y else f"v{_number(y)}" if not x else f"l{_numbers((x, y))}" for x, y in steps
    )


def _numbers(tenths: Iterable[int]) -> str:
    """Numbers one after the other, with a space only where two would run into one."""
    text, before = "", ""
    for one in tenths:
        shown = _number(one)
        runs_on = shown[0].isdigit() or (shown[0] == "." and "." not in before)
        text += f" {shown}" if before and runs_on else shown
        before = shown
    return text


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), TENTHS)
    shown = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{shown}" if tenths < 0 else shown
