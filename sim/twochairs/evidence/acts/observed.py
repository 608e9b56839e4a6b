"""The acts of a record, and those of them that are known by some year."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.declarations import Rate, read_rates
from twochairs.evidence.acts.roll_calls import Vote, read_votes
from twochairs.evidence.acts.rounds import Joining, read_joinings


@dataclass(frozen=True)
class Acts:
    """Acts as observed."""

    votes: Sequence[Vote]
    rates: Sequence[Rate]
    joinings: Sequence[Joining]

    def upto(self, year: int) -> "Acts":
        """Those that are settled by the end of a year."""
        return Acts(
            [one for one in self.votes if one.year <= year],
            [one for one in self.rates if one.last_year <= year],
            [one for one in self.joinings if one.known_by <= year],
        )

    def begun(self, year: int) -> "Acts":
        """Those that are settled by the end of a year, and rounds that opened by then and are settled since."""
        known = self.upto(year)
        return Acts(known.votes, known.rates, [one for one in self.joinings if one.round <= year])

    def after(self, year: int) -> "Acts":
        """Those that begin after a year."""
        return Acts(
            [one for one in self.votes if one.year > year],
            [one for one in self.rates if int(one.start[:4]) > year],
            [one for one in self.joinings if one.round > year],
        )

    def of(self, state: str) -> "Acts":
        """Those of one state."""
        return Acts(
            [one for one in self.votes if one.state == state],
            [one for one in self.rates if one.state == state],
            [one for one in self.joinings if one.state == state],
        )


def observed_acts(path: Circumstances) -> Acts:
    """All acts of states and months that a path knows."""
    states = path.states
    return Acts(
        [one for one in read_votes(states) if path.knows(one.state, one.date[:7], one.date[:7])],
        [one for one in read_rates(states) if path.knows(one.state, one.start, one.end)],
        [one for one in read_joinings(states) if path.knows(one.state, one.opened, one.opened)],
    )
