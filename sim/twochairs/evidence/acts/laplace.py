"""The posterior of a few parameters under independent normal priors: its mode, and a normal around it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

SLOPE_STEP, STEP = 1e-3, 0.03
"""Of differences, in standard deviations of the prior: far above what an integrated likelihood is off by."""


@dataclass(frozen=True, eq=False)
class Normal:
    """A normal distribution of parameters.

    Attributes
    ----------
    mean : shape (parameters,)
    root : a matrix whose product with its transpose is the covariance, shape (parameters, parameters)
    """

    mean: np.ndarray
    root: np.ndarray

    def draw(self, count: int, chance: np.random.Generator) -> np.ndarray:
        """Draws, shape (count, parameters)."""
        return np.asarray(self.mean + chance.standard_normal((count, self.mean.size)) @ self.root.T)


def posterior(log_likelihood: Callable[[np.ndarray], float], mean: np.ndarray, sd: np.ndarray) -> Normal:
    """The Laplace approximation of a posterior.

    In no direction is it wider than the prior: where the curvature at the mode is less than the prior's, or not
    positive at all, the prior's stands in.

    Parameters
    ----------
    log_likelihood : of parameters of shape (parameters,), nats
    mean, sd : of the independent normal priors, shape (parameters,); sd above 0

    Raises
    ------
    ValueError : where the likelihood is not finite at the prior's mean

    Source
    ------
    Tierney & Kadane 1986, doi:10.1080/01621459.1986.10478240
    """
    from scipy.optimize import minimize

    def cost(scaled: np.ndarray) -> float:
        return 0.5 * float(scaled @ scaled) - log_likelihood(mean + sd * scaled)

    start = np.zeros(mean.size)
    if not np.isfinite(cost(start)):
        raise ValueError("the likelihood is not finite at the prior's mean")
    bounds = [(-6.0, 6.0)] * mean.size
    mode = minimize(cost, start, jac=lambda at: _slope(cost, at), method="L-BFGS-B", bounds=bounds).x
    values, vectors = np.linalg.eigh(_curvature(cost, mode))
    return Normal(mean + sd * mode, sd[:, None] * vectors / np.sqrt(np.maximum(values, 1.0)))


def _slope(cost: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """First derivatives, by central differences."""
    steps = SLOPE_STEP * np.eye(at.size)
    return np.array([cost(at + step) - cost(at - step) for step in steps]) / (2.0 * SLOPE_STEP)


def _curvature(cost: Callable[[np.ndarray], float], at: np.ndarray) -> np.ndarray:
    """Second derivatives: of each pair both steps ahead and both back, less each alone."""
    steps, middle = STEP * np.eye(at.size), cost(at)
    alone = np.array([cost(at + step) + cost(at - step) for step in steps])
    found = np.empty((at.size, at.size))
    for i in range(at.size):
        for j in range(i + 1):
            both = steps[i] + steps[j]
            bend = cost(at + both) + cost(at - both) - alone[i] - alone[j] + 2.0 * middle
            found[i, j] = found[j, i] = bend / (2.0 * STEP**2)
    return found
