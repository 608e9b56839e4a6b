"""By what factor a player's cost could be another, and there still be an equilibrium of the same support."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.equilibria import Support, supports

At = Callable[[float], frozenset[Support]]
"""Supports of all equilibria where a player's cost is times a factor."""
LARGEST_FACTOR = 10.0
_SMALLEST_FACTOR = 0.01
_STEPS = 25
"""Steps of the scan on either side of 1, on a log scale."""
_HALVINGS = 30


class Room(NamedTuple):
    """Between which factors of a player's cost there is an equilibrium of a support; 0 and `LARGEST_FACTOR` where no
    end was met.
    """

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


def rooms(payoffs: np.ndarray, costs: np.ndarray, wanted: Sequence[Support], mixed: bool) -> list[list[Room]]:
    """For each of some supports, the factors around 1 of each player's cost that leave an equilibrium of it.

    Between steps of the scan (a tenth to a fifth apart) a support that goes and comes back is not seen.
    """
    found: list[list[Room]] = [[] for _ in wanted]
    for player in range(len(payoffs)):
        there = _supports_at(payoffs, costs, player, mixed)
        for one, own in zip(wanted, found, strict=True):
            own.append(_room(there, one))
    return found


def _supports_at(payoffs: np.ndarray, costs: np.ndarray, player: int, mixed: bool) -> At:
    @cache
    def there(factor: float) -> frozenset[Support]:
        return supports(net(payoffs, costs, player, factor), mixed)

    return there


def _room(there: At, wanted: Support) -> Room:
    def holds(factor: float) -> bool:
        return wanted in there(factor)

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
