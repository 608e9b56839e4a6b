"""An outcome over two factors, with contour lines and the lines between which each runs."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from twochairs.errors import NothingToShow, NotPossible
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, outcomes
from twochairs.figures.declared import Drawn as Figures
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import cells, labels, points
from twochairs.figures.design.cells import Plane, cell_at, pairs, plane
from twochairs.figures.design.points import Places
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names
from twochairs.statistics.estimate import Estimate

if TYPE_CHECKING:
    from twochairs.results.result import Result

__all__ = ["draw", "pairs", "sentences"]

_LEFT, _WIDTH, _HEIGHT = 0.78, 3.75, 3.4
_ALONE = 6.6
"""Width of the map where no second panel stands beside it."""
_RIGHT, _SMALL = 6.25, 2.0
_SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Contour lines of shares of runs."""
_MOST_LINES, _FEWEST = 5, 4
"""Contour lines, and levels of a factor that they need."""
_MOST_CELLS = 2500
_NOISE = 10.0
"""Colours span at least this many Monte-Carlo errors, so that noise alone is no picture."""
_VARIED = 2.0
"""The error is drawn where the largest is so many times the smallest; else it is a number."""
_MOSTLY = 0.8
"""Share of the cells' variance that one factor tells by itself, from which the title names it alone."""


@style.styled
def draw(result: "Result", outcome: str, pair: tuple[str, str]) -> Figure:
    """An outcome's mean over two factors, and beside it the Monte-Carlo error where that is not much the same.

    Raises
    ------
    NotPossible : where no run has the outcome
    NothingToShow : where the highest and the lowest cell cannot be told apart
    """
    found = plane(result, outcome, pair)
    if not np.isfinite(found.of("mean")).any():
        raise NotPossible(f"{outcome} is defined in no run of {result.folder}, so there is no heatmap of it")
    if not found.apart:
        raise NothingToShow(alike(result, outcome, found))
    levels = contours(found)
    sheet = Sheet(
        [result],
        f"{labels.outcome(result, outcome)}: {_found(result, found)}",
        f"{style.titled(result)} {_what(result, found)}{_lines(found, levels)}{_centre(found)}",
        0.26 + _HEIGHT + 0.45,
        sentences(found),
    )
    width = _WIDTH if errors_vary(found) else _ALONE
    axes = sheet.axes(_LEFT, 0.26, width, _HEIGHT)
    low, high, centre = colours(found)
    mesh = _mesh(axes, found, found.of("mean"), scales.BLUES if centre is None else scales.SIGNED, low, high)
    lines(axes, found, levels)
    _frame(axes, found)
    _dress(axes, result, found, width, _HEIGHT)
    _note(axes, found)
    sheet.text(_LEFT, 0.02, "share of runs" if found.probability else "mean", size=style.BODY, weight="bold")
    bar = sheet.axes(_LEFT + width + 0.12, 0.26, 0.12, _HEIGHT)
    sheet.figure.colorbar(mesh, cax=bar)
    if found.probability:
        bar.set_ylim(max(low, 0.0), min(high, 1.0))
    scales.values(bar, _HEIGHT)
    bar.set_ylabel(words.fit(labels.axis(result, outcome), _HEIGHT, style.BODY))
    if errors_vary(found):
        _errors(sheet, result, found)
    return sheet.figure


def alike(result: "Result", outcome: str, found: Plane) -> str:
    """What is said in place of a map whose cells cannot be told apart."""
    top, bottom = cell_at(found, True), cell_at(found, False)
    what = labels.outcome(result, outcome)
    of = " of runs" if found.probability else ""
    if top.mean - bottom.mean <= 1e-12:
        return f"{what} is {labels.value(top.mean)}{of} in every cell ({_ends(top)})"
    return (
        f"{what} goes from {labels.short(bottom.mean)} to {labels.short(top.mean)}{of}, and cells that are alike may "
        "differ as much by chance (95 %)"
    )


def _ends(cell: Estimate) -> str:
    known = np.isfinite(cell.low) and cell.low < cell.high
    return f"95 % interval {labels.short(cell.low)} to {labels.short(cell.high)}" if known else "without chance"


