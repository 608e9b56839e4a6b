"""A yearly series, with years that may be missing."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Series:
    """Values of one state by year.

    Attributes
    ----------
    years : (n,), whole, strictly increasing; years that were not observed may be absent
    values : (n,), in the unit of the quantity; NaN is dropped as not observed

    Raises
    ------
    ValueError : where the years do not increase, the shapes differ or a value is infinite
    """

    years: np.ndarray
    values: np.ndarray

    def __post_init__(self) -> None:
        years, values = np.asarray(self.years), np.asarray(self.values, float)
        if years.ndim != 1 or years.shape != values.shape:
            raise ValueError(f"years {years.shape} do not fit values {values.shape}")
        if (years != years.astype(int)).any() or (np.diff(years) <= 0).any():
            raise ValueError("years must be whole and increase")
        if np.isinf(values).any():
            raise ValueError("a value is infinite")
        seen = ~np.isnan(values)
        object.__setattr__(self, "years", years[seen].astype(int))
        object.__setattr__(self, "values", values[seen])

    def upto(self, year: int) -> "Series":
        """The part observed in the year or before."""
        past = self.years <= year
        return Series(self.years[past], self.values[past])

    def yearly(self, last: int | None = None) -> np.ndarray:
        """Values of every year from the first observed to the last: (years,), NaN where not observed.

        Parameters
        ----------
        last : final year; that of the last observation where None
        """
        if not self.years.size:
            return np.empty(0)
        end = int(self.years[-1]) if last is None else last
        kept = self.upto(end)
        values = np.full(max(0, end - int(self.years[0]) + 1), np.nan)
        values[kept.years - int(self.years[0])] = kept.values
        return values
