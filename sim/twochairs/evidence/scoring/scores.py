"""How good a forecast was: scores of ensembles and of probabilities, the lower the better unless said otherwise.

Ensembles have their members on the last axis; an observation has the shape of what is left. Every number must be
finite: what was not observed is left out by the caller, never scored.
"""

import numpy as np


def crps(members: np.ndarray, observed: np.ndarray, fair: bool = True) -> np.ndarray:
    """Continuous ranked probability score.

    Parameters
    ----------
    members : (..., m), in the unit of what is observed, in any order
    observed : (...)
    fair : whether the members are independent draws. The fair score has the expectation of an unlimited ensemble's,
        whatever m. False for members that are spaced quantiles (`baselines`), which the fair score would flatter.

    Returns
    -------
    (...), in the unit of what is observed. At least 0, except that the fair score of one observation can be negative.

    Raises
    ------
    ValueError : where something is not finite, the shapes do not fit or a fair score has fewer than two members

    Source
    ------
    Gneiting & Raftery 2007, eq. 21, doi:10.1198/016214506000001437; fair: Ferro 2014, doi:10.1002/qj.2270;
    spaced quantiles: Bröcker 2012, doi:10.1002/qj.1891
    """
    members, observed = _checked(members, observed)
    count = members.shape[-1]
    if fair and count < 2:
        raise ValueError("a fair score needs at least two members")
    ordered = np.sort(members, axis=-1)
    weights = 2.0 * np.arange(1, count + 1) - count - 1.0
    spread = (ordered * weights).sum(axis=-1) / (count * (count - 1 if fair else count))
    return np.asarray(np.abs(members - observed[..., None]).mean(axis=-1) - spread)


