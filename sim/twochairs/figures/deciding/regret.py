"""How far each lever setting is behind the best one in every world, by fresh runs."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.declared import Countries, Drawn
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.design import decided
from twochairs.figures.design.decided import OFF, Decided
from twochairs.figures.style import Sheet
from twochairs.filenames import file_names

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _TOP, _ROW, _RIGHT, _SCALE = 0.95, 0.1, 0.22, 0.75, 0.16
_MOST = 24


def drawn(kind: str, result: "Result", countries: Countries) -> Drawn:
    """A figure of each objective's outcome, once for each direction."""
    found = decided.of(result)
    there = found.answer.table("values").columns
    seen = {key: objective for key, objective in found.of_outcome.items() if key[0] in there}
    names = file_names((kind, objective) for objective in seen.values())
    for (outcome, side), objective in seen.items():
        yield names[kind, objective], draw(result, found, outcome, side == "high")


@style.styled
def draw(result: "Result", found: Decided, outcome: str, high: bool) -> Figure:
    """A row a setting that may be on the front, a column a world."""
    numbers = found.settings["setting"].to_numpy()[found.standing != OFF]
    frame = found.answer.table("values").pivot(index="setting", columns="world", values=outcome)
    sign = 1.0 if high else -1.0
    means = sign * frame.to_numpy(dtype=float)
    behind = frame.copy()
    behind[:] = means.max(axis=0) - means
    order = np.argsort(means.max(axis=0), kind="stable")
    shown = behind.loc[numbers].assign(most=lambda own: own.max(axis=1)).sort_values("most", kind="stable")
    rows = shown.drop(columns="most").to_numpy(dtype=float)[:_MOST][:, order]
    called = [str(number) for number in shown.index[:_MOST]]
    more = len(shown) - len(called)
    notes = [f"{more} more settings that may be on the front are in values.csv."] if more else []
    sheet = Sheet(
        [result],
        f"Regret: how far each lever setting is behind the best in the same world, {outcome}",
        f"{style.titled(result)} By runs that did not choose the settings; the least of the largest regret on top. "
        f"Behind the best of {len(found.settings)} settings that were run again, not of all that there could be.",
        _TOP + _ROW * len(called) + 0.5,
        notes,
    )
    width, height = sheet.width - _LEFT - _RIGHT, _ROW * len(called)
    axes = sheet.axes(_LEFT, _TOP, width, height)
    _cells(axes, sheet, rows, called, width)
    axes.set_xlabel(f"worlds, from the one where the best setting does least (left), of {rows.shape[1]}")
    return sheet.figure


def _cells(axes: Axes, sheet: Sheet, rows: np.ndarray, called: list[str], width: float) -> None:
    low, high = scales.apart(0.0, float(rows.max()))
    drawn = axes.pcolormesh(
        np.arange(rows.shape[1] + 1) - 0.5, np.arange(len(rows) + 1) - 0.5, rows, cmap=scales.BLUES, vmin=low, vmax=high
    )
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [words.fit(one, _LEFT - 0.4, style.SMALL) for one in called])
    axes.set_xticks([])
    axes.tick_params(length=0, labelsize=style.SMALL)
    axes.set_ylabel("setting")
    bar = sheet.figure.colorbar(drawn, cax=sheet.axes(sheet.width - _RIGHT + 0.12, _TOP, _SCALE, _ROW * len(called)))
    bar.ax.tick_params(labelsize=style.SMALL)
    bar.outline.set_visible(False)
    numbers = {"largest regret": rows.max(axis=1), "mean regret": rows.mean(axis=1)}
    readings.note(axes, "regret", [f"setting {one}" for one in called], numbers, y=np.arange(len(rows)), digits=3)


FIGURE = Declared(drawn, 96, verb="robust")
