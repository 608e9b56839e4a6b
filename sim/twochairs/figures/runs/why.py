"""Why a country moved: its alignment target taken apart, exactly."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from twochairs.errors import NothingToShow
from twochairs.figures import events, read, readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_country
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _RIGHT, _HEIGHT = 0.62, 2.0, 3.9
_ROW = 0.235


@dataclass(frozen=True)
class Parts:
    """Contributions of the mechanisms to one country's target.

    Attributes
    ----------
    months : datetime64, shape (month,)
    mechanisms : those that are not 0 throughout, in the order of the attribution
    silent : those that are
    each : shape (mechanism, run, month), of `mechanisms`
    target, alignment : shape (run, month); the sum of `each` is the target
    """

    months: np.ndarray
    mechanisms: list[str]
    silent: list[str]
    each: np.ndarray
    target: np.ndarray
    alignment: np.ndarray


def parts(result: "Result", country: str) -> Parts:
    """What a country's target is made of.

    Raises
    ------
    NotPossible : where the country is not in the result
    """
    read.countries(result, [country])
    array = read.series(result, "contribution").sel(country=country).transpose("mechanism", "replicate", "month")
    keys = [str(key) for key in array["mechanism"].to_numpy()]
    values = array.to_numpy()
    heard = [bool(one.any()) for one in values]
    return Parts(
        read.months(array),
        [key for key, there in zip(keys, heard, strict=True) if there],
        [key for key, there in zip(keys, heard, strict=True) if not there],
        values[heard],
        read.series(result, "target").sel(country=country).to_numpy(),
        read.series(result, "alignment").sel(country=country).to_numpy(),
    )


@style.styled
def draw(result: "Result", country: str) -> Figure:
    """Contributions stacked, up where they pull towards +1 and down where they pull towards −1, mean over runs.

    Raises
    ------
    NotPossible : where the country is not in the result
    NothingToShow : where nothing pulls it
    """
    taken = heard(result, country)
    name = read.spoken(result, "country", country, 3.5, style.TITLE)
    width = style.inner() - _LEFT - (0.0 if style.narrow() else _RIGHT)
    names = events.Names(events.of_country(result, taken.months, country), taken.months, width)
    first = (0.5 if style.narrow() else 0.3) + names.height
    whole, taken = taken, folded(taken)
    under = _ROW * -(-len(taken.mechanisms) // 2) if style.narrow() else 0.0
    sheet = Sheet(
        [result],
        f"Why {name.within} {name.does('leans')} as {name.it} {name.does('does')}{_found(result, taken)}",
        f"{style.titled(result)} What each mechanism adds to the alignment target, mean of "
        f"{words.counted(len(taken.target), 'run')}.{_kinds(taken)}",
        first + _HEIGHT + 0.3 + under,
        [*_few(result, whole, taken), *silent(result, taken)],
    )
    entries = [
        (Line2D([], [], color=style.INK, linewidth=1.8), "target: the sum of all"),
        (Line2D([], [], color=style.INK, linewidth=1.4, linestyle=(0, (1.2, 1.2))), "alignment, which follows it"),
    ]
    sheet.legend(0.0 if style.narrow() else _LEFT, 0.04, entries)
    axes = sheet.axes(_LEFT, first, width, _HEIGHT)
    x = style.date_axis(axes, taken.months, width)
    events.ground(axes, result, taken.months, told=True)
    names.draw(axes, _HEIGHT)
    events.mark(axes, names.events, 0.4, above=True)
    mean = taken.each.mean(axis=1)
    middles = _stack(axes, x, mean, taken.mechanisms)
    halo: dict[str, Any] = {"color": "white", "linewidth": 3.4, "zorder": 4}
    target, alignment = mean.sum(axis=0), taken.alignment.mean(axis=0)
    axes.plot(x, target, **halo)
    axes.plot(x, target, color=style.INK, linewidth=1.8, zorder=5, label="target")
    axes.plot(x, alignment, color="white", linewidth=2.8, alpha=0.85, zorder=5.5)
    axes.plot(x, alignment, color=style.INK, linewidth=1.4, linestyle=(0, (1.2, 1.2)), zorder=6, label="alignment")
    axes.axhline(0.0, color=style.INK, linewidth=0.7, zorder=4.5)
    axes.set_ylabel("Contribution to the target (units of alignment)")
    axes.margins(y=0.03)
    order = stacked(middles, mean[:, -1])
    if style.narrow():
        _below(sheet, result, taken, mean[:, -1], order, first + _HEIGHT + 0.34)
    else:
        _swatches(sheet, axes, result, taken, mean[:, -1], middles, first)
    each = {_named(result, taken.mechanisms[i]): mean[i] for i in order}
    numbers = {"target: the sum": target, "alignment": alignment, **each}
    readings.note_months(axes, read.label(result, "country", country), taken.months, x, numbers, digits=3)
    return sheet.figure


SMALL = 0.03
"""Units of alignment: a term that is smaller in every month stands with the others of its kind."""


def folded(taken: Parts) -> Parts:
    """The same with all small terms as one, if there are two or more; the sum stays what it was."""
    means = np.abs(taken.each.mean(axis=1)).max(axis=1, initial=0.0)
    small = means < SMALL
    if small.sum() < 2:
        return taken
    kept = [key for key, one in zip(taken.mechanisms, small, strict=True) if not one]
    each = np.concatenate([taken.each[~small], taken.each[small].sum(axis=0, keepdims=True)])
    return replace(taken, mechanisms=[*kept, style.OTHER], each=each)


def _few(result: "Result", whole: Parts, taken: Parts) -> list[str]:
    """What the small terms are that stand as one."""
    small = [_named(result, key) for key in whole.mechanisms if key not in taken.mechanisms]
    return [f"Other: terms below {SMALL:g} in every month: {', '.join(small).lower()}."] if small else []


def _named(result: "Result", key: str) -> str:
    """A term in words."""
    return "Other" if key == style.OTHER else style.term(result, key)


def _found(result: "Result", taken: Parts) -> str:
    """What weighs most in the end, one way and the other: "" where nothing does."""
    last = dict(zip(taken.mechanisms, taken.each.mean(axis=1)[:, -1].tolist(), strict=True))
    last.pop(style.OTHER, None)
    sides = []
    for sign in (1.0, -1.0):
        own = sorted((key for key in last if sign * last[key] >= SMALL), key=lambda key: -sign * last[key])[:2]
        told = [f"{_named(result, key).lower()} ({words.signed(last[key])})" for key in own]
        sides += [" and ".join(told)] if told else []
    return f": {' against '.join(sides)}" if sides else ""


def _kinds(taken: Parts) -> str:
    """How anchors are told from pulls, where there are both."""
    hatched = {bool(style.mechanism(key, taken.mechanisms)[1]) for key in taken.mechanisms}
    return " Anchors are plain, pulls are hatched." if len(hatched) > 1 else ""


def _stack(axes: Axes, x: np.ndarray, mean: np.ndarray, mechanisms: list[str]) -> np.ndarray:
    """Areas of shape (mechanism, month), from 0 up and from 0 down; returns the middle of each at the end."""
    top, bottom = np.zeros(len(x)), np.zeros(len(x))
    middles = np.zeros(len(mechanisms))
    for place, (mechanism, values) in enumerate(zip(mechanisms, mean, strict=True)):
        colour, hatch = style.mechanism(mechanism, mechanisms)
        up, down = np.maximum(values, 0.0), np.minimum(values, 0.0)
        middles[place] = top[-1] + up[-1] / 2 if values[-1] >= 0.0 else bottom[-1] + down[-1] / 2
        for base, part in ((top, up), (bottom, down)):
            if part.any():
                axes.fill_between(
                    x, base, base + part, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.5, zorder=2
                )
        top, bottom = top + up, bottom + down
    return middles


def stacked(middles: np.ndarray, last: np.ndarray) -> list[int]:
    """Numbers of the terms as their areas stand at the end, from the top down."""
    return sorted(range(len(last)), key=lambda i: (-middles[i], i if last[i] < 0 else -i))


def _swatches(
    sheet: Sheet,
    axes: Axes,
    result: "Result",
    taken: Parts,
    last: np.ndarray,
    middles: np.ndarray,
    first: float,
) -> None:
    """The key at the right, in the order of the areas, each tied to its own."""
    order = stacked(middles, last)
    low, high = axes.get_ylim()
    wanted = np.array([(middles[i] - low) / (high - low) * _HEIGHT for i in order])
    gap = min(0.2, _HEIGHT / max(1, len(order)))
    places = style.spread(wanted, gap, 0.06, _HEIGHT - 0.06)
    right = sheet.width - _RIGHT
    sheet.text(sheet.width, first - 0.16, "last month", size=style.SMALL, color=style.GREY, ha="right")
    for i, want, place in zip(order, wanted, places, strict=True):
        mechanism = taken.mechanisms[i]
        colour, hatch = style.mechanism(mechanism, taken.mechanisms)
        tops = first + _HEIGHT - want, first + _HEIGHT - place
        sheet.line((right + 0.02, tops[0]), (right + 0.2, tops[1]))
        swatch(sheet, right + 0.2, tops[1] - 0.065, 0.26, 0.13, colour, hatch)
        text = words.fit(_named(result, mechanism), 1.05, style.SMALL)
        sheet.text(right + 0.52, tops[1], text, size=style.SMALL, va="center")
        sheet.text(sheet.width, tops[1], words.signed(last[i]), size=style.SMALL, va="center", ha="right")


def _below(sheet: Sheet, result: "Result", taken: Parts, last: np.ndarray, order: list[int], top: float) -> None:
    """The key under the areas, in their order, with the last month's numbers."""
    width = (sheet.width - 0.2) / 2
    rows = -(-len(order) // 2)
    for place, i in enumerate(order):
        column, row = divmod(place, rows)
        left, middle = column * (width + 0.2), top + _ROW * (row + 0.5) - 0.1
        colour, hatch = style.mechanism(taken.mechanisms[i], taken.mechanisms)
        swatch(sheet, left, middle - 0.065, 0.26, 0.13, colour, hatch)
        text = words.fit(_named(result, taken.mechanisms[i]), width - 0.75, style.SMALL)
        sheet.text(left + 0.32, middle, text, size=style.SMALL, va="center")
        sheet.text(left + width, middle, words.signed(last[i]), size=style.SMALL, va="center", ha="right")


def swatch(sheet: Sheet, left: float, top: float, width: float, height: float, colour: str, hatch: str) -> None:
    """A small box in a mechanism's colour and hatch."""
    x, y = sheet.place(left, top + height)
    box = Rectangle(
        (x, y),
        width / sheet.page,
        height / sheet.height,
        facecolor=colour,
        hatch=hatch,
        edgecolor="white",
        linewidth=0.3,
        transform=sheet.figure.transFigure,
    )
    sheet.figure.add_artist(box)


def heard(result: "Result", country: str) -> Parts:
    """What a country's target is made of, which is something."""
    taken = parts(result, country)
    if not taken.mechanisms:
        name = result.spoken("country", country).within
        raise NothingToShow(f"nothing pulls {name}: every contribution is 0 throughout")
    return taken


def silent(result: "Result", taken: Parts) -> list[str]:
    """A note where mechanisms are left out."""
    if not taken.silent:
        return []
    middle = "middle" in taken.silent and result.scenario.get("switches", {}).get("middle", True)
    more = " The middle adds 0 by definition; its weight draws other anchors towards 0." if middle else ""
    return [f"What is 0 throughout is left out.{more}"]


NEEDS = ("contribution", "target", "alignment")
FIGURE = Declared(by_country(draw), 20, NEEDS)
