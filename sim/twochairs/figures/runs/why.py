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
from twochairs.results import spans

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
    taken = _heard(result, country)
    name = words.fit(read.label(result, "country", country), 3.5, style.TITLE, "bold")
    width = style.WIDTH - 2 * style.SIDE - _LEFT - _RIGHT
    names = events.Names(events.of_country(result, taken.months, country), taken.months, width)
    first = 0.3 + names.height
    whole, taken = taken, folded(taken)
    sheet = Sheet(
        [result],
        f"Why {name} {_found(result, taken)}",
        f"{style.titled(result)} What each mechanism adds to the alignment target, mean of "
        f"{words.counted(len(taken.target), 'run')}.{_kinds(taken)}",
        first + _HEIGHT + 0.3,
        [*_few(result, whole, taken), *_silent(result, taken)],
    )
    entries = [
        (Line2D([], [], color=style.INK, linewidth=1.8), "target: the sum of all"),
        (Line2D([], [], color=style.INK, linewidth=1.4, linestyle=(0, (1.2, 1.2))), "alignment, which follows it"),
    ]
    sheet.legend(_LEFT, 0.04, entries)
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
    _swatches(sheet, axes, result, taken, mean[:, -1], middles, first)
    order = stacked(middles, mean[:, -1])
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
    """What weighs most in the end, one way and the other."""
    last = dict(zip(taken.mechanisms, taken.each.mean(axis=1)[:, -1].tolist(), strict=True))
    last.pop(style.OTHER, None)
    sides = []
    for sign in (1.0, -1.0):
        own = sorted((key for key in last if sign * last[key] >= SMALL), key=lambda key: -sign * last[key])[:2]
        told = [f"{_named(result, key).lower()} ({words.signed(last[key])})" for key in own]
        sides += [" and ".join(told)] if told else []
    return f"leans as it does{': ' + ' against '.join(sides) if sides else ''}"


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


def swatch(sheet: Sheet, left: float, top: float, width: float, height: float, colour: str, hatch: str) -> None:
    """A small box in a mechanism's colour and hatch."""
    x, y = sheet.place(left, top + height)
    box = Rectangle(
        (x, y),
        width / style.WIDTH,
        height / sheet.height,
        facecolor=colour,
        hatch=hatch,
        edgecolor="white",
        linewidth=0.3,
        transform=sheet.figure.transFigure,
    )
    sheet.figure.add_artist(box)


def _heard(result: "Result", country: str) -> Parts:
    """What a country's target is made of, which is something."""
    taken = parts(result, country)
    if not taken.mechanisms:
        raise NothingToShow(f"nothing pulls {result.label('country', country)}: every contribution is 0 throughout")
    return taken


def _silent(result: "Result", taken: Parts) -> list[str]:
    """A note where mechanisms are left out."""
    if not taken.silent:
        return []
    middle = "middle" in taken.silent and result.scenario.get("switches", {}).get("middle", True)
    more = " The middle adds 0 by definition; its weight draws other anchors towards 0." if middle else ""
    return [f"What is 0 throughout is left out.{more}"]


@dataclass(frozen=True)
class Change:
    """What moved a target from the first year to the last.

    Attributes
    ----------
    first, last : the months of the two spans, in words
    whole : whether each span is a year
    mechanisms : in the order of the attribution
    before, after : mean contribution over runs and the months of a span, shape (mechanism,)
    by_run : change in each run, shape (mechanism, run)
    target, alignment : (before, after)
    """

    first: str
    last: str
    whole: bool
    mechanisms: list[str]
    before: np.ndarray
    after: np.ndarray
    by_run: np.ndarray
    target: tuple[float, float]
    alignment: tuple[float, float]


