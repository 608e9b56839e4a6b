"""Games with known answers."""

import numpy as np

PRISONERS = np.array([[[3, 0], [5, 1]], [[3, 5], [0, 1]]], dtype=float)
"""Silent or not: not being silent is dominant."""
PENNIES = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], dtype=float)
SEXES = np.array([[[2, 0], [0, 1]], [[1, 0], [0, 2]]], dtype=float)
"""Two pure equilibria and (2/3, 1/3) against (1/3, 2/3)."""


def noisy(seed: int, size: int, replicates: int, draws: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """A random game of two: its payoffs, those of runs with chance of sd 1, and the draw of each run.

    Where there are draws, each moves the payoffs by as much as chance does.
    """
    random = np.random.default_rng(seed)
    true = random.normal(size=(2, size, size))
    runs = true + random.normal(size=(replicates, 2, size, size))
    if not draws:
        return true, runs, None
    draw = np.arange(replicates) % draws
    return true, runs + random.normal(size=(draws, 2, size, size))[draw], draw
