"""A country in results side by side: the same chance in all of them, so that what differs is what was changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import events, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.events import Event
from twochairs.figures.pairs import SMALL, VISIBLE, Pairs, differences, mean_text, way
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _RIGHT = 0.75, 0.15
_TALL, _LOW, _GAP = 2.4, 1.5, 0.55
_MOST_APART = 12
"""Pairs that stand apart and have a line each."""


@style.styled
def draw(results: "Sequence[Result]", country: str) -> Figure:
    """A country's alignment in two or more results, and paired differences of the others from the first.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or the country is not in all
    """
    moved = differences(results, country)
    months = read.months(read.series(results[0], "alignment"))
    labels = names_of(results)
    width = style.inner() - _LEFT - _RIGHT
    names = events.Names(_differing(results, months), months, width)
    gap = _GAP + (0.135 if style.narrow() else 0.0)
    first = 0.02 + 0.19 * len(results) + 0.12 + names.height
    sheet = Sheet(
        results,
        _found(results, country, moved, labels),
        f"Above: alignment, {_above(len(results))} Below: difference from {labels[0]}, {_below(moved)}",
        first + _TALL + len(moved) * (_LOW + gap) + 0.32,
    )
    entries = [
        (Line2D([], [], color=colour, linestyle=line, linewidth=1.8), label)
        for label, (colour, line) in zip(labels, looks_of(len(labels)), strict=True)
    ]
    sheet.legend(0.0 if style.narrow() else _LEFT, 0.04, entries, columns=1)
    axes = sheet.axes(_LEFT, first, width, _TALL)
    x = style.date_axis(axes, months, width, labels=False)
    _paths(axes, x, results, country)
    events.ground(axes, results[0], months, told=True)
    names.draw(axes, _TALL)
    medians = {label: read.bands(_of(result, country))[2] for label, result in zip(labels, results, strict=True)}
    readings.note_months(axes, "Alignment, median", months, x, medians, digits=3)
    limits = _limits(moved)
    for place, pairs in enumerate(moved):
        top = first + _TALL + gap + place * (_LOW + gap)
        axes = sheet.axes(_LEFT, top, width, _LOW)
        style.date_axis(axes, months, width, labels=place == len(moved) - 1)
        events.ground(axes, results[0], months)
        _difference(axes, x, pairs, *looks_of(len(results))[place + 1])
        axes.set_ylim(*limits)
        axes.set_ylabel("Difference\n(units of alignment)")
        readings.note_months(axes, f"Difference: {labels[place + 1]}", months, x, of_difference(pairs), digits=3)
        _head(sheet, pairs, f"Difference: {labels[place + 1]}", top)
    return sheet.figure


def _head(sheet: Sheet, pairs: Pairs, title: str, top: float) -> None:
    """Over a panel: whose difference it is, and what it is in the end."""
    last = f"at the end: {mean_text(pairs.at_end())}"
    if pairs.split:
        last = f"at the end: {pairs.typical()}; mean {mean_text(pairs.at_end())}"
    lines = words.wrap(last, sheet.width, style.SMALL, most=2 if style.narrow() else 1)
    for row, line in enumerate(reversed(lines)):
        sheet.text(sheet.width, top - 0.16 - 0.135 * row, line, size=style.SMALL, color=style.GREY, ha="right")
    left = 0.0 if style.narrow() else _LEFT
    shown = words.fit(title, sheet.width - left, style.BODY, "bold")
    sheet.text(left, top - 0.34 - 0.135 * (len(lines) - 1), shown, size=style.BODY, weight="bold")


def _of(result: "Result", country: str) -> np.ndarray:
    return np.asarray(read.series(result, "alignment").sel(country=country).to_numpy())


def _above(count: int) -> str:
    if count > 2:
        return "median and middle 50 % of runs."
    return "median of runs, middle 50 % (dark) and 90 % (light); of the first the ends of 90 % (thin lines)."


def _below(moved: Sequence[Pairs]) -> str:
    fewest = min(map(len, moved))
    if fewest < 2:
        return "a single pair."
    return (
        f"median and middle 50 % (dark) and 90 % (light) of {fewest} pairs of runs with the same chance, those that "
        "stand apart as thin lines; dashes and whiskers: 95 % interval of the mean."
    )


def _differing(results: "Sequence[Result]", months: np.ndarray) -> list[Event]:
    """Events that not all results have, the first ones."""
    dated = [{(event.month, name) for event in events.dated(one, months) for name in event.names} for one in results]
    common = set.intersection(*dated)
    own: dict[str, dict[str, None]] = {}
    for result in results:
        for event in events.dated(result, months):
            for name in event.names:
                if (event.month, name) not in common:
                    own.setdefault(event.month, {})[name] = None
    return [events.at(month, tuple(own[month])) for month in sorted(own)][: events.MOST]


def _found(results: "Sequence[Result]", country: str, moved: Sequence[Pairs], labels: Sequence[str]) -> str:
    """Where the country stands in each other result against the first, in words."""
    name = read.spoken(results[0], "country", country, 2.5, style.TITLE)
    if len(moved) > 1:
        sizes = [f"{words.signed(_usual(pairs), 3)}" for pairs in moved]
        return f"{name.first} against the first scenario: {', '.join(sizes)}"
    usual = _usual(moved[0])
    if abs(usual) < VISIBLE:
        stays = f"{name.first} {name.does('stays')} where {name.it} {name.does('is')}"
        return f"{stays}: {words.fit(labels[1], 5.0, style.TITLE, 'bold')}"
    much = ", which is little" if abs(usual) < SMALL else ""
    goes = way(results[0], country, usual)
    return f"{name.first} {words.signed(usual, 3)}{much}{f', {goes}' if goes else ''}"


def _usual(pairs: Pairs) -> float:
    return pairs.median if pairs.split else float(pairs.values[:, -1].mean())


def looks_of(count: int) -> list[tuple[str, Any]]:
    """Colour and line of each of so many results: the first's alone, and of 16 others no two the same."""
    base, *others = style.SCENARIOS
    colours, lines = zip(*others, strict=True)
    return [base, *zip(cycled(colours, count - 1), twisted(lines, count - 1), strict=True)][:count]


