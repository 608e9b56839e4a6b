"""How often bands hold what came, and how sure that share is where occasions of a block go together."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, t


@dataclass(frozen=True)
class Held:
    """Share of bands that hold what came.

    Attributes
    ----------
    share : in [0, 1]
    low, high : ends of its interval
    worth : how many independent occasions all of them are worth
    """

    share: float
    low: float
    high: float
    worth: float


def held(inside: np.ndarray, blocks: np.ndarray, level: float = 0.9) -> Held:
    """The share of occasions on which a band held what came, with a binomial interval of as many independent ones.

    Occasions of one block (a state, an origin) go together. The variance of the share is that between blocks; what all
    are worth is how many independent occasions have that variance, less a loss for few blocks, and never more than
    there are. Where every band held, or none did, blocks cannot differ: each is taken for one occasion.

    Parameters
    ----------
    inside : (n,), whether the band held what came
    blocks : (n,), label of each occasion's block
    level : probability of the interval, in (0, 1)

    Raises
    ------
    ValueError : where the shapes differ, something is neither true nor false, or there are fewer than two blocks

    Source
    ------
    Korn & Graubard 1998, Survey Methodology 24, 193-201; exact binomial interval: Clopper & Pearson 1934,
    doi:10.1093/biomet/26.4.404
    """
    inside, blocks = np.asarray(inside, float), np.asarray(blocks)
    if inside.ndim != 1 or inside.shape != blocks.shape:
        raise ValueError(f"occasions {inside.shape} do not fit blocks {blocks.shape}")
    if not np.isin(inside, (0.0, 1.0)).all():
        raise ValueError("a band held what came or did not: 1 or 0")
    labels, place = np.unique(blocks, return_inverse=True)
    if labels.size < 2:
        raise ValueError("an interval needs at least two blocks")
    share, worth = float(inside.mean()), _worth(inside, place, labels.size, level)
    tail, hits = (1.0 - level) / 2.0, share * worth
    low = 0.0 if share == 0.0 else float(beta.ppf(tail, hits, worth - hits + 1.0))
    high = 1.0 if share == 1.0 else float(beta.ppf(1.0 - tail, hits + 1.0, worth - hits))
    return Held(share, low, high, worth)


def _worth(inside: np.ndarray, place: np.ndarray, blocks: int, level: float) -> float:
    """How many independent occasions all are worth."""
    count, share = inside.size, inside.mean()
    if share in (0.0, 1.0):
        return float(blocks)
    sums = np.bincount(place, inside - share)
    variance = blocks / (blocks - 1.0) * float(np.sum(sums * sums)) / count**2
    if variance == 0.0:
        return float(count)
    tail = (1.0 - level) / 2.0
    few = (t.ppf(tail, count - 1) / t.ppf(tail, blocks - 1)) ** 2
    return float(min(count, share * (1.0 - share) / variance * few))
