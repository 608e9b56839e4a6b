"""What factors, outcomes and points are called on a page."""

import math
from typing import TYPE_CHECKING, Any

from twochairs.figures import text as words
from twochairs.results import named
from twochairs.statistics.estimate import Estimate
from twochairs.statistics.kinds import MONTH, NUMBER, SHARE

if TYPE_CHECKING:
    from twochairs.results.result import Result

_PLAIN = ("", "1")


def factor(result: "Result", name: str) -> str:
    """A factor in words, with its unit, and its name in the experiment."""
    about = result.about(name)
    said = named.said(result, about)
    unit = "" if about.get("unit", "1") in _PLAIN else _unit(about)
    return words.clean(f"{said}{unit}: {name}" if said and said != name else f"{name}{unit}")


def factor_within(result: "Result", name: str, inches: float, size: float) -> str:
    """A factor in words, without its name in the experiment where there is no room for both."""
    whole = factor(result, name)
    if words.width(whole, size) <= inches:
        return whole
    said = whole.removesuffix(words.clean(f": {name}"))
    return words.fit(said, inches, size)


def lever(result: "Result", name: str) -> str:
    """A factor within a sentence: pressure (European Union)."""
    about = result.about(name)
    meaning = str(about.get("meaning", ""))
    if not meaning:
        return words.clean(name)
    names = ", ".join(agent(result, str(key)) for key in about["agents"])
    return words.clean(f"{meaning[:1].lower()}{meaning[1:]}{f' ({names})' if names else ''}")


def outcome(result: "Result", text: str) -> str:
    """An outcome in words where it is one quantity, else as it is written."""
    return words.clean(named.outcome(result, text))


agent = named.agent
"""The name of a country, a pole, a dispute, an act, or of a country's public."""


def axis(result: "Result", text: str) -> str:
    """What an axis of an outcome's values says: in words, with the unit."""
    if result.kind(text) == SHARE:
        return "Share of runs (0 to 1)"
    about = result.about(text)
    said, unit = about.get("meaning"), about.get("unit", "1")
    if not said and unit not in _PLAIN:
        return words.clean(f"{unit[:1].upper()}{unit[1:]}")
    return words.clean(f"{said or text}{_unit(about)}")


def _unit(about: dict[str, Any]) -> str:
    """What stands in brackets behind a name: the unit, or the range of what has none."""
    ends, unit = about.get("range"), about.get("unit", "1")
    if unit not in _PLAIN:
        return f" ({unit})"
    return f" ({value(ends[0])} to {value(ends[1])})" if ends else ""


def value(given: object) -> str:
    """A level as it is printed."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return f"{given or 0.0:.4g}".replace("-", "−")
    return words.clean(str(given))


def short(number: float) -> str:
    """A number with two significant digits, as errors and ends of intervals are printed."""
    if number != number:
        return "unknown"
    return f"{float(f'{number:.2g}'):.6g}".replace("-", "−")


def known(found: Estimate, runs: int, drawn: bool = False, kind: str = NUMBER) -> str:
    """A mean with what is known of it, and what it takes to know it twice as well.

    Parameters
    ----------
    runs : of the point, whether or not the outcome is defined in them
    drawn : whether these are spread over draws of constants
    """
    if not found.runs:
        return f"in none of {words.counted(runs, 'run')}"
    came = f"{found.runs} of {runs} runs: " if kind == MONTH and found.runs < runs else ""
    if found.varied and math.isfinite(found.error):
        over = " over as many more draws" if drawn else ""
        return f"{came}{value(found.mean)} ± {short(found.error)}; {3 * runs:,} more runs{over} halve it"
    if not math.isfinite(found.low):
        return f"{came}{value(found.mean)}" + (" in every run" if found.runs > 1 else "; one run says no error")
    if found.low == found.high:
        return f"{came}{value(found.mean)}, without chance"
    return f"{came}{value(found.mean)} in every run ({short(found.low)} to {short(found.high)})"


def ends(mean: float, low: float, high: float) -> tuple[str, str, str]:
    """A mean and the ends of its interval, with as many digits as the interval's width can bear: two of its half."""
    half = (high - low) / 2
    if not (half > 0.0 and math.isfinite(half)):
        return value(mean), value(low), value(high)
    digits = min(12, max(0, 1 - math.floor(math.log10(half))))
    return words.number(mean, digits), words.number(low, digits), words.number(high, digits)


def point(result: "Result", number: int, most: int = 4) -> str:
    """The values of a point's factors, the first ones where there are many."""
    row = result.design.iloc[number]
    shown = [f"{name} {value(plain(row[name]))}" for name in result.factors[:most]]
    more = len(result.factors) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def plain(given: object) -> object:
    """A number of NumPy as one of Python."""
    return given.item() if hasattr(given, "item") else given
