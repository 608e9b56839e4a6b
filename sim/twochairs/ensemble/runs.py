"""What some replicates of a scenario did, whichever way they were run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from twochairs.errors import NotFinite

LANES = 256
"""Replicates run at once: more do not run faster, and their numbers no longer fit a cache."""


@dataclass(frozen=True)
class Lanes:
    """What some replicates did; no number of one that did not come to its end can be read.

    Attributes
    ----------
    replicates : their numbers, one per lane
    spoiled : first month in which a number of a lane was not finite, or 0
    """

    replicates: list[int]
    spoiled: np.ndarray
    _kept: np.ndarray
    _why: Callable[[int, int], NotFinite]

    @property
    def kept(self) -> np.ndarray:
        """What was kept of all lanes, float64, shape (months + 1, watched slots, lanes); row 0 is the start.

        Raises
        ------
        NotFinite : where a number of a lane was not finite
        """
        for _, error in self.failures():
            raise error
        return self._kept

    @property
    def sound(self) -> np.ndarray:
        """The lanes that came to their end, int64."""
        return np.flatnonzero(self.spoiled == 0)

    @property
    def kept_sound(self) -> np.ndarray:
        """What was kept of these lanes alone, as `kept`."""
        return self._kept[:, :, self.sound]

    def failures(self) -> Iterator[tuple[int, NotFinite]]:
        """The other lanes, each with which number of which agent was not finite, found by running it again."""
        for lane in np.flatnonzero(self.spoiled).tolist():
            yield lane, self._why(self.replicates[lane], int(self.spoiled[lane]))
