"""Logit equilibria: every player plays better strategies more often, by how much more lambda says.

Payoffs are taken in units of their standard deviation over profiles, each player's own, so that lambda means the same
in every game. The path starts at the uniform mixes (lambda 0) and is followed by its length, so that it may turn back.

Sources
-------
McKelvey, R. D., Palfrey, T. R. (1995): Quantal response equilibria for normal form games. Games and Economic Behavior
10, 6-38
Turocy, T. L. (2005): A dynamic homotopy interpretation of the logistic quantal response equilibrium correspondence.
Games and Economic Behavior 51, 243-263
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from twochairs.deciding.games.replies import Mixes, of_pairs, of_strategies

Function = Callable[[np.ndarray], np.ndarray]

_EXACT = 1e-9
_FIRST, _SHORTEST, _LONGEST, _LONGER = 0.05, 1e-7, 20.0, 1.4
_ASTRAY = 0.25
"""How far from where it was looked for a point may lie, in lengths of the step, lest another branch is taken."""
_STEPS = 5000


class Path(NamedTuple):
    """The branch of logit equilibria that starts at the uniform mixes.

    Attributes
    ----------
    lambdas : along the path, from 0 to what was asked for
    mixes : at each of them
    turns : whether lambda falls anywhere on the way
    """

    lambdas: np.ndarray
    mixes: list[Mixes]
    turns: bool

    @property
    def last(self) -> Mixes:
        """The equilibrium at the lambda that was asked for."""
        return self.mixes[-1]


def in_deviations(payoffs: np.ndarray) -> np.ndarray:
    """Payoffs in units of their standard deviation over profiles; unchanged for a player who never cares."""
    spread = payoffs.std(axis=tuple(range(1, payoffs.ndim)), keepdims=True)
    return np.asarray(payoffs / np.where(spread > 0.0, spread, 1.0))


def logit_path(payoffs: np.ndarray, largest: float) -> Path:
    """Follow the logit equilibria from the uniform mixes until lambda first is `largest`.

    Parameters
    ----------
    payoffs : shape (player, strategies of the first, ...)
    largest : lambda to stop at, above 0

    Raises
    ------
    ArithmeticError : where the path is lost
    """
    game, here = _Game(payoffs), np.append(-np.log(np.repeat(payoffs.shape[1:], payoffs.shape[1:])), 0.0)
    way = _onward(game, here, np.append(np.zeros(len(here) - 1), 1.0))
    points, length = [here], _FIRST
    for _ in range(_STEPS):
        found = _next(game, here, way, length)
        if found is None:
            length /= 2.0
            if length < _SHORTEST:
                break
            continue
        if found[-1] >= largest:
            part = (largest - here[-1]) / (found[-1] - here[-1])
            points.append(_at(game, here + part * (found - here), largest))
            break
        here, way, length = found, _onward(game, found, way), min(_LONGEST, length * _LONGER)
        points.append(here)
    lambdas = np.array([point[-1] for point in points])
    if lambdas[-1] != largest:
        raise ArithmeticError(f"the path of logit equilibria was lost at lambda {lambdas[-1]:.4g}")
    return Path(lambdas, [game.mixes(point) for point in points], bool((np.diff(lambdas) < 0.0).any()))


def logit_near(payoffs: np.ndarray, lambda_: float, near: Mixes) -> Mixes | None:
    """The logit equilibrium at a lambda that a search from given mixes leads to; None where it leads to none."""
    game, start = _Game(payoffs), np.append(np.log(np.maximum(np.concatenate(near), 1e-300)), lambda_)
    try:
        return game.mixes(_at(game, start, lambda_))
    except ArithmeticError:
        return None


def _next(game: "_Game", here: np.ndarray, way: np.ndarray, length: float) -> np.ndarray | None:
    """The point of the path about a step further, None where it is not found near there."""
    guess = here + length * way
    found = _root(
        lambda point: np.append(game.apart(point), way @ (point - guess)),
        lambda point: np.vstack([game.slopes(point), way]),
        guess,
    )
    near = np.linalg.norm(found - guess) <= _ASTRAY * length
    return found if near and np.abs(game.apart(found)).max() <= _EXACT else None


def _at(game: "_Game", near: np.ndarray, lambda_: float) -> np.ndarray:
    """The point of the path at a lambda, from one that is near it."""
    logs = _root(
        lambda logs: game.apart(np.append(logs, lambda_)),
        lambda logs: game.slopes(np.append(logs, lambda_))[:, :-1],
        near[:-1],
    )
    found = np.append(logs, lambda_)
    if not np.abs(game.apart(found)).max() <= _EXACT:
        raise ArithmeticError(f"no logit equilibrium was found at lambda {lambda_:.4g}")
    return found


def _onward(game: "_Game", here: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The direction of the path at a point, the way it was going."""
    straight = np.linalg.solve(np.vstack([game.slopes(here), way]), np.append(np.zeros(len(here) - 1), 1.0))
    return np.asarray(straight / np.linalg.norm(straight))


def _root(apart: Function, slopes: Function, near: np.ndarray) -> np.ndarray:
    from scipy.optimize import root

    return np.asarray(root(apart, near, jac=slopes, tol=1e-13).x)


class _Game:
    """What is 0 at a logit equilibrium, of the logarithms of all probabilities, then lambda; and its slopes."""

    def __init__(self, payoffs: np.ndarray) -> None:
        self.payoffs, self.shape = in_deviations(payoffs), payoffs.shape[1:]
        self.ends = np.cumsum(self.shape)

    def apart(self, point: np.ndarray) -> np.ndarray:
        """For each player what its probabilities miss 1 by, then its log odds what payoffs make of them."""
        logs, mixes = self._parts(point)
        found = []
        for player, (log, mix) in enumerate(zip(logs, mixes, strict=True)):
            paid = of_strategies(self.payoffs, player, mixes)
            found += [np.array([mix.sum() - 1.0]), log[1:] - log[0] - point[-1] * (paid[1:] - paid[0])]
        return np.concatenate(found)

    def slopes(self, point: np.ndarray) -> np.ndarray:
        """Derivatives of these, one column for each entry of the point."""
        _, mixes = self._parts(point)
        found = np.zeros((len(point) - 1, len(point)))
        for player, mix in enumerate(mixes):
            own = slice(self.ends[player] - len(mix), self.ends[player])
            rows = found[own]
            rows[0, own] = mix
            rows[1:, own] = np.eye(len(mix))[1:] - np.eye(len(mix))[0]
            paid = of_strategies(self.payoffs, player, mixes)
            rows[1:, -1] = paid[0] - paid[1:]
            for other in set(range(len(mixes))) - {player}:
                pairs = of_pairs(self.payoffs, player, other, mixes)
                theirs = slice(self.ends[other] - len(mixes[other]), self.ends[other])
                rows[1:, theirs] = -point[-1] * (pairs[1:] - pairs[0]) * mixes[other]
        return found

    def mixes(self, point: np.ndarray) -> Mixes:
        """The probabilities, adding up to 1."""
        return tuple(mix / mix.sum() for mix in self._parts(point)[1])

    def _parts(self, point: np.ndarray) -> tuple[list[np.ndarray], Mixes]:
        logs = np.split(point[:-1], self.ends[:-1])
        return logs, tuple(np.exp(np.minimum(log, 1.0)) for log in logs)
