"""Roll calls as observed: who voted how on which kind of resolution."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from twochairs.data.catalogue import rows

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


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, str]:
    """Kind of each resolution; which are alike is the project's judgement. Not to be changed."""
    return MappingProxyType(_read_kinds())


def _read_kinds() -> dict[str, str]:
    with (Path(__file__).parent / "kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["resolution"]: row["kind"] for row in csv.DictReader(file)}


def read_votes(states: Sequence[str]) -> list[Vote]:
    """Votes of these states in the table `un_votes`, by date; resolutions of no kind and other states are left out."""
    kind = kinds()
    votes = [
        Vote(row["country"], row["date"], row["resolution"], kind[row["resolution"]], _LEVEL[row["vote"]])
        for row in rows("un_votes")
        if row["country"] in states and row["resolution"] in kind
    ]
    return sorted(votes, key=lambda vote: (vote.date, vote.resolution, vote.state))
