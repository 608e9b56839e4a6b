"""Which equilibria other runs of the same game would have had: strategies that are played, by share of resamples."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.answers import plays
from twochairs.figures.declared import Countries, single
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.style import Sheet
from twochairs.scenario.wording import percent

if TYPE_CHECKING:
    from twochairs.results.result import Result

MOST = 15
"""Supports of a figure."""
_LEFT, _RIGHT, _ROW, _TOP = 3.6, 0.9, 0.3, 0.36


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """A bar a set of strategies that some resample plays in an equilibrium."""
    game = plays.of(result)
    if "supports" not in game.answer.tables:
        raise NothingToShow(f"{game.answer.folder} has no equilibria\n  hint: solutions: [pure, mixed] asks for them")
    frame = game.answer.table("supports")
    shown, left = frame.head(MOST), max(0, len(frame) - MOST)
    height = _ROW * len(shown)
    drawn = bool(np.isfinite(shown["draws"].to_numpy(dtype=float)).any())
    sheet = Sheet(
        [result],
        "Which equilibria these runs cannot rule out",
        f"{style.titled(result)} Share of {game.answer.said.asked['resamples']} resamples that have an equilibrium of "
        f"these strategies.{f' {left} rarer ones left out.' if left else ''}",
        _TOP + height + 0.45,
        ["A game may have several equilibria, so that shares may add up to more than 1. Dark: solutions of all runs."],
    )
    width = sheet.width - _LEFT - _RIGHT
    axes = sheet.axes(_LEFT, _TOP, width, height)
    shares = shown["resamples"].to_numpy(dtype=float)
    own = np.isfinite(shown["solution"].to_numpy(dtype=float))
    colours = [style.BLUE if one else style.SKY for one in own]
    axes.barh(np.arange(len(shown)), shares, 0.7, color=colours, linewidth=0, zorder=2)
    numbers = {"share of resamples": shares}
    entries: list[tuple[Any, str]] = [(Patch(facecolor=style.BLUE, linewidth=0), "solution of all runs"),
               (Patch(facecolor=style.SKY, linewidth=0), "of resamples alone")]  # fmt: skip
    if drawn:
        of_draws = shown["draws"].to_numpy(dtype=float)
        axes.plot(of_draws, np.arange(len(shown)), "D", color=style.INK, markersize=4, zorder=4)
        numbers["share of draws"] = of_draws
        mark = Line2D([], [], linestyle="", marker="D", color=style.INK, markersize=4)
        entries.append((mark, "share of draws of the constants"))
    for place, (name, share) in enumerate(zip(shown["support"].tolist(), shares.tolist(), strict=True)):
        at = _TOP + _ROW * (place + 0.5)
        sheet.text(0.0, at, words.fit(name, _LEFT - 0.1, style.SMALL), size=style.SMALL, va="center")
        sheet.text(sheet.width, at, percent(share), size=style.SMALL, va="center", ha="right")
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    style.grid(axes, "x")
    sheet.legend(0.0, 0.02, entries)
    sheet.text(_LEFT + width / 2, _TOP + height + 0.25, "share", size=style.BODY, ha="center")
    readings.note(axes, "", shown["support"].tolist(), numbers, y=np.arange(len(shown)))
    return sheet.figure


FIGURE = Declared(single(draw), 96, verb="game")
