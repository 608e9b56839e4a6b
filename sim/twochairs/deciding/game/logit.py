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

from twochairs.deciding.game.replies import Mixes, of_strategies

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
    scaled, shape = in_deviations(payoffs), payoffs.shape[1:]
    apart = _equations(scaled)
    here = np.append(np.concatenate([np.full(count, -np.log(count)) for count in shape]), 0.0)
    way = np.append(np.zeros(len(here) - 1), 1.0)
    points, length = [here], _FIRST
    for _ in range(_STEPS):
        found = _next(apart, here, way, length)
        if found is None:
            length /= 2.0
            if length < _SHORTEST:
                break
            continue
        if found[-1] >= largest:
            points.append(_at(apart, here, found, largest))
            break
        way = (found - here) / np.linalg.norm(found - here)
        here, length = found, min(_LONGEST, length * _LONGER)
        points.append(here)
    lambdas = np.array([point[-1] for point in points])
    if lambdas[-1] != largest:
        raise ArithmeticError(f"the path of logit equilibria was lost at lambda {lambdas[-1]:.4g}")
    return Path(lambdas, [_mixes(point[:-1], shape) for point in points], bool((np.diff(lambdas) < 0.0).any()))


def logit_near(payoffs: np.ndarray, lambda_: float, near: Mixes) -> Mixes | None:
    """The logit equilibrium at a lambda that a search from given mixes leads to; None where it leads to none."""
    from scipy.optimize import root

    apart = _equations(in_deviations(payoffs))
    start = np.log(np.maximum(np.concatenate(near), 1e-300))
    found = root(lambda logs: apart(np.append(logs, lambda_)), start, tol=1e-12)
    if np.abs(apart(np.append(found.x, lambda_))).max() > _EXACT:
        return None
    return _mixes(found.x, payoffs.shape[1:])


def _equations(scaled: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """What is 0 at a logit equilibrium, of the logarithms of all probabilities, then lambda."""
    shape = scaled.shape[1:]

    def apart(point: np.ndarray) -> np.ndarray:
        logs, lambda_ = _parts(point[:-1], shape), point[-1]
        mixes = tuple(np.exp(np.minimum(log, 1.0)) for log in logs)
        found = []
        for player, (log, mix) in enumerate(zip(logs, mixes, strict=True)):
            paid = of_strategies(scaled, player, mixes)
            found.append([mix.sum() - 1.0])
            found.append(log[1:] - log[0] - lambda_ * (paid[1:] - paid[0]))
        return np.concatenate(found)

    return apart


def _next(
    apart: Callable[[np.ndarray], np.ndarray], here: np.ndarray, way: np.ndarray, length: float
) -> np.ndarray | None:
    """The point of the path about a step further, None where it is not found near there."""
    from scipy.optimize import root

    guess = here + length * way
    found = root(lambda point: np.append(apart(point), way @ (point - guess)), guess, tol=1e-12).x
    near = np.linalg.norm(found - guess) <= _ASTRAY * length
    return found if near and np.abs(apart(found)).max() <= _EXACT else None


def _at(apart: Callable[[np.ndarray], np.ndarray], before: np.ndarray, after: np.ndarray, lambda_: float) -> np.ndarray:
    """The point of the path at a lambda between two points that are close."""
    from scipy.optimize import root

    part = (lambda_ - before[-1]) / (after[-1] - before[-1])
    guess = (before + part * (after - before))[:-1]
    found = np.append(root(lambda logs: apart(np.append(logs, lambda_)), guess, tol=1e-12).x, lambda_)
    if np.abs(apart(found)).max() > _EXACT:
        raise ArithmeticError(f"no logit equilibrium was found at lambda {lambda_:.4g}")
    return found


def _mixes(logs: np.ndarray, shape: tuple[int, ...]) -> Mixes:
    return tuple(np.exp(log) / np.exp(log).sum() for log in _parts(logs, shape))


def _parts(logs: np.ndarray, shape: tuple[int, ...]) -> list[np.ndarray]:
    return np.split(logs, np.cumsum(shape)[:-1])
