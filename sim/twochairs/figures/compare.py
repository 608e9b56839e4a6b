"""Results side by side: the same chance in all of them, so that what differs is what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import read, readings, style
from twochairs.figures import text as words
from twochairs.figures.style import Sheet
from twochairs.results.paired import check_paired
from twochairs.statistics.estimate import Estimate, along
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT = 0.75


@dataclass(frozen=True)
class Pairs:
    """What pairs of runs differ by.

    Attributes
    ----------
    values : second less first, shape (pair, month)
    draw : of each pair, where constants were drawn
    """

    values: np.ndarray
    draw: Drawn | None

    def __len__(self) -> int:
        return len(self.values)

    def along(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean and ends of its 95 % interval, each of shape (month,)."""
        return along(self.values, self.draw)

    def at_end(self) -> Estimate:
        """The mean difference of the last month."""
        return difference(self.values[:, -1], NUMBER, self.draw)


def differences(results: "Sequence[Result]", country: str, quantity: str = "alignment") -> list[Pairs]:
    """A country's quantity in each other result minus the first, run by run.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or the country is not in all
    """
    check_paired(results)
    for result in results:
        read.countries(result, [country])
    base = read.series(results[0], quantity).sel(country=country)
    found = []
    for other in results[1:]:
        theirs = read.series(other, quantity).sel(country=country)
        common = sorted(set(base["replicate"].to_numpy().tolist()) & set(theirs["replicate"].to_numpy().tolist()))
        moved = (theirs.sel(replicate=common) - base.sel(replicate=common)).to_numpy()
        found.append(Pairs(moved, results[0].draw_of(common)))
    return found


@style.styled
def draw(results: "Sequence[Result]", country: str) -> Figure:
    """A country's alignment in two or more results, and paired differences of the others from the first.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or the country is not in all
    """
    moved = differences(results, country)
    months = read.months(read.series(results[0], "alignment"))
    labels = _names(results)
    name = words.fit(read.label(results[0], "country", country), 3.5, style.TITLE, "bold")
    tall, low, gap = 2.4, 1.5, 0.42
    first = 0.02 + 0.19 * len(results) + 0.12
    fewest = min(map(len, moved))
    bands = (
        f"middle 50 % (dark) and 90 % (light) of {fewest} pairs of runs with the same chance; "
        "thin dashes: 95 % interval of the mean"
        if fewest > 1
        else "a single pair"
    )
    narrow = len(results) > 2
    shown = "median and middle 50 % of runs." if narrow else "median of runs, middle 50 % (dark) and 90 % (light)."
    sheet = Sheet(
        results,
        f"{name}: {len(results)} scenarios compared",
        f"Above: alignment, {shown} Below: difference from {labels[0]}, mean and {bands}.",
        first + tall + len(moved) * (low + gap) + 0.32,
    )
    width = sheet.width - _LEFT
    sheet.legend(
        _LEFT,
        0.04,
        [
            (Line2D([], [], color=colour, linestyle=line, linewidth=1.8), label)
            for label, (colour, line) in zip(labels, _looks(len(labels)), strict=True)
        ],
        columns=1,
    )
    axes = sheet.axes(_LEFT, first, width, tall)
    x = style.date_axis(axes, months, width, labels=False)
    style.grid(axes)
    for result, (colour, line) in zip(results, _looks(len(results)), strict=True):
        values = read.series(result, "alignment").sel(country=country).to_numpy()
        style.band(axes, x, values, colour, line, light=0.7, outer=not narrow)
    axes.set_ylabel("Alignment (−1 to 1)")
    medians = {
        label: read.bands(read.series(result, "alignment").sel(country=country).to_numpy())[2]
        for label, result in zip(labels, results, strict=True)
    }
    readings.note_months(axes, "Alignment, median", months, x, medians, digits=3)
    ends = np.array([[*read.bands(pairs.values)[[0, -1]], *pairs.along()] for pairs in moved])
    low_end, high_end = min(0.0, float(np.nanmin(ends))), max(0.0, float(np.nanmax(ends)))
    margin = max(0.005, 0.06 * (high_end - low_end))
    for place, pairs in enumerate(moved):
        top = first + tall + gap + place * (low + gap)
        axes = sheet.axes(_LEFT, top, width, low)
        style.date_axis(axes, months, width, labels=place == len(moved) - 1)
        _difference(axes, x, pairs, *_looks(len(results))[place + 1])
        axes.set_ylim(low_end - margin, high_end + margin)
        axes.set_ylabel("Difference\n(units of alignment)")
        title = f"Difference: {labels[place + 1]}"
        readings.note_months(axes, title, months, x, _of_difference(pairs), digits=3)
        last = f"at the end: {mean_text(pairs.at_end())}"
        room = width - words.width(last, style.SMALL) - 0.2
        sheet.text(_LEFT, top - 0.2, words.fit(title, room, style.BODY, "bold"), size=style.BODY, weight="bold")
        sheet.text(sheet.width, top - 0.18, last, size=style.SMALL, color=style.GREY, ha="right")
    return sheet.figure


def mean_text(found: Estimate) -> str:
    """A mean difference with its interval, or with why it has none."""
    mean, low, high = (words.signed(end, 3) for end in (found.mean, found.low, found.high))
    if np.isfinite(found.low):
        return f"{mean} [{low}, {high}]"
    return f"{mean} in all {found.runs} pairs" if found.runs > 1 and not found.varied else mean


