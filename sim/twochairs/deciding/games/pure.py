"""Equilibria in pure strategies, of any number of players."""

import numpy as np

from twochairs.deciding.games.replies import ALIKE, levelled


def best_replies(payoffs: np.ndarray) -> np.ndarray:
    """Whether each player's strategy in each profile is a best reply to the others': the shape of `payoffs`."""
    scaled = levelled(payoffs)
    best = [table >= table.max(axis=player, keepdims=True) - ALIKE for player, table in enumerate(scaled)]
    return np.stack(best)


def pure_equilibria(payoffs: np.ndarray) -> list[tuple[int, ...]]:
    """Profiles that no player leaves alone with a gain, in the order of profiles."""
    return [tuple(map(int, profile)) for profile in np.argwhere(best_replies(payoffs).all(axis=0))]
