"""Runs drawn again with replacement, the same for all profiles: whole draws of constants, or runs without them.

What is drawn is what is independent. Means of n units drawn again scatter by (n - 1) / n of the variance that means of
n new units have; resampled games lie that much further from the game of all runs.

Source
------
Davison, A. C., Hinkley, D. V. (1997): Bootstrap methods and their application. Cambridge University Press, section 3.8
"""

import math

import numpy as np


def both(runs: int, draw: np.ndarray | None, resamples: int, seed: int) -> np.ndarray:
    """How much each run counts in each resample that has other constants and other chance.

    Parameters
    ----------
    runs : how many there are
    draw : number of each run's draw; None where the constants are the same in all
    resamples, seed : how many, and of what seed

    Returns
    -------
    shape (resample, run), each row adding up to 1
    """
    _, unit = np.unique(np.arange(runs) if draw is None else draw, return_inverse=True)
    return _drawn_again(unit, resamples, np.random.default_rng(seed))


def chance(runs: int, draw: np.ndarray | None, resamples: int, seed: int) -> np.ndarray:
    """The same with each draw kept: what more runs of the same constants would change.

    Raises
    ------
    ValueError : where a draw has a single run, so that its chance cannot be seen
    """
    random, members = np.random.default_rng(seed), _members(runs, draw)
    if min(map(len, members)) < 2:
        raise ValueError("a draw of the constants has a single run")
    found = np.zeros((resamples, runs))
    for own in members:
        found[:, own] = _drawn_again(np.arange(len(own)), resamples, random) * (len(own) / runs)
    return found


def alone(runs: int, draw: np.ndarray) -> np.ndarray:
    """How much each run counts where a single draw of the constants is true, shape (draw, run)."""
    members = _members(runs, draw)
    found = np.zeros((len(members), runs))
    for weights, own in zip(found, members, strict=True):
        weights[own] = 1.0 / len(own)
    return found


def averaged(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Payoffs of each resample, shape (resample, player, ...), from those of each run."""
    return np.asarray(np.einsum("br,r...->b...", weights, values))


def _members(runs: int, draw: np.ndarray | None) -> list[np.ndarray]:
    if draw is None:
        return [np.arange(runs)]
    return [np.flatnonzero(draw == one) for one in np.unique(draw)]


def _drawn_again(unit: np.ndarray, resamples: int, random: np.random.Generator) -> np.ndarray:
    """Weights of runs when whole units are drawn again, as many as there are."""
    count = int(unit.max()) + 1
    counts = random.multinomial(count, np.full(count, 1.0 / count), size=resamples)[:, unit].astype(float)
    once = 1.0 / len(unit)
    apart = counts / counts.sum(axis=1, keepdims=True) - once
    return np.asarray(once + (math.sqrt(count / (count - 1)) if count > 1 else 1.0) * apart)