def cycled(given: Sequence[Any], count: int) -> list[Any]:
    """So many, over and over again."""
    return [given[place % len(given)] for place in range(count)]


def twisted(given: Sequence[Any], count: int) -> list[Any]:
    """The same, where each time over begins one later, so that pairs with what is cycled last as long as they can."""
    return [given[(place + place // len(given)) % len(given)] for place in range(count)]


def names_of(results: "Sequence[Result]") -> list[str]:
    """Short titles; the file's name is added where two are the same."""
    room, whole = (3.2, 3.2) if style.narrow() else (4.5, 6.0)
    titles = [words.fit(result.title, room, style.BODY) for result in results]
    return [
        title if titles.count(title) == 1 else words.fit(f"{title} ({result.manifest['name']})", whole, style.BODY)
        for title, result in zip(titles, results, strict=True)
    ]


def of_difference(pairs: Pairs) -> dict[str, np.ndarray]:
    """What can be read of paired differences."""
    mean, low, high = pairs.along()
    ends = read.bands(pairs.values)
    return {
        "median": ends[2],
        "90 % of pairs": np.stack([ends[0], ends[4]], axis=-1),
        "mean": mean,
        "95 % interval of the mean": np.stack([low, high], axis=-1),
    }


def _paths(axes: Axes, x: np.ndarray, results: "Sequence[Result]", country: str) -> None:
    """Median and bands of each result; of the first of two the ends of its outer band alone."""
    style.grid(axes)
    narrow = len(results) > 2
    for place, (result, (colour, line)) in enumerate(zip(results, looks_of(len(results)), strict=True)):
        values = _of(result, country)
        outlined = place == 0 and not narrow
        style.band(axes, x, values, colour, line, light=0.7, outer=not narrow and not outlined)
        if outlined and len(values) > 1:
            for end in read.bands(values)[[0, 4]]:
                axes.plot(x, end, color=colour, linewidth=0.6, zorder=2.6)
    axes.set_ylabel("Alignment (−1 to 1)")


def _limits(moved: Sequence[Pairs]) -> tuple[float, float]:
    """One scale for all differences, never narrower than what hardly matters."""
    shown = [*(pairs.values for pairs in moved), *(np.array(pairs.along()[1:]) for pairs in moved)]
    low = min(-SMALL / 4, *(float(np.nanmin(one, initial=0.0)) for one in shown))
    high = max(SMALL, *(float(np.nanmax(one, initial=0.0)) for one in shown))
    margin = 0.06 * (high - low)
    return low - margin, high + margin


def _difference(axes: Axes, x: np.ndarray, pairs: Pairs, colour: str, line: Any) -> None:
    style.grid(axes)
    axes.axhline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
    low, lower, median, upper, high = read.bands(pairs.values)
    if len(pairs) > 1:
        axes.fill_between(x, low, high, color=colour, alpha=0.18, linewidth=0, zorder=2)
        axes.fill_between(x, lower, upper, color=colour, alpha=0.3, linewidth=0, zorder=2.1)
        for one in pairs.values[pairs.apart][:_MOST_APART]:
            axes.plot(x, one, color=colour, linewidth=0.5, alpha=0.8, zorder=2.3)
        for end in pairs.along()[1:]:
            axes.plot(x, end, color=style.INK, linewidth=0.7, linestyle=(0, (4, 1.5)), zorder=2.5)
        _error_bar(axes, x, pairs)
    axes.plot(x, median, color=colour, linestyle=line, linewidth=1.5, zorder=3)


def _error_bar(axes: Axes, x: np.ndarray, pairs: Pairs) -> None:
    """The mean at the end with its interval, just beyond the panel."""
    found, at = pairs.at_end(), x[-1] + 0.008 * (x[-1] - x[0])
    if not np.isfinite(found.low):
        return
    cap = 0.003 * (x[-1] - x[0])
    look: dict[str, Any] = {"color": style.INK, "linewidth": 1.2, "clip_on": False, "zorder": 4}
    axes.vlines(at, found.low, found.high, **look)
    axes.hlines([found.low, found.high], at - cap, at + cap, **look)
    axes.plot(at, found.mean, "o", color=style.INK, markersize=3.2, clip_on=False, zorder=4)
