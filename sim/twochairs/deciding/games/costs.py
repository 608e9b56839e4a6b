"""By what factor a player's cost could be another, and there still be an equilibrium of the same support."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.equilibria import Support, supports

LARGEST_FACTOR = 10.0
_SMALLEST_FACTOR = 0.01
_STEPS = 25
"""Steps of the scan on either side of 1, on a log scale."""
_HALVINGS = 30


class Room(NamedTuple):
    """Between which factors of a player's cost there is an equilibrium of a support: 0 and 10 where none was met."""

    low: float
    high: float


def net(payoffs: np.ndarray, costs: np.ndarray, player: int, factor: float) -> np.ndarray:
    """Payoffs less costs, one player's cost times a factor.

    Parameters
    ----------
    payoffs, costs : shape (player, strategies of the first, ...)
    """
    factors = np.ones(len(payoffs))
    factors[player] = factor
    return np.asarray(payoffs - costs * factors.reshape(-1, *[1] * (payoffs.ndim - 1)))


def room(payoffs: np.ndarray, costs: np.ndarray, player: int, wanted: Support, mixed: bool) -> Room:
    """The factors around 1 of a player's cost that leave an equilibrium of a support.

    Between steps of the scan (a tenth to a fifth apart) a support that goes and comes back is not seen.
    """

    def holds(factor: float) -> bool:
        return wanted in supports(net(payoffs, costs, player, factor), mixed)

    down = [*np.geomspace(1.0, _SMALLEST_FACTOR, _STEPS + 1)[1:].tolist(), 0.0]
    up = np.geomspace(1.0, LARGEST_FACTOR, _STEPS + 1)[1:].tolist()
    return Room(_edge(holds, down), _edge(holds, up))


def _edge(holds: Callable[[float], bool], factors: list[float]) -> float:
    inside = 1.0
    for factor in factors:
        if not holds(factor):
            return _between(holds, inside, factor)
        inside = factor
    return inside


def _between(holds: Callable[[float], bool], inside: float, outside: float) -> float:
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2.0
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def rooms(payoffs: np.ndarray, costs: np.ndarray, wanted: Support, mixed: bool) -> Iterator[Room]:
    """The same for each player's cost in turn."""
    for player in range(len(payoffs)):
        yield room(payoffs, costs, player, wanted, mixed)
