"""The posterior of a few parameters under independent normal priors: its mode, and a normal around it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


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
    from statsmodels.tools.numdiff import approx_hess

    def cost(scaled: np.ndarray) -> float:
        return 0.5 * float(scaled @ scaled) - log_likelihood(mean + sd * scaled)

    start = np.zeros(mean.size)
    if not np.isfinite(cost(start)):
        raise ValueError("the likelihood is not finite at the prior's mean")
    mode = minimize(cost, start, method="L-BFGS-B", bounds=[(-6.0, 6.0)] * mean.size).x
    curvature = np.asarray(approx_hess(mode, cost))
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2.0)
    return Normal(mean + sd * mode, sd[:, None] * vectors / np.sqrt(np.maximum(values, 1.0)))
