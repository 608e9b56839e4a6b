"""Runs of a result as the estimators of sensitivity take them; points with a run that failed are left out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.deciding.ended import check_ended
from twochairs.deciding.screening import Sample
from twochairs.errors import NotPossible
from twochairs.experiment.answerable import FEWEST_SHARED, shared_by_few
from twochairs.experiment.schema import SOBOL
from twochairs.results.designs import coded, shares
from twochairs.results.result import Result


@dataclass(frozen=True)
class Reading:
    """The points of a result, and how they belong together.

    Attributes
    ----------
    result : that is read
    """

    result: Result

    @cached_property
    def whole(self) -> np.ndarray:
        """Whether all runs of each point that is there came to an end, shape (points,)."""
        failed = self.result.failures["point"].to_numpy() if self.result.manifest["failed"] else []
        return np.asarray(~np.isin(self.result.there, failed))

    def check(self) -> None:
        """Refuse runs that stand for no others: too many failed, or their constants were drawn for all points alike.

        Raises
        ------
        NotPossible : with what can be done
        """
        result = self.result
        if result.drawn:
            raise NotPossible(
                f"the constants of {result.folder} are drawn, and the draws are the same at every point\n"
                "  hint: make them factors, with prior: true"
            )
        check_ended(result)

    def check_shared(self) -> None:
        """Refuse points that share the chance of too few runs for it to be told; raises NotPossible."""
        manifest, count = self.result.manifest, int(self.result.manifest["replicates"])
        if shared_by_few(count, self.shared, bool(manifest["noise"])):
            raise NotPossible(
                f"the points of {self.result.folder} share the chance of {count} run{'' if count == 1 else 's'}, which "
                f"is too little to tell it\n  hint: give {FEWEST_SHARED} replicates, or common_random_numbers: false"
            )

    @property
    def left_out(self) -> int:
        """Points with a run that failed."""
        return int((~self.whole).sum())

    @property
    def size(self) -> str:
        """How much there is, and what of it is left out, in words."""
        result = self.result
        points, runs = len(result.there), len(result.there) * int(result.manifest["replicates"])
        told = f"{result.manifest['name']}: {points:,} points, {runs:,} runs, {len(result.factors)} inputs."
        if not result.complete:
            told = f"Incomplete, {points:,} of {result.points:,} points. {told}"
        if self.left_out:
            told += f" {self.left_out:,} points with a run that failed are left out."
        return told

    @cached_property
    def _rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Of a Saltelli design: places of the points of each whole row, shape (rows, factors + 2), and its group.

        Of a sweep that has not come to its end, rows of groups that are there whole: groups count alike.
        """
        size, there, group = len(self.result.factors) + 2, self.result.there, self.result.design["group"].to_numpy()
        full, counts = np.bincount(group), np.bincount(group[there], minlength=int(group.max()) + 1)
        usable = there[self.whole & (full == counts)[group[there]]].astype(int)
        numbers, points = np.unique(usable // size, return_counts=True)
        firsts = numbers[points == size] * size
        return np.searchsorted(there, firsts)[:, None] + np.arange(size), group[firsts]

    @property
    def groups(self) -> int:
        """Groups of a Saltelli design that are there whole."""
        return len(np.unique(self._rows[1]))

    @property
    def row_count(self) -> int:
        """Rows of a Saltelli design that are there whole."""
        return len(self._rows[1])

    def rows(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values of shape (points there, ...) row by row, shape (rows, factors + 2, ...), and the group of each."""
        places, group = self._rows
        return values[places], group

    @cached_property
    def _steps(self) -> list[tuple[int, int, int, float]]:
        """Of a Morris design, each move: trajectory, factor, place of the point it leads to, share of the range."""
        design, where, there = self.result.design, shares(self.result), self.result.there.tolist()
        place = {number: at for at, number in enumerate(there) if self.whole[at]}
        column = {name: at for at, name in enumerate(self.result.factors)}
        moved, trajectory = design["moved"].tolist(), design["trajectory"].tolist()
        found = []
        for number, at in place.items():
            if moved[number] and number - 1 in place:
                factor = column[moved[number]]
                step = where[at, factor] - where[at - 1, factor]
                if step:
                    found.append((trajectory[number], factor, at, float(step)))
        return found

    def changes(self, values: np.ndarray) -> np.ndarray:
        """Elementary effects, shape (trajectories, factors, replicates), of values of shape (points, replicates)."""
        count = int(self.result.design["trajectory"].max()) + 1
        found = np.full((count, len(self.result.factors), values.shape[1]), np.nan)
        for trajectory, factor, at, step in self._steps:
            found[trajectory, factor] = (values[at] - values[at - 1]) / step
        return found

    @property
    def shared(self) -> bool:
        """Whether all points share the chance of each replicate."""
        return bool(self.result.manifest["common_random_numbers"])

    @cached_property
    def sample(self) -> Sample:
        """Of any sample, where its points lie."""
        places = np.stack([coded(self.result, name)[0] for name in self.result.factors], axis=1)
        even = self.result.manifest["design"] == SOBOL
        return Sample(places[self.whole], even, self.shared)

    def runs(self, outcome: str) -> np.ndarray:
        """An outcome of every run, shape (points there, replicates); NaN where it is not defined or the run failed."""
        return np.asarray(self.result.outcome(outcome).to_numpy(), dtype=float)
