"""Strategies that are the same to everybody, such as two values of a lever above where it saturates."""

import numpy as np

Groups = tuple[tuple[int, ...], ...]

_ROUNDING = 1e-12
"""Share of a player's range of payoffs below which a difference is the rounding of sums."""


def same_strategies(values: np.ndarray) -> tuple[Groups, ...]:
    """For each player the strategies that pay every player the same in every run, whatever the others do.

    Parameters
    ----------
    values : payoffs of each run, or any numbers that matter, shape (run, number, strategies of the first, ...)

    Returns
    -------
    for each player groups of strategies, in the order of their first ones
    """
    return tuple(_groups(np.moveaxis(values, 2 + player, 0), _rounding(values)) for player in range(values.ndim - 2))


def first_of_each(values: np.ndarray, groups: tuple[Groups, ...]) -> np.ndarray:
    """The same payoffs with one strategy for each group: the last axes are those of the players."""
    start = values.ndim - len(groups)
    for player, own in enumerate(groups):
        values = np.take(values, [group[0] for group in own], axis=start + player)
    return values


def _groups(by_strategy: np.ndarray, rounding: np.ndarray) -> Groups:
    groups: list[list[int]] = []
    for strategy, paid in enumerate(by_strategy):
        for group in groups:
            if (np.abs(paid - by_strategy[group[0]]) <= rounding).all():
                group.append(strategy)
                break
        else:
            groups.append([strategy])
    return tuple(map(tuple, groups))


def _rounding(values: np.ndarray) -> np.ndarray:
    """For each number, in the shape of the numbers of one strategy in all runs."""
    others = tuple(axis for axis in range(values.ndim) if axis != 1)
    scale = np.abs(values).max(axis=others) * _ROUNDING
    return np.asarray(scale.reshape(1, -1, *[1] * (values.ndim - 3)))
