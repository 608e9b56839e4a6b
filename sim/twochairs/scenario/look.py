"""A checked scenario as those see it who look for slips in it: months, places, and what changes what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from twochairs.errors import Place
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.check import names_of
from twochairs.scenario.paths import Target, owners, single_paths
from twochairs.scenario.resolve import tree_path
from twochairs.scenario.schema import Case, TimelineItem
from twochairs.scenario.spelling import EFFECTS
from twochairs.scenario.timeline import months_of
from twochairs.scenario.tree import OPTION, Node, Path, find, nearest, place_of
from twochairs.scenario.wording import printable, shortened
from twochairs.world.layout import Names

_PLACED = re.compile(r"^(?P<file>.+?)(?P<at>:\d+:\d+: )")

SHOWN = 3
"""How many of many alike a note names."""


@dataclass(frozen=True)
class Note:
    """Something worth knowing of a sound file: where, and what is the matter and what to do."""

    place: Place | None
    text: str

    def __str__(self) -> str:
        if self.place is None or not self.place.file:
            return self.text
        if self.place.file.startswith(OPTION):
            return f"{self.place.file}: {self.text}"
        if self.place.path is not None:
            return f"{self.place.file}, {self.place}: {self.text}"
        return f"{self.place.file}:{self.place.line}:{self.place.column}: {self.text}"


def without_folders(note: str) -> str:
    """A note as it is handed on: its place by the bare name of the file, whoever kept it wherever."""
    return _PLACED.sub(lambda place: PurePath(place["file"]).name + place["at"], note)


@dataclass(frozen=True)
class Effect:
    """One number that an item of the timeline or a policy changes.

    Attributes
    ----------
    section, index : the item
    field : set, add, ramp or do
    path : as the tree has it
    value : as given
    """

    section: str
    index: int
    field: str
    path: str
    value: Any

    @property
    def steps(self) -> Path:
        """From the root of the tree to the value."""
        return self.section, self.index, self.field, self.path


@dataclass(frozen=True)
class Look:
    """A checked case, the tree it was read from, and that whose start values count as observed, if it is known."""

    case: Case
    tree: Node
    reference: Node | None = None

    @cached_property
    def names(self) -> Names:
        """Of all agents."""
        return names_of(self.case)

    @cached_property
    def start(self) -> int:
        """The first month of the clock."""
        return month_number(self.case.clock.start)

    @cached_property
    def end(self) -> int:
        """The last month of the clock."""
        return self.start + self.case.clock.months - 1

    @cached_property
    def shortened(self) -> bool:
        """Whether the clock is laid over the file from outside, by who knows what then lies beyond it."""
        months, start = self.given("clock", "months"), self.given("clock", "start")
        return any(node is not None and _from_outside(node) for node in (months, start))

    def laid_over(self, *steps: str | int) -> bool:
        """Whether something stands in a file that is extended by one with a clock of its own."""
        clock = self.place("clock", "months").file
        return clock == self.tree.place.file != self.place(*steps).file

    @property
    def span(self) -> str:
        """The clock in words."""
        return f"the clock runs from {month_text(self.start)} to {month_text(self.end)}"

    def path(self, target: Target) -> str:
        """The dotted path of a number of the world that can be set."""
        return single_paths(self.names)[target]

    def steps(self, target: Target) -> Path:
        """Steps from the root of the tree to the start value of a number that can be set."""
        return tree_path(self.path(target))

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Where the value at some steps stands, or its key; that of what it is part of, where it stands nowhere."""
        node, _ = nearest(self.tree, steps)
        return (node.key_place if key else None) or place_of(node)

    def given(self, *steps: str | int) -> Node | None:
        """The value at some steps, if a file or an option gives it."""
        return find(self.tree, steps)

    def shown(self, *steps: str | int) -> str:
        """A value as a reader wrote it."""
        node = self.given(*steps)
        return shortened(printable(str(node.value))) if node is not None else ""

    def months(self, item: TimelineItem) -> range:
        """Months of the run, from 1, in which an item is due."""
        return months_of(item, self.start, self.case.clock.months)

    @cached_property
    def changes(self) -> dict[Target, list[Effect]]:
        """Every number that the timeline or a policy changes, with what changes it, in the order of the file."""
        found: dict[Target, list[Effect]] = {}
        for section, fields in EFFECTS.items():
            for index, item in enumerate(getattr(self.case, section)):
                for effect, target in self._effects(section, index, item, fields):
                    found.setdefault(target, []).append(effect)
        return found

    def _effects(self, section: str, index: int, item: Any, fields: tuple[str, ...]) -> Iterator[tuple[Effect, Target]]:
        for field in fields:
            effects = getattr(item, field)
            for target, path in owners(effects, self.names).items():
                yield Effect(section, index, field, path, effects[path]), target

    def name(self, effect: Effect) -> str:
        """What changes something, as a note names it: the item, its months, and where it stands."""
        item = getattr(self.case, effect.section)[effect.index]
        place = self.place(*effect.steps, key=True)
        return f"'{shortened(printable(item.name))}' ({place.row})"


def _from_outside(node: Node) -> bool:
    """Whether a value is laid over a file: by an option, an override or an experiment; or comes from no file."""
    return node.place.file in ("", OPTION) or node.origin != node.place.file


def some(names: list[str]) -> str:
    """The first of many, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"
