"""Strategies that another one, or a mix of others, beats whatever the other players do; taken out in rounds."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.replies import ALIKE, levelled

Kept = tuple[tuple[int, ...], ...]


class Dominated(NamedTuple):
    """A strategy that is out.

    Attributes
    ----------
    round : in which it went, from 1
    player, strategy : whose, and which
    by : shares of the player's strategies in the mix that beats it; a single 1 where one strategy alone does
    margin : by how much at least, over what others may still play
    against : the profile in which it is the smallest, the strategy's own place in it
    """

    round: int
    player: int
    strategy: int
    by: np.ndarray
    margin: float
    against: tuple[int, ...]


def in_rounds(payoffs: np.ndarray, mixes: bool = True) -> tuple[Kept, list[Dominated]]:
    """What is left of each player's strategies, and what went, each round taking out all that are strictly dominated.

    Parameters
    ----------
    payoffs : shape (player, strategies of the first, ...)
    mixes : whether a mix of strategies may dominate one; without, it is quick, and fewer may go
    """
    kept: list[list[int]] = [list(range(count)) for count in payoffs.shape[1:]]
    tolerance = ALIKE * np.ptp(payoffs, axis=tuple(range(1, payoffs.ndim)))
    out: list[Dominated] = []
    for count in range(1, sum(payoffs.shape[1:]) + 1):
        found = [
            one._replace(round=count)
            for player in range(len(kept))
            for one in _dominated(payoffs, player, kept, float(tolerance[player]), mixes)
        ]
        if not found:
            break
        out += found
        for one in found:
            kept[one.player].remove(one.strategy)
    return tuple(map(tuple, kept)), out


def left(payoffs: np.ndarray, kept: Kept) -> np.ndarray:
    """The payoffs of the strategies that are left."""
    return payoffs[np.ix_(range(len(payoffs)), *kept)]


def _dominated(
    payoffs: np.ndarray, player: int, kept: list[list[int]], tolerance: float, mixes: bool
) -> Iterator[Dominated]:
    own = kept[player]
    if len(own) < 2:
        return
    paid = np.moveaxis(left(payoffs, tuple(map(tuple, kept)))[player], player, 0).reshape(len(own), -1)
    margins = (paid[:, None] - paid[None]).min(axis=-1)
    np.fill_diagonal(margins, -np.inf)
    for place, strategy in enumerate(own):
        by = np.zeros(len(own))
        by[int(margins[:, place].argmax())] = 1.0
        if mixes and not margins[:, place].max() > tolerance and len(own) > 2 and paid.shape[1] > 1:
            by = _best_mix(paid, place)
        apart = np.einsum("i,ij->j", by, paid) - paid[place]
        if apart.min() > tolerance:
            whole = np.zeros(payoffs.shape[1 + player])
            whole[own] = by
            where = _profile(int(apart.argmin()), player, strategy, kept)
            yield Dominated(0, player, strategy, whole, float(apart.min()), where)


def _best_mix(paid: np.ndarray, place: int) -> np.ndarray:
    """The mix of the others whose smallest margin over a strategy is the largest."""
    from scipy.optimize import linprog

    strategies, columns = paid.shape
    limits = [(0.0, 0.0 if other == place else 1.0) for other in range(strategies)]
    scaled = levelled(paid[None])[0]
    found = linprog(
        np.append(np.zeros(strategies), -1.0),
        A_ub=np.column_stack([-scaled.T, np.ones(columns)]),
        b_ub=-scaled[place],
        A_eq=[[1.0] * strategies + [0.0]],
        b_eq=[1.0],
        bounds=[*limits, (None, None)],
    )
    mix = np.where(found.x[:-1] < ALIKE, 0.0, found.x[:-1])
    return np.asarray(mix / mix.sum())


def _profile(column: int, player: int, strategy: int, kept: list[list[int]]) -> tuple[int, ...]:
    """The profile behind a column of payoffs, the player's own strategy in its place."""
    others = [other for other in range(len(kept)) if other != player]
    places = np.unravel_index(column, [len(kept[other]) for other in others])
    chosen = {other: kept[other][int(place)] for other, place in zip(others, places, strict=True)}
    return tuple(strategy if other == player else chosen[other] for other in range(len(kept)))
