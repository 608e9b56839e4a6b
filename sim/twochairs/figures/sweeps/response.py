"""An outcome against each factor by itself."""

from dataclasses import dataclass
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
from twochairs.statistics.estimate import Estimate, over_points
from twochairs.statistics.kinds import SHARE

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
    """An outcome along a factor.

    Attributes
    ----------
    places : of the factor, put into bins where it is a sample
    at : one estimate a level
    runs : ends of the 90 % band of runs, shape (level, 2)
    """

    places: Places
    at: list[Estimate]
    runs: np.ndarray

    def of(self, field: str) -> np.ndarray:
        """A field of every estimate, shape (level,)."""
        return np.array([getattr(one, field) for one in self.at], dtype=float)


def curve(result: "Result", outcome: str, name: str, among: np.ndarray | None = None) -> Curve:
    """An outcome along a factor, averaged over all others.

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
    at = [over_points(of_level, kind, draw, sampled, shared) for of_level in each]
    return Curve(found, at, np.array([_middle(of_level) for of_level in each]))


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
    """One panel a factor: mean with its 95 % interval, and the 90 % band of runs.

    Raises
    ------
    NotPossible : where no factor can be looked at by itself
    """
    refuse_lists(result)
    probability = result.kind(outcome) == SHARE
    names = result.factors
    if len(names) > MOST:
        names = [name for name in cells.ranked(result, names, outcome)][:MOST]
    second = second_factor(result)
    legend = 0.3
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    sheet = Sheet(
        [result],
        labels.outcome(result, outcome),
        f"{style.titled(result)} {_subtitle(result, names)}",
        legend + rows * _PITCH + 0.05,
        _notes(result, names, second),
    )
    sheet.legend(_LEFT, 0.04, _entries(result, second, len(names), probability))
    width = (sheet.width - _LEFT - 0.05 - _GAP * (columns - 1)) / columns
    panels = []
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        top = legend + row * _PITCH + 0.08
        axes = sheet.axes(_LEFT + column * (width + _GAP), top, width, _HEIGHT)
        _panel(axes, result, outcome, name, second, probability)
        scales.along(axes, points.places(result, name), width, margin=0.03)
        for line, text in enumerate(words.wrap(labels.factor(result, name), width + 0.2, style.SMALL, most=2)):
            middle = _LEFT + column * (width + _GAP) + width / 2
            sheet.text(middle, top + _HEIGHT + 0.22 + 0.125 * line, text, size=style.SMALL, ha="center")
        panels.append((axes, column == 0))
    _same_scale(panels, labels.axis(result, outcome), probability)
    return sheet.figure


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


def _panel(axes: Axes, result: "Result", outcome: str, name: str, second: str | None, probability: bool) -> None:
    if second is None or second == name:
        found = curve(result, outcome, name)
        if not probability:
            _band(axes, found)
        _line(axes, found, style.BLUE, "-", filled=True)
        _note(axes, name, found.places, {"mean": found.of("mean"), "95 % interval": _interval(found)})
        return
    lines = points.places(result, second)
    numbers: dict[str, np.ndarray] = {}
    for place, level in enumerate(lines.levels):
        found = curve(result, outcome, name, lines.each == level)
        colour, dash = LOOKS[place]
        _line(axes, found, colour, dash)
        numbers[f"{second} {lines.named(place)}"] = found.of("mean")
    _note(axes, name, found.places, numbers)


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


def _line(axes: Axes, found: Curve, colour: str, dash: Any, filled: bool = False) -> None:
    x, mean, low, high = found.places.levels, found.of("mean"), found.of("low"), found.of("high")
    numbers = found.places.words is None and len(x) > 1
    if numbers:
        axes.fill_between(x, low, high, color=colour, alpha=0.32 if filled else 0.2, linewidth=0, zorder=2)
        axes.plot(x, mean, color=colour, linestyle=dash, linewidth=1.5, zorder=3, marker="o", markersize=2.4)
    else:
        axes.vlines(x, low, high, color=colour, linewidth=2.2, zorder=2.5)
        axes.plot(x, mean, "o", color=colour, markersize=4.5, markeredgecolor="white", zorder=3)


def second_factor(result: "Result") -> str | None:
    """The factor whose levels get a line each: of a grid, the one with the fewest levels, if they are few."""
    if not points.is_lattice(result) or len(result.factors) < 2:
        return None
    counts = {name: len(points.places(result, name).levels) for name in result.factors}
    fewest = min(counts, key=lambda name: counts[name])
    return fewest if 1 < counts[fewest] <= LINES else None


def _entries(result: "Result", second: str | None, panels: int, probability: bool) -> list[tuple[Any, str]]:
    one: list[tuple[Any, str]] = [(Line2D([], [], color=style.BLUE, linewidth=1.5), "mean")]
    one.append((Patch(color=style.BLUE, alpha=0.4, linewidth=0), "95 % interval of the mean"))
    if not probability:
        one.append((Patch(color=style.BLUE, alpha=0.16, linewidth=0), "90 % of runs"))
    if second is None:
        return one
    lines = points.places(result, second)
    names = [lines.named(place) for place in range(len(lines.levels))]
    each: list[tuple[Any, str]] = [
        (Line2D([], [], color=colour, linestyle=dash, linewidth=1.5), words.fit(f"{second} {name}", 1.35, style.BODY))
        for name, (colour, dash) in zip(names, LOOKS, strict=False)
    ]
    return each


def _subtitle(result: "Result", names: list[str]) -> str:
    runs = words.counted(int(result.manifest["replicates"]), "run")
    left = len(result.factors) - len(names)
    out = f" The {len(names)} factors that tell most; {left} left out." if left else ""
    if result.manifest["design"] == "one-at-a-time":
        return f"{runs} a point; one factor moves, the others stay at their baseline.{out}"
    if points.is_sampled(result) or result.manifest["design"] == "morris":
        return f"Means over points of {runs}, put into parts of each factor's range; the others differ by chance.{out}"
    others = " averaged over the levels of the other factors" if len(result.factors) > 1 else ""
    return f"Means of {runs} a point{others}.{out}"


def _notes(result: "Result", names: list[str], second: str | None) -> list[str]:
    if second is None:
        return []
    own = (
        f" In the panel of {words.fit(second, 2.0, style.SMALL)} itself: mean, and 90 % of runs."
        if second in names
        else ""
    )
    return [f"Shades: 95 % interval of the mean.{own}"]


FIGURE = Declared(by_outcome(draw), 20)
