"""What is wanted of lever settings: objectives that are told from each other, and what these are to satisfy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.deciding.robustness.metrics import held, of_objective, to_be_low
from twochairs.deciding.robustness.tried import Tried
from twochairs.experiment.asked import Objective, Robust
from twochairs.experiment.over_worlds import REGRET
from twochairs.experiment.read_off import Comparison, comparison_of, read_of


@dataclass(frozen=True)
class Wanted:
    """What is wanted.

    Attributes
    ----------
    objectives : by their names
    comparisons : that a setting is to satisfy, of means over the runs of a world
    """

    objectives: dict[str, Objective]
    comparisons: tuple[Comparison, ...] = ()

    @property
    def names(self) -> list[str]:
        """Of the objectives."""
        return list(self.objectives)

    @cached_property
    def read(self) -> dict[str, str]:
        """Objective to the outcome that is read off runs for it."""
        return {name: read_of(one) for name, one in self.objectives.items()}

    @cached_property
    def outcomes(self) -> list[str]:
        """What is read off runs, each once."""
        read = [*self.read.values(), *(one.outcome for one in self.comparisons)]
        return list(dict.fromkeys(read))

    def values(self, found: Tried, first: Tried | None = None) -> np.ndarray:
        """What each objective comes to at each setting, shape (settings, objectives).

        Parameters
        ----------
        first : settings that regret is behind the best of, in the same world; these themselves unless given
        """
        return self.of_means({text: found.means(text) for text in self.outcomes}, first)

    def of_means(self, means: dict[str, np.ndarray], first: Tried | None = None) -> np.ndarray:
        """The same of means in each world, shape (settings, worlds) an outcome."""
        columns = []
        for one in self.objectives.values():
            text = read_of(one)
            best = None
            if first is not None and one.summary.kind == REGRET:
                best = one.sign * (one.sign * first.means(text)).max(axis=0)
            columns.append(of_objective(means[text], one, best))
        return np.stack(columns, axis=-1)

    def to_be_low(self, found: Tried, first: Tried) -> np.ndarray:
        """The same as numbers to be low, for the search."""
        return self.lowered(self.values(found, first))

    def lowered(self, values: np.ndarray) -> np.ndarray:
        """Values of objectives as numbers to be as low as can be, in steps of what matters."""
        each = enumerate(self.objectives.values())
        return np.stack([to_be_low(values[..., place], one) for place, one in each], axis=-1)

    def holds(self, means: dict[str, np.ndarray]) -> np.ndarray:
        """Whether each setting satisfies all that it is to in each world, 0 or 1, shape (settings, worlds)."""
        return np.asarray(np.prod([held(means[one.outcome], one) for one in self.comparisons], axis=0))

    def without_doubles(self, found: Tried) -> "tuple[Wanted, dict[str, str]]":
        """The same without objectives that are another's number at every setting, each with that other's name."""
        values, kept, doubles = self.lowered(self.values(found)), dict[str, int](), dict[str, str]()
        for place, name in enumerate(self.names):
            other = next((one for one, at in kept.items() if np.array_equal(values[:, at], values[:, place])), None)
            if other is None:
                kept[name] = place
            else:
                doubles[name] = other
        return Wanted({name: self.objectives[name] for name in kept}, self.comparisons), doubles


def wanted_of(section: Robust) -> Wanted:
    """What a section wants."""
    found: Sequence[Comparison | None] = [comparison_of(text) for text in section.satisfy]
    return Wanted(dict(section.objectives), tuple(one for one in found if one is not None))
