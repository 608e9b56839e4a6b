"""Draws of one posterior weighted to be those of another: Pareto-smoothed importance weights, and what they shift."""

from dataclasses import dataclass

import numpy as np

TAIL = 3.0
"""Square roots of the number of draws that count as the tail, of a fifth of them at most."""
_LEAST = 5
"""Draws in a tail at least: below, it is left as it is."""
_PRIOR, _DRAWS = 0.5, 10
"""A shape that tails are drawn towards, as if so many of their draws had said so."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Weights of draws.

    Attributes
    ----------
    each : shape (draws,); adds up to 1
    shape : k of the generalised Pareto distribution of the largest: above 0.7 they cannot be trusted, whatever else
        they say; nan where the draws weigh alike or there are too few
    """

    each: np.ndarray
    shape: float

    @property
    def effective(self) -> float:
        """How many draws of equal weight these are worth."""
        return float(1.0 / np.sum(self.each**2))

    def of(self, rows: np.ndarray) -> "Weights":
        """Of some draws alone."""
        return Weights(self.each[rows] / self.each[rows].sum(), self.shape)

    def rows(self, count: int) -> np.ndarray:
        """So many draws of equal weight: each is there as often as it weighs, to less than one, (count,).

        Source
        ------
        systematic resampling: Kitagawa 1996, doi:10.1080/10618600.1996.10474692
        """
        ends = np.cumsum(self.each)
        at = (np.arange(count) + 0.5) / count
        return np.minimum(np.searchsorted(ends, at), len(ends) - 1)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """Weighted mean of values (draws, ...)."""
        return np.asarray(np.tensordot(self.each, values, axes=1))

    def error(self, values: np.ndarray) -> np.ndarray:
        """Monte Carlo error of the weighted mean; draws count as independent."""
        return np.asarray(np.sqrt(np.tensordot(self.each**2, (values - self.mean(values)) ** 2, axes=1)))

    def shift(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far the weights move the mean of values, in their standard deviations, and its Monte Carlo error.

        Draws count as independent. Both means, and the spread, are of the same draws: what they share is not counted.

        Parameters
        ----------
        values : shape (draws, numbers)

        Returns
        -------
        shapes (numbers,); 0 where a number does not vary
        """
        plain, spread = values.mean(axis=0), values.std(axis=0)
        spread = np.where(spread > 0.0, spread, np.inf)
        away = (values - plain) / spread
        shift = self.mean(away)
        parts = self.each[:, None] * (away - shift) - away / len(values)
        parts = parts - shift * (away**2 - 1.0) / (2.0 * len(values))  # that the spread is of these draws too
        return shift, np.sqrt(np.sum(parts**2, axis=0))


def smoothed(log_weights: np.ndarray) -> Weights:
    """Weights of draws whose tail is smoothed.

    Parameters
    ----------
    log_weights : shape (draws,), up to a constant

    Raises
    ------
    ValueError : where one is not finite

    Source
    ------
    Vehtari, Simpson, Gelman, Yao & Gabry 2024, Journal of Machine Learning Research 25(72), 1-58
    """
    if not np.isfinite(log_weights).all():
        raise ValueError("a log weight is not finite")
    found = log_weights - log_weights.max()
    size, order = len(found), np.argsort(found, kind="stable")
    tail = order[size - int(np.floor(min(0.2 * size, TAIL * size**0.5))) :]
    cut = found[order[size - len(tail) - 1]] if len(tail) < size else 0.0
    shape = np.nan
    if len(tail) >= _LEAST and found[tail[-1]] - found[tail[0]] > 1e-9:
        above = np.exp(found[tail]) - np.exp(cut)
        shape, scale = pareto(above)
        levels = (np.arange(len(tail)) + 0.5) / len(tail)
        smooth = quantile(levels, shape, scale) + np.exp(cut)
        found[tail] = np.minimum(np.log(smooth), 0.0)
    each = np.exp(found)
    return Weights(each / each.sum(), float(shape))


def pareto(above: np.ndarray) -> tuple[float, float]:
    """Shape and scale of a generalised Pareto distribution, by their posterior means under a weak prior.

    Parameters
    ----------
    above : what a tail exceeds its start by, in order, above 0, shape (draws,)

    Source
    ------
    Zhang & Stephens 2009, doi:10.1198/tech.2009.08017; the weak prior of the shape: as `smoothed`
    """
    size = len(above)
    many = 30 + int(size**0.5)
    quarter = above[int(size / 4 + 0.5) - 1]
    at = 1.0 / above[-1] + (1.0 - np.sqrt(many / (np.arange(1, many + 1) - 0.5))) / (3.0 * quarter)
    shapes = np.mean(np.log1p(-at[:, None] * above), axis=1)
    likely = size * (np.log(-at / shapes) - shapes - 1.0)
    weight = np.exp(likely - np.logaddexp.reduce(likely))
    kept = weight >= 10.0 * np.finfo(float).eps
    mean = float(np.sum(at[kept] * weight[kept]) / weight[kept].sum())
    shape = float(np.mean(np.log1p(-mean * above)))
    scale = -shape / mean
    return (size * shape + _DRAWS * _PRIOR) / (size + _DRAWS), scale


def quantile(levels: np.ndarray, shape: float, scale: float) -> np.ndarray:
    """Quantiles of a generalised Pareto distribution that starts at 0."""
    if abs(shape) < 1e-12:
        return np.asarray(-scale * np.log1p(-levels))
    return np.asarray(scale * np.expm1(-shape * np.log1p(-levels)) / shape)
