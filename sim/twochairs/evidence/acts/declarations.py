"""Declarations as observed: which share of those of a period a state joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.data.catalogue import rows

ASKED = 60
"""Declarations of a year whose count is not known."""


@dataclass(frozen=True)
class Rate:
    """What one issuer says of one state and period.

    Attributes
    ----------
    start, end : first and last month, such as 2014-03
    joined, asked : counts; where they are not known, by `asked_of` and the rate
    all_hard : whether declarations about the patron alone are counted; all of these are hard
    """

    state: str
    start: str
    end: str
    joined: int
    asked: int
    issuer: str
    all_hard: bool = False

    @property
    def rate(self) -> float:
        """Share that was joined, in [0, 1]."""
        return self.joined / self.asked

    @property
    def last_year(self) -> int:
        """Year in which the period ends."""
        return int(self.end[:4])


def read_rates(states: Sequence[str]) -> list[Rate]:
    """Rates of these states in the table `cfsp_rates`, by end and state."""
    observed = rows("cfsp_rates")
    rates = [_rate(row, observed) for row in observed if row["country"] in states]
    return sorted(rates, key=lambda rate: (rate.end, rate.start, rate.state, rate.issuer))


def months_of(start: str, end: str) -> list[str]:
    """Every month of a period, the first and the last included; none where it ends before it begins."""
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (start, end))
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(first, last + 1)]


def asked_of(row: dict[str, str], observed: Sequence[dict[str, str]]) -> int:
    """How many declarations a period had: as the row says, or by the known counts of its year, or `ASKED` a year.

    Counts of other periods that begin in the same year are taken per month; at least 1.
    """
    if row["asked"]:
        return int(row["asked"])
    year = row["period_start"][:4]
    alike = [
        one for one in observed if one["asked"] and one["period_start"][:4] == year and one["about"] == row["about"]
    ]
    counted = sum(int(other["asked"]) for other in alike)
    per_month = counted / sum(_length(other) for other in alike) if alike else ASKED / 12.0
    return max(1, round(per_month * _length(row)))


def _length(row: dict[str, str]) -> int:
    return len(months_of(row["period_start"], row["period_end"]))


def _rate(row: dict[str, str], observed: Sequence[dict[str, str]]) -> Rate:
    asked = asked_of(row, observed)
    joined = int(row["joined"]) if row["joined"] else round(float(row["rate"]) * asked)
    about = row["about"] != "all"
    return Rate(row["country"], row["period_start"], row["period_end"], joined, asked, row["issuer"], about)
