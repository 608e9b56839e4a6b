"""The record a hindcast is held against: yearly ideal points of the states of a case, and of the poles."""

from dataclasses import dataclass

import numpy as np

from twochairs.data.catalogue import table

FIRST, LAST = 2000, 2023
"""Years of the record; those before a hindcast starts tell how noisy the series are."""
PATRON = ("RUS",)
INTEGRATOR = ("DEU", "FRA")
"""States whose mean ideal point stands for a pole's own position in the votes of a year."""


@dataclass(frozen=True)
class Record:
    """Observed ideal points.

    Attributes
    ----------
    years : (years,)
    states : keys of the states, in the order of the columns
    values : (years, states), nan where a state has no figure
    poles : (years, 2), the patron's and the integrator's own
    """

    years: np.ndarray
    states: tuple[str, ...]
    values: np.ndarray
    poles: np.ndarray

    def upto(self, year: int) -> np.ndarray:
        """Rows up to a year, (rows, states)."""
        return np.asarray(self.values[self.years <= year])

    def row(self, year: int) -> int:
        """The row of a year."""
        return int(np.flatnonzero(self.years == year)[0])


def record(countries: tuple[str, ...], first: int = FIRST, last: int = LAST) -> Record:
    """The record of those countries that have one, in their order."""
    frame = table("un_ideal_points").pivot(index="year", columns="country", values="value").loc[first:last]
    states = tuple(country for country in countries if country in frame.columns)
    poles = np.stack([frame[list(group)].mean(axis=1).to_numpy() for group in (PATRON, INTEGRATOR)], axis=1)
    return Record(frame.index.to_numpy(), states, frame[list(states)].to_numpy(dtype=float), poles)