def absolute_error(members: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Distance of the ensemble's median from what was observed.

    Parameters
    ----------
    members : (..., m)
    observed : (...), in the same unit

    Returns
    -------
    (...), in the same unit

    Raises
    ------
    ValueError : where something is not finite or the shapes do not fit

    Source
    ------
    the median is the forecast this error rewards: Gneiting 2011, doi:10.1198/jasa.2011.r10138
    """
    members, observed = _checked(members, observed)
    return np.asarray(np.abs(np.median(members, axis=-1) - observed))


def covered(members: np.ndarray, observed: np.ndarray, level: float) -> np.ndarray:
    """Whether what was observed lies in the ensemble's central band, its ends included.

    The k-th of m members stands for the quantile k / (m + 1), so that a band between two members of a calibrated
    ensemble covers exactly as often as it says. A band reaches no further than the members: for `level` to be met, m
    must be at least 2 / (1 - level) - 1.

    Parameters
    ----------
    members : (..., m)
    observed : (...), in the same unit
    level : probability of the band, in (0, 1)

    Returns
    -------
    (...), true or false

    Raises
    ------
    ValueError : where something is not finite, the shapes do not fit or the level is not in (0, 1)

    Source
    ------
    definition 6 of Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566
    """
    members, observed = _checked(members, observed)
    if not 0.0 < level < 1.0:
        raise ValueError(f"the level is {level}, not in (0, 1)")
    ends = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    low, high = np.quantile(members, ends, axis=-1, method="weibull")
    return np.asarray((low <= observed) & (observed <= high))


def pit(members: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Place of what was observed among the members: its mid-rank of m + 1, less a half, over m + 1.

    Evenly spread over (0, 1) if the ensemble is calibrated, and never 0 or 1. Members equal to the observation count
    half on each side.

    Parameters
    ----------
    members : (..., m)
    observed : (...), in the same unit

    Returns
    -------
    (...), in (0, 1)

    Raises
    ------
    ValueError : where something is not finite or the shapes do not fit

    Source
    ------
    Dawid 1984, doi:10.2307/2981683; of ensembles: Hamill 2001, doi:10.1175/1520-0493(2001)129<0550:IORHFV>2.0.CO;2
    """
    members, observed = _checked(members, observed)
    below = (members < observed[..., None]).sum(axis=-1)
    equal = (members == observed[..., None]).sum(axis=-1)
    return np.asarray((below + (equal + 1.0) / 2.0) / (members.shape[-1] + 1.0))


def log_score(probability: np.ndarray, happened: np.ndarray, members: int) -> np.ndarray:
    """Minus the natural logarithm of the probability given to what happened.

    An ensemble's share of members is kept in [1 / (2 m), 1 - 1 / (2 m)], so that no score is infinite: an event that
    no member foresaw costs ln(2 m).

    Parameters
    ----------
    probability : (...), of the event, in [0, 1]
    happened : (...), whether it did
    members : m, how many members the probability is the share of; at least 1

    Returns
    -------
    (...), in nats, at least 0

    Raises
    ------
    ValueError : where a probability is not in [0, 1] or the shapes do not fit

    Source
    ------
    Good 1952, doi:10.1111/j.2517-6161.1952.tb00104.x; Gneiting & Raftery 2007, doi:10.1198/016214506000001437
    """
    probability, happened = _checked_event(probability, happened)
    if members < 1:
        raise ValueError("a probability is the share of at least one member")
    least = 1.0 / (2.0 * members)
    kept = np.clip(probability, least, 1.0 - least)
    return np.asarray(-np.log(np.where(happened, kept, 1.0 - kept)))


def brier(probability: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """Squared distance of a probability from what happened, 1 or 0.

    Parameters
    ----------
    probability : (...), of the event, in [0, 1]
    happened : (...), whether it did

    Returns
    -------
    (...), in [0, 1]

    Raises
    ------
    ValueError : where a probability is not in [0, 1] or the shapes do not fit

    Source
    ------
    Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, for one event
    """
    probability, happened = _checked_event(probability, happened)
    return np.asarray((probability - happened) ** 2)


def skill(score: np.ndarray, reference: np.ndarray) -> float:
    """Share of the reference forecast's score that a forecast saves: 1 at best, 0 if no better, below 0 if worse.

    Parameters
    ----------
    score : (n,), of the forecast
    reference : (n,), of the reference forecast on the same occasions

    Returns
    -------
    1 - sum(score) / sum(reference)

    Raises
    ------
    ValueError : where the shapes differ, something is not finite or the reference's sum is not above 0

    Source
    ------
    Murphy 1988, doi:10.1175/1520-0493(1988)116<2417:SSBOTM>2.0.CO;2
    """
    score, reference = np.asarray(score, float), np.asarray(reference, float)
    if score.shape != reference.shape:
        raise ValueError(f"{score.shape} scores, {reference.shape} of the reference")
    if not (np.isfinite(score).all() and np.isfinite(reference).all()):
        raise ValueError("a score is not finite")
    if not reference.sum() > 0.0:
        raise ValueError("the reference's scores do not sum to more than 0")
    return float(1.0 - score.sum() / reference.sum())


def _checked(members: np.ndarray, observed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    members, observed = np.asarray(members, float), np.asarray(observed, float)
    if members.ndim < 1 or members.shape[-1] < 1 or members.shape[:-1] != observed.shape:
        raise ValueError(f"members {members.shape} do not fit observations {observed.shape}")
    if not (np.isfinite(members).all() and np.isfinite(observed).all()):
        raise ValueError("a member or an observation is not finite")
    return members, observed


def _checked_event(probability: np.ndarray, happened: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    probability, happened = np.asarray(probability, float), np.asarray(happened)
    if probability.shape != happened.shape:
        raise ValueError(f"probabilities {probability.shape} do not fit events {happened.shape}")
    if not ((probability >= 0.0) & (probability <= 1.0)).all():
        raise ValueError("a probability is not in [0, 1]")
    if not np.isin(happened, (0, 1)).all():
        raise ValueError("an event happened or did not: 1 or 0")
    return probability, happened.astype(bool)
