"""The share of declarations a state joins: easy and hard ones, counted with more spread than a binomial's.

The prior means and standard deviations are assumed. Two issuers on the same state and period count as two observations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from twochairs.evidence.acts.alignment import Alignment, marginal
from twochairs.evidence.acts.declarations import Rate, Steps, hard_share_of, year_weights
from twochairs.evidence.acts.laplace import posterior

EASY, HARD = (-0.35, 0.3), (0.45, 0.3)
"""Prior mean and standard deviation of the alignment at which joining is even odds."""
LOG_TEMPERATURE = (float(np.log(0.15)), 0.5)
LOG_CONCENTRATION = (float(np.log(50.0)), 1.0)
"""Prior of the log of the beta-binomial's concentration: so many declarations would weigh like its spread."""
ISSUER_SD = 0.2
"""Prior standard deviation of an issuer's offset; logit of the rate."""
LEAST = 1e-6


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of what rates go by, shape (draws,) each.

    Attributes
    ----------
    easy, hard, temperature : alignment
    concentration : of the beta-binomial
    issuers : offset of each issuer seen; logit
    new_issuer : offset of one that was not seen; logit
    """

    easy: np.ndarray
    hard: np.ndarray
    temperature: np.ndarray
    concentration: np.ndarray
    issuers: dict[str, np.ndarray]
    new_issuer: np.ndarray


def expected(
    alignment: np.ndarray, hard_share: float | np.ndarray, easy: np.ndarray, hard: np.ndarray, temperature: np.ndarray
) -> np.ndarray:
    """Share that a state is expected to join.

    Parameters
    ----------
    alignment, hard_share, easy, hard, temperature : shapes that broadcast; temperature above 0

    Returns
    -------
    in [0, 1]

    Source
    ------
    mixture of two items of `twochairs.rules.acts.act_probability`
    """
    of_easy, of_hard = expit((alignment - easy) / temperature), expit((alignment - hard) / temperature)
    return np.asarray((1.0 - hard_share) * of_easy + hard_share * of_hard)


def shifted(share: np.ndarray, offset: np.ndarray | float) -> np.ndarray:
    """A share moved by an offset on the logit; kept inside (0, 1)."""
    moved = expit(logit(np.clip(share, LEAST, 1.0 - LEAST)) + offset)
    return np.asarray(np.clip(moved, LEAST, 1.0 - LEAST))


def fit(
    rates: Sequence[Rate], alignment: Alignment, hard_shares: Steps, until_year: int, draws: int = 500, seed: int = 1
) -> Fitted:
    """Fit on the periods that end in a year or before.

    Parameters
    ----------
    rates : later ones, and those of states or years without alignment, are left out
    hard_shares : what share of the declarations is hard, by month
    draws : of the parameters
    seed : of the draws

    Source
    ------
    beta-binomial: Skellam 1948, doi:10.1111/j.2517-6161.1948.tb00014.x; see `laplace.posterior`
    """
    seen = [rate for rate in rates if rate.last_year <= until_year and placed(rate, alignment)]
    issuers = sorted({rate.issuer for rate in seen})
    priors = np.array([EASY, HARD, LOG_TEMPERATURE, LOG_CONCENTRATION] + [(0.0, ISSUER_SD)] * len(issuers))
    normal = posterior(_Likelihood(seen, issuers, alignment, hard_shares), priors[:, 0], priors[:, 1])
    chance = np.random.default_rng(seed)
    easy, hard, temperature, concentration, *offsets = normal.draw(draws, chance).T
    new = ISSUER_SD * chance.standard_normal(draws)
    known = dict(zip(issuers, offsets, strict=True))
    return Fitted(easy, hard, np.exp(temperature), np.exp(concentration), known, new)


def forecast(
    fitted: Fitted, alignment: np.ndarray, hard_share: float, asked: int, issuer: str = "", seed: int = 1
) -> np.ndarray:
    """Draw the rate that an issuer will count for a state and period.

    Parameters
    ----------
    alignment : of the state, mean over the period, shape (draws,)
    hard_share : of the period, in [0, 1]
    asked : declarations of the period, above 0
    issuer : one that was not seen where its name is not known

    Returns
    -------
    rates, shape (draws,) of the larger of both numbers of draws; the fewer are drawn from with replacement
    """
    chance = np.random.default_rng(seed)
    count = max(len(alignment), fitted.easy.size)
    place, at = _spread(len(alignment), count, chance), _spread(fitted.easy.size, count, chance)
    share = expected(alignment[place], hard_share, fitted.easy[at], fitted.hard[at], fitted.temperature[at])
    share = shifted(share, fitted.issuers.get(issuer, fitted.new_issuer)[at])
    own = chance.beta(share * fitted.concentration[at], (1.0 - share) * fitted.concentration[at])
    return np.asarray(chance.binomial(asked, own) / asked)


def placed(rate: Rate, alignment: Alignment) -> bool:
    """Whether the state's alignment is known in every year of the period."""
    return alignment.known(rate.state, list(year_weights(rate.start, rate.end)))


def _spread(size: int, count: int, chance: np.random.Generator) -> np.ndarray:
    """Places of so many draws among those at hand."""
    return np.arange(size) if size == count else chance.integers(size, size=count)


class _Likelihood:
    """Log likelihood of rates; parameters: easy, hard, log temperature, log concentration, issuers."""

    def __init__(self, rates: Sequence[Rate], issuers: Sequence[str], alignment: Alignment, steps: Steps) -> None:
        self.states = [rate.state for rate in rates]
        self.issuer = np.array([4 + issuers.index(rate.issuer) for rate in rates], dtype=int)
        self.joined, self.asked = (np.array([getattr(r, name) for r in rates]) for name in ("joined", "asked"))
        self.hard = np.array([hard_share_of(steps, rate.start, rate.end) for rate in rates])
        self.alignment = np.array([alignment.weighted(r.state, year_weights(r.start, r.end)) for r in rates]).T

    def __call__(self, values: np.ndarray) -> float:
        from scipy.stats import betabinom

        if not self.states:
            return 0.0
        share = expected(self.alignment, self.hard, values[0], values[1], np.exp(values[2]))
        share, concentration = shifted(share, values[self.issuer]), np.exp(values[3])
        chances = betabinom.logpmf(self.joined, self.asked, share * concentration, (1.0 - share) * concentration)
        return marginal(chances, self.states)
