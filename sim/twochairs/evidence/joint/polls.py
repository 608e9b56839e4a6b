"""Serbia's poll on membership given where its public stands, with both coefficients and the spread integrated out."""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit
from scipy.stats import norm

from twochairs.data.catalogue import rows

QUESTION, ANSWER = "vote on joining the EU", "for"
POLLSTER = "Ministry of European Integration"
"""Pollsters differ by ten points on one question: one who asked twice a year, and in the same words."""
LEVEL, SLOPE = (0.0, 1.0), (1.5, 0.5)
"""Mean and standard deviation of s0 and s1 before any poll: logit(support) = s0 + s1 public + N(0, spread), s1 cut at
0."""
SPREADS = np.linspace(0.05, 1.0, 20)
"""Spreads of one poll, as likely as each other beforehand; assumed."""


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
    """Of the polls on each path, nats, (draws,), with both coefficients and the spread integrated out.

    Parameters
    ----------
    public : where the public stands in the month of each wave, (draws, waves), in [-1, 1]
    support : shares, (waves,)
    """
    of_spread = np.array([_of_spread(public, logit(support), spread) for spread in SPREADS])
    return np.asarray(np.logaddexp.reduce(of_spread, axis=0) - np.log(len(SPREADS)))


def _of_spread(public: np.ndarray, seen: np.ndarray, spread: float) -> np.ndarray:
    """A normal linear regression's marginal likelihood, (draws,), times what its slope loses below 0."""
    design = np.stack([np.ones_like(public), public], axis=-1)
    mean, known = np.array([LEVEL[0], SLOPE[0]]), np.diag([LEVEL[1] ** -2, SLOPE[1] ** -2])
    precision = known + np.swapaxes(design, 1, 2) @ design / spread**2
    pull = known @ mean + seen @ design / spread**2
    left = np.linalg.inv(precision)
    after = np.einsum("dij,dj->di", left, pull)
    squares = seen @ seen / spread**2 + mean @ known @ mean - np.einsum("di,di->d", pull, after)
    determinants = np.linalg.slogdet(precision)[1] - np.log(np.diag(known)).sum()
    above = norm.logcdf(after[:, 1] / left[:, 1, 1] ** 0.5) - norm.logcdf(SLOPE[0] / SLOPE[1])
    return np.asarray(-0.5 * (len(seen) * np.log(2.0 * np.pi * spread**2) + determinants + squares) + above)
