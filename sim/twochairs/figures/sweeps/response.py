"""An outcome against each factor by itself."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from twochairs.errors import NotPossible
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.declared import by_outcome
from twochairs.figures.design import axes as scales
from twochairs.figures.design import cells, labels, points
from twochairs.figures.design.points import Places
from twochairs.figures.style import Sheet
from twochairs.statistics.estimate import Estimate, averages, over_points
from twochairs.statistics.kinds import SHARE
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST = 12
"""Panels of a figure; factors that tell less are left out."""
LINES = 5
"""Levels of a second factor that get a line each."""
_BINS = 10
_LEFT, _GAP, _HEIGHT = 0.78, 0.3, 1.75
_PITCH = _HEIGHT + 0.72


@dataclass(frozen=True)
class Curve:
    """An outcome along a factor, or what it changes by from one of the factor's levels.

    Attributes
    ----------
    places : of the factor, put into bins where it is a sample
    at : one estimate a level
    runs : ends of the 90 % band of runs, or of pairs of runs, shape (level, 2)
    since : number of the level that changes are from; None where they are no changes
    """

    places: Places
    at: list[Estimate]
    runs: np.ndarray
    since: int | None = None

    def of(self, field: str) -> np.ndarray:
        """A field of every estimate, shape (level,)."""
        return np.array([getattr(one, field) for one in self.at], dtype=float)


def curve(result: "Result", outcome: str, name: str, among: np.ndarray | None = None) -> Curve:
    """An outcome along a factor, averaged over all others; its change, run by run, where runs share their chance.

    Parameters
    ----------
    among : which of the points that are there count, shape (points,); all where None

    Raises
    ------
    NotPossible : where the design moves factors together, so that none can be looked at by itself
    """
    refuse_lists(result)
    sampled = points.is_sampled(result) or result.manifest["design"] == "morris"
    found = points.places(result, name)
    found = cells.binned(found, _BINS) if sampled else found
    values = result.outcome(outcome).to_numpy()
    kind, draw = result.kind(outcome), result.draw_of(range(values.shape[1]))
    here = _alone(result, name) if among is None else among
    shared = bool(result.manifest["common_random_numbers"])
    each = [values[here & (found.each == level)] for level in found.levels]
    if paired(result) and len(each) > 1:
        return _changes(found, each, kind, draw, points.own_level(result, found) or 0)
    at = [over_points(of_level, kind, draw, sampled, shared) for of_level in each]
    return Curve(found, at, np.array([_middle(of_level) for of_level in each]))


def paired(result: "Result") -> bool:
    """Whether runs can be taken from those of another level: they share their chance, and points are no sample."""
    sampled = points.is_sampled(result) or result.manifest["design"] == "morris"
    return bool(result.manifest["common_random_numbers"]) and not sampled


def _changes(found: Places, each: list[np.ndarray], kind: str, draw: Drawn | None, since: int) -> Curve:
    """Each level's runs, averaged over points, less those of one level with the same chance."""
    by_run = np.stack([averages(values, axis=0) for values in each])
    moved = by_run - by_run[since]
    at = [difference(one, kind, draw) for one in moved]
    at[since] = replace(at[since], mean=0.0, error=0.0, low=0.0, high=0.0)
    return Curve(found, at, np.array([_middle(one) for one in moved]), since)


def _middle(values: np.ndarray) -> np.ndarray:
    """Ends of the middle 90 % of runs; NaN of none."""
    defined = values[np.isfinite(values)]
    return np.quantile(defined, (0.05, 0.95)) if len(defined) else np.full(2, np.nan)


def refuse_lists(result: "Result") -> None:
    """Refuse a design that moves several factors together.

    Raises
    ------
    NotPossible : that says so
    """
    design = result.manifest["design"]
    together = design == "list" or (
        design == "table" and not points.is_sampled(result) and not points.is_lattice(result)
    )
    if together and len(result.factors) > 1:
        raise NotPossible(
            f"the design {design} moves several factors together, so none can be looked at by itself: draw multiples, "
            "fan or convergence"
        )


def _alone(result: "Result", name: str) -> np.ndarray:
    """The points that count along a factor: all, or of one at a time those where no other has moved."""
    every = np.ones(len(result.there), dtype=bool)
    if result.manifest["design"] != "one-at-a-time":
        return every
    for other in result.factors:
        if other != name:
            whole = points.places(result, other)
            first = result.design[other].iloc[0]
            start = float(whole.words.index(labels.value(labels.plain(first)))) if whole.words else float(first)
            every &= whole.each == start
    return every


