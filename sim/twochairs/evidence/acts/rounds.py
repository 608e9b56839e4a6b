"""Rounds of sanctions as observed: which state joined which."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.declarations import months_of
from twochairs.scenario.calendar import month_number, month_text

WITHIN = 24
"""Months after a round opens in which joining it counts; then it is asked for anew."""
RENEWED = ("2016-03", "2018-03", "2020-03")
"""When the round of March 2014 was asked for anew, as long as it ran."""
LATEST = "2022-02"
"""When the round that still runs opened; it too is asked for anew every `WITHIN` months."""


@dataclass(frozen=True)
class Joining:
    """Whether a state joined a round within `WITHIN` months.

    Attributes
    ----------
    opened : month, such as 2014-03
    dated : whether the day of joining was looked up; else it is read off the list of who joined renewals
    """

    state: str
    opened: str
    joined: bool
    dated: bool = True

    @property
    def round(self) -> int:
        """The year it opened."""
        return int(self.opened[:4])

    @property
    def known_by(self) -> int:
        """Year in which it is settled."""
        return self.round + WITHIN // 12

    @property
    def closes(self) -> str:
        """Last month in which joining it counts."""
        year, month = divmod(int(self.opened[:4]) * 12 + int(self.opened[5:]) - 1 + WITHIN, 12)
        return f"{year:04d}-{month + 1:02d}"


def read_joinings(states: Sequence[str]) -> list[Joining]:
    """Of these states: the rounds of the table `sanction_dates`, and those between by the table `sanction_rounds`.

    A round opens with the first to join it. Known not to have joined by some day counts as not joined; who joined at
    least half of the decisions of a later term of a round was in it.
    """
    observed = rows("sanction_dates")
    opened = {row["round"]: min(o["joined"] for o in observed if o["joined"] and o["round"] == row["round"])[:7]
              for row in observed}  # fmt: skip
    dated = [
        Joining(
            row["country"], opened[row["round"]], bool(row["joined"]) and _in_time(row["joined"], opened[row["round"]])
        )
        for row in observed
        if row["country"] in states and (row["joined"] or row["not_by"])
    ]
    return sorted(dated + renewed(states), key=lambda one: (one.opened, one.state))


def terms_to_come(since: int, until: int) -> list[str]:
    """Months of these years in which the latest round is asked for anew."""
    first = month_number(LATEST)
    months = range(first + WITHIN, month_number(f"{until}-12") + 1, WITHIN)
    return [month_text(month) for month in months if month >= month_number(f"{since}-01")]


def _in_time(joined: str, opened: str) -> bool:
    return len(months_of(opened, joined[:7])) <= WITHIN + 1


def renewed(states: Sequence[str], opened: Sequence[str] = RENEWED) -> list[Joining]:
    """Whether these states were in later terms of a round: in at least half of the decisions of each."""
    found = []
    for month in opened:
        until = Joining("", month, False).closes
        term = [row for row in rows("sanction_rounds") if month <= row["date"][:7] < until and row["step"] == "renewal"]
        for state in sorted({row["country"] for row in term} & set(states)):
            taken = [row["joined"] == "1" for row in term if row["country"] == state]
            found.append(Joining(state, month, sum(taken) >= 0.5 * len(taken), dated=False))
    return found
