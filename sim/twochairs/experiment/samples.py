"""Samples of the unit cube: Latin hypercube, Sobol' sequence, Morris trajectories."""

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
