"""Naive forecasts of a yearly series from its past alone: what a model must beat.

Each is Gaussian at every horizon. Its members are the spaced quantiles (i - 1/2) / m of that Gaussian, so that no
chance enters a score and the median is the point forecast; chance only decides which member goes on as which, in the
order of paths simulated from the same process. Score them with `crps(..., fair=False)`: they are not independent.
Horizons count from the origin year. Where the last observation is older, the spread is that of the longer way.

Sources
-------
the methods and the spread of each: Hyndman & Athanasopoulos 2021, Forecasting: Principles and Practice, 3rd ed.,
sections 5.2 and 5.5, otexts.com/fpp3; spaced quantiles: Bröcker 2012, doi:10.1002/qj.1891; members in the order of
simulated paths: Schefzik et al. 2013, doi:10.1214/13-STS443
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from twochairs.evidence.scoring.series import Series

FEWEST_PAIRS = 5
"""Pairs of consecutive years that an autoregression is fitted to at least; six unbroken years have five."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """An ensemble of paths.

    Attributes
    ----------
    members : (H, m), in the unit of the series; row h - 1 is the year h after the origin
    fallback : why the persistence forecast stands in for the one asked for; empty where it does not
    """

    members: np.ndarray
    fallback: str = ""


Baseline = Callable[[Series, Sequence[Series], int, int, int, np.random.Generator], Forecast]
"""What makes a forecast of the series of one state.

Parameters
----------
series : the state's; nothing after the origin is read
states : the series of all states, this one's included; nothing after the origin is read
origin : the last year that is known
horizons : H, how many years ahead
members : m
chance : generator of random numbers

