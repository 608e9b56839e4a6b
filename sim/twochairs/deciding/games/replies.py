"""What a player gets from each strategy, and gains by leaving a mix, the others staying.

Everywhere here `payoffs` has the shape (player, strategies of the first, strategies of the second, ...), and `mixes`
are probabilities of each player's strategies. Axes before these, such as one over resampled games, are kept.
"""

import numpy as np

Mixes = tuple[np.ndarray, ...]

ALIKE = 1e-8
"""Payoffs nearer than this share of a player's range of payoffs count as equal."""


def levelled(payoffs: np.ndarray) -> np.ndarray:
    """Each player's payoffs on a scale from 1 to 2, which changes no equilibrium; 1 where they are all the same."""
    axes = tuple(range(1, payoffs.ndim))
    low = payoffs.min(axis=axes, keepdims=True)
    spread = payoffs.max(axis=axes, keepdims=True) - low
    return np.asarray(1.0 + (payoffs - low) / np.where(spread > 0.0, spread, 1.0))


def of_strategies(payoffs: np.ndarray, player: int, mixes: Mixes) -> np.ndarray:
    """What each of a player's strategies pays against the others' mixes, the strategies last."""
    return _averaged(payoffs, player, mixes, {player})


def of_pairs(payoffs: np.ndarray, player: int, other: int, mixes: Mixes) -> np.ndarray:
    """The same of each strategy of the player against each of another's, those of the player last but one."""
    paid = _averaged(payoffs, player, mixes, {player, other})
    return paid if player < other else np.swapaxes(paid, -1, -2)


def _averaged(payoffs: np.ndarray, player: int, mixes: Mixes, kept: set[int]) -> np.ndarray:
    """A player's payoffs, averaged over the mixes of all players but some."""
    before = payoffs.ndim - len(mixes) - 1
    table = np.take(payoffs, player, axis=before)
    for other in reversed(range(len(mixes))):
        if other not in kept:
            table = np.einsum("...i,i->...", np.moveaxis(table, before + other, -1), mixes[other])
    return np.asarray(table)


def gains(payoffs: np.ndarray, mixes: Mixes) -> tuple[np.ndarray, ...]:
    """What each strategy pays more than the player's mix, for each player; below 0 what it pays less."""
    found = []
    for player, mix in enumerate(mixes):
        each = of_strategies(payoffs, player, mixes)
        found.append(each - np.einsum("...i,i->...", each, mix)[..., None])
    return tuple(found)


def regret(payoffs: np.ndarray, mixes: Mixes) -> np.ndarray:
    """The largest gain of any player by any single deviation, at least 0: 0 in an equilibrium."""
    largest = np.stack([each.max(axis=-1) for each in gains(payoffs, mixes)], axis=-1)
    return np.asarray(np.maximum(largest.max(axis=-1), 0.0))


def one_hot(profile: tuple[int, ...], shape: tuple[int, ...]) -> Mixes:
    """The mixes of a profile of pure strategies."""
    return tuple(np.eye(count)[strategy] for strategy, count in zip(profile, shape, strict=True))


def support(mixes: Mixes) -> tuple[tuple[int, ...], ...]:
    """The strategies that each player plays at all."""
    return tuple(tuple(np.flatnonzero(mix).tolist()) for mix in mixes)
