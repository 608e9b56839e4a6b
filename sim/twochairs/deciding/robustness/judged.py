"""Lever settings judged by runs that did not choose them: what they come to, how surely, and which are on the front."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.deciding.robustness.front import best, on_front
from twochairs.deciding.robustness.resampling import Resample, resamples
from twochairs.deciding.robustness.tried import Tried
from twochairs.deciding.robustness.wanted import Wanted

SURE, LEFT_OFF = 0.95, 0.05
"""Shares of resamples from which a setting is on the front, and under which it is off it."""
_COMPARED = 5


@dataclass(frozen=True)
class Judged:
    """Lever settings and fresh runs of them.

    Attributes
    ----------
    wanted : of them
    fresh : settings with runs that did not choose them
    search : the same settings with the runs that did
    sampled : whether world points are a sample, and stand for others
    resamples, seed : how often worlds and runs are drawn again, and of what seed
    """

    wanted: Wanted
    fresh: Tried
    search: Tried
    sampled: bool
    resamples: int
    seed: int

    @cached_property
    def means(self) -> dict[str, np.ndarray]:
        """Outcome to its mean in each world, shape (settings, worlds)."""
        return {text: self.fresh.means(text) for text in self.wanted.outcomes}

    @cached_property
    def values(self) -> np.ndarray:
        """What each objective comes to, shape (settings, objectives)."""
        return self.wanted.of_means(self.means)

    @cached_property
    def satisfied(self) -> np.ndarray | None:
        """Share of worlds in which each setting satisfies all that it is to; None where nothing is asked."""
        return self.wanted.holds(self.means).mean(axis=-1) if self.wanted.comparisons else None

    @cached_property
    def front(self) -> np.ndarray:
        """Whether each is on the front, by all runs, shape (settings,)."""
        return on_front(self.wanted.lowered(self.values))

    @cached_property
    def again(self) -> np.ndarray:
        """Values of each resample of worlds and chance, shape (resamples, settings, objectives)."""
        return self._drawn(worlds=True)

    @cached_property
    def share(self) -> np.ndarray:
        """Share of these in which each setting is on the front, shape (settings,)."""
        return self._share(self.again)

    @cached_property
    def share_by_chance(self) -> np.ndarray | None:
        """The same where worlds stay as they are; None where a world has a single run."""
        return self._share(self._drawn(worlds=False)) if self.fresh.of_a_world > 1 else None

    @cached_property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Ends of 95 % intervals of each value, by worlds and chance, shape (settings, objectives) each."""
        low, high = np.quantile(self.again, [0.025, 0.975], axis=0)
        return low, high

    @cached_property
    def optimism(self) -> np.ndarray:
        """What the search showed of each setting less what fresh runs do, shape (settings, objectives)."""
        return np.asarray(self.wanted.values(self.search) - self.values)

    @cached_property
    def found_on_front(self) -> np.ndarray:
        """Whether each was on the front of these settings by the runs of the search, shape (settings,)."""
        return on_front(self.wanted.lowered(self.wanted.values(self.search)))

    @cached_property
    def shown(self) -> list[int]:
        """Places of settings that may be on the front, the surest first, then by the first objective."""
        places = [place for place in range(len(self.share)) if self.share[place] >= LEFT_OFF]
        low = self.wanted.lowered(self.values)
        return sorted(places, key=lambda place: (-round(float(self.share[place]), 2), low[place, 0], place))

    @cached_property
    def compared(self) -> list[int]:
        """Places of the few settings that a reader would compare: the best by each objective, then those apart."""
        low = self.wanted.lowered(self.values)
        places = [place for place in self.shown if self.front[place]] or self.shown
        first = [min(places, key=lambda place: (low[place, one], place)) for one in range(low.shape[1])]
        apart = [places[one] for one in best(low[places], _COMPARED)]
        return list(dict.fromkeys([*first, *apart]))[:_COMPARED]

    def _drawn(self, worlds: bool) -> np.ndarray:
        drawn = resamples(self.fresh, self.sampled, worlds, self.resamples, self.seed)
        return np.stack([self.wanted.of_means(self._means(one)) for one in drawn])

    def _means(self, one: Resample) -> dict[str, np.ndarray]:
        return {text: one.means(self.fresh.runs[text]) for text in self.wanted.outcomes}

    def _share(self, drawn: np.ndarray) -> np.ndarray:
        return np.asarray(np.mean([on_front(self.wanted.lowered(values)) for values in drawn], axis=0))
