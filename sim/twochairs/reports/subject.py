"""What a title and a card speak of beside alignment: which other result, which act."""

from collections.abc import Sequence

from twochairs.figures import sizes
from twochairs.figures.pairs import SMALL
from twochairs.reports.findings import ACT, ALIGNMENT, DECLARATIONS, POLL, Findings, Row

LEAST = {ALIGNMENT: SMALL, ACT: 0.0, DECLARATIONS: sizes.POINT, POLL: sizes.POINT}
"""What hardly matters, of each kind of outcome."""


def order(found: Findings) -> list[int]:
    """Places of the other results, the one that moves the state furthest first."""
    return sorted(range(len(found.others)), key=lambda place: -abs(found.moved[place].median))


def moves_little(found: Findings) -> bool:
    """Whether no other result is told to move the state."""
    [row] = found.of(ALIGNMENT)
    return all(change.standing(SMALL) != sizes.TOLD for change in row.changes)


def is_told(row: Row, place: int) -> bool:
    """Whether another result is told to change an outcome, by more than hardly matters."""
    return row.changes[place].standing(LEAST[row.what]) == sizes.TOLD


def acts(found: Findings) -> list[Row]:
    """The act that was asked for; all, those by which sanctions are joined before the others, where none was."""
    rows = found.of(ACT)
    if found.asked:
        return [row for row in rows if row.outcome == found.asked]
    declared = found.base.scenario.get("acts") or {}
    kinds = {key: (declared.get(key) or {}).get("kind") for key in declared}
    return sorted(rows, key=lambda row: kinds.get(row.outcome.partition("[")[0]) != "sanctions")


def subject(found: Findings) -> tuple[int | None, Row | None]:
    """The other result that is spoken of, None where there is none, and what of it beside alignment.

    The result is the one that moves the state furthest; where none is told to move it, the first of them that is told
    to change something else. Of it the first of `acts` that is told to change, else the declarations or the poll that
    is; where nothing is told, the first act. Of one result, the first act that some of its runs do, else the first.
    """
    rows = acts(found)
    if not found.others:
        some = [row for row in rows if 0 < row.count < int(row.base["runs"])]
        return None, next(iter([*some, *rows, *found.of(DECLARATIONS)]), None)
    places = order(found)
    asked = [] if found.asked else [*found.of(DECLARATIONS), *_by_size(found.of(POLL), places[0])]
    for place in places if moves_little(found) else places[:1]:
        for row in [*rows, *asked]:
            if is_told(row, place):
                return place, row
    return places[0], next(iter([*rows, *asked]), None)


def third(found: Findings, place: int | None, beside: Row | None) -> Row | None:
    """What a card has a third number of: the poll, or else declarations, that changes most and not hardly.

    Of one result the poll with the largest share.
    """
    polls = found.of(POLL)
    if place is None:
        return next(iter(sorted(polls, key=lambda row: -float(row.base["mean"]))), None)
    rows = [row for row in [*_by_size(polls, place), *found.of(DECLARATIONS)] if row is not beside]
    return next((row for row in rows if row.changes[place].standing(LEAST[row.what]) in _MATTERS), None)


_MATTERS = (sizes.TOLD, sizes.UNKNOWN, sizes.ALONE)


def _by_size(rows: Sequence[Row], place: int) -> list[Row]:
    return sorted(rows, key=lambda row: -abs(row.changes[place].mean))