def _found(result: "Result", found: Plane) -> str:
    """Between what the cells lie, and which factor makes most of it."""
    bottom, top = cell_at(found, False).mean, cell_at(found, True).mean
    across, upright = told(found)
    whose = found.across if across >= _MOSTLY else found.upright if upright >= _MOSTLY else None
    mostly = f", mostly by {labels.lever(result, whose.name)}" if whose else ""
    return f"{labels.short(bottom)} to {labels.short(top)}{mostly}"


def told(found: Plane) -> tuple[float, float]:
    """Share of the variance of the cells' means that each factor tells by itself, in [0, 1]; 0 where a cell lacks."""
    means = found.of("mean")
    if not np.isfinite(means).all() or not np.ptp(means) > 0.0:
        return 0.0, 0.0
    whole = means.var()
    return float(means.mean(axis=0).var() / whole), float(means.mean(axis=1).var() / whole)


def errors_vary(found: Plane) -> bool:
    """Whether the largest Monte-Carlo error is twice the smallest, so that a map of it says something."""
    errors = found.of("error")
    known = errors[np.isfinite(errors)]
    return len(known) > 0 and bool(known.max() >= _VARIED * max(float(known.min()), 1e-12))


def _errors(sheet: Sheet, result: "Result", found: Plane) -> None:
    """The second panel: what other seeds would move the mean by."""
    errors = found.of("error")
    axes = sheet.axes(_RIGHT, 0.26, _SMALL, _SMALL)
    mesh = _mesh(axes, found, errors, scales.GREYS, 0.0, _most(found))
    _dress(axes, result, found, _SMALL, _SMALL, named=False)
    sheet.text(_RIGHT, 0.02, "Monte-Carlo error of the mean", size=style.BODY, weight="bold")
    bar = sheet.axes(_RIGHT, 0.26 + _SMALL + 0.36, _SMALL, 0.1)
    sheet.figure.colorbar(mesh, cax=bar, orientation="horizontal")
    scales.values(bar, _SMALL, upright=False)
    text = f"median {labels.short(float(np.nanmedian(errors)))}, largest {labels.short(_most(found))}"
    sheet.text(_RIGHT, 0.26 + _SMALL + 0.68, text, size=style.SMALL, color=style.GREY)


def _note(axes: Axes, found: Plane) -> None:
    """What can be read of each cell."""
    there = np.argwhere(found.of("runs") > 0)
    places = tuple(there.T)
    across, upright = found.across, found.upright
    readings.note(
        axes,
        "",
        [f"{across.name} {across.named(column)}, {upright.name} {upright.named(row)}" for row, column in there],
        {
            "share of runs" if found.probability else "mean": found.of("mean")[places],
            "Monte-Carlo error": found.of("error")[places],
        },
        across.levels[places[1]],
        upright.levels[places[0]],
        digits=3,
    )


def _mesh(axes: Axes, found: Plane, numbers: np.ndarray, colours: Any, low: float, high: float) -> Any:
    axes.set_facecolor("white")
    return axes.pcolormesh(
        scales.edges(found.across),
        scales.edges(found.upright),
        np.ma.masked_invalid(numbers),
        cmap=colours,
        vmin=low,
        vmax=high,
        shading="flat",
        # Edges in the cells' own colours close the gaps between them; thousands of cells would be too much to draw.
        edgecolors="face",
        linewidth=0.4,
        rasterized=numbers.size > _MOST_CELLS,
    )


def _dress(axes: Axes, result: "Result", found: Plane, width: float, height: float, named: bool = True) -> None:
    scales.along(axes, found.across, width)
    scales.along(axes, found.upright, height, upright=True)
    axes.set_xlim(*scales.edges(found.across)[[0, -1]])
    axes.set_ylim(*scales.edges(found.upright)[[0, -1]])
    if named:
        axes.set_xlabel(labels.factor_within(result, found.across.name, width + 0.6, style.BODY))
        axes.set_ylabel(labels.factor_within(result, found.upright.name, height, style.BODY))


