"""Roll calls as observed: who voted how on which kind of resolution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from twochairs.data.catalogue import rows
from twochairs.data.ideal_scale import PLACE, SLOPE
from twochairs.evidence.acts.response import divides

LEVELS = ("no", "abstain", "yes")
"""From the farthest to the nearest; being absent counts as abstaining."""
_LEVEL = {"no": 0, "abstain": 1, "absent": 1, "yes": 2}


@dataclass(frozen=True)
class Vote:
    """One state's vote.

    Attributes
    ----------
    date : year, month and day, such as 2014-03-27
    kind : of the resolution
    level : place in `LEVELS`
    """

    state: str
    date: str
    resolution: str
    kind: str
    level: int

    @property
    def year(self) -> int:
        """Of the vote."""
        return int(self.date[:4])


def tallies() -> list[dict[str, str]]:
    """How the world voted: rows of the table `un_tallies`."""
    return rows("un_tallies")


def kinds() -> Mapping[str, str]:
    """Kind of each resolution."""
    return {row["resolution"]: row["kind"] for row in tallies()}


def read_votes(states: Sequence[str]) -> list[Vote]:
    """Votes of these states in the table `un_votes`, by date; resolutions of no kind are left out."""
    kind = kinds()
    votes = [
        Vote(row["country"], row["date"], row["resolution"], kind[row["resolution"]], _LEVEL[row["vote"]])
        for row in rows("un_votes")
        if row["country"] in states and row["resolution"] in kind
    ]
    return sorted(votes, key=lambda vote: (vote.date, vote.resolution, vote.state))


@cache
def divides_of(resolution: str) -> tuple[float, float]:
    """Where a roll call of the table `un_tallies` divides the world; see `response.divides`."""
    (row,) = (row for row in rows("un_tallies") if row["resolution"] == resolution)
    yes, no, abstain = (float(row[name]) for name in ("yes", "no", "abstain"))
    return divides(yes, no, yes + no + abstain, PLACE, SLOPE)
