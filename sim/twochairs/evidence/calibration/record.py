"""The record a hindcast is held against: yearly ideal points of the states of a case, and of the poles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.catalogue import table
from twochairs.data.ideal_scale import HOME as AT_HOME
from twochairs.data.ideal_scale import Scale
from twochairs.evidence.calibration.measured import measured
from twochairs.scenario.example import HOME

if TYPE_CHECKING:
    import pandas as pd

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


def record(
    countries: tuple[str, ...], first: int = FIRST, last: int = LAST, case: str = HOME, scale: Scale = AT_HOME
) -> Record:
    """The record of those countries that have one, in their order; ideal points on the scale at home.

    Parameters
    ----------
    first, last : years; one without a figure of anybody is there too
    case : whose table
    scale : of its ideal points

    Raises
    ------
    NotPossible, InvalidInput : as `table`, and as `measured` of a case that is not at home
    """
    frame = table("un_ideal_points", case).pivot(index="year", columns="country", values="value")
    frame = frame.loc[first:last].reindex(range(first, last + 1))
    states = tuple(country for country in countries if country in frame.columns)
    poles = np.stack([_mean(frame, group) for group in _poles(case)], axis=1)
    values = frame[list(states)].to_numpy(dtype=float)
    return Record(frame.index.to_numpy(), states, scale.at_home(values), scale.at_home(poles))


def _poles(case: str) -> tuple[Sequence[str], Sequence[str]]:
    """States that stand for the patron and the integrator."""
    if case == HOME:
        return PATRON, INTEGRATOR
    said = measured(case)
    return said.below, said.above


def _mean(frame: "pd.DataFrame", group: Sequence[str]) -> np.ndarray:
    """Mean of some states, by year; that of the year before where none has a figure, and 0 where none ever had."""
    there = [state for state in group if state in frame.columns]
    found = frame[there].mean(axis=1) if there else frame.sum(axis=1) * 0.0
    return np.asarray(found.ffill().bfill().fillna(0.0).to_numpy(), dtype=float)