def colours(found: Plane) -> tuple[float, float, float | None]:
    """Ends of the scale of colour, and what stands in its middle: the scenario's own value, or else 0 where cells
    lie on both its sides; None where nothing does, and the scale goes from little to much."""
    means, errors = found.of("mean"), found.of("error")
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    noise = _NOISE * float(np.nanmax(errors)) if np.isfinite(errors).any() else 0.0
    own = float(means[found.own]) if found.own else float("nan")
    centre = own if np.isfinite(own) else 0.0 if low < 0.0 < high else None
    if centre is None and found.probability:
        return 0.0, 1.0, None
    middle = (low + high) / 2 if centre is None else centre
    half = max(middle - low, high - middle, noise / 2)
    return *scales.apart(middle - half, middle + half), centre


def contours(found: Plane) -> list[float]:
    """Levels of the lines: round numbers inside the range; none where noise would draw them."""
    if any(axis.words is not None or len(axis.levels) < _FEWEST for axis in (found.across, found.upright)):
        return []
    means = found.of("mean")
    low, high = float(np.nanmin(means)), float(np.nanmax(means))
    if found.probability:
        return [level for level in _SHARES if low < level < high]
    half = half_widths(found)
    known = half[np.isfinite(half)]
    # Lines so close that their shades would run into each other say less than fewer lines.
    count = int((high - low) / (4.0 * float(np.median(known)))) if len(known) else _MOST_LINES
    if count < 1:
        return []
    ticks = MaxNLocator(min(count, _MOST_LINES), steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [float(level) for level in ticks if low < level < high]


def half_widths(found: Plane) -> np.ndarray:
    """Half of each cell's 95 % interval, shape (row, column)."""
    half = (found.of("high") - found.of("low")) / 2
    return np.where(np.isfinite(half), np.maximum(half, 1e-12), np.inf)


def lines(axes: Axes, found: Plane, levels: list[float]) -> None:
    """Lines of the mean, and for each two thin ones between which it runs; all as far as the cells go."""
    means, half = (np.pad(values, 1, mode="edge") for values in (found.of("mean"), half_widths(found)))
    means = np.ma.masked_invalid(means)
    across, upright = (_to_the_edges(axis) for axis in (found.across, found.upright))
    for level in levels:
        apart = np.clip((means - level) / half, -1e6, 1e6)
        ends = axes.contour(across, upright, apart, levels=[-1.0, 1.0], colors=[style.INK], linewidths=0.6, zorder=2.5)
        ends.set_linestyle([(0, (4, 3))])
    if levels:
        widths = [1.8 if level == (0.5 if found.probability else 0.0) else 0.9 for level in levels]
        drawn = axes.contour(
            across, upright, means, levels=levels, colors=[style.INK], linewidths=widths, linestyles="solid", zorder=3
        )
        axes.clabel(drawn, fmt=lambda level: labels.value(round(float(level), 12)), fontsize=style.SMALL, inline=True)


def _to_the_edges(places: Places) -> np.ndarray:
    """A factor's levels, with the ends of the outermost cells before and behind them."""
    ends = scales.edges(places)
    return np.asarray([ends[0], *places.levels, ends[-1]])


def _frame(axes: Axes, found: Plane) -> None:
    """A frame around the cell of the scenario's own values."""
    if found.own is None:
        return
    row, column = found.own
    left, right = scales.edges(found.across)[[column, column + 1]]
    low, high = scales.edges(found.upright)[[row, row + 1]]
    axes.add_patch(
        Rectangle((left, low), right - left, high - low, fill=False, edgecolor=style.INK, linewidth=1.4, zorder=4)
    )


def _centre(found: Plane) -> str:
    return " Frame: the cell of the scenario's own values, from which colours go either way." if found.own else ""


def _what(result: "Result", found: Plane) -> str:
    """What a cell is."""
    others = [name for name in result.factors if name not in (found.across.name, found.upright.name)]
    runs = int(result.manifest["replicates"])
    if points.is_sampled(result):
        least, most = int(found.counts[found.counts > 0].min()), int(found.counts.max())
        counts = f"{least} to {most}" if least != most else f"{least}"
        return f"Each cell: mean of {counts} points of {runs} runs, whose other factors differ by chance."
    if not others:
        return f"Each cell: mean of {words.counted(runs, 'run')}."
    return f"Each cell: mean of {words.counted(runs, 'run')} a point, averaged over all levels of {', '.join(others)}."


def _lines(found: Plane, levels: list[float]) -> str:
    if not levels:
        return ""
    if half_widths(found).min() == np.inf:
        return " Lines: contours; one run a point says nothing of their error."
    return " Lines: contours; each runs between its two dashed ones (95 % by Monte-Carlo error)."


def sentences(found: Plane) -> list[str]:
    """What the numbers say, under the figure."""
    top, bottom = cell_at(found, True), cell_at(found, False)
    if found.probability:
        return [f"{_of_shares(found)} {_capital(_error(found))}."]
    error = _most(found)
    told = [f"From {labels.value(bottom.mean)} to {labels.value(top.mean)}; {_error(found)}."]
    wide = found.widest
    if wide is not None and np.isfinite(wide.low):
        mean, low, high = labels.ends(wide.mean, wide.low, wide.high)
        told.append(f"Highest less lowest cell, runs paired by their chance: {mean} (95 % interval {low} to {high}).")
    if bottom.mean < 0.0 < top.mean:
        told.append(f"The sign is not decided (95 %) in {_undecided(found, 0.0)} of {_cells(found)} cells.")
    least, most, _ = colours(found)
    if np.isfinite(error) and most - least < 1.0001 * _NOISE * error:
        told.append(f"The range is narrow: colours span {_NOISE:g} Monte-Carlo errors, more than the cells do.")
    return [" ".join(told)]


def _error(found: Plane) -> str:
    """The Monte-Carlo error of a cell, in a number."""
    most = _most(found)
    if not np.isfinite(most):
        return "one run a point says no error"
    if most == 0.0:
        return "no Monte-Carlo error"
    least = float(np.nanmin(found.of("error")))
    ends = labels.short(least), labels.short(most)
    return f"Monte-Carlo error of a cell {ends[0] if ends[0] == ends[1] else f'{ends[0]} to {ends[1]}'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_shares(found: Plane) -> str:
    """Whether a share of runs crosses one half, in words."""
    top, bottom = cell_at(found, True), cell_at(found, False)
    for cell, end, where in ((top, top.mean < 0.5, "above"), (bottom, bottom.mean > 0.5, "below")):
        if end:
            return (
                f"Nowhere {where} {labels.value(cell.mean)} of runs (95 % interval of that cell: "
                f"{labels.short(cell.low)} to {labels.short(cell.high)}), so there is no line of 0.5."
            )
    return (
        f"From {labels.value(bottom.mean)} to {labels.value(top.mean)} of runs. Whether it is more likely than not is "
        f"undecided (95 %) in {_undecided(found, 0.5)} of {_cells(found)} cells."
    )


def _undecided(found: Plane, level: float) -> int:
    return int(((found.of("low") <= level) & (found.of("high") >= level)).sum())


def _most(found: Plane) -> float:
    errors = found.of("error")
    return float(np.nanmax(errors)) if np.isfinite(errors).any() else float("nan")


def _cells(found: Plane) -> int:
    return int(np.isfinite(found.of("mean")).sum())


def _each(kind: str, result: "Result", countries: Countries) -> Figures:
    """A figure of each outcome over each pair of factors."""
    pairs = cells.pairs(result)
    told = [() if len(pairs) == 1 else pair for pair in pairs]
    names = file_names((kind, outcome, *pair) for outcome in result.outcomes for pair in told)
    nothing = list[str]()
    for outcome in outcomes(result, countries):
        for pair, in_name in zip(pairs, told, strict=True):
            try:
                yield names[kind, outcome, *in_name], draw(result, outcome, pair)
            except NothingToShow as error:
                nothing.append(str(error))
    if nothing:
        raise NothingToShow("; ".join(dict.fromkeys(nothing)))


FIGURE = Declared(_each, 10)
