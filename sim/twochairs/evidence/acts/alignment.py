"""Draws of states' alignment by year, and the likelihood of acts averaged over them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp


@dataclass(frozen=True, eq=False)
class Alignment:
    """Alignment of states, as draws.

    Attributes
    ----------
    values : shape (draws, years, states); nan where it is not known
    years, states : what the last two axes stand for

    Raises
    ------
    ValueError : where the shape does not fit the years and states
    """

    values: np.ndarray
    years: tuple[int, ...]
    states: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.values.ndim != 3 or self.values.shape[1:] != (len(self.years), len(self.states)):
            raise ValueError(
                f"values {self.values.shape} do not fit {len(self.years)} years, {len(self.states)} states"
            )

    def of(self, state: str, year: int) -> np.ndarray:
        """Draws of one state in one year, shape (draws,); nan where the state or the year is not there."""
        if state not in self.states or year not in self.years:
            return np.full(len(self.values), np.nan)
        return np.asarray(self.values[:, self.years.index(year), self.states.index(state)])

    def weighted(self, state: str, weights: dict[int, float]) -> np.ndarray:
        """Mean of one state over years by their weights, which add up to 1; shape (draws,)."""
        return np.asarray(sum(weight * self.of(state, year) for year, weight in weights.items()))

    def known(self, state: str, years: Sequence[int]) -> bool:
        """Whether every draw of a state is known in all these years."""
        return all(bool(np.isfinite(self.of(state, year)).all()) for year in years)


def marginal(log_probability: np.ndarray, states: Sequence[str]) -> float:
    """Log likelihood of all acts, each state's alignment integrated over by its draws.

    All acts of a state are seen under the same draw. States count as independent, though draws share constants.

    Parameters
    ----------
    log_probability : of each act under each draw, shape (draws, acts), nats
    states : who acted, length acts

    Returns
    -------
    nats; 0 where there are no acts

    Source
    ------
    Monte Carlo marginal likelihood: Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., section 7.4
    """
    if not len(states):
        return 0.0
    _, place = np.unique(np.asarray(states), return_inverse=True)
    by_state = log_probability @ np.eye(int(place.max()) + 1)[place]
    return float(np.sum(logsumexp(by_state, axis=0) - np.log(len(log_probability))))
