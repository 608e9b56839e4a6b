"""The coded tables as data, or every problem of them at once."""

from dataclasses import dataclass
from pathlib import Path

from twochairs.errors import InvalidInput, Problem
from twochairs.evidence.coding import check
from twochairs.evidence.coding.region import Region, region
from twochairs.evidence.coding.rows import Row, read_rows
from twochairs.scenario.example import BASE, HOME, case_folder

FOLDER = "coding"
"""Where a case has its tables."""

COLUMNS = {
    "about.csv": ("file", "base", "title", "first", "last"),
    "courses.csv": ("course", "meaning"),
    "governments.csv": (
        "country", "from", "government", "course", "challenger", "partner", "partner_course", "partner_size",
        "term_months", "reason", "source",
    ),
    "kinds.csv": ("kind", "path", "op", "value", "meaning", "reason"),
    "starts.csv": ("country", "kind", "reason", "source"),
    "events.csv": ("date", "country", "dispute", "kind", "name", "reason", "source"),
    "aid.csv": ("date", "name", "pole", "country", "percent_of_gdp", "source"),
}  # fmt: skip


@dataclass(frozen=True)
class Government:
    """A government, or a declared change of its course, as of its first month."""

    country: str
    month: str
    name: str
    course: str
    challenger: str
    partner: str
    partner_course: str
    partner_size: str
    term_months: int
    reason: str
    source: str

    @property
    def coded(self) -> tuple[str, ...]:
        """What of it bears on the model."""
        return self.course, self.challenger, self.partner_course, self.partner_size


@dataclass(frozen=True)
class Effect:
    """One number that a kind of event changes; its path names {country} or {dispute}."""

    path: str
    op: str
    value: float


@dataclass(frozen=True)
class Event:
    """Something dated, of a kind; what stands at the start has no month."""

    month: str
    countries: tuple[str, ...]
    dispute: str
    kind: str
    name: str
    reason: str
    source: str


@dataclass(frozen=True)
class Aid:
    """A programme's yearly aid to a state, in per cent of its GDP."""

    month: str
    name: str
    pole: str
    country: str
    value: float
    source: str


@dataclass(frozen=True)
class About:
    """The timeline that is written.

    Attributes
    ----------
    file : its name, beside `base`, which it extends
    title : as it says itself
    first, last : months that are coded
    """

    file: str
    base: str
    title: str
    first: str
    last: str


@dataclass(frozen=True)
class Tables:
    """All that is coded."""

    about: About
    region: Region
    courses: dict[str, str]
    governments: tuple[Government, ...]
    kinds: dict[str, tuple[Effect, ...]]
    starts: tuple[Event, ...]
    events: tuple[Event, ...]
    aid: tuple[Aid, ...]


def load_tables(case: str = HOME, folder: Path | None = None) -> Tables:
    """Read and check the tables of a case.

    Parameters
    ----------
    case : its name, or the path of its folder
    folder : where its tables are, if not in the folder `coding` of the case

    Raises
    ------
    NotPossible : where there is no such case
    InvalidInput : with every problem of every table
    """
    problems: list[Problem] = []
    home = case_folder(case)
    found = {name: read_rows(folder or home / FOLDER, name, columns, problems) for name, columns in COLUMNS.items()}
    about = _about(found["about.csv"], problems)
    where = region(home / about.base)
    problems += check.problems_of(found, where, (about.first, about.last))
    if problems:
        raise InvalidInput("the coding", problems, "read")
    return _tables(about, where, found)


def _about(rows: list[Row], problems: list[Problem]) -> About:
    """What is written; a guess where that is not said, so that the other tables can be looked at too."""
    wrong = list(check.problems_of_about(rows))
    problems += wrong
    return About("", BASE, "", "0001-01", "9999-12") if wrong else About(**rows[0].cells)


def _tables(about: About, where: Region, rows: dict[str, list[Row]]) -> Tables:
    return Tables(
        about,
        where,
        {row["course"]: row["meaning"] for row in rows["courses.csv"]},
        tuple(_government(row) for row in rows["governments.csv"]),
        _kinds(rows["kinds.csv"]),
        tuple(Event("", (row["country"],), "", row["kind"], "", row["reason"], row["source"])
              for row in rows["starts.csv"]),
        tuple(_event(row) for row in rows["events.csv"]),
        tuple(Aid(row["date"], row["name"], row["pole"], row["country"], float(row["percent_of_gdp"]), row["source"])
              for row in rows["aid.csv"]),
    )  # fmt: skip


def _government(row: Row) -> Government:
    cells = list(row.cells.values())
    country, month, name, course, challenger, partner, partner_course, partner_size, term, reason, source = cells
    partners = (partner, partner_course, partner_size)
    return Government(country, month, name, course, challenger, *partners, int(term), reason, source)


def _kinds(rows: list[Row]) -> dict[str, tuple[Effect, ...]]:
    kinds: dict[str, tuple[Effect, ...]] = {}
    for row in rows:
        kinds[row["kind"]] = (*kinds.get(row["kind"], ()), Effect(row["path"], row["op"], float(row["value"])))
    return kinds


def _event(row: Row) -> Event:
    month, countries, *others = row.cells.values()
    return Event(month, tuple(countries.split()), *others)