def _looks(count: int) -> list[tuple[str, Any]]:
    return [style.SCENARIOS[place % len(style.SCENARIOS)] for place in range(count)]


def _names(results: "Sequence[Result]") -> list[str]:
    """Short titles; the file's name is added where two are the same."""
    titles = [words.fit(result.title, 4.5, style.BODY) for result in results]
    return [
        title if titles.count(title) == 1 else words.fit(f"{title} ({result.manifest['name']})", 6.0, style.BODY)
        for title, result in zip(titles, results, strict=True)
    ]


def _of_difference(pairs: Pairs) -> dict[str, np.ndarray]:
    """What can be read of paired differences."""
    mean, low, high = pairs.along()
    ends = read.bands(pairs.values)
    return {
        "mean": mean,
        "95 % interval of the mean": np.stack([low, high], axis=-1),
        "90 % of pairs": np.stack([ends[0], ends[4]], axis=-1),
    }


def _difference(axes: Axes, x: np.ndarray, pairs: Pairs, colour: str, line: Any) -> None:
    style.grid(axes)
    axes.axhline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
    mean, low, high = pairs.along()
    if len(pairs) > 1:
        ends = read.bands(pairs.values)
        axes.fill_between(x, ends[0], ends[4], color=colour, alpha=0.18, linewidth=0, zorder=2)
        axes.fill_between(x, ends[1], ends[3], color=colour, alpha=0.3, linewidth=0, zorder=2.1)
        for end in (low, high):
            axes.plot(x, end, color=style.INK, linewidth=0.7, linestyle=(0, (4, 1.5)), zorder=2.5)
    axes.plot(x, mean, color=colour, linestyle=line, linewidth=1.5, zorder=3)


@style.styled
def forest(results: "Sequence[Result]", countries: Sequence[str] | None = None) -> Figure:
    """Paired differences of alignment at the end, for every country or those chosen.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or a country is not in all
    """
    chosen = [country for country in read.countries(results[0], countries) if _everywhere(results, country)]
    moved = {country: differences(results, country) for country in chosen}
    labels, others = _names(results), len(results) - 1
    row = 0.2 * others + 0.1
    first = 0.02 + 0.19 * others + 0.28
    last = str(read.months(read.series(results[0], "alignment"))[-1].astype("datetime64[M]"))
    sheet = Sheet(
        results,
        "What each scenario changes for whom",
        f"Alignment in {last}: difference from {labels[0]}, runs paired by their chance. Dot and thick line: mean "
        "with its 95 % interval. Thin line: 90 % of pairs.",
        first + row * len(chosen) + 0.5,
    )
    left, right = 1.75, 1.75
    looks = _looks(len(results))[1:]
    sheet.legend(
        left,
        0.04,
        [
            (Line2D([], [], color=colour, marker=marker, markersize=5, linewidth=2.2), label)
            for label, (colour, _), marker in zip(labels[1:], looks, _MARKERS, strict=False)
        ],
        columns=1,
    )
    axes = sheet.axes(left, first, sheet.width - left - right, row * len(chosen))
    axes.set_ylim(row * len(chosen), 0.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    style.grid(axes, "x")
    axes.axvline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
    sheet.text(sheet.width, first - 0.17, "mean [95 % interval]", size=style.SMALL, color=style.GREY, ha="right")
    for place, country in enumerate(chosen):
        if place % 2:
            axes.axhspan(row * place, row * (place + 1), color="#f4f4f4", linewidth=0, zorder=0)
        name = words.fit(read.label(results[0], "country", country), left - 0.1, style.BODY)
        sheet.text(left - 0.1, first + row * (place + 0.5), name, size=style.BODY, ha="right", va="center")
        for other, pairs in enumerate(moved[country]):
            y = row * place + 0.05 + 0.2 * (other + 0.5)
            found = pairs.at_end()
            colour, marker = looks[other][0], _MARKERS[other % len(_MARKERS)]
            if len(pairs) > 1:
                axes.hlines(y, *read.bands(pairs.values[:, -1])[[0, -1]], color=colour, linewidth=0.9, zorder=2)
                axes.hlines(y, found.low, found.high, color=colour, linewidth=3.0, alpha=0.6, zorder=2.5)
            axes.plot([found.mean], [y], marker=marker, color=colour, markersize=4.5, markeredgecolor="white", zorder=3)
            sheet.text(sheet.width, first + y, mean_text(found), size=style.SMALL, ha="right", va="center")
    axes.set_xlabel("Difference of alignment at the end (units of alignment)")
    axes.margins(x=0.06)
    for other in range(others):
        readings.note(
            axes,
            labels[other + 1],
            [read.label(results[0], "country", country) for country in chosen],
            _of_difference(_ends([moved[country][other] for country in chosen])) if chosen else {},
            y=np.array([row * place + 0.05 + 0.2 * (other + 0.5) for place in range(len(chosen))]),
            digits=3,
        )
    return sheet.figure


def _ends(each: Sequence[Pairs]) -> Pairs:
    """The last months of several countries side by side."""
    return Pairs(np.stack([pairs.values[:, -1] for pairs in each], axis=1), each[0].draw)


_MARKERS = ("o", "s", "^", "D")


def _everywhere(results: "Sequence[Result]", country: str) -> bool:
    return all(country in read.countries(result) for result in results)
