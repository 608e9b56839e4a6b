"""Worlds and runs drawn again with replacement, the same for all lever settings.

What is drawn is what is independent: whole draws of the constants, world points where these are a sample, and runs
within a draw, which all world points share the chance of.

Source
------
Davison, A. C., Hinkley, D. V. (1997): Bootstrap methods and their application. Cambridge University Press, section 3.8
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from twochairs.deciding.robustness.tried import Tried


@dataclass(frozen=True)
class Resample:
    """What is drawn once.

    Attributes
    ----------
    points, draws : places of world points and of draws of the constants, as many as there are
    runs : how much each run counts within its draw, shape (draws, runs), each row adding up to 1
    """

    points: np.ndarray
    draws: np.ndarray
    runs: np.ndarray

    def means(self, runs: np.ndarray) -> np.ndarray:
        """Means in each world, shape (settings, worlds), of runs of shape (settings, points, draws, runs)."""
        each = np.einsum("spdr,dr->spd", runs, self.runs)[:, self.points][:, :, self.draws]
        return np.asarray(each.reshape(len(runs), -1))


def resamples(found: Tried, sampled: bool, worlds: bool, count: int, seed: int) -> Iterator[Resample]:
    """Worlds and runs drawn again.

    Parameters
    ----------
    sampled : whether world points are a sample, and stand for others
    worlds : whether worlds are drawn again; runs within them alone otherwise
    count, seed : how many resamples, and of what seed
    """
    random = np.random.default_rng(seed)
    points, draws, runs = len(found.worlds), found.draws, found.of_a_world
    for _ in range(count):
        counts = random.multinomial(runs, np.full(runs, 1.0 / runs), size=draws) / runs
        of_points, of_draws = random.integers(points, size=points), random.integers(draws, size=draws)
        yield Resample(
            of_points if worlds and sampled else np.arange(points),
            of_draws if worlds else np.arange(draws),
            counts,
        )
