"""Serbia's poll on membership given where its public stands, with both coefficients integrated out."""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit
from scipy.stats import multivariate_normal, norm

from twochairs.data.catalogue import rows

QUESTION, ANSWER = "vote on joining the EU", "for"
POLLSTER = "Ministry of European Integration"
"""Pollsters differ by ten points on one question: one who asked twice a year, and in the same words."""
LEVEL, SLOPE, SPREAD = (0.0, 1.0), (1.5, 0.5), 0.15
"""Mean and standard deviation of s0 and s1 before any poll, and the spread of a poll: logit(support) = s0 + s1 public +
N(0, SPREAD), s1 cut at 0."""


@dataclass(frozen=True)
class Poll:
    """One wave: the state asked, its month, such as 2012-06, and the share for joining."""

    country: str
    month: str
    support: float


def read_polls(upto: int) -> list[Poll]:
    """Waves to a year, by month."""
    found = [
        Poll(row["country"], f"{row['year']}-{int(row['month']):02d}", float(row["share"]))
        for row in rows("polls")
        if (row["pollster"], row["question"], row["answer"]) == (POLLSTER, QUESTION, ANSWER)
        and row["month"]
        and int(row["year"]) <= upto
    ]
    return sorted(found, key=lambda poll: poll.month)


def log_likelihood(public: np.ndarray, support: np.ndarray) -> np.ndarray:
    """Of the polls on each path, nats, (draws,): a normal's, times what its slope loses below 0.

    Parameters
    ----------
    public : where the public stands in the month of each wave, (draws, waves), in [-1, 1]
    support : shares, (waves,)
    """
    if not len(support):
        return np.zeros(len(public))
    return np.array([_one(one, logit(support)) for one in public])


def _one(public: np.ndarray, seen: np.ndarray) -> float:
    design = np.column_stack([np.ones_like(public), public])
    mean, prior = np.array([LEVEL[0], SLOPE[0]]), np.diag([LEVEL[1] ** 2, SLOPE[1] ** 2])
    spread = design @ prior @ design.T + SPREAD**2 * np.eye(len(seen))
    gain = np.linalg.solve(spread, design @ prior).T
    after, left = mean + gain @ (seen - design @ mean), prior - gain @ design @ prior
    above = norm.logcdf(after[1] / left[1, 1] ** 0.5) - norm.logcdf(SLOPE[0] / SLOPE[1])
    return float(multivariate_normal(design @ mean, spread).logpdf(seen) + above)
