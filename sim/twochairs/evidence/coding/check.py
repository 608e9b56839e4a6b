"""What is wrong with the lines of the coded tables."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from math import isfinite

from twochairs.errors import Place, Problem
from twochairs.evidence.coding.region import Region
from twochairs.evidence.coding.rows import Row
from twochairs.scenario.calendar import A_MONTH, is_month
from twochairs.scenario.paths import UnknownPath, targets
from twochairs.scenario.wording import found, unknown
from twochairs.world.words import COURSES

SIZES = {"small": 0.1, "medium": 0.2, "large": 0.3}
OPS = ("set", "add")
_EMPTY_TOGETHER = ("partner", "partner_course", "partner_size")

Rows = dict[str, list[Row]]
Span = tuple[str, str]
"""The first and the last month that are coded."""


def problems_of_about(rows: list[Row]) -> Iterator[Problem]:
    """Every problem of the line that says what is written."""
    if not rows:
        yield Problem(Place("about.csv", 1, 1), "it must have one line")
    for row in rows[1:]:
        yield row.problem("it is one line too many")
    for row in rows[:1]:
        yield from _not_empty(row, "file", "base", "title")
        wrong = [column for column in ("first", "last") if not is_month(row[column])]
        for column in wrong:
            yield row.problem(f"{column} is {found(row[column])}; {A_MONTH}")
        if not wrong and row["last"] < row["first"]:
            yield row.problem(f"last is {found(row['last'])}, before first")


def problems_of(rows: Rows, region: Region, span: Span) -> list[Problem]:
    """Every problem of the sound lines of all tables but the first."""
    courses = [row["course"] for row in rows["courses.csv"]]
    kinds = {row["kind"]: [r["path"] for r in rows["kinds.csv"] if r["kind"] == row["kind"]]
             for row in rows["kinds.csv"]}  # fmt: skip
    return [
        *_of_courses(rows["courses.csv"]),
        *_of_governments(rows["governments.csv"], region, courses, span),
        *_of_kinds(rows["kinds.csv"], region),
        *_of_starts(rows["starts.csv"], region, kinds),
        *_of_events(rows["events.csv"], region, kinds, span),
        *_of_aid(rows["aid.csv"], region, span),
        *_said_twice([*rows["events.csv"], *_first_of_each(rows["aid.csv"])], "name"),
    ]


def _of_courses(rows: list[Row]) -> Iterator[Problem]:
    yield from _said_twice(rows, "course")
    for row in rows:
        yield from _known(row, "course", [word for word, _ in COURSES])
        yield from _not_empty(row, "course", "meaning")


def _of_governments(rows: list[Row], region: Region, courses: list[str], span: Span) -> Iterator[Problem]:
    for row in rows:
        yield from _known(row, "country", region.states)
        yield from _month(row, "from", span)
        yield from _not_empty(row, "government", "reason", "source")
        for column in ("course", "challenger"):
            yield from _known(row, column, courses)
        yield from _partner(row, courses)
        if not row["term_months"].isascii() or not row["term_months"].isdigit() or int(row["term_months"]) == 0:
            yield row.problem(f"term_months is {found(row['term_months'])}; it must be a number of months")
    for country in region.states:
        yield from _sequence([row for row in rows if row["country"] == country], country, span[0])


def _partner(row: Row, courses: list[str]) -> Iterator[Problem]:
    filled = [column for column in _EMPTY_TOGETHER if row[column]]
    if filled and len(filled) < len(_EMPTY_TOGETHER):
        yield row.problem(f"{', '.join(_EMPTY_TOGETHER)} must be all empty or all given")
    if row["partner_course"]:
        yield from _known(row, "partner_course", courses)
    if row["partner_size"]:
        yield from _known(row, "partner_size", SIZES)


def _sequence(rows: list[Row], country: str, first: str) -> Iterator[Problem]:
    """The governments of a state: from the first month on, in order, each called by a name of its own."""
    if not rows:
        yield Problem(None, f"governments.csv has no line for {country}")
        return
    if rows[0]["from"] != first:
        yield rows[0].problem(f"the first government of {country} is from {found(rows[0]['from'])}, not {first}")
    for before, row in pairwise(rows):
        if row["from"] <= before["from"]:
            yield row.problem(f"{found(row['from'])} does not come after {found(before['from'])}")
    yield from _said_twice(rows, "government")


def _of_kinds(rows: list[Row], region: Region) -> Iterator[Problem]:
    for row in rows:
        yield from _not_empty(row, "kind", "meaning", "reason")
        yield from _known(row, "op", OPS)
        yield from _number(row, "value", -1.0, 1.0)
        names = region.names
        try:
            targets(filled(row["path"], names.country[0], names.dispute[0]), names)
        except UnknownPath as error:
            yield row.problem(f"the path {found(row['path'])} {error}")
    pairs = [(row["kind"], row["path"]) for row in rows]
    for row, pair in zip(rows, pairs, strict=True):
        if pairs.index(pair) < rows.index(row):
            yield row.problem(f"{found(pair[1])} stands twice for {pair[0]}")


def _of_starts(rows: list[Row], region: Region, kinds: dict[str, list[str]]) -> Iterator[Problem]:
    for row in rows:
        yield from _known(row, "country", region.states)
        yield from _known(row, "kind", kinds)
        yield from _not_empty(row, "reason", "source")


def _of_events(rows: list[Row], region: Region, kinds: dict[str, list[str]], span: Span) -> Iterator[Problem]:
    for row in rows:
        yield from _month(row, "date", span)
        yield from _not_empty(row, "name", "reason", "source")
        yield from _known(row, "kind", kinds)
        for country in row["country"].split(" ") if row["country"] else []:
            if country not in region.states:
                yield row.problem(f"country {found(country)} {unknown(country, region.states)}")
        if row["dispute"]:
            yield from _known(row, "dispute", region.disputes)
        yield from _needed(row, kinds)
    yield from _in_order(rows)


def _needed(row: Row, kinds: dict[str, list[str]]) -> Iterator[Problem]:
    """A country or a dispute stands exactly where the paths of the kind name one."""
    for column in ("country", "dispute"):
        needed = any(f"{{{column}}}" in path for path in kinds.get(row["kind"], []))
        if row["kind"] in kinds and needed != bool(row[column]):
            yield row.problem(
                f"{column} is {found(row[column])}; {row['kind']} {'needs one' if needed else 'has none'}"
            )


def _of_aid(rows: list[Row], region: Region, span: Span) -> Iterator[Problem]:
    for row in rows:
        yield from _month(row, "date", span)
        yield from _known(row, "pole", region.names.pole)
        yield from _known(row, "country", region.states)
        yield from _number(row, "percent_of_gdp", 0.0, 10.0)
        yield from _not_empty(row, "name", "source")
    yield from _in_order(rows)


def filled(path: str, country: str, dispute: str) -> str:
    """A path with a state and a dispute in place of their marks."""
    return path.replace("{country}", country).replace("{dispute}", dispute)


def _known(row: Row, column: str, options: Collection[str]) -> Iterator[Problem]:
    if row[column] not in options:
        yield row.problem(f"{column} {found(row[column])} {unknown(row[column], options)}")


def _month(row: Row, column: str, span: Span) -> Iterator[Problem]:
    if not is_month(row[column]):
        yield row.problem(f"{column} is {found(row[column])}; {A_MONTH}")
    elif not span[0] <= row[column] <= span[1]:
        yield row.problem(f"{column} is {found(row[column])}; it must be from {span[0]} to {span[1]}")


def _number(row: Row, column: str, low: float, high: float) -> Iterator[Problem]:
    try:
        number = float(row[column])
    except ValueError:
        number = float("nan")
    if not isfinite(number) or not low <= number <= high:
        yield row.problem(f"{column} is {found(row[column])}; it must be a number in [{low:g}, {high:g}]")


def _not_empty(row: Row, *columns: str) -> Iterator[Problem]:
    for column in columns:
        if not row[column]:
            yield row.problem(f"{column} is empty")


def _in_order(rows: list[Row]) -> Iterator[Problem]:
    for before, row in pairwise(rows):
        if row["date"] < before["date"]:
            yield row.problem(f"date is {found(row['date'])}, before that of the line above")


def _first_of_each(rows: list[Row]) -> list[Row]:
    """The first line of each aid programme: the others share its name."""
    return list({row["name"]: row for row in reversed(rows)}.values())


def _said_twice(rows: list[Row], column: str) -> Iterator[Problem]:
    seen: dict[str, Row] = {}
    for row in rows:
        if row[column] in seen:
            first = seen[row[column]].place
            yield row.problem(f"{column} {found(row[column])} stands already in {first.file}, line {first.line}")
        seen.setdefault(row[column], row)
