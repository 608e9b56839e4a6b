"""Ends of 95 % intervals, by the kind of a number. None has zero width unless there is no chance in it."""

import math
from functools import lru_cache

from twochairs.statistics.kinds import COUNT, FIXED, FRACTION, NUMBER, PART, SHARE
from twochairs.statistics.sample import Sample

Z = 1.959963984540054
"""Half the width of a 95 % interval of a normal distribution, in standard errors."""
UNSEEN = 1.0
"""Units that a spread is taken to have been seen in besides those there are, as wide as the kind allows."""
FEWEST = 3
"""Units that an interval of a part needs."""
_FAR = 700.0
"""Log odds as far from even as there are numbers for."""
ONE_APART = 2.0
"""What the squares of whole numbers would add up to more, had one unit been one higher and one been one lower."""

Ends = tuple[float, float]
UNKNOWN: Ends = (math.nan, math.nan)


@lru_cache(4096)
def student(degrees: int) -> float:
    """Half the width of a 95 % interval in standard errors, by Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.975))


def interval(kind: str, found: Sample) -> Ends:
    """Ends of the 95 % interval of a mean.

    Parameters
    ----------
    kind : of twochairs.statistics.kinds
    found : the independent units

    Returns
    -------
    low and high; NaN where nothing can be said: of no unit, of one whose spread is not known, and of a continuous
    number that chance could move and did not
    """
    if kind == FIXED or not found.count:
        return found.mean, found.mean
    if kind == SHARE and not found.clustered:
        return of_share(found.mean, found.count)
    return spread(kind, found.mean, found.error, found.count)


def spread(kind: str, mean: float, error: float, units: int) -> Ends:
    """The same from a mean and its standard error.

    Parameters
    ----------
    units : independent ones that the error was taken of
    """
    if units < 2 or not math.isfinite(error):
        return UNKNOWN
    if kind in (SHARE, FRACTION):
        return of_share(mean, effective(mean * (1.0 - mean), error, units))
    if kind == PART:
        return of_part(mean, error, units)
    if kind == COUNT:
        return of_count(mean, effective(mean, error, units))
    if kind == NUMBER:
        half = student(units - 1) * error if error > 0.0 else math.nan
    else:
        half = student(units - 1) * math.sqrt(error * error + ONE_APART / (units * (units - 1)))
    return mean - half, mean + half


def effective(variance: float, error: float, units: int, unseen: float = UNSEEN) -> float:
    """How many independent units of a given variance say as much of a mean as an error seen in some units does.

    Parameters
    ----------
    variance : of a unit whose runs are all alike, as the kind has it from the mean: p (1 - p) of a share, m of a count
    error : standard error of the mean as it was seen
    units : that were seen, at least 2; few of them are taken for fewer, by Student's t
    unseen : units of that variance that count beside those seen

    Source
    ------
    Korn, E. L., Graubard, B. I. (1998): Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data. Survey Methodology 24, 193-201
    """
    few = (Z / student(units - 1)) ** 2
    if not variance > 0.0:
        return units * few
    seen = (units - 1) * units * error * error / variance
    return units * (units - 1 + unseen) / (seen + unseen) * few if seen + unseen > 0.0 else math.inf


def of_share(share: float, units: float) -> Ends:
    """Ends for a share of independent units, which need not be a whole number; exactly 0 and 1 where they are met.

    Source
    ------
    Clopper, C. J., Pearson, E. S. (1934): The use of confidence or fiducial limits. Biometrika 26, 404-413
    """
    from scipy.special import betaincinv

    some, others = share * units, (1.0 - share) * units
    low = float(betaincinv(some, others + 1.0, 0.025)) if share > 0.0 else 0.0
    high = float(betaincinv(some + 1.0, others, 0.975)) if share < 1.0 else 1.0
    return low, high


def of_part(mean: float, error: float, units: int) -> Ends:
    """Ends for the mean of numbers in [0, 1], inside it: Student's t on the log odds of the mean.

    Of two units it would be nearly all of [0, 1], whatever they are, and is not given.

    Source
    ------
    Agresti, A. (2013): Categorical data analysis, 3rd ed. Wiley, section 3.1.6 (delta method, and the logit of a share)
    """
    variance = mean * (1.0 - mean)
    if units < FEWEST or not (error > 0.0 and variance > 0.0):
        return UNKNOWN
    odds, half = math.log(mean / (1.0 - mean)), student(units - 1) * error / variance
    low, high = (1.0 / (1.0 + math.exp(-min(max(end, -_FAR), _FAR))) for end in (odds - half, odds + half))
    return low, high


def of_count(mean: float, units: float) -> Ends:
    """Ends for a mean count of independent units, which need not be a whole number; at least 0.

    Source
    ------
    Garwood, F. (1936): Fiducial limits for the Poisson distribution. Biometrika 28, 437-442
    """
    from scipy.special import gammaincinv

    events = mean * units
    low = float(gammaincinv(events, 0.025)) / units if mean > 0.0 else 0.0
    return low, float(gammaincinv(events + 1.0, 0.975)) / units