Raises
------
ValueError : where the state has no value up to the origin, or no state has two
"""


def persistence(
    series: Series, states: Sequence[Series], origin: int, horizons: int, members: int, chance: np.random.Generator
) -> Forecast:
    """The last value stays, as a random walk: variance k s2 after k years.

    s2 is the mean squared yearly change, half-way between the state's own and that of all states. Parameters: Baseline.
    """
    past, steps = _known(series, origin, horizons)
    spread = np.sqrt(steps * _variance_of_change(past, [state.upto(origin) for state in states]))
    centre = np.full(horizons, past.values[-1])
    return Forecast(_arranged(centre, spread, _walks(steps, members, chance)))


def linear_drift(
    series: Series, states: Sequence[Series], origin: int, horizons: int, members: int, chance: np.random.Generator
) -> Forecast:
    """The last value goes on by the mean yearly change d: variance s2 k (1 + k / T) after k years.

    T is the years from the first value to the last and s2 the mean squared change about d, of n - 1 degrees of freedom
    for n changes. Persistence for fewer than three values. Parameters: Baseline.
    """
    past, steps = _known(series, origin, horizons)
    if past.values.size < 3:
        return _instead("fewer than three values", series, states, origin, horizons, members, chance)
    gaps, span = np.diff(past.years), past.years[-1] - past.years[0]
    drift = (past.values[-1] - past.values[0]) / span
    residuals = np.diff(past.values) - drift * gaps
    variance = np.sum(residuals**2 / gaps) / (gaps.size - 1)
    centre = past.values[-1] + steps * drift
    spread = np.sqrt(variance * steps * (1.0 + steps / span))
    slopes = chance.standard_normal(members) / np.sqrt(span)
    return Forecast(_arranged(centre, spread, _walks(steps, members, chance) + steps[:, None] * slopes))


def past_mean(
    series: Series, states: Sequence[Series], origin: int, horizons: int, members: int, chance: np.random.Generator
) -> Forecast:
    """The mean of the n past values comes back at once: variance s2 (1 + 1 / n), s2 that of the past about its mean.

    Persistence for fewer than two values. Parameters: Baseline.
    """
    past, _ = _known(series, origin, horizons)
    count = past.values.size
    if count < 2:
        return _instead("fewer than two values", series, states, origin, horizons, members, chance)
    spread = past.values.std(ddof=1) * np.sqrt(1.0 + 1.0 / count)
    level = chance.standard_normal(members) / np.sqrt(count)
    paths = level + chance.standard_normal((horizons, members))
    return Forecast(_arranged(np.full(horizons, past.values.mean()), np.full(horizons, spread), paths))


def autoregression(
    series: Series, states: Sequence[Series], origin: int, horizons: int, members: int, chance: np.random.Generator
) -> Forecast:
    """Each year is c + phi times the year before, plus noise of variance s2, fitted to the state alone.

    Least squares over the pairs of consecutive years, which without gaps is AutoReg(1, trend="c"); s2 has the degrees
    of freedom of the residuals. That c, phi and s2 are uncertain is not in the spread. Persistence for fewer than
    `FEWEST_PAIRS` pairs, a past that does not vary, or abs(phi) not below 1. Parameters: Baseline.

    Source
    ------
    forecast and its variance: Hamilton 1994, Time Series Analysis, ISBN 0-691-04289-6, section 4.2
    """
    past, steps = _known(series, origin, horizons)
    consecutive = np.diff(past.years) == 1
    before, after = past.values[:-1][consecutive], past.values[1:][consecutive]
    if before.size < FEWEST_PAIRS:
        reason = f"fewer than {FEWEST_PAIRS} pairs of consecutive years"
        return _instead(reason, series, states, origin, horizons, members, chance)
    if np.ptp(before) == 0.0:
        return _instead("a past that does not vary", series, states, origin, horizons, members, chance)
    constant, phi, variance = _fitted(before, after)
    if not abs(phi) < 1.0:
        return _instead("not stationary", series, states, origin, horizons, members, chance)
    mean = constant / (1.0 - phi)
    centre = mean + phi**steps * (past.values[-1] - mean)
    spread = np.sqrt(variance * (1.0 - phi ** (2 * steps)) / (1.0 - phi**2))
    return Forecast(_arranged(centre, spread, _reverting(steps, phi, members, chance)))


BASELINES: dict[str, Baseline] = {
    "persistence": persistence,
    "linear_drift": linear_drift,
    "past_mean": past_mean,
    "autoregression": autoregression,
}


def persistence_point(series: Series, origin: int) -> float:
    """The last value up to the origin, in its own unit: the yardstick of absolute errors.

    Raises
    ------
    ValueError : where there is none
    """
    return float(_known(series, origin, 1)[0].values[-1])


def _known(series: Series, origin: int, horizons: int) -> tuple[Series, np.ndarray]:
    """The past, and the years from its last value to each horizon: (H,)."""
    past = series.upto(origin)
    if not past.values.size:
        raise ValueError(f"no value up to {origin}")
    return past, origin - past.years[-1] + np.arange(1, horizons + 1)


def _variance_of_change(past: Series, states: Sequence[Series]) -> float:
    own, pooled = _squared_changes([past]), _squared_changes(states)
    if not own.size and not pooled.size:
        raise ValueError("no state has two values up to the origin: the spread of changes is not known")
    both = [changes.mean() for changes in (own, pooled) if changes.size]
    return float(np.mean(both))


def _squared_changes(states: Sequence[Series]) -> np.ndarray:
    """Squared changes per year, each over its gap: (changes,)."""
    return np.concatenate([np.empty(0), *(np.diff(s.values) ** 2 / np.diff(s.years) for s in states)])


def _fitted(before: np.ndarray, after: np.ndarray) -> tuple[float, float, float]:
    """Constant, phi and variance of the noise."""
    from statsmodels.regression.linear_model import OLS

    result = OLS(after, np.column_stack([np.ones_like(before), before])).fit()
    return float(result.params[0]), float(result.params[1]), float(result.scale)


def _walks(steps: np.ndarray, members: int, chance: np.random.Generator) -> np.ndarray:
    """Random walks from the last value, at each horizon: (H, m), of variance one a year."""
    return _reverting(steps, 1.0, members, chance)


def _reverting(steps: np.ndarray, phi: float, members: int, chance: np.random.Generator) -> np.ndarray:
    """Deviations from the expected path, at each horizon: (H, m), of unit noise."""
    paths = np.empty((int(steps[-1]), members))
    state = np.zeros(members)
    for row in paths:
        state = phi * state + chance.standard_normal(members)
        row[:] = state
    return np.asarray(paths[steps - 1])


def _arranged(centre: np.ndarray, spread: np.ndarray, paths: np.ndarray) -> np.ndarray:
    """Spaced quantiles of a Gaussian at each horizon, in the order of the paths: (H, m)."""
    members = paths.shape[1]
    spaced = norm.ppf((np.arange(members) + 0.5) / members)
    ranks = paths.argsort(axis=1).argsort(axis=1)
    return np.asarray(centre[:, None] + spread[:, None] * spaced[ranks])


def _instead(
    reason: str,
    series: Series,
    states: Sequence[Series],
    origin: int,
    horizons: int,
    members: int,
    chance: np.random.Generator,
) -> Forecast:
    return Forecast(persistence(series, states, origin, horizons, members, chance).members, reason)
