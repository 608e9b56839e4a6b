"""Declarations as observed: which share of those of a period a state joined, and how many were hard to join."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twochairs.evidence.acts.collection import scored

ASKED = 60
"""Declarations of a year whose count is not known."""


@dataclass(frozen=True)
class Rate:
    """What one issuer says of one state and period.

    Attributes
    ----------
    start, end : first and last month, such as 2014-03
    joined, asked : counts; where they are not known, by `asked_of` and the rate
    """

    state: str
    start: str
    end: str
    joined: int
    asked: int
    issuer: str

    @property
    def rate(self) -> float:
        """Share that was joined, in [0, 1]."""
        return self.joined / self.asked

    @property
    def last_year(self) -> int:
        """Year in which the period ends."""
        return int(self.end[:4])


Steps = Sequence[tuple[str, float]]
"""From which month on which share of the declarations is hard to join; months increase."""


def read_rates(states: Sequence[str]) -> list[Rate]:
    """Rates of these states in the table `cfsp_rates` that are scored, by end and state."""
    observed = scored("cfsp_rates")
    rates = [_rate(row, observed) for row in observed if row["country"] in states]
    return sorted(rates, key=lambda rate: (rate.end, rate.start, rate.state, rate.issuer))


def read_hard_shares() -> list[tuple[str, float]]:
    """Hard shares as assumed by the hindcast scenarios."""
    with (Path(__file__).parent / "hard_shares.csv").open(encoding="utf-8", newline="") as file:
        return [(row["from"], float(row["share"])) for row in csv.DictReader(file)]


def hard_share_of(steps: Steps, start: str, end: str) -> float:
    """Share of hard declarations in a period, its months weighing the same; in [0, 1].

    Raises
    ------
    ValueError : where the period begins before the first step, or ends before it begins
    """
    months = months_of(start, end)
    if not months or months[0] < steps[0][0]:
        raise ValueError(f"no hard share is given for {start} to {end}")
    return sum(next(share for since, share in reversed(steps) if since <= month) for month in months) / len(months)


def months_of(start: str, end: str) -> list[str]:
    """Every month of a period, the first and the last included; none where it ends before it begins."""
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (start, end))
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(first, last + 1)]


def year_weights(start: str, end: str) -> dict[int, float]:
    """Share of a period's months in each year."""
    years = [int(month[:4]) for month in months_of(start, end)]
    return {year: years.count(year) / len(years) for year in sorted(set(years))}


def asked_of(row: dict[str, str], observed: Sequence[dict[str, str]]) -> int:
    """How many declarations a period had: as the row says, or by the known counts of its year, or `ASKED` a year.

    Counts of other periods that begin in the same year are taken per month; at least 1.
    """
    if row["asked"]:
        return int(row["asked"])
    alike = [other for other in observed if other["asked"] and other["period_start"][:4] == row["period_start"][:4]]
    counted = sum(int(other["asked"]) for other in alike)
    per_month = counted / sum(_length(other) for other in alike) if alike else ASKED / 12.0
    return max(1, round(per_month * _length(row)))


def _length(row: dict[str, str]) -> int:
    return len(months_of(row["period_start"], row["period_end"]))


def _rate(row: dict[str, str], observed: Sequence[dict[str, str]]) -> Rate:
    asked = asked_of(row, observed)
    joined = int(row["joined"]) if row["joined"] else round(float(row["rate"]) * asked)
    return Rate(row["country"], row["period_start"], row["period_end"], joined, asked, row["issuer"])
