"""Poll shares of the model's four categories, with the houses that ask and samples that are not simple ones.

The prior means and standard deviations are assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from twochairs.evidence.acts.alignment import marginal
from twochairs.evidence.acts.laplace import posterior

HOUSE_SD = 0.3
"""Prior standard deviation of a house's effect; latent scale of the ordered logit."""
LOG_CONCENTRATION = (float(np.log(200.0)), 1.0)
"""Prior of the log of the Dirichlet's concentration: so many answers would weigh like its spread."""
EFFECTIVE = 700
"""Answers of a simple random sample that are worth a usual one of 1000, at a design effect of 1.4."""
LEAST = 1e-9


@dataclass(frozen=True)
class Scale:
    """The latent scale on which one public places one pole.

    Attributes
    ----------
    slope : in favourability, above 0
    cuts : of ally, of partner or better, of rival or better: falling, on the latent scale
    """

    slope: float
    cuts: tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Poll:
    """One poll of one public about one pole.

    Attributes
    ----------
    public : whom it asked, about which pole
    house : the pollster
    scale : of that public and pole
    shares : of ally, partner, rival, adversary; shape (4,), add up to 1
    favourability : draws of it at that time, shape (draws,), the same number for every poll
    effective : answers of a simple random sample that it is worth
    """

    public: str
    house: str
    scale: Scale
    shares: np.ndarray
    favourability: np.ndarray
    effective: int = EFFECTIVE

    @property
    def counts(self) -> np.ndarray:
        """Effective answers by category, whole, shape (4,)."""
        upto = np.rint(np.cumsum(self.shares) * self.effective)
        return np.asarray(np.diff(upto, prepend=0.0), dtype=int)


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of what polls go by, shape (draws,) each.

    Attributes
    ----------
    houses : effect of each house seen; latent scale, the higher the better for the pole
    new_house : of one that was not seen
    concentration : of the Dirichlet
    """

    houses: dict[str, np.ndarray]
    new_house: np.ndarray
    concentration: np.ndarray


def categories(latent: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """Shares of ally, partner, rival and adversary that a house is expected to find.

    Parameters
    ----------
    latent : slope times favourability, and the house's effect; shape (...)
    cuts : falling, shape (..., 3), broadcast against latent

    Returns
    -------
    shape (..., 4), add up to 1

    Source
    ------
    ordered logit (McCullagh 1980, doi:10.1111/j.2517-6161.1980.tb01109.x), as `twochairs.rules.opinion.share_at_least`;
    house effects: Jackman 2005, doi:10.1080/10361140500302472
    """
    at_least = expit(np.asarray(latent)[..., None] - cuts)
    ends = np.zeros((*at_least.shape[:-1], 1))
    return np.asarray(np.diff(np.concatenate([ends, at_least, ends + 1.0], axis=-1), axis=-1))


def log_likelihood(polls: Sequence[Poll], houses: np.ndarray, concentration: float) -> float:
    """Log likelihood of polls, each public's favourability integrated over by its draws.

    Parameters
    ----------
    houses : effect of each poll's house, shape (polls,), latent scale
    concentration : of the Dirichlet, above 0

    Returns
    -------
    nats; 0 where there are no polls

    Source
    ------
    Dirichlet-multinomial: Mosimann 1962, doi:10.1093/biomet/49.1-2.65; effective size: Kish 1965, Survey Sampling,
    section 8.2
    """
    from scipy.stats import dirichlet_multinomial

    if not polls:
        return 0.0
    latent = np.array([poll.scale.slope * poll.favourability for poll in polls]).T + houses
    expected = np.maximum(categories(latent, np.array([poll.scale.cuts for poll in polls])), LEAST)
    counts = np.array([poll.counts for poll in polls])
    chances = dirichlet_multinomial.logpmf(counts, expected * concentration, counts.sum(axis=-1))
    return marginal(np.asarray(chances), [poll.public for poll in polls])


def fit(polls: Sequence[Poll], draws: int = 500, seed: int = 1) -> Fitted:
    """Fit house effects and the spread between polls.

    Parameters
    ----------
    polls : those that are known
    draws : of the parameters
    seed : of the draws

    Source
    ------
    see `log_likelihood` and `laplace.posterior`
    """
    houses = sorted({poll.house for poll in polls})
    place = np.array([1 + houses.index(poll.house) for poll in polls], dtype=int)
    priors = np.array([LOG_CONCENTRATION] + [(0.0, HOUSE_SD)] * len(houses))

    def likelihood(values: np.ndarray) -> float:
        return log_likelihood(polls, values[place], float(np.exp(values[0])))

    chance = np.random.default_rng(seed)
    concentration, *effects = posterior(likelihood, priors[:, 0], priors[:, 1]).draw(draws, chance).T
    new = HOUSE_SD * chance.standard_normal(draws)
    return Fitted(dict(zip(houses, effects, strict=True)), new, np.exp(concentration))


def forecast(
    fitted: Fitted,
    scale: Scale,
    favourability: np.ndarray,
    house: str = "",
    effective: int = EFFECTIVE,
    seed: int = 1,
) -> np.ndarray:
    """Draw what a house will find.

    Parameters
    ----------
    scale : of the public and pole that are asked about
    favourability : shape (draws,)
    house : one that was not seen where its name is not known
    effective : answers of a simple random sample that the poll is worth

    Returns
    -------
    shares of ally, partner, rival and adversary, shape (draws, 4)
    """
    chance = np.random.default_rng(seed)
    at = chance.integers(fitted.concentration.size, size=len(favourability))
    latent = scale.slope * favourability + fitted.houses.get(house, fitted.new_house)[at]
    expected = categories(latent, np.array(scale.cuts))
    weights = chance.standard_gamma(np.maximum(expected, LEAST) * fitted.concentration[at, None])
    weights = np.maximum(weights, LEAST)
    return np.asarray(chance.multinomial(effective, weights / weights.sum(axis=-1, keepdims=True)) / effective)
