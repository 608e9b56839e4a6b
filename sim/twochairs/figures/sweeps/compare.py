"""Two sweeps of one design: differences point by point, runs paired by their chance."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from twochairs.errors import NotPossible
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.runs.compare import DIFFERENCE, check_shared, in_row, kind_of_both
from twochairs.figures.style import Sheet
from twochairs.figures.sweeps import MOST_OUTCOMES, labels
from twochairs.figures.sweeps import axes as scales
from twochairs.results.sweep_result import SweepResult
from twochairs.statistics.paired import difference

COLUMNS = ["point", "outcome", "unit", "kind", *DIFFERENCE]
_LEFT, _HEIGHT, _PITCH = 0.78, 1.3, 2.05
_MARKED = 40
"""Points up to which each has a mark of its own."""


def check_same_design(results: Sequence[SweepResult]) -> None:
    """Refuse sweeps that cannot be paired point by point.

    Raises
    ------
    NotPossible : that says what differs
    """
    check_shared(results)
    base = results[0]
    for other in results[1:]:
        reason = _reason(base, other)
        if reason:
            raise NotPossible(f"{base.folder} and {other.folder} cannot be paired: {reason}")


def _reason(base: SweepResult, other: SweepResult) -> str:
    if base.factors != other.factors:
        return f"the factors of one are {', '.join(base.factors)}, of the other {', '.join(other.factors)}"
    if base.points != other.points or not base.design[base.factors].equals(other.design[base.factors]):
        return "their points differ; run both with the same design"
    if not (base.manifest["common_random_numbers"] and other.manifest["common_random_numbers"]):
        return "one has no common random numbers, so that its points do not share their chance with the other's"
    if not set(base.outcomes) & set(other.outcomes):
        return "they have no outcome in common"
    return ""


def differences(base: SweepResult, other: SweepResult, outcome: str) -> tuple[np.ndarray, np.ndarray]:
    """The other's runs less the base's, of shape (point in both, replicate in both), NaN where one has none; and these
    replicates.
    """
    first, second = base.outcome(outcome), other.outcome(outcome)
    kept = {dim: np.intersect1d(first[dim].to_numpy(), second[dim].to_numpy()) for dim in ("point", "replicate")}
    return np.asarray(second.sel(kept).to_numpy() - first.sel(kept).to_numpy()), kept["replicate"]


def paired(base: SweepResult, other: SweepResult) -> pd.DataFrame:
    """Every outcome at every point, the other less the base.

    Returns
    -------
    columns point, outcome, unit, kind, mean_difference, monte_carlo_error, low, high (95 % interval), runs (pairs),
    independent (units that the interval rests on)

    Raises
    ------
    NotPossible : where the two cannot be paired
    """
    check_same_design([base, other])
    points = np.intersect1d(base.there, other.there)
    rows = []
    for outcome, unit in base.outcomes.items():
        if outcome in other.outcomes:
            kind = kind_of_both(base, other, outcome)
            moved, replicates = differences(base, other, outcome)
            draw = base.draw_of(replicates)
            for point, values in zip(points.tolist(), moved, strict=True):
                rows.append((point, outcome, unit, kind, *in_row(difference(values, kind, draw))))
    return pd.DataFrame(rows, columns=COLUMNS)


@style.styled
def draw(base: SweepResult, other: SweepResult) -> Figure:
    """One panel an outcome: the difference at each point with its 95 % interval, from the lowest to the highest.

    Raises
    ------
    NotPossible : where the two cannot be paired
    """
    frame = paired(base, other)
    texts = list(dict.fromkeys(frame["outcome"]))[:MOST_OUTCOMES]
    names = [words.fit(result.title, 3.2, style.BODY) for result in (other, base)]
    if names[0] == names[1]:
        names = [words.fit(str(result.folder), 3.2, style.BODY) for result in (other, base)]
    sheet = Sheet(
        [base, other],
        "What differs, point by point",
        f"{names[0]}, less {names[1]}. Each point: mean difference of runs paired by their chance, with its 95 % "
        "interval; points in the order of their difference.",
        len(texts) * _PITCH + 0.1,
        ["Of intervals that hold nothing but chance, one in twenty leaves out 0."],
    )
    for place, text in enumerate(texts):
        rows = frame[frame["outcome"] == text].sort_values("mean_difference", kind="stable")
        top = place * _PITCH + 0.3
        axes = sheet.axes(_LEFT, top, sheet.width - _LEFT, _HEIGHT)
        x = np.arange(1, len(rows) + 1)
        mean, low, high = (rows[name].to_numpy() for name in ("mean_difference", "low", "high"))
        if len(rows) > _MARKED:
            axes.fill_between(x, low, high, color=style.BLUE, alpha=0.3, linewidth=0, zorder=2)
            axes.plot(x, mean, color=style.BLUE, linewidth=1.4, zorder=3)
        else:
            axes.vlines(x, low, high, color=style.BLUE, alpha=0.5, linewidth=2.2, zorder=2)
            axes.plot(x, mean, "o", color=style.BLUE, markersize=4, markeredgecolor="white", zorder=3)
        numbers = {"mean difference": mean, "95 % interval": np.stack([low, high], axis=1)}
        named = [labels.point(base, int(number)) for number in rows["point"]]
        readings.note(axes, labels.outcome(base, text), named, numbers, x=x, digits=3)
        axes.axhline(0.0, color=style.INK, linewidth=0.8, zorder=1.5)
        axes.set_xlim(0.5, len(rows) + 0.5)
        axes.margins(y=0.1)
        scales.values(axes, _HEIGHT)
        scales.values(axes, sheet.width - _LEFT, upright=False)
        style.grid(axes)
        axes.set_ylabel("Difference")
        axes.set_xlabel("Points, from the lowest difference to the highest")
        clear = int(((rows["low"] > 0) | (rows["high"] < 0)).sum())
        told = f"{clear} of {words.counted(len(rows), 'point')} clear of 0"
        room = sheet.width - _LEFT - words.width(told, style.SMALL) - 0.2
        title = words.fit(labels.outcome(base, text), room, style.BODY, "bold")
        sheet.text(_LEFT, top - 0.2, title, size=style.BODY, weight="bold")
        sheet.text(sheet.width, top - 0.18, told, size=style.SMALL, color=style.GREY, ha="right")
    return sheet.figure
