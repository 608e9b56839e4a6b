"""What came of a forecast, as far as the tables of its case hold it."""

from collections.abc import Sequence
from dataclasses import dataclass

from twochairs.data.catalogue import rows
from twochairs.data.reading import Row
from twochairs.evidence.acts.declarations import Rate, read_rates
from twochairs.evidence.acts.roll_calls import Vote, read_votes, tallies
from twochairs.evidence.acts.rounds import Joining, read_joinings, renewed
from twochairs.evidence.register.entry import IDEAL_POINT, RATE, SANCTIONS, VOTE, Entry
from twochairs.scenario.example import HOME


@dataclass(frozen=True)
class Came:
    """A row of forecasts and what came of it.

    Attributes
    ----------
    row : of the entry
    seen : the figure that was published, or the place in no, abstain, yes
    """

    row: Row
    seen: float


@dataclass(frozen=True)
class Past:
    """What was known when an entry was made, for the naive forecasts.

    Attributes
    ----------
    points : country and year to ideal point
    votes, rates, joinings : acts that were settled
    """

    points: dict[tuple[str, int], float]
    votes: Sequence[Vote]
    rates: Sequence[Rate]
    joinings: Sequence[Joining]


def came_of(entry: Entry) -> list[Came]:
    """The rows of an entry of which something is known by now.

    Of a roll call the row counts whose support is nearest to what the world's was. Of declared rates the count of whom
    the row names counts, else the first by name.
    """
    points, states = points_of(entry.basis.case), tuple({row["country"] for row in entry.rows})
    found = [
        Came(row, points[key])
        for row in entry.rows
        if row["target"] == IDEAL_POINT and (key := (row["country"], int(row["year"]))) in points
    ]
    if entry.basis.case != HOME:
        return found
    return found + _rates(entry, states) + _votes(entry, states) + _joinings(entry, states)


def past_of(entry: Entry) -> Past:
    """What was known by the last year of the record that an entry rests on."""
    known = entry.basis.known_to
    states = tuple({row["country"] for row in entry.rows})
    points = {
        (state, year): value
        for (state, year), value in points_of(entry.basis.case).items()
        if year <= known and state in states
    }
    if entry.basis.case != HOME:
        return Past(points, [], [], [])
    return Past(
        points,
        [vote for vote in read_votes(states) if vote.year <= known],
        [rate for rate in read_rates(states) if rate.last_year <= known],
        [one for one in read_joinings(states) if one.round <= known],
    )


def points_of(case: str) -> dict[tuple[str, int], float]:
    """Country and year to ideal point, of a case's table or the user's newer one."""
    return {(row["country"], int(row["year"])): float(row["value"]) for row in rows("un_ideal_points", case)}


def _rates(entry: Entry, states: Sequence[str]) -> list[Came]:
    there: dict[tuple[str, str], dict[str, Rate]] = {}
    for rate in read_rates(states):
        if not rate.all_hard and (rate.start[5:], rate.end[5:]) == ("01", "12") and rate.start[:4] == rate.end[:4]:
            there.setdefault((rate.state, rate.start[:4]), {})[rate.issuer] = rate
    found = []
    for row in entry.rows:
        counted = there.get((row["country"], row["year"]), {})
        if row["target"] == RATE and counted:
            found.append(Came(row, counted.get(row["about"], counted[min(counted)]).rate))
    return found


def _votes(entry: Entry, states: Sequence[str]) -> list[Came]:
    support = {}
    for row in tallies():
        voting = sum(int(row[word]) for word in ("yes", "no", "abstain"))
        support[row["resolution"]] = int(row["yes"]) / voting
    forecast: dict[tuple[str, str, str], list[Row]] = {}
    for row in entry.rows:
        if row["target"] == VOTE:
            forecast.setdefault((row["country"], row["year"], row["about"]), []).append(row)
    found = []
    for vote in read_votes(states):
        there = forecast.get((vote.state, vote.date[:4], vote.kind), [])
        if there:
            world = support[vote.resolution]
            found.append(Came(min(there, key=lambda row: abs(float(row["support"]) - world)), float(vote.level)))
    return found


def _joinings(entry: Entry, states: Sequence[str]) -> list[Came]:
    forecast = {(row["country"], row["about"]): row for row in entry.rows if row["target"] == SANCTIONS}
    opened = sorted({month for _, month in forecast})
    return [
        Came(forecast[one.state, one.opened], 2.0 * one.joined)
        for one in renewed(states, opened)
        if (one.state, one.opened) in forecast
    ]
