"""What every profile of a game brings two players, with their best replies and where these meet."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.answers import plays
from twochairs.figures.answers.plays import Plays
from twochairs.figures.declared import Countries, single
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.design import axes as scales
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _GAP, _TOP, _NAMES = 1.0, 0.45, 0.34, 0.52
_TALLEST, _MOST_NUMBERS = 3.6, 10


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """A panel a player: payoffs less costs as colours and numbers."""
    game = plays.of_two(result)
    width = (style.WIDTH - 2 * style.SIDE - _LEFT - _GAP) / 2
    height = min(_TALLEST, max(0.9, 0.42 * len(game.names[0])))
    sheet = Sheet(
        [result],
        f"What each gets: {game.players[0]} against {game.players[1]}",
        f"{style.titled(result)} Payoff less cost of each profile, mean over runs. Costs are the experiment's own.",
        _TOP + height + _NAMES + 0.2,
        [
            "Ring: best reply to what the other does; dashed where the next best is not clear of it (95 %, runs paired "
            "by their chance). Star: an equilibrium in pure strategies."
        ],
    )
    for player, who in enumerate(game.players):
        left = _LEFT + player * (width + _GAP)
        axes = sheet.axes(left, _TOP, width, height)
        _panel(axes, game, player, width)
        sheet.text(left, 0.05, words.fit(f"what {who} gets", width, style.BODY, "bold"), size=style.BODY, weight="bold")
        if player == 0:
            axes.set_ylabel(words.fit(game.players[0], height, style.BODY))
        else:
            axes.set_yticklabels([])
        axes.set_xlabel(words.fit(game.players[1], width, style.BODY))
    ring = Line2D([], [], linestyle="", marker="o", markerfacecolor="none", markeredgecolor=style.INK, markersize=8)
    star = Line2D([], [], linestyle="", marker="*", color=style.VERMILION, markersize=9)
    sheet.legend(_LEFT, _TOP + height + _NAMES, [(ring, "best reply"), (star, "equilibrium")])
    return sheet.figure


def _panel(axes: Axes, game: Plays, player: int, width: float) -> None:
    rows, columns = map(len, game.names)
    net = game.of_profiles("payoffs", "net")[player]
    low, high = scales.apart(float(net.min()), float(net.max()))
    axes.pcolormesh(
        np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5, net, cmap=scales.BLUES, vmin=low, vmax=high
    )
    numbered = max(rows, columns) <= _MOST_NUMBERS
    for row, column in np.ndindex(rows, columns):
        dark = net[row, column] > (low + high) / 2
        ink = "white" if dark else style.INK
        if numbered:
            shown = words.number(float(net[row, column]), _digits(net))
            axes.text(column, row, shown, color=ink, size=style.SMALL, ha="center", va="center", zorder=4)
        if game.best[player, row, column]:
            _ring(axes, row, column, bool(game.clear[player, row, column]), ink)
    for row, column in game.equilibria:
        axes.plot(column + 0.34, row - 0.3, marker="*", color=style.VERMILION, markersize=9, zorder=5)
    _dress(axes, game, width)
    places = [f"{game.players[0]} {one}, {game.players[1]} {other}" for one in game.names[0] for other in game.names[1]]
    upright, across = np.divmod(np.arange(rows * columns), columns)
    errors = game.of_profiles("payoffs", "error")[player]
    numbers = {"payoff less cost": net.ravel(), "Monte-Carlo error": errors.ravel()}
    readings.note(axes, f"what {game.players[player]} gets", places, numbers, across, upright, digits=4)


def _ring(axes: Axes, row: int, column: int, clear: bool, ink: str) -> None:
    across, upright = 0.44, 0.42
    turn = np.linspace(0.0, 2.0 * np.pi, 60)
    line = "-" if clear else (0, (2, 2))
    axes.plot(
        column + across * np.cos(turn), row + upright * np.sin(turn), color=ink, linewidth=1.3, linestyle=line, zorder=3
    )


def _dress(axes: Axes, game: Plays, width: float) -> None:
    for axis, names, room in (
        (axes.xaxis, game.names[1], width / len(game.names[1])),
        (axes.yaxis, game.names[0], _LEFT - 0.25),
    ):
        axis.set_ticks(range(len(names)), [words.fit(name, room - 0.03, style.SMALL) for name in names])
    axes.tick_params(length=0, labelsize=style.SMALL)
    axes.set_ylim(len(game.names[0]) - 0.5, -0.5)
    for side in axes.spines.values():
        side.set_visible(False)


def _digits(net: np.ndarray) -> int:
    """Decimals that tell cells apart."""
    spread = float(np.ptp(net))
    return 2 if not spread > 0.0 else int(min(6, max(2, 2 - np.floor(np.log10(spread)))))


FIGURE = Declared(single(draw), 90, verb="game")
