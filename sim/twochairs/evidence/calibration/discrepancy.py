"""What a simulated path leaves unexplained of an observed yearly series: a random walk, seen with noise.

observed = signal (from simulated alignment) + discrepancy + noise. The discrepancy starts at a state's house offset and
moves by what nobody coded; a Kalman filter gives its level at any year, the likelihood of the series, and forecasts.
What a year's votes are about moves all states together: a common random walk, taken off before the filter. How noisy a
state is, is known to no better than a spread around all states' common noise, and integrated over.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.data.ideal_scale import PLACE

OFFSET_SD = 0.25
"""Prior standard deviation of a state's house offset around `PLACE`, in ideal points; assumed."""
STATE_SPREAD = 0.6
"""Standard deviation of the log of a state's own noise around that of all states; assumed."""

_STEPS = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
"""Noise of a state is integrated over at these many spreads around the common one, for observation and level each."""


@dataclass(frozen=True)
class Noise:
    """Standard deviations of yearly series, in ideal points.

    Attributes
    ----------
    observation : of one year's figure around the level
    level : of the level's move in a year
    """

    observation: np.ndarray
    level: np.ndarray


@dataclass(frozen=True)
class Sway:
    """A random walk of all states together, from 0 in the first year.

    Attributes
    ----------
    sd : standard deviation of a year's move, in ideal points, (draws,)
    path : (draws, years)
    """

    sd: np.ndarray
    path: np.ndarray


@dataclass(frozen=True)
class Left:
    """How what a path leaves over of the record moves, for every draw.

    Attributes
    ----------
    noise : common to all states, shapes (draws,)
    sway : of all states together
    """

    noise: Noise
    sway: Sway

    def picked(self, rows: np.ndarray) -> "Left":
        """Of some draws."""
        noise = Noise(self.noise.observation[rows], self.noise.level[rows])
        return Left(noise, Sway(self.sway.sd[rows], self.sway.path[rows]))


@dataclass(frozen=True)
class Level:
    """Where the discrepancy stands once the last year was seen; shapes (..., states).

    Attributes
    ----------
    mean, variance : of the level
    log_likelihood : of the whole series, nats
    """

    mean: np.ndarray
    variance: np.ndarray
    log_likelihood: np.ndarray


def filtered(residual: np.ndarray, noise: Noise) -> Level:
    """Run the filter over a series.

    Parameters
    ----------
    residual : shape (..., years, states), nan where a year has no figure: of a state the same years in every draw
    noise : shapes that broadcast against (..., states)

    Source
    ------
    local-level model: Durbin & Koopman 2012, Time Series Analysis by State Space Methods, section 2.2; simulator plus
    discrepancy: Kennedy & O'Hagan 2001, doi:10.1111/1467-9868.00294
    """
    observation, move = np.asarray(noise.observation), np.asarray(noise.level)
    shape = np.broadcast_shapes(residual[..., 0, :].shape, observation.shape, move.shape)
    found = Level(*(np.empty(shape) for _ in range(3)))
    seen = np.isfinite(residual.reshape(-1, *residual.shape[-2:])[0])
    patterns, pattern = np.unique(seen, axis=1, return_inverse=True)
    for number, years in enumerate(patterns.T):
        states = np.flatnonzero(pattern.reshape(-1) == number)
        own = Noise(
            *(one if one.shape[-1:] in ((), (1,)) else one.take(states, axis=-1) for one in (observation, move))
        )
        level = _filtered(residual.take(states, axis=-1), years, own)
        for whole, part in zip(vars(found).values(), vars(level).values(), strict=True):
            whole[..., states] = part
    return found