@style.styled
def draw(result: "Result", outcome: str) -> Figure:
    """One panel a factor: the change from the scenario's own level, or the mean, with its 95 % interval.

    Raises
    ------
    NotPossible : where no factor can be looked at by itself
    """
    refuse_lists(result)
    names = result.factors
    if len(names) > MOST:
        names = [name for name in cells.ranked(result, names, outcome)][:MOST]
    second = second_factor(result)
    legend = 0.3
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    sheet = Sheet(
        [result],
        _found(result, outcome, names),
        f"{style.titled(result)} {_subtitle(result, names)}",
        legend + rows * _PITCH + 0.05,
        _notes(result, names, second),
    )
    sheet.legend(_LEFT, 0.04, _entries(result, second, banded(result, outcome)))
    width = (sheet.width - _LEFT - 0.05 - _GAP * (columns - 1)) / columns
    panels = []
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        top = legend + row * _PITCH + 0.08
        axes = sheet.axes(_LEFT + column * (width + _GAP), top, width, _HEIGHT)
        _panel(axes, result, outcome, name, second)
        scales.along(axes, points.places(result, name), width, margin=0.03)
        for line, text in enumerate(words.wrap(labels.factor(result, name), width + 0.2, style.SMALL, most=2)):
            middle = _LEFT + column * (width + _GAP) + width / 2
            sheet.text(middle, top + _HEIGHT + 0.22 + 0.125 * line, text, size=style.SMALL, ha="center")
        panels.append((axes, column == 0))
    label = labels.axis(result, outcome)
    whole = result.kind(outcome) == SHARE and not paired(result)
    _same_scale(panels, f"Change: {label[:1].lower()}{label[1:]}" if paired(result) else label, whole)
    return sheet.figure


def banded(result: "Result", outcome: str) -> bool:
    """Whether runs, or pairs of them, have a band: not of what is so or not in each."""
    return result.kind(outcome) != SHARE


def _found(result: "Result", outcome: str, names: list[str]) -> str:
    """The factor that moves the outcome farthest over its levels, and by how much."""
    what, sizes = labels.outcome(result, outcome), {}
    for name in names:
        found = curve(result, outcome, name)
        mean = found.of("mean")
        if found.since is not None and np.isfinite(mean).all():
            sizes[name] = (found, int(mean.argmin()), int(mean.argmax()))
    if not sizes:
        return what
    name = max(sizes, key=lambda one: sizes[one][0].of("mean")[sizes[one][2]] - sizes[one][0].of("mean")[sizes[one][1]])
    found, low, high = sizes[name]
    span = float(found.of("mean")[high] - found.of("mean")[low])
    if not span > 1e-12:
        return f"{what}: the same at every level"
    ends = sorted((low, high))
    moved = found.of("mean")[ends[1]] - found.of("mean")[ends[0]]
    levels = f"from {found.places.named(ends[0])} to {found.places.named(ends[1])}"
    return f"{what}: {labels.lever(result, name)} {levels} moves it by {_signed(moved)}"


def _signed(value: float) -> str:
    return f"{'+' if value > 0.0 else ''}{labels.short(value)}"


def _same_scale(panels: list[tuple[Axes, bool]], label: str, probability: bool) -> None:
    """One upright scale for all panels; of shares of runs from 0 to 1, unless they stay near an end."""
    ends = np.array([axes.get_ylim() for axes, _ in panels])
    low, high = float(ends[:, 0].min()), float(ends[:, 1].max())
    low, high = (-0.02, 1.02) if probability else scales.apart(low, high)
    for axes, first in panels:
        axes.set_ylim(low, high)
        scales.values(axes, _HEIGHT)
        style.grid(axes)
        if first:
            axes.set_ylabel(words.fit(label, _HEIGHT + 0.3, style.BODY))
        else:
            axes.tick_params(labelleft=False)


def _panel(axes: Axes, result: "Result", outcome: str, name: str, second: str | None) -> None:
    if second is None or second == name:
        found = curve(result, outcome, name)
        if banded(result, outcome):
            _band(axes, found)
        _line(axes, found, style.BLUE, "-")
        what = "mean" if found.since is None else f"change from {found.places.named(found.since)}"
        _note(axes, name, found.places, {what: found.of("mean"), "95 % interval": _interval(found)})
    else:
        lines = points.places(result, second)
        numbers: dict[str, np.ndarray] = {}
        for place, level in enumerate(lines.levels):
            found = curve(result, outcome, name, lines.each == level)
            colour, dash = LOOKS[place]
            _line(axes, found, colour, dash)
            numbers[f"{second} {lines.named(place)}"] = found.of("mean")
        _note(axes, name, found.places, numbers)
    if found.since is not None:
        axes.axhline(0.0, color=style.INK, linewidth=0.7, zorder=1.6)
        if found.places.words is None:
            axes.plot(found.places.levels[found.since], 0.0, "D", color=style.INK, markersize=4.0, zorder=4)


def _interval(found: Curve) -> np.ndarray:
    return np.stack([found.of("low"), found.of("high")], axis=1)


