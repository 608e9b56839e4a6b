"""What each factor does to an outcome, by the method that the design is for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from twochairs.deciding.jackknife import Uncertain
from twochairs.deciding.morris import Effects, effects
from twochairs.deciding.reading import Reading
from twochairs.deciding.screening import Screening, screened
from twochairs.deciding.sobol import Indices, indices
from twochairs.deciding.split import Split
from twochairs.experiment.schema import MORRIS, SALTELLI

METHODS = {SALTELLI: "indices", MORRIS: "effects"}
"""Design to what is told of it; of other samples, a screening."""


@dataclass(frozen=True)
class Measure:
    """One number of each factor.

    Attributes
    ----------
    name : of its column
    said : in words
    found : the numbers
    floor : what chance alone gives, shape (factors,); none where chance does not add to it
    """

    name: str
    said: str
    found: Uncertain
    floor: np.ndarray | None = None


@dataclass(frozen=True)
class Explained:
    """What the factors do to one outcome.

    Attributes
    ----------
    outcome : as the experiment has it
    factors : their names
    measures : of each factor, that by which they are ranked first
    clear : which factors are told from one that does nothing, shape (factors,)
    split : of the variance of a single run; None where it is not split up
    constant : whether it is the same in every run
    """

    outcome: str
    factors: Sequence[str]
    measures: Sequence[Measure]
    clear: np.ndarray
    split: Split | None
    constant: bool = False

    @property
    def told(self) -> bool:
        """Whether anything is told of its factors: it varies, and they are told from chance together."""
        return not self.constant and (self.split is None or self.split.told)

    @property
    def ranked(self) -> list[int]:
        """Columns of the factors that are told from one that does nothing, the foremost first, then of the others."""
        by = -self.measures[0].found.value
        return sorted(range(len(self.factors)), key=lambda column: (not self.clear[column], by[column]))

    @property
    def widest(self) -> float:
        """Half of the widest interval of a share."""
        return float(max(measure.found.half.max() for measure in self.measures))


@dataclass(frozen=True)
class Method:
    """How the outcomes of a result are explained.

    Attributes
    ----------
    reading : of the result
    confidence : of the intervals
    seed : of factors that do nothing, where they are drawn by lot
    """

    reading: Reading
    confidence: float
    seed: int

    @property
    def name(self) -> str:
        """Of what comes of it: indices, effects or screening."""
        return METHODS.get(self.reading.result.manifest["design"], "screening")

    def of(self, outcome: str, values: np.ndarray) -> Explained:
        """What factors do to an outcome.

        Parameters
        ----------
        values : of each run, shape (points there, replicates); finite but at points that are left out
        """
        there = values[self.reading.whole]
        return replace(self._explained(outcome, values), constant=bool(there.min() == there.max()))

    def _explained(self, outcome: str, values: np.ndarray) -> Explained:
        if self.name == "effects":
            changes = self.reading.changes(values)
            return self._effects(outcome, effects(changes, self.confidence, self.reading.shared))
        if self.name == "indices":
            return self._indices(outcome, indices(*self.reading.rows(values), self.confidence))
        whole = values[self.reading.whole]
        return self._screening(outcome, screened(whole, self.reading.sample, self.confidence, self.seed))

    @property
    def _factors(self) -> list[str]:
        return self.reading.result.factors

    def _even(self, floor: float) -> np.ndarray:
        return np.full(len(self._factors), floor)

    def _indices(self, outcome: str, found: Indices) -> Explained:
        alone, whole = (self._even(floor) for floor in found.floor)
        measures = [Measure("with_others", "with others", found.whole, whole)]
        measures.append(Measure("alone", "alone", found.first, alone))
        return Explained(outcome, self._factors, measures, found.clear, found.split)

    def _screening(self, outcome: str, found: Screening) -> Explained:
        measures = [Measure("alone", "alone", found.first, self._even(found.floor))]
        return Explained(outcome, self._factors, measures, found.clear, found.split)

    def _effects(self, outcome: str, found: Effects) -> Explained:
        exact = Uncertain(found.spread, np.zeros_like(found.spread))
        measures = [
            Measure("size", "size of the effect", found.size, found.floor),
            Measure("mean", "mean effect", found.mean),
            Measure("spread", "spread of it", exact),
        ]
        return Explained(outcome, self._factors, measures, found.clear, None)
