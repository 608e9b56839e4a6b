"""Summaries of an outcome over worlds that an objective may name, as they are written."""

import math
from dataclasses import dataclass

from twochairs.scenario.read import number
from twochairs.scenario.wording import unknown

MEAN, WORST, BEST, SPREAD, SATISFIED = "mean", "worst", "best", "spread", "satisfied"
QUANTILE, REGRET, HURWICZ = "quantile", "regret", "hurwicz"
ALONE = (MEAN, WORST, BEST, SPREAD, SATISFIED)
"""Summaries of one word."""
WITH_NUMBER = (QUANTILE, REGRET, HURWICZ)
"""Summaries followed by a share."""
LARGEST = "max"
_ENOUGH = 0.8
"""Worlds that are expected beyond a quantile, at least."""


@dataclass(frozen=True)
class Summary:
    """What an outcome's means in each world come to.

    Attributes
    ----------
    kind : of those named above
    share : of a quantile, of a quantile of regret (1 for the largest), or the weight of the worst world; else 0
    """

    kind: str
    share: float = 0.0

    @property
    def fewest(self) -> int:
        """Worlds that it takes."""
        beyond = min(self.share, 1.0 - self.share)
        quantile = self.kind in (QUANTILE, REGRET) and beyond > 0.0
        return math.ceil(_ENOUGH / beyond - 1e-9) if quantile else 1


def summary(text: str) -> Summary:
    """The summary of a text, such as `mean` or `quantile 0.1`.

    Raises
    ------
    ValueError : where there is none, with what may be written; its text continues 'it is ...; '
    """
    word, _, rest = text.strip().partition(" ")
    if word in ALONE and not rest:
        return Summary(word)
    if word not in (*ALONE, *WITH_NUMBER):
        raise ValueError(f"it {unknown(word, (*ALONE, *WITH_NUMBER))}")
    if word in ALONE:
        raise ValueError(f"it must be {word} alone")
    share = 1.0 if (word, rest.strip()) == (REGRET, LARGEST) else number(rest.strip())
    if share is None or (not 0.0 < share < 1.0 and (word, rest.strip()) != (REGRET, LARGEST)):
        largest = f", or {REGRET} {LARGEST}" if word == REGRET else ""
        raise ValueError(f"it must be {word} and a number between 0 and 1, as in {word} 0.1{largest}")
    return Summary(word, float(share))
