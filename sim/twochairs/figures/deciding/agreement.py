"""Whether metrics of robustness rank lever settings alike: rank correlations of each with each, an outcome a figure."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, Drawn
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import decided
from twochairs.figures.design.decided import Decided
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.results.result import Result

_LEFT, _TOP, _CELL, _UNDER = 1.15, 0.34, 0.38, 0.75
_GAP, _NAMES = 0.3, 1.75
_MOST_LEVERS = 8


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each outcome that is an objective, once for each direction."""
    found = decided.of(result)
    if "agreement" not in found.answer.tables:
        raise NothingToShow(f"{found.answer.folder} is of one world, in which every metric is the same number")
    frame = found.answer.table("agreement")
    each = [((str(one), str(side)), rows) for (one, side), rows in frame.groupby(["outcome", "wanted"], sort=False)]
    names = file_names((kind, found.of_outcome.get(key, key[0])) for key, _ in each)
    for key, rows in each:
        yield names[kind, found.of_outcome.get(key, key[0])], draw(result, rows, _levers(found, key[0]), *key)


def _levers(found: Decided, outcome: str) -> "pd.Series":
    """Rank correlation of each lever with the mean over worlds, by its name, the foremost first."""
    if "levers" not in found.answer.tables:
        return found.settings[[]].sum()
    frame = found.answer.table("levers")
    own = frame[frame["outcome"] == outcome].set_index("lever")["rank_correlation"].dropna()
    return own.sort_values(key=np.abs, ascending=False, kind="stable")[:_MOST_LEVERS]


@style.styled
def draw(result: "Result", rows: "pd.DataFrame", levers: "pd.Series", outcome: str, wanted: str) -> Figure:
    """A square of rank correlations, and beside it those of the levers with the mean over worlds."""
    metrics = list(dict.fromkeys([*rows["metric"], *rows["other"]]))
    ranks = np.eye(len(metrics))
    places = [[metrics.index(name) for name in rows[column]] for column in ("metric", "other")]
    ranks[places[0], places[1]] = ranks[places[1], places[0]] = rows["rank_correlation"].to_numpy(dtype=float)
    size = _CELL * len(metrics)
    same = [name for place, name in enumerate(metrics) if np.isnan(np.delete(ranks[place], place)).all()]
    notes = [f"The same at every setting, so that it ranks none: {', '.join(same)}."] if same else []
    sheet = Sheet(
        [result],
        f"Do metrics rank lever settings alike? {outcome}, to be {wanted}",
        f"{style.titled(result)} Rank correlations over all settings of the search: 1 is the same order, 0 none, "
        "below 0 the other way round. Every metric is counted so that better comes first.",
        _TOP + size + _UNDER,
        notes,
    )
    _square(sheet.axes(_LEFT, _TOP, size, size), ranks, metrics)
    sheet.text(_LEFT, 0.05, "each metric with each", size=style.BODY, weight="bold")
    if len(levers):
        _bars(sheet, levers, _LEFT + size + _GAP, size)
    return sheet.figure


def _square(axes: Axes, ranks: np.ndarray, metrics: list[str]) -> None:
    edges = np.arange(len(metrics) + 1) - 0.5
    axes.pcolormesh(edges, edges, np.ma.masked_invalid(ranks), cmap=scales.SIGNED, vmin=-1.0, vmax=1.0)
    for row, column in np.ndindex(*ranks.shape):
        if np.isfinite(ranks[row, column]):
            text = words.number(float(ranks[row, column]), 2)
            ink = "white" if abs(ranks[row, column]) > _DARK else style.INK
            axes.text(column, row, text, color=ink, size=style.SMALL, ha="center", va="center")
    axes.set_yticks(range(len(metrics)), [words.fit(one, _LEFT - 0.2, style.SMALL) for one in metrics])
    axes.set_xticks(range(len(metrics)), metrics, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_ylim(len(metrics) - 0.5, -0.5)
    axes.tick_params(length=0, labelsize=style.SMALL)
    for side in axes.spines.values():
        side.set_visible(False)
    numbers = {other: ranks[:, place] for place, other in enumerate(metrics)}
    readings.note(axes, "rank correlation", metrics, numbers, y=np.arange(len(metrics)), digits=2)


_DARK = 0.85
"""Rank correlation from which a cell is so dark that its number is white."""


def _bars(sheet: Sheet, levers: "pd.Series", left: float, height: float) -> None:
    width = sheet.width - left - _NAMES
    axes = sheet.axes(left + _NAMES, _TOP, width, min(height, 0.3 * len(levers) + 0.1))
    values, names = levers.to_numpy(dtype=float), [str(name) for name in levers.index]
    sheet.text(left, 0.05, "each lever with the mean over worlds", size=style.BODY, weight="bold")
    axes.barh(range(len(values)), values, height=0.6, color=style.BLUE)
    scales.about_zero(axes, len(values), width)
    axes.set_xlim(-1.05, 1.05)
    axes.set_yticks(range(len(names)), [words.fit(name, _NAMES - 0.1, style.SMALL) for name in names])
    axes.tick_params(axis="y", length=0, labelsize=style.SMALL)
    numbers = {"rank correlation": values}
    readings.note(axes, "levers", names, numbers, y=np.arange(len(values)), digits=2)


FIGURE = Declared(drawn, 98, verb="robust")
