"""Roll calls as a graded response: no, abstain or absent, yes, on the axis of alignment.

The prior means and standard deviations are assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from twochairs.evidence.acts.alignment import Alignment, marginal
from twochairs.evidence.acts.laplace import Normal, posterior
from twochairs.evidence.acts.roll_calls import Vote, kinds

KIND = (0.0, 0.4)
"""Prior mean and standard deviation of the difficulty of yes, of a kind of resolution; alignment."""
OWN_SD = 0.25
"""Prior standard deviation of a resolution's difficulty around its kind's; alignment."""
LOG_TEMPERATURE = (float(np.log(0.15)), 0.5)
LOG_GAP = (float(np.log(0.3)), 0.5)
"""Prior of the log of how much easier it is not to vote no than to vote yes; alignment."""
LEAST = 1e-12


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of what votes go by.

    Attributes
    ----------
    kinds : of resolutions
    difficulty : of yes, shape (draws, kinds), alignment
    gap, temperature : shape (draws,), alignment
    own : a new resolution's difficulty less its kind's, shape (draws,), alignment
    """

    kinds: tuple[str, ...]
    difficulty: np.ndarray
    gap: np.ndarray
    temperature: np.ndarray
    own: np.ndarray


def graded(alignment: np.ndarray, difficulty: np.ndarray, gap: np.ndarray, temperature: np.ndarray) -> np.ndarray:
    """Probability of no, abstain and yes.

    Parameters
    ----------
    alignment, difficulty, gap, temperature : shapes that broadcast; gap and temperature above 0

    Returns
    -------
    shape (..., 3), adds up to 1

    Source
    ------
    Samejima 1969, Estimation of latent ability using a response pattern of graded scores, doi:10.1007/BF03372160
    """
    yes = expit((alignment - difficulty) / temperature)
    not_no = expit((alignment - difficulty + gap) / temperature)
    return np.stack([1.0 - not_no, not_no - yes, yes], axis=-1)


def fit(votes: Sequence[Vote], alignment: Alignment, until_year: int, draws: int = 500, seed: int = 1) -> Fitted:
    """Fit on the votes up to a year, that year included.

    Parameters
    ----------
    votes : later ones, and those of states or years without alignment, are left out
    draws : of the parameters
    seed : of the draws

    Source
    ------
    see `graded` and `laplace.posterior`
    """
    seen = [v for v in votes if v.year <= until_year and alignment.known(v.state, [v.year])]
    names = tuple(sorted(set(kinds().values()) | {vote.kind for vote in votes}))
    resolutions = sorted({vote.resolution for vote in seen})
    mean = np.array([KIND[0]] * len(names) + [LOG_GAP[0], LOG_TEMPERATURE[0]] + [0.0] * len(resolutions))
    sd = np.array([KIND[1]] * len(names) + [LOG_GAP[1], LOG_TEMPERATURE[1]] + [OWN_SD] * len(resolutions))
    return _drawn(names, posterior(_Likelihood(seen, names, resolutions, alignment), mean, sd), draws, seed)


def probabilities(fitted: Fitted, kind: str, alignment: np.ndarray) -> np.ndarray:
    """Forecast of a vote on a new resolution, its own difficulty and the parameters integrated over.

    Parameters
    ----------
    kind : of the resolution
    alignment : any shape

    Returns
    -------
    probability of no, abstain and yes, shape (..., 3)

    Raises
    ------
    ValueError : where the kind is not known
    """
    difficulty = fitted.difficulty[:, fitted.kinds.index(kind)] + fitted.own
    by_draw = graded(np.asarray(alignment)[..., None], difficulty, fitted.gap, fitted.temperature)
    return np.asarray(by_draw.mean(axis=-2))


def _drawn(names: tuple[str, ...], normal: Normal, draws: int, seed: int) -> Fitted:
    chance = np.random.default_rng(seed)
    values, count = normal.draw(draws, chance), len(names)
    own = OWN_SD * chance.standard_normal(draws)
    return Fitted(names, values[:, :count], np.exp(values[:, count]), np.exp(values[:, count + 1]), own)


class _Likelihood:
    """Log likelihood of votes; parameters: kinds, log gap, log temperature, resolutions."""

    def __init__(
        self, votes: Sequence[Vote], names: Sequence[str], resolutions: Sequence[str], alignment: Alignment
    ) -> None:
        self.states = [vote.state for vote in votes]
        self.kind = np.array([names.index(vote.kind) for vote in votes], dtype=int)
        first = len(names) + 2
        self.own = np.array([first + resolutions.index(vote.resolution) for vote in votes], dtype=int)
        self.scale = len(names)
        self.level = np.array([vote.level for vote in votes], dtype=int)
        self.alignment = np.array([alignment.of(vote.state, vote.year) for vote in votes]).T

    def __call__(self, values: np.ndarray) -> float:
        if not self.states:
            return 0.0
        gap, temperature = np.exp(values[self.scale]), np.exp(values[self.scale + 1])
        chances = graded(self.alignment, values[self.kind] + values[self.own], gap, temperature)
        happened = np.take_along_axis(chances, self.level[None, :, None], axis=-1)[..., 0]
        return marginal(np.log(np.maximum(happened, LEAST)), self.states)
