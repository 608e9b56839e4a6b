"""Which side of the axis each country's alignment, government, challenger and public are on, at the start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twochairs.scenario.calendar import month_number
from twochairs.scenario.look import Look, Note, some
from twochairs.scenario.wording import signed
from twochairs.world.month import read_start

if TYPE_CHECKING:
    from twochairs.scenario.load import Scenario

_HEAD = ("country", "alignment", "course", "place", "challenger", "public", "unexplained")


@dataclass(frozen=True)
class Sides:
    """One country at the start, every place on the axis in [-1, 1].

    Attributes
    ----------
    country : its key
    alignment : as the file has it
    course : the government's declared course in a word, or "own" where the file gives a number or none
    place : of that course
    challenger : place of the course of who would govern after a lost election
    public : the people's position, by what they think of the poles; None where the country has no publics
    unexplained : what of the alignment no rule accounts for
    """

    country: str
    alignment: float
    course: str
    place: float
    challenger: float
    public: float | None
    unexplained: float


def sides_of(scenario: "Scenario") -> list[Sides]:
    """Every country of a scenario, in the order of its file."""
    layout, world, values = scenario.world()
    read_start(world)

    def at(quantity: str, country: str) -> float:
        return float(values[layout.slot(quantity, country), 0])

    return [
        Sides(
            country,
            at("alignment", country),
            of.government.course if isinstance(of.government.course, str) else "own",
            at("course", country),
            at("challenger", country),
            at("public_position", country) if of.publics else None,
            at("unexplained", country),
        )
        for country, of in scenario.case.countries.items()
    ]


def challengers_across(scenario: "Scenario") -> Iterator[Note]:
    """At most one note: of challengers on the other side of 0 from the government that an election may put them for."""
    look = Look(scenario.case, scenario.tree)
    across = {row.country: row for row in sides_of(scenario) if row.challenger * row.place < 0.0}
    told = {name: row for name, row in across.items() if _may_lose(look, name)}
    if told:
        shown = some([f"{name} ({signed(row.challenger)} for {signed(row.place)})" for name, row in told.items()])
        text = (
            f"an election may put the other side of 0 in office, in {shown}: see that no sign of a challenger is wrong"
        )
        yield Note(look.place("countries", next(iter(told)), "government", "challenger"), text)


def _may_lose(look: Look, country: str) -> bool:
    """Whether a country has a challenger of its own, and votes in the run."""
    government = look.case.countries[country].government
    called = any(country in item.elections and look.months(item) for item in look.case.timeline)
    votes = called or any(look.start <= month_number(month) <= look.end for month in government.elections)
    return government.challenger is not None and look.case.switches.model_dump()["elections"] and votes


def table(rows: Sequence[Sides]) -> list[str]:
    """The rows as lines of text, under a heading; without the publics' column where no country has any."""
    texts = [_HEAD, *(_cells(row) for row in rows)]
    if all(row.public is None for row in rows):
        texts = [(*line[:5], *line[6:]) for line in texts]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = ("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in texts)
    return [line.rstrip() for line in lines]


def _cells(row: Sides) -> tuple[str, ...]:
    def shown(value: float | None) -> str:
        return "" if value is None else signed(value)

    numbers = (row.place, row.challenger, row.public, row.unexplained)
    return (row.country, shown(row.alignment), row.course, *map(shown, numbers))
