"""Terms of acts under given constants: their mode, their spread, and the likelihood with them integrated out."""

from dataclasses import dataclass

import numpy as np

from twochairs.evidence.acts.likelihood import Likelihood
from twochairs.evidence.acts.response import Constants

STEP = 1e-4
"""Of differences of readiness, alignment."""
TOLERANCE, MOST = 1e-10, 60
"""Gain in nats below which the mode counts as found, and steps at most."""


@dataclass(frozen=True, eq=False)
class Terms:
    """Standard normal terms as some constants leave them.

    Attributes
    ----------
    mode : shape (terms,)
    precision : at the mode, shape (terms, terms)
    log_likelihood : of the acts with the terms integrated out, nats
    """

    mode: np.ndarray
    precision: np.ndarray
    log_likelihood: float

    def draw(self, chance: np.random.Generator) -> np.ndarray:
        """One draw, shape (terms,)."""
        root = np.linalg.cholesky(self.precision)
        return np.asarray(self.mode + np.linalg.solve(root.T, chance.standard_normal(self.mode.size)))


def terms_under(constants: Constants, likelihood: Likelihood, start: np.ndarray) -> Terms:
    """Integrate terms out by Laplace's approximation, the mode by Newton's steps.

    Parameters
    ----------
    start : where the mode is looked for, shape (terms,)

    Source
    ------
    Tierney & Kadane 1986, doi:10.1080/01621459.1986.10478240; nested as in Rue, Martino & Chopin 2009,
    doi:10.1111/j.1467-9868.2008.00700.x
    """
    design = likelihood.design(constants)

    def gain(terms: np.ndarray) -> float:
        return float(likelihood(constants, design @ terms).sum() - 0.5 * terms @ terms)

    at, best = start, gain(start)
    for _ in range(MOST):
        slope, bend = _derivatives(constants, likelihood, design @ at)
        precision = np.eye(at.size) + design.T @ (np.maximum(-bend, 0.0)[:, None] * design)
        step = np.linalg.solve(precision, design.T @ slope - at)
        share = 1.0
        while (there := gain(at + share * step)) < best and share > 1e-6:
            share *= 0.5
        if there - best < TOLERANCE:
            break
        at, best = at + share * step, there
    _, logarithm = np.linalg.slogdet(precision)
    return Terms(at, precision, best - 0.5 * float(logarithm))


def _derivatives(constants: Constants, likelihood: Likelihood, added: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of each act's log likelihood in its readiness, by central differences."""
    below, here, above = (likelihood(constants, added + shift) for shift in (-STEP, 0.0, STEP))
    return (above - below) / (2.0 * STEP), (above - 2.0 * here + below) / STEP**2
