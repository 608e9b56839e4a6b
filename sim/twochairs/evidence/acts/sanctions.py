"""Joining a round of sanctions, an act with a difficulty of its own.

The prior means and standard deviations are assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.alignment import Alignment, marginal
from twochairs.evidence.acts.declarations import months_of
from twochairs.evidence.acts.laplace import posterior

WITHIN = 24
"""Months after a round opens in which joining it counts."""
DIFFICULTY = (0.75, 0.3)
"""Prior mean and standard deviation of the difficulty that rounds have in common; alignment."""
OWN_SD = 0.25
"""Prior standard deviation of a round's difficulty around the common one, as of a resolution; alignment."""
LOG_TEMPERATURE = (float(np.log(0.15)), 0.5)
LEAST = 1e-12


@dataclass(frozen=True)
class Joining:
    """Whether a state joined a round, by the year it opened, within `WITHIN` months."""

    state: str
    round: int
    joined: bool

    @property
    def known_by(self) -> int:
        """Year in which it is settled."""
        return self.round + WITHIN // 12


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of what joining goes by, shape (draws,) each; alignment.

    Attributes
    ----------
    difficulty : that rounds have in common
    temperature : of all rounds
    own : a new round's difficulty less the common one
    """

    difficulty: np.ndarray
    temperature: np.ndarray
    own: np.ndarray


def read_joinings(states: Sequence[str]) -> list[Joining]:
    """Of these states, from the table `sanction_dates`; rows that say neither are left out.

    A round opens with the first to join it. Known not to have joined by some day counts as not joined.
    """
    observed = rows("sanction_dates")
    return [
        Joining(row["country"], int(row["round"]), bool(row["joined"]) and _in_time(row, observed))
        for row in observed
        if row["country"] in states and (row["joined"] or row["not_by"])
    ]


def fit(joinings: Sequence[Joining], alignment: Alignment, until_year: int, draws: int = 500, seed: int = 1) -> Fitted:
    """Fit on the rounds that are settled by a year.

    Parameters
    ----------
    joinings : later ones, and those of states or years without alignment, are left out
    alignment : a state's in the year a round opened is what counts
    draws : of the parameters
    seed : of the draws

    Source
    ------
    `twochairs.rules.acts.act_probability`; see `laplace.posterior`
    """
    seen = [j for j in joinings if j.known_by <= until_year and alignment.known(j.state, [j.round])]
    rounds = sorted({joining.round for joining in seen})
    priors = np.array([DIFFICULTY, LOG_TEMPERATURE] + [(0.0, OWN_SD)] * len(rounds))
    normal = posterior(_Likelihood(seen, rounds, alignment), priors[:, 0], priors[:, 1])
    chance = np.random.default_rng(seed)
    values = normal.draw(draws, chance)
    return Fitted(values[:, 0], np.exp(values[:, 1]), OWN_SD * chance.standard_normal(draws))


def probability(fitted: Fitted, alignment: np.ndarray) -> np.ndarray:
    """Forecast that a state joins a new round, the parameters integrated over.

    Parameters
    ----------
    alignment : any shape

    Returns
    -------
    the same shape, in [0, 1]
    """
    gap = np.asarray(alignment)[..., None] - fitted.difficulty - fitted.own
    return np.asarray(expit(gap / fitted.temperature).mean(axis=-1))


def _in_time(row: dict[str, str], observed: Sequence[dict[str, str]]) -> bool:
    opened = min(other["joined"] for other in observed if other["joined"] and other["round"] == row["round"])
    return len(months_of(opened[:7], row["joined"][:7])) <= WITHIN + 1


class _Likelihood:
    """Log likelihood of joinings; parameters: difficulty, log temperature, rounds."""

    def __init__(self, joinings: Sequence[Joining], rounds: Sequence[int], alignment: Alignment) -> None:
        self.states = [joining.state for joining in joinings]
        self.own = np.array([2 + rounds.index(joining.round) for joining in joinings], dtype=int)
        self.joined = np.array([joining.joined for joining in joinings], dtype=bool)
        self.alignment = np.array([alignment.of(joining.state, joining.round) for joining in joinings]).T

    def __call__(self, values: np.ndarray) -> float:
        if not self.states:
            return 0.0
        joins = expit((self.alignment - values[0] - values[self.own]) / np.exp(values[1]))
        happened = np.where(self.joined, joins, 1.0 - joins)
        return marginal(np.log(np.maximum(happened, LEAST)), self.states)
