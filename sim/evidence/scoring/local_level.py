"""A level that walks at random, seen with noise: how much of a yearly series is change and how much is error.

value[t] = level[t] + error, variance `observation`; level[t + 1] = level[t] + change, variance `level`. Nothing is
known of the level before the first value (exact diffuse start).

Source
------
Durbin & Koopman 2012, Time Series Analysis by State Space Methods, 2nd ed., ch. 2 (model) and 5 (diffuse start),
doi:10.1093/acprof:oso/9780199641178.001.0001
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from sim.evidence.scoring.series import Series

PRIOR_SD = 0.5
"""Standard deviation of the log standard deviations of a state about the pooled ones."""
REACH = 7.0
"""How far a log standard deviation may lie from that of the yearly changes: a factor of about 1,100."""


class Variances(NamedTuple):
    """Variances of the noise, in the series' unit squared: of one observation, and of the level's change in a year."""

    observation: float
    level: float


class Level(NamedTuple):
    """What is known of the level: its mean, in the series' unit, and its variance."""

    mean: float
    variance: float


def pooled(series: Mapping[str, Series]) -> Variances:
    """The one pair of variances most likely for all states together.

    Parameters
    ----------
    series : by state, in one unit

    Raises
    ------
    ValueError : where no series changes

    Source
    ------
    maximum of the diffuse likelihood: Durbin & Koopman 2012, section 7.2
    """
    likelihoods = [_likelihood(own) for own in series.values() if own.values.size > 1]
    centre = np.full(2, np.log(_scale(series)))

    def cost(logs: np.ndarray) -> float:
        return -sum(likelihood(logs) for likelihood in likelihoods)

    return _variances(_least(cost, centre - 0.5, centre - REACH, centre + REACH))


def fit(series: Mapping[str, Series], prior_sd: float = PRIOR_SD) -> dict[str, Variances]:
    """Variances of each state at the maximum of its posterior, drawn towards the pooled ones.

    The prior of a state's two log standard deviations is normal about the pooled ones. A state with fewer than two
    values has the pooled ones.

    Parameters
    ----------
    series : by state, in one unit; years may be missing
    prior_sd : of the log standard deviations, above 0

    Raises
    ------
    ValueError : where no series changes or `prior_sd` is not above 0

    Source
    ------
    shrinkage towards what is pooled: Efron & Morris 1975, doi:10.1080/01621459.1975.10479864
    """
    if not prior_sd > 0.0:
        raise ValueError(f"the prior's standard deviation is {prior_sd}, not above 0")
    shared = pooled(series)
    middle = 0.5 * np.log(np.array(shared))
    fitted = {}
    for state, own in series.items():
        fitted[state] = shared if own.values.size < 2 else _shrunk(own, middle, prior_sd)
    return fitted


def filtered(series: Series, variances: Variances, upto_year: int) -> Level:
    """The level in a year from the values of that year and before.

    Parameters
    ----------
    series : of one state; nothing after `upto_year` is read
    variances : of its noise; not both 0
    upto_year : the year; without values of its own, the level's variance grows to it

    Raises
    ------
    ValueError : where there is no value up to the year, or the variances are below 0 or both 0

    Source
    ------
    Kalman 1960, doi:10.1115/1.3662552
    """
    variances = Variances(*variances)
    if min(variances) < 0.0 or not max(variances) > 0.0:
        raise ValueError("variances must be at least 0 and not both 0")
    values = series.upto(upto_year).yearly(upto_year)
    if not values.size:
        raise ValueError(f"no value up to {upto_year}")
    found = _model(values).filter(list(variances))
    return Level(float(found.filtered_state[0, -1]), float(found.filtered_state_cov[0, 0, -1]))


def _model(values: np.ndarray) -> Any:
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    return UnobservedComponents(values, level="local level", use_exact_diffuse=True)


def _likelihood(series: Series) -> Callable[[np.ndarray], float]:
    """Log likelihood of a series as a function of its two log standard deviations."""
    model = _model(series.yearly())
    return lambda logs: float(model.loglike(np.exp(2.0 * logs)))


def _shrunk(series: Series, middle: np.ndarray, prior_sd: float) -> Variances:
    likelihood = _likelihood(series)

    def cost(logs: np.ndarray) -> float:
        return float(np.sum((logs - middle) ** 2)) / (2.0 * prior_sd**2) - likelihood(logs)

    return _variances(_least(cost, middle, middle - REACH, middle + REACH))


def _least(cost: Callable[[np.ndarray], float], start: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Where the cost of two log standard deviations is least, within the bounds."""
    from scipy.optimize import Bounds, minimize

    options = {"xatol": 1e-5, "fatol": 1e-9}
    found = minimize(cost, start, method="Nelder-Mead", bounds=Bounds(low, high), options=options)
    return np.asarray(found.x)


def _variances(logs: np.ndarray) -> Variances:
    observation, level = np.exp(2.0 * logs)
    return Variances(float(observation), float(level))


def _scale(series: Mapping[str, Series]) -> float:
    """Root mean square of the changes from one value to the next, over all states."""
    changes = np.concatenate([np.empty(0), *(np.diff(own.values) for own in series.values())])
    if not changes.any():
        raise ValueError("no series changes: its noise has no scale")
    return float(np.sqrt(np.mean(changes**2)))