def _note(axes: Axes, name: str, places: Places, numbers: dict[str, np.ndarray]) -> None:
    named = [places.named(place) for place in range(len(places.levels))]
    readings.note(axes, name, named, numbers, x=places.levels, digits=3)


LOOKS: list[tuple[str, Any]] = [
    (style.INK, "-"),
    (style.BLUE, "--"),
    (style.VERMILION, "-."),
    (style.GREEN, ":"),
    (style.PURPLE, (0, (6, 2))),
]
"""Colour and dashes of the levels of a second factor."""


def _band(axes: Axes, found: Curve) -> None:
    x, low, high = found.places.levels, *found.runs.T
    if found.places.words is None and len(x) > 1:
        axes.fill_between(x, low, high, color=style.BLUE, alpha=0.16, linewidth=0, zorder=1.5)
    else:
        axes.vlines(x, low, high, color=style.BLUE, alpha=0.2, linewidth=12, zorder=1.5)


def _line(axes: Axes, found: Curve, colour: str, dash: Any) -> None:
    """The mean, and its interval as thin lines, or as error bars where levels are no numbers."""
    x, mean, low, high = found.places.levels, found.of("mean"), found.of("low"), found.of("high")
    if found.places.words is None and len(x) > 1:
        for end in (low, high):
            axes.plot(x, end, color=colour, linestyle=(0, (4, 1.5)), linewidth=0.7, zorder=2.5)
        axes.plot(x, mean, color=colour, linestyle=dash, linewidth=1.5, zorder=3, marker="o", markersize=2.4)
    else:
        axes.vlines(x, low, high, color=colour, linewidth=1.2, zorder=2.5)
        axes.plot(x, mean, "o", color=colour, markersize=4.5, markeredgecolor="white", zorder=3)


def second_factor(result: "Result") -> str | None:
    """The factor whose levels get a line each: of a grid, the one with the fewest levels, if they are few."""
    if not points.is_lattice(result) or len(result.factors) < 2:
        return None
    counts = {name: len(points.places(result, name).levels) for name in result.factors}
    fewest = min(counts, key=lambda name: counts[name])
    return fewest if 1 < counts[fewest] <= LINES else None


def _entries(result: "Result", second: str | None, band: bool) -> list[tuple[Any, str]]:
    moved = paired(result)
    dashes: tuple[int, tuple[float, float]] = (0, (4.0, 1.5))
    thin = Line2D([], [], color=style.BLUE if second is None else style.INK, linewidth=0.7, linestyle=dashes)
    interval = (thin, "95 % interval of the mean")
    own = [(Line2D([], [], color=style.INK, marker="D", markersize=4, linewidth=0), "from here")] if moved else []
    if second is None:
        one: list[tuple[Any, str]] = [(Line2D([], [], color=style.BLUE, linewidth=1.5), "mean"), interval]
        shade = (Patch(color=style.BLUE, alpha=0.16, linewidth=0), "90 % of pairs" if moved else "90 % of runs")
        return [*one, *([shade] if band else []), *own]
    lines = points.places(result, second)
    names = [lines.named(place) for place in range(len(lines.levels))]
    return [
        (Line2D([], [], color=colour, linestyle=dash, linewidth=1.5), words.fit(f"{second} {name}", 1.2, style.BODY))
        for name, (colour, dash) in zip(names, LOOKS, strict=False)
    ]


def _subtitle(result: "Result", names: list[str]) -> str:
    runs = words.counted(int(result.manifest["replicates"]), "run")
    left = len(result.factors) - len(names)
    out = f" The {len(names)} factors that tell most; {left} left out." if left else ""
    if result.manifest["design"] == "one-at-a-time":
        told = f"{runs} a point; one factor moves, the others stay at their baseline."
    elif points.is_sampled(result) or result.manifest["design"] == "morris":
        told = f"Means over points of {runs}, put into parts of each factor's range; the others differ by chance."
    else:
        others = " averaged over the levels of the other factors" if len(result.factors) > 1 else ""
        told = f"Means of {runs} a point{others}."
    since = "Change from the level nearest to the scenario's own, runs paired by their chance."
    return f"{told}{f' {since}' if paired(result) else ''}{out}"


def _notes(result: "Result", names: list[str], second: str | None) -> list[str]:
    if second is None:
        return []
    pairs = "pairs" if paired(result) else "runs"
    own = (
        f" In the panel of {words.fit(second, 2.0, style.SMALL)} itself: mean, and 90 % of {pairs}."
        if second in names
        else ""
    )
    since = " Diamonds: the level that changes are from." if paired(result) else ""
    return [f"Thin dashes: 95 % interval of the mean.{own}{since}"]


FIGURE = Declared(by_outcome(draw), 20)