def changes(taken: Parts) -> Change:
    """Mean contributions over the first and the last twelve months, or halves of a shorter run."""
    start, end = spans.spans(len(taken.months))

    def means(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return values[..., start].mean(axis=-1), values[..., end].mean(axis=-1)

    before, after = means(taken.each)
    target, alignment = means(taken.target), means(taken.alignment)
    return Change(
        _span(taken.months[start]),
        _span(taken.months[end]),
        end.stop - end.start == spans.YEAR,
        taken.mechanisms,
        before.mean(axis=1),
        after.mean(axis=1),
        after - before,
        (float(target[0].mean()), float(target[1].mean())),
        (float(alignment[0].mean()), float(alignment[1].mean())),
    )


def _span(months: np.ndarray) -> str:
    shown = [str(month.astype("datetime64[M]")) for month in months[[0, -1]]]
    if len(months) == 12 and shown[0].endswith("-01"):
        return shown[0][:4]
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"


@style.styled
def change(result: "Result", country: str) -> Figure:
    """Change of each contribution from the first year to the last, as bars with their numbers.

    Raises
    ------
    NotPossible : where the country is not in the result
    NothingToShow : where nothing pulls it
    """
    taken = _heard(result, country)
    moved = changes(taken)
    differences = moved.after - moved.before
    order = sorted(range(len(differences)), key=lambda i: -differences[i])
    name = words.fit(read.label(result, "country", country), 3.5, style.TITLE, "bold")
    runs = moved.by_run.shape[1]
    total = moved.target[1] - moved.target[0]
    height = _ROW * (len(order) + 2.6)
    whiskers = " Whiskers: 90 % of runs." if runs > 1 else ""
    sheet = Sheet(
        [result],
        f"What moved {name}: {words.signed(total)} on its target",
        f"{style.titled(result)} Change of each contribution, mean of "
        f"{words.counted(runs, 'run')}: {moved.last} against {moved.first}.{whiskers}",
        0.3 + height + 0.42,
        [
            "The changes add up to the change of the target; what is printed is rounded. Alignment follows its target "
            "with a delay.",
            *_silent(result, taken),
        ],
    )
    left, right = 1.75, 2.05
    width = sheet.width - left - right
    axes = sheet.axes(left, 0.3, width, height)
    rows = np.arange(len(order), dtype=float)
    for row, i in zip(rows, order, strict=True):
        colour, hatch = style.mechanism(moved.mechanisms[i], moved.mechanisms)
        axes.barh(row, differences[i], 0.72, color=colour, hatch=hatch, edgecolor="white", linewidth=0.3, zorder=2)
        _whisker(axes, row, moved.by_run[i])
        _row(sheet, left, 0.3, row, style.term(result, moved.mechanisms[i]), moved.before[i], moved.after[i])
    last = len(order) + 0.3
    axes.axhline(last - 0.65, color=style.FAINT, linewidth=0.7)
    axes.barh(last, total, 0.72, color=style.INK, zorder=2)
    _whisker(axes, last, moved.by_run.sum(axis=0), style.GREY)
    _row(sheet, left, 0.3, last, "Target (the sum)", *moved.target, weight="bold")
    gained = moved.alignment[1] - moved.alignment[0]
    axes.barh(last + 1, gained, 0.72, facecolor="white", edgecolor=style.INK, linewidth=1.0, zorder=2)
    _row(sheet, left, 0.3, last + 1, "Alignment", *moved.alignment)
    axes.set_ylim(last + 1.8, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.axvline(0.0, color=style.INK, linewidth=0.8, zorder=3)
    style.grid(axes, "x")
    axes.set_xlabel("Change of the contribution (units of alignment)")
    axes.margins(x=0.06)
    total_by_run = moved.by_run.sum(axis=0)
    readings.note(
        axes,
        read.label(result, "country", country),
        [*(style.term(result, moved.mechanisms[i]) for i in order), "Target (the sum)", "Alignment"],
        {
            f"mean, {moved.first}": np.array([*moved.before[order], moved.target[0], moved.alignment[0]]),
            f"mean, {moved.last}": np.array([*moved.after[order], moved.target[1], moved.alignment[1]]),
            "change": np.array([*differences[order], total, gained]),
            "change, 90 % of runs": np.array(
                [*(np.quantile(one, (0.05, 0.95)) for one in [*moved.by_run[order], total_by_run]), (np.nan, np.nan)]
            ),
        },
        y=np.array([*rows, last, last + 1]),
        digits=3,
    )
    span = "year" if moved.whole else "span"
    for place, head in enumerate((f"first {span}", f"last {span}", "change")):
        sheet.text(_column(sheet, place), 0.1, head, size=style.SMALL, color=style.GREY, ha="right")
    return sheet.figure


def _column(sheet: Sheet, place: int) -> float:
    return sheet.width - 0.64 * (2 - place)


def _row(
    sheet: Sheet, left: float, top: float, row: float, name: str, before: float, after: float, weight: str = "normal"
) -> None:
    middle = top + _ROW * (row + 0.5)
    shown = words.fit(name, left - 0.1, style.BODY, weight)
    sheet.text(left - 0.1, middle, shown, size=style.BODY, ha="right", va="center", weight=weight)
    for place, text in enumerate((words.signed(before, 3), words.signed(after, 3), words.signed(after - before, 3))):
        bold = "bold" if place == 2 else "normal"
        sheet.text(_column(sheet, place), middle, text, size=style.SMALL, ha="right", va="center", weight=bold)


def _whisker(axes: Axes, row: float, values: np.ndarray, colour: str = style.INK) -> None:
    if len(values) > 1:
        low, high = np.quantile(values, (0.05, 0.95))
        axes.hlines(row, low, high, color=colour, linewidth=0.9, zorder=3)
        axes.vlines([low, high], row - 0.14, row + 0.14, color=colour, linewidth=0.9, zorder=3)


NEEDS = ("contribution", "target", "alignment")
FIGURE = Declared(by_country(draw), 20, NEEDS)
