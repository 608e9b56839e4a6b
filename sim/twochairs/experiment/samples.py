"""Samples of the unit cube: Latin hypercube, Sobol' sequence, Morris trajectories, Saltelli rows."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Trajectories:
    """Points of Morris trajectories.

    Attributes
    ----------
    points : shape (trajectories * (factors + 1), factors), in [0, 1]
    trajectory : number of the trajectory of each point, from 0
    moved : column that moved on the way to each point; -1 for the first of a trajectory
    """

    points: np.ndarray
    trajectory: np.ndarray
    moved: np.ndarray


def latin_hypercube(points: int, factors: int, seed: int) -> np.ndarray:
    """One point in each of `points` strata of every factor, shape (points, factors), in [0, 1)."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(d=factors, seed=np.random.default_rng(seed)).random(points))


def sobol(points: int, factors: int, seed: int) -> np.ndarray:
    """The first points of a scrambled Sobol' sequence, shape (points, factors), in [0, 1)."""
    from scipy.stats import qmc

    sequence = qmc.Sobol(d=factors, scramble=True, seed=np.random.default_rng(seed))
    return np.asarray(sequence.random_base2(max(0, points - 1).bit_length()))[:points]


def morris(trajectories: int, factors: int, levels: int, seed: int) -> Trajectories:
    """Trajectories through a grid of levels, each moving every factor once by half of the levels.

    Parameters
    ----------
    trajectories : how many
    factors : columns
    levels : of the grid, even, so that every level is as likely as any other

    Source
    ------
    Morris, M. D. (1991): Factorial sampling plans for preliminary computational experiments. Technometrics 33, 161-174
    """
    chance = np.random.default_rng(seed)
    half = levels // 2
    points, moved = [], []
    for _ in range(trajectories):
        low = chance.integers(half, size=factors)
        upper = chance.integers(2, size=factors)
        points.append(low + half * upper)
        moved.append(-1)
        for column in chance.permutation(factors):
            upper[column] = 1 - upper[column]
            points.append(low + half * upper)
            moved.append(int(column))
    numbers = np.repeat(np.arange(trajectories), factors + 1)
    return Trajectories(np.array(points) / (levels - 1), numbers, np.array(moved))


def saltelli(rows: int, groups: int, factors: int, seed: int) -> np.ndarray:
    """Rows of points that differ from their first in one factor each, shape (rows, factors + 2, factors), in [0, 1).

    The first point of a row is A and the last B; between them A with one factor after the other as B has it. Groups of
    rows are sequences of Sobol' that are scrambled each by itself, so that they are independent of each other.

    Parameters
    ----------
    rows : in all, groups times a power of two
    groups : how many
    factors : columns

    Source
    ------
    Saltelli, A., Annoni, P., Azzini, I., Campolongo, F., Ratto, M., Tarantola, S. (2010): Variance based sensitivity
    analysis of model output. Computer Physics Communications 181, 259-270; Owen, A. B. (1997): Scrambled net variance
    for integrals of smooth functions. Annals of Statistics 25, 1541-1562
    """
    drawn = np.concatenate([_scrambled(rows // groups, 2 * factors, [seed, group]) for group in range(groups)])
    first, second = drawn[:, None, :factors], drawn[:, None, factors:]
    middle = np.where(np.eye(factors, dtype=bool), second, first)
    return np.concatenate([first, middle, second], axis=1)


def _scrambled(points: int, dimensions: int, seed: list[int]) -> np.ndarray:
    from scipy.stats import qmc

    sequence = qmc.Sobol(d=dimensions, scramble=True, seed=np.random.default_rng(seed))
    return np.asarray(sequence.random_base2(points.bit_length() - 1))
