"""How often each strategy is played as players get surer to play what pays: logit equilibria along lambda."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.answers import plays
from twochairs.figures.declared import Countries, single
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.SKY)
MOST = len(_COLOURS)
"""Strategies of a panel, those that are played most at the end."""
_LEFT, _GAP, _HEIGHT, _TOP, _ROW = 0.55, 0.45, 2.1, 0.3, 0.19


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """A panel a player, a line a strategy; bars at the end show 95 % of resamples."""
    game = plays.of(result)
    if "logit" not in game.answer.tables:
        raise NothingToShow(f"{game.answer.folder} has no logit equilibria\n  hint: solutions: [logit] asks for them")
    frame = game.answer.table("logit")
    count = len(game.players)
    width = (style.WIDTH - 2 * style.SIDE - _LEFT - _GAP * (count - 1)) / count
    shown = [_most_played(frame, who) for who in game.players]
    below = _ROW * max(map(len, shown))
    sheet = Sheet(
        [result],
        "From anything alike to the best alone: logit equilibria",
        f"{style.titled(result)} Share with which each strategy is played.",
        _TOP + _HEIGHT + 0.5 + below,
        [
            "Lambda counts in standard deviations of a player's payoff over profiles: at 0 all strategies are alike. "
            "Bars at the end: 95 % of resamples."
        ],
    )
    for place, (who, names) in enumerate(zip(game.players, shown, strict=True)):
        left = _LEFT + place * (width + _GAP)
        axes = sheet.axes(left, _TOP, width, _HEIGHT)
        for name, colour in zip(names, _COLOURS, strict=False):
            own = frame[(frame["player"] == who) & (frame["strategy"].map(plays.said) == name)].sort_values("step")
            _line(axes, own, name, colour)
        axes.set_ylim(-0.02, 1.02)
        style.grid(axes)
        axes.set_xlabel("lambda")
        sheet.text(left, 0.04, words.fit(who, width, style.BODY, "bold"), size=style.BODY, weight="bold")
        lines = [Line2D([], [], color=colour) for colour in _COLOURS[: len(names)]]
        fitted = [words.fit(name, width - 0.6, style.BODY) for name in names]
        sheet.legend(left, _TOP + _HEIGHT + 0.42, list(zip(lines, fitted, strict=True)), columns=1)
    return sheet.figure


def _most_played(frame: Any, who: str) -> list[str]:
    own = frame[(frame["player"] == who) & (frame["step"] == frame["step"].max())]
    ranked = own.sort_values("probability", ascending=False, kind="stable")
    kept = ranked.head(MOST).sort_index()
    return [plays.said(name) for name in kept["strategy"].tolist()]


def _line(axes: Any, own: Any, name: str, colour: str) -> None:
    lambdas, shares = own["lambda"].to_numpy(), own["probability"].to_numpy()
    axes.plot(lambdas, shares, color=colour, linewidth=1.5, zorder=3)
    low, high = float(own["low"].iloc[-1]), float(own["high"].iloc[-1])
    if np.isfinite(low):
        axes.vlines(lambdas[-1], low, high, color=colour, linewidth=2.2, alpha=0.6, zorder=4)
    places = [f"lambda {one:.3g}" for one in lambdas]
    readings.note(axes, name, places, {"share": shares}, lambdas, shares)


FIGURE = Declared(single(draw), 94, verb="game")
