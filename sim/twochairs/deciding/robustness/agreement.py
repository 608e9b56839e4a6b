"""Whether metrics of robustness rank lever settings alike, and which lever decides: rank correlations over settings."""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.robustness.metrics import AGREEING, better, summarised
from twochairs.deciding.robustness.tried import Tried
from twochairs.deciding.robustness.wanted import Wanted
from twochairs.experiment.over_worlds import QUANTILE, REGRET, Summary
from twochairs.experiment.read_off import read_of


@dataclass(frozen=True)
class Agreement:
    """Of one outcome.

    Attributes
    ----------
    outcome : that metrics are of
    sign : 1 where it is to be high, -1 where it is to be low
    metrics : their names
    ranks : rank correlations of each with each, shape (metrics, metrics); NaN of one that is the same at all settings
    levers : lever to its rank correlation with the mean over worlds
    """

    outcome: str
    sign: float
    metrics: tuple[str, ...]
    ranks: np.ndarray
    levers: dict[str, float]

    @property
    def lowest(self) -> float:
        """The lowest of all rank correlations; NaN where there is none."""
        apart = self.ranks[~np.eye(len(self.ranks), dtype=bool)]
        there = apart[np.isfinite(apart)]
        return float(there.min()) if len(there) else float("nan")


def agreements(found: Tried, wanted: Wanted) -> list[Agreement]:
    """Of each outcome that is an objective, once for each direction."""
    each = dict.fromkeys((read_of(one), one.sign) for one in wanted.objectives.values())
    return [_agreement(found, text, sign) for text, sign in each]


def _agreement(found: Tried, text: str, sign: float) -> Agreement:
    means = found.means(text)
    used = [one for one in AGREEING if found.world_count >= max(2, one.fewest)] or [AGREEING[0]]
    columns = [better(one, sign) * summarised(means, one, sign) for one in used]
    ranks = np.array([[correlation(one, other) for other in columns] for one in columns])
    levers = {}
    for place, name in enumerate(found.levers):
        values = [setting[place] for setting in found.settings]
        if not any(isinstance(value, str) for value in values):
            levers[name] = correlation(np.array(values, dtype=float), means.mean(axis=-1))
    return Agreement(text, sign, tuple(map(called, used)), ranks, levers)


def called(one: Summary) -> str:
    """A summary as it is written."""
    if one.kind == REGRET and one.share == 1.0:
        return f"{REGRET} max"
    return f"{one.kind} {one.share:g}" if one.share or one.kind == QUANTILE else one.kind


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation; NaN where one of the two is the same everywhere."""
    from scipy.stats import rankdata

    first, second = (ranks - ranks.mean() for ranks in (rankdata(one), rankdata(other)))
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size else float("nan")
