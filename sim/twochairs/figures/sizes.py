"""How large a change is, in words, by written rules: one table for each kind of outcome.

| outcome | hardly | otherwise |
| --- | --- | --- |
| alignment | below 0.02 | the share of the way to the next state that it does not pass, as WAYS has it |
| declarations | below half a point | whole points, in words up to twelve |
| a poll | below half a point | points with one decimal |
| an act | no run more or fewer | runs, out of how many |

Of any of them: it cannot be told where the 95 % interval holds 0 and reaches as far as what matters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twochairs.figures.pairs import SMALL
from twochairs.figures.text import number, signed

WAYS = (
    (0.035, "a small part of the way"),
    (0.075, "a twentieth of the way"),
    (0.15, "a tenth of the way"),
    (0.225, "a fifth of the way"),
    (0.29, "a quarter of the way"),
    (0.415, "a third of the way"),
    (0.58, "half of the way"),
    (0.705, "two thirds of the way"),
    (0.875, "three quarters of the way"),
    (1.0, "nearly all of the way"),
)
"""Below which share of a way it is called what; from the last on it is all of the way."""
ALL = "all of the way"
AT_START = "the start"
"""Instead of a year, where half had done an act before the first month."""
POINT = 0.005
"""Half a point of a hundred: a share that changes by less hardly changes."""
_COUNTS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

NONE, ALONE, STILL, UNKNOWN, HARDLY, TOLD = "none", "alone", "still", "unknown", "hardly", "told"


@dataclass(frozen=True)
class Change:
    """A mean change over runs or pairs of them.

    Attributes
    ----------
    mean, low, high : with the ends of its 95 % interval, NaN where nothing is known
    runs, independent : how many it is of, and units that the interval rests on
    varied : whether runs, or pairs of them, differ among each other
    """

    mean: float
    low: float
    high: float
    runs: int
    independent: int
    varied: bool = True

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Change":
        """Of a row of paired differences."""
        mean, low, high = (float(row[name]) for name in ("mean_difference", "low", "high"))
        return cls(mean, low, high, int(row["runs"]), int(row["independent"]), bool(row["varied"]))

    def standing(self, small: float) -> str:
        """What may be said of it, where less than a size hardly matters.

        An interval that lies within what hardly matters says so, whether it holds 0 or not.
        """
        if not self.runs:
            return NONE
        if (self.low != self.low or (not self.varied and self.independent > 1)) and abs(self.mean) < 1e-12:
            return STILL
        if self.independent < 2:
            return ALONE
        if self.low != self.low and self.varied:
            return UNKNOWN
        if max(abs(self.low), abs(self.high)) < small:
            return HARDLY
        if self.low <= 0.0 <= self.high:
            return UNKNOWN
        return HARDLY if abs(self.mean) < small else TOLD


def way(share: float) -> str:
    """A share of a way in words."""
    return next((words for below, words in WAYS if share < below), ALL)


def of_alignment(change: Change, size: float, ahead: tuple[str, float] | None, origin: str) -> str:
    """What a state does, such as "moves a third of the way from where it stood to Hungary".

    Parameters
    ----------
    size : of the change that is spoken of: its mean, or its median where the mean is no typical run
    ahead : the next state, or end of the scale, in that direction, and how far away it is
    origin : where the way begins, such as "where it stood"
    """
    standing = change.standing(SMALL)
    said = {NONE: "is in no pair of runs", STILL: "does not move", UNKNOWN: "cannot be told to move"}
    if standing in said:
        return said[standing]
    if standing == HARDLY or abs(size) < SMALL:
        return "hardly moves"
    aim = f"moves by {signed(size)} from {origin}"
    if ahead:
        aim = f"moves {way(abs(size) / ahead[1])} from {origin} to {ahead[0]}"
    return f"{aim}, in the one run there is" if standing == ALONE else aim


def of_declarations(change: Change) -> str:
    """How many more declarations are joined, such as "joins two points more of declarations"."""
    standing = change.standing(POINT)
    if standing in (NONE, STILL):
        return "joins as many declarations"
    if standing == UNKNOWN:
        return "cannot be told to join more or fewer declarations"
    if standing == HARDLY:
        return "joins hardly more or fewer declarations"
    return f"joins {points(change.mean)} {'more' if change.mean > 0 else 'fewer'} of declarations"


def points(share: float) -> str:
    """Whole points of a hundred, in words as far as there are short ones."""
    count = int(100.0 * abs(share) + 0.5)
    return f"{_COUNTS[count] if count < len(_COUNTS) else count} point{'' if count == 1 else 's'}"


def of_poll(change: Change, answer: str) -> str:
    """How many more give an answer, such as "2.1 points more call the EU an adversary"."""
    standing = change.standing(POINT)
    if standing in (NONE, STILL):
        return f"as many {answer}"
    if standing == UNKNOWN:
        return f"it cannot be told whether more or fewer {answer}"
    if standing == HARDLY:
        return f"hardly more or fewer {answer}"
    return f"{number(100.0 * abs(change.mean), 1)} points {'more' if change.mean > 0 else 'fewer'} {answer}"


def of_act(change: Change, act: str) -> str:
    """In how many more runs an act is done, such as "“Joins sanctions” in 3 more of 50 runs"."""
    if change.standing(0.0) in (NONE, STILL):
        return f"“{act}” in as many runs"
    if change.standing(0.0) == UNKNOWN:
        return f"“{act}” cannot be told to be in more or fewer runs"
    more = round(change.mean * change.runs)
    return f"“{act}” in {abs(more)} {'more' if more > 0 else 'fewer'} of {change.runs} runs"


def done(count: int, runs: int, by: str, act: str) -> str:
    """In how many runs an act is done, such as "“Joins sanctions” in 8 of 100 runs, half of these by 2027".

    Parameters
    ----------
    by : the year by which half of them had done it first, or AT_START; "" where it is not known
    act : its name, which whoever wrote the scenario chose: quoted, so that it may be a verb or a noun
    """
    if not count:
        return f"“{act}” in none of {runs} run{'' if runs == 1 else 's'}"
    when = f"from {by}" if by == AT_START else f"by {by}"
    if runs == 1:
        return f"“{act}” in the one run there is{f', {when}' if by else ''}"
    half = f", {'half of these' if count > 1 else 'first'} {when}" if by else ""
    return f"“{act}” in {'each' if count == runs else count} of {runs} runs{half}"
