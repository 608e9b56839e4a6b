"""How a mean settles as runs are added, and what it would take to know it twice as well."""

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.errors import NotPossible
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_outcome
from twochairs.figures.design import axes as scales
from twochairs.figures.design import labels, points
from twochairs.figures.style import Sheet
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST = 4
"""Panels of a figure."""
_LEFT, _GAP, _HEIGHT, _NAME = 0.78, 0.35, 1.7, 0.5


_NOTE = "The error falls with the root of the number of runs: to halve it takes four times as many."
_OF_DRAWS = " Draws of constants are what is independent: it takes four times as many of these too."


def running(values: np.ndarray, kind: str, draw: Drawn | None = None) -> list[Estimate]:
    """The estimate after each run, of values of shape (replicate,) of a kind."""
    firsts = (slice(count + 1) for count in range(len(values)))
    return [estimate(values[first], kind, draw and Drawn(draw.of_run[first], draw.rows)) for first in firsts]


@style.styled
def draw(result: "Result", outcome: str) -> Figure:
    """Running mean with its 95 % interval at up to four points.

    Raises
    ------
    NotPossible : where each point has one run
    """
    runs = int(result.manifest["replicates"])
    if runs < 2:
        raise NotPossible("convergence needs two runs a point or more; this sweep has one")
    whole = result.outcome(outcome)
    kind, draw = result.kind(outcome), result.draw_of(range(runs))
    chosen = points.chosen(result, MOST)
    columns = min(2, len(chosen))
    rows = -(-len(chosen) // columns)
    pitch = _HEIGHT + _NAME + 0.42
    sheet = Sheet(
        [result],
        f"{labels.outcome(result, outcome)}: {found(whole.to_numpy(), kind, draw)}",
        f"{style.titled(result)} Running mean (line) and its 95 % interval (shade) as runs are added, at {len(chosen)} "
        f"of {len(result.there)} points. Over each panel: mean ± Monte-Carlo error of all {runs} runs.",
        rows * pitch,
        [_NOTE + (_OF_DRAWS if draw is not None else "")],
    )
    width = (sheet.width - _LEFT - _GAP * (columns - 1)) / columns
    late: list[float] = []
    for place, (number, why) in enumerate(chosen):
        row, column = divmod(place, columns)
        left, top = _LEFT + column * (width + _GAP), row * pitch + _NAME
        axes = sheet.axes(left, top, width, _HEIGHT)
        at = running(whole.sel(point=number).to_numpy(), kind, draw)
        late += [end for one in at[max(2, runs // 10) :] for end in (one.low, one.high) if np.isfinite(end)]
        _panel(axes, at, width)
        _note(axes, labels.point(result, number), at)
        axes.set_xlabel("Runs")
        if column == 0:
            axes.set_ylabel(words.fit(labels.axis(result, outcome), _HEIGHT + 0.2, style.BODY))
        shown = labels.known(at[-1], runs, draw is not None, kind)
        _head(sheet, result, number, why, shown, left, top, width)
    _same_scale(sheet, late)
    return sheet.figure


ENOUGH = 0.1
"""Share of what the design changes that the error may be, for runs to be called enough."""


def found(values: np.ndarray, kind: str, draw: Drawn | None) -> str:
    """Whether the largest error of a point is small beside what points differ by.

    Parameters
    ----------
    values : of every run, shape (point, replicate)
    kind : of the outcome
    draw : of each replicate, where constants were drawn
    """
    at, runs = [estimate(one, kind, draw) for one in values], values.shape[1]
    means = np.array([one.mean for one in at if one.runs])
    errors = np.array([one.error for one in at if np.isfinite(one.error)])
    span = float(np.ptp(means)) if len(means) else 0.0
    if not span > 0.0 or not len(errors):
        return f"no point differs from another in {runs} runs"
    share = float(errors.max()) / span
    told = f"error {labels.short(float(errors.max()))}, points differ by {labels.short(span)}"
    if share <= ENOUGH:
        return f"{runs} runs are enough ({told})"
    return f"{runs} runs are few ({told}); {math.ceil(runs * (share / ENOUGH) ** 2):,} would be enough"


def _panel(axes: Axes, at: list[Estimate], width: float) -> None:
    x = np.arange(1, len(at) + 1)
    mean, low, high = (np.array([getattr(one, name) for one in at]) for name in ("mean", "low", "high"))
    axes.fill_between(x, low, high, color=style.BLUE, alpha=0.25, linewidth=0, zorder=2)
    axes.axhline(mean[-1], color=style.GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1.5)
    axes.plot(x, mean, color=style.BLUE, linewidth=1.4, zorder=3)
    axes.set_xlim(1, len(at))
    style.grid(axes)
    axes.set_xticks(_ticks(len(at), width))


def _note(axes: Axes, title: str, at: list[Estimate]) -> None:
    x = np.arange(1, len(at) + 1)
    numbers = {
        "mean": np.array([one.mean for one in at]),
        "95 % interval": np.array([(one.low, one.high) for one in at]),
    }
    readings.note(axes, title, [words.counted(int(runs), "run") for runs in x], numbers, x=x, digits=3)


def _ticks(runs: int, width: float) -> list[int]:
    step = next(step for base in (1, 10, 100, 1000, 10_000, 100_000) for step in (base, 2 * base, 5 * base)
                if runs / step * 0.5 <= width)  # fmt: skip
    return sorted({1, *range(step, runs + 1, step)} - ({1} if step > 1 and step / runs * width < 0.3 else set()))


def _same_scale(sheet: Sheet, late: list[float]) -> None:
    """One upright scale, wide enough for the intervals from a tenth of the runs on."""
    if not late:
        return
    low, high = scales.apart(min(late), max(late))
    margin = 0.08 * (high - low)
    for axes in sheet.figure.axes:
        axes.set_ylim(low - margin, high + margin)
        scales.values(axes, _HEIGHT)


def _head(
    sheet: Sheet,
    result: "Result",
    number: int,
    why: str,
    shown: str,
    left: float,
    top: float,
    width: float,
) -> None:
    name = words.fit(labels.point(result, number), width, style.BODY, "bold")
    sheet.text(left, top - 0.4, name, size=style.BODY, weight="bold")
    room = width - words.width(shown, style.SMALL) - 0.1
    sheet.text(left + width, top - 0.06, shown, size=style.SMALL, ha="right", va="bottom")
    sheet.text(left, top - 0.06, words.fit(why, room, style.SMALL), size=style.SMALL, color=style.GREY, va="bottom")


FIGURE = Declared(by_outcome(draw), 60)