def _filtered(residual: np.ndarray, seen: np.ndarray, noise: Noise) -> Level:
    """Of states that have a figure in the same years: variances do not hang on the figures, so all share them."""
    observation, move = noise.observation**2, noise.level**2
    shape = np.broadcast_shapes(residual[..., 0, :].shape, observation.shape, move.shape)
    variance = np.full(np.broadcast_shapes(observation.shape, move.shape), OFFSET_SD**2)
    mean, logs, squares = np.full(shape, PLACE), np.zeros(variance.shape), np.zeros(shape)
    for year, there in enumerate(seen):
        if year:
            variance = variance + move
        if not there:
            continue
        spread = variance + observation
        precision, gain = 1.0 / spread, variance / spread
        error = residual[..., year, :] - mean
        mean += gain * error
        error *= error
        squares += error * precision
        logs += np.log(2.0 * np.pi * spread)
        variance = variance * (1.0 - gain)
    return Level(mean, np.broadcast_to(variance, shape), -0.5 * (squares + logs))


def of_states(common: Noise) -> Noise:
    """Noise a state may have, given the common one of shape (draws,): shapes (draws, kinds, 1)."""
    across = np.exp(STATE_SPREAD * _STEPS)
    observation, level = np.meshgrid(across, across, indexing="ij")
    return Noise(
        np.asarray(common.observation)[:, None, None] * observation.reshape(-1, 1),
        np.asarray(common.level)[:, None, None] * level.reshape(-1, 1),
    )


def log_weights() -> np.ndarray:
    """Log prior probability of each kind of `of_states`, shape (kinds,)."""
    one = -0.5 * _STEPS**2
    one = one - np.log(np.sum(np.exp(one)))
    return np.asarray((one[:, None] + one[None, :]).reshape(-1))


def log_likelihood(residual: np.ndarray, common: Noise) -> np.ndarray:
    """Of all states' series, each state's noise integrated over, shape (draws,).

    Parameters
    ----------
    residual : shape (draws, years, states)
    common : shapes (draws,)
    """
    by_kind = filtered(residual[:, None], of_states(common)).log_likelihood + log_weights()[:, None]
    top = by_kind.max(axis=1, keepdims=True)
    return np.asarray(np.sum(np.log(np.sum(np.exp(by_kind - top), axis=1)) + top[:, 0], axis=1))


def chosen(residual: np.ndarray, common: Noise, chance: np.random.Generator) -> tuple[Level, Noise]:
    """For every draw and state one kind of noise by its posterior probability: the level and the noise under it.

    Parameters
    ----------
    residual : shape (draws, years, states)
    common : shapes (draws,)

    Returns
    -------
    shapes (draws, states)
    """
    noise = of_states(common)
    levels = filtered(residual[:, None], noise)
    by_kind = levels.log_likelihood + log_weights()[:, None]
    weight = np.cumsum(np.exp(by_kind - by_kind.max(axis=1, keepdims=True)), axis=1)
    weight = weight / weight[:, -1:]
    kind = np.sum(chance.uniform(size=weight[:, :1].shape) > weight, axis=1, keepdims=True)

    def taken(values: np.ndarray) -> np.ndarray:
        return np.asarray(np.take_along_axis(np.broadcast_to(values, weight.shape), kind, axis=1)[:, 0])

    level = Level(taken(levels.mean), taken(levels.variance), taken(levels.log_likelihood))
    return level, Noise(taken(noise.observation), taken(noise.level))


def ahead(level: Level, noise: Noise, sway: Sway, signal: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Draw the ideal points of the years after the last one seen.

    Parameters
    ----------
    level, noise : of each draw, shapes (draws, states)
    sway : to the last year seen
    signal : of the years to come, shape (draws, years, states)

    Returns
    -------
    one draw of each, shape (draws, years, states)
    """
    now = level.mean + np.sqrt(level.variance) * chance.normal(size=level.mean.shape)
    moves = noise.level[:, None] * chance.normal(size=signal.shape)
    seen = noise.observation[:, None] * chance.normal(size=signal.shape)
    together = sway.path[:, -1:] + np.cumsum(sway.sd[:, None] * chance.normal(size=signal.shape[:2]), axis=1)
    return np.asarray(now[:, None] + np.cumsum(moves, axis=1) + together[..., None] + signal + seen)
