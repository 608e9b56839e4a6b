"""Which values of each lever the record held that the rules' constants were learnt from, and which lie beyond it.

Beyond what a state had, the record says nothing of what a lever does there: that is learnt from other states, or rests
on the prior.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.scenario.later import over_time
from twochairs.scenario.paths import Target
from twochairs.scenario.timeline import slot_of
from twochairs.world.levers import LEVERS

if TYPE_CHECKING:
    from twochairs.scenario.load import Scenario

HINDCAST = "hindcast-2006.yaml"
"""Scenario at home whose record that is."""
TABLE = Path(__file__).with_name("held.csv")
COLUMNS = ("pole", "lever", "country", "low", "high", "first", "last")
"""Of the table: a lever of a pole towards a state that was ever pulled, its least and its greatest value, and the years
of the record."""
WAYS: Mapping[str, Callable[[Collection[float]], float]] = {"up": max, "down": min}
"""How a lever may leave what it was."""


@dataclass(frozen=True)
class Span:
    """From a least to a greatest value."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Left:
    """A state, the most or the least that a lever is made there, and what the record had, which is less or more."""

    country: str
    value: float
    own: Span


@dataclass(frozen=True)
class Record:
    """The values of levers in a record.

    Attributes
    ----------
    first, last : years
    spans : of each lever of a pole towards a state that was ever pulled; of others it stood at rest
    """

    first: int
    last: int
    spans: Mapping[Target, Span]

    @cached_property
    def knows(self) -> frozenset[str]:
        """Poles and states."""
        return frozenset(agent for target in self.spans for agent in target.agents)

    def of(self, target: Target) -> Span | None:
        """Of a lever of a pole towards a state; None where the record does not know either."""
        return self.spans.get(target, at_rest(target.quantity)) if self.knows.issuperset(target.agents) else None

    def anywhere(self, lever: str) -> Span:
        """Of a lever of any pole towards any state."""
        pulled = (span for target, span in self.spans.items() if target.quantity == lever)
        return across((at_rest(lever), *pulled))

    def left(self, target: Target, values: Collection[float], way: str) -> Left | None:
        """The most, or the least, of some values of a lever, where it lies beyond; None where it does not."""
        own = self.of(target)
        if own is None or not values:
            return None
        value = WAYS[way](values)
        beyond = value > own.high if way == "up" else value < own.low
        return Left(target.agents[1], value, own) if beyond else None

    def told(self, lever: str, way: str, left: Sequence[Left]) -> str:
        """Of a lever that leaves what some states had: what they had, and what speaks of more, in words."""
        value, wide = WAYS[way]([one.value for one in left]), self.anywhere(lever)
        ends = [one.own.high if way == "up" else one.own.low for one in left]
        had, bound = Span(min(ends), max(ends)), "most" if way == "up" else "least"
        rests = f"other states, which had {wide}" if value in wide else "the prior alone"
        return (
            f"the record of {self.first} to {self.last} has at {bound} {had} there: what lies beyond rests on {rests}"
        )


def across(spans: Iterable[Span]) -> Span:
    """From the least to the greatest of some, of which there is one at least."""
    lows, highs = zip(*((span.low, span.high) for span in spans), strict=True)
    return Span(min(lows), max(highs))


def at_rest(lever: str) -> Span:
    """Of a lever that was never pulled."""
    return Span(LEVERS[lever].rest, LEVERS[lever].rest)


@lru_cache(1)
def record() -> Record:
    """That which the shipped constants were learnt from."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spans = {
        Target(row["lever"], (row["pole"], row["country"])): Span(float(row["low"]), float(row["high"])) for row in rows
    }
    return Record(int(rows[0]["first"]), int(rows[0]["last"]), spans)


def table_of(scenario: "Scenario") -> str:
    """The table of a scenario whose levers move by the timeline alone."""
    (layout, start), clock = scenario.start(), scenario.case.clock
    years = [scenario.month_label(month)[:4] for month in (1, clock.months)]
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for pole in layout.names.pole:
        for lever in LEVERS:
            for country in layout.names.country:
                slot = slot_of(Target(lever, (pole, country)), layout)
                values = over_time(scenario.case, layout, slot, start[slot])
                span = Span(float(values.min()), float(values.max()))
                if span != at_rest(lever):
                    rows.writerow((pole, lever, country, f"{span.low:g}", f"{span.high:g}", *years))
    return text.getvalue()
