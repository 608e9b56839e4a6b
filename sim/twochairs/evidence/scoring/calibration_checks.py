"""Whether a calibration finds what is known to be true, and how much it learns."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, binomtest, chisquare

SIMULATIONS = 4000
"""Uniform samples that the simultaneous band is found from; its level is good to about half of one per cent."""


@dataclass(frozen=True, eq=False)
class RankUniformity:
    """Whether ranks are uniform.

    Attributes
    ----------
    counts : (bins,), ranks in each bin
    p_value : of the chi-square test over the bins
    difference : (bins - 1,), the share of ranks up to each inner edge less that of uniform ranks
    low, high : (bins - 1,), band that holds the whole of `difference` with the level asked for, if ranks are uniform
    inside : whether it does
    """

    counts: np.ndarray
    p_value: float
    difference: np.ndarray
    low: np.ndarray
    high: np.ndarray
    inside: bool


def rank_uniformity(ranks: np.ndarray, draws: int, bins: int, level: float = 0.95, seed: int = 1) -> RankUniformity:
    """Test of simulation-based calibration: ranks of the truths among posterior draws are uniform.

    Parameters
    ----------
    ranks : (n,), whole, how many of the draws lie below the truth, in [0, draws]
    draws : posterior draws of each
    bins : at least 2; must divide draws + 1, so that every bin is as likely
    level : probability of the band, in (0, 1)
    seed : of the samples that the band is found from

    Raises
    ------
    ValueError : where a rank is not whole or out of range, there are none, or the bins do not divide draws + 1

    Source
    ------
    ranks: Talts et al. 2018, doi:10.48550/arXiv.1804.06788; band: Säilynoja, Bürkner & Vehtari 2022, algorithm by
    simulation, doi:10.1007/s11222-022-10090-6
    """
    ranks = np.asarray(ranks)
    if not ranks.size or (ranks != ranks.astype(int)).any() or ranks.min() < 0 or ranks.max() > draws:
        raise ValueError(f"ranks must be whole numbers from 0 to {draws}")
    if bins < 2 or (draws + 1) % bins:
        raise ValueError(f"{bins} bins do not divide {draws + 1} ranks evenly")
    counts = np.bincount(ranks.astype(int) * bins // (draws + 1), minlength=bins)
    edges = np.arange(1, bins) / bins
    fewest, most = _band(ranks.size, edges, level, seed)
    cumulative = counts.cumsum()[:-1]
    return RankUniformity(
        counts=counts,
        p_value=float(chisquare(counts).pvalue),
        difference=cumulative / ranks.size - edges,
        low=fewest / ranks.size - edges,
        high=most / ranks.size - edges,
        inside=bool(((fewest <= cumulative) & (cumulative <= most)).all()),
    )


def _band(size: int, edges: np.ndarray, level: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Fewest and most ranks up to each edge, such that a uniform sample stays within at all of them: (bins - 1,)."""
    chance = np.random.default_rng(seed)
    bins = edges.size + 1
    samples = chance.multinomial(size, np.full(bins, 1.0 / bins), SIMULATIONS).cumsum(axis=1)[:, :-1]
    counts = np.arange(size + 1)[:, None]
    tails = np.minimum(binom.cdf(counts, size, edges), binom.sf(counts - 1, size, edges))
    rarest = tails[samples, np.arange(edges.size)].min(axis=1)
    tail = np.quantile(rarest, 1.0 - level, method="lower")
    tail *= 1.0 - 1e-9  # it is itself the tail of a count, which is to lie within
    return binom.ppf(tail, size, edges), binom.isf(tail, size, edges)


@dataclass(frozen=True)
class Coverage:
    """Share of intervals that hold the truth, and the interval of that share."""

    share: float
    low: float
    high: float


def interval_coverage(lows: np.ndarray, highs: np.ndarray, truths: np.ndarray, level: float = 0.95) -> Coverage:
    """How often intervals hold the truth, ends included, with Wilson's interval; the occasions are independent.

    Parameters
    ----------
    lows, highs, truths : (n,), in one unit
    level : probability of the interval of the share, in (0, 1)

    Raises
    ------
    ValueError : where there are none, the shapes differ, a number is NaN or an interval ends before it begins

    Source
    ------
    Wilson 1927, doi:10.1080/01621459.1927.10502953
    """
    lows, highs, truths = (np.asarray(given, float) for given in (lows, highs, truths))
    if not truths.size or not lows.shape == highs.shape == truths.shape:
        raise ValueError(f"intervals {lows.shape}, {highs.shape} do not fit truths {truths.shape}")
    if np.isnan(truths).any() or not (lows <= highs).all():
        raise ValueError("an interval ends before it begins, or a number is NaN")
    hits = int(((lows <= truths) & (truths <= highs)).sum())
    found = binomtest(hits, truths.size).proportion_ci(level, method="wilson")
    return Coverage(hits / truths.size, float(found.low), float(found.high))


def contraction(prior_variance: np.ndarray, posterior_variance: np.ndarray) -> np.ndarray:
    """How much of a prior's variance the data take away: 1 if all, 0 if none, below 0 if they add to it.

    Parameters
    ----------
    prior_variance, posterior_variance : (...), of each parameter, in its own unit squared

    Returns
    -------
    (...), no unit

    Raises
    ------
    ValueError : where a prior variance is not above 0 or a posterior variance is below 0

    Source
    ------
    Schad, Betancourt & Vasishth 2021, doi:10.1037/met0000275
    """
    prior, posterior = np.asarray(prior_variance, float), np.asarray(posterior_variance, float)
    if not ((prior > 0.0).all() and (posterior >= 0.0).all()):
        raise ValueError("a prior variance must be above 0, a posterior variance not below")
    return np.asarray(1.0 - posterior / prior)


def shift(prior_mean: np.ndarray, prior_sd: np.ndarray, posterior_mean: np.ndarray) -> np.ndarray:
    """How far the data move a parameter, in standard deviations of its prior.

    Parameters
    ----------
    prior_mean, prior_sd, posterior_mean : (...), of each parameter, in its own unit

    Returns
    -------
    (...), no unit; beyond 2 or so, prior and data disagree

    Raises
    ------
    ValueError : where a standard deviation is not above 0

    Source
    ------
    prior-data conflict: Evans & Moshonov 2006, doi:10.1214/06-BA129
    """
    spread = np.asarray(prior_sd, float)
    if not (spread > 0.0).all():
        raise ValueError("a standard deviation must be above 0")
    return np.asarray((np.asarray(posterior_mean, float) - np.asarray(prior_mean, float)) / spread)
