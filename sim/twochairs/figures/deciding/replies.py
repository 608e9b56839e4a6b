"""Each player's best reply to what the other does, over two levers, with how far other runs move it."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from twochairs.errors import NothingToShow
from twochairs.figures import readings, style
from twochairs.figures import text as words
from twochairs.figures.answers import plays
from twochairs.figures.answers.plays import Plays
from twochairs.figures.declared import Countries, single
from twochairs.figures.declared import Figure as Declared
from twochairs.figures.style import Sheet

if TYPE_CHECKING:
    from twochairs.results.result import Result

_LEFT, _SIDE, _TOP = 0.8, 3.2, 0.32
_COLOURS = (style.BLUE, style.VERMILION)


@style.styled
def draw(result: "Result", countries: Countries = None) -> Figure:
    """Both reply curves, the first player's lever across; where they meet is an equilibrium."""
    game = plays.of_two(result)
    levels = [_levels(result, who) for who in game.players]
    sheet = Sheet(
        [result],
        f"What each does best: {game.players[0]} against {game.players[1]}",
        f"{style.titled(result)} Best reply of each (line) and the replies that are not clear of it (shade).",
        _TOP + _SIDE + 0.45,
        ["Shade: levels that pay less than the best by no more than their 95 % interval, runs paired by their chance."],
    )
    width = sheet.width - _LEFT
    axes = sheet.axes(_LEFT, _TOP, width, _SIDE)
    for player in (0, 1):
        _curve(axes, game, player, levels)
    axes.set_xlabel(words.fit(f"{game.players[0]}: {_path(result, game.players[0])}", width, style.BODY))
    axes.set_ylabel(words.fit(f"{game.players[1]}: {_path(result, game.players[1])}", _SIDE, style.BODY))
    for row, column in game.equilibria:
        axes.plot(levels[0][row], levels[1][column], marker="*", color=style.INK, markersize=11, zorder=6)
    axes.margins(0.05)
    style.grid(axes, "both")
    entries = [
        (Line2D([], [], color=colour, marker="o", markersize=4), f"{who}'s best reply")
        for who, colour in zip(game.players, _COLOURS, strict=True)
    ]
    star = Line2D([], [], linestyle="", marker="*", color=style.INK, markersize=9)
    sheet.legend(_LEFT, 0.02, [*entries, (star, "equilibrium")])
    return sheet.figure


def _levels(result: "Result", who: str) -> np.ndarray:
    """The levels of a player's lever, one for each strategy that is told apart."""
    values = result.design[who].to_numpy()
    if values.dtype.kind not in "iuf":
        raise NothingToShow(f"the strategies of {who} are no levels of one lever, so there is no curve of replies")
    declared = np.array(list(dict.fromkeys(values.tolist())))
    frame = result.answer("game").table("strategies")
    own = frame[frame["player"] == who].reset_index(drop=True)
    return np.asarray(declared[own.drop_duplicates("called").index.to_numpy()])


def _path(result: "Result", who: str) -> str:
    about = result.about(who)
    return str(about.get("meaning") or "level")


def _curve(axes: Axes, game: Plays, player: int, levels: list[np.ndarray]) -> None:
    """A player's best level for each of the other's, and the levels that are not clear of it."""
    own, other = levels[player], levels[1 - player]
    best = np.moveaxis(game.best[player], player, 0)
    difference, error = (
        np.moveaxis(game.of_profiles("differences", column)[player], player, 0) for column in ("difference", "high")
    )
    replies = own[best.argmax(axis=0)]
    open_ = best | (error >= 0.0) | (difference >= 0.0)
    low = np.array([own[column].min() for column in open_.T])
    high = np.array([own[column].max() for column in open_.T])
    colour = _COLOURS[player]
    if player == 0:
        axes.fill_betweenx(other, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(replies, other, color=colour, marker="o", markersize=4, linewidth=1.6, zorder=4)
    else:
        axes.fill_between(other, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(other, replies, color=colour, marker="o", markersize=4, linewidth=1.6, zorder=4)
    places = [f"against {game.players[1 - player]} {level:g}" for level in other]
    numbers = {"best reply": replies, "not clear of it": np.stack([low, high], axis=1)}
    x, y = (replies, other) if player == 0 else (other, replies)
    readings.note(axes, game.players[player], places, numbers, x, y)


FIGURE = Declared(single(draw), 92, verb="game")
