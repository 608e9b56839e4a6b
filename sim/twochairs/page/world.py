"""A scenario's world as a page is given it: what each array of the months is, sizes, and numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from twochairs.engine.javascript.emitter import Emitted, Held, NotEmitted, javascript
from twochairs.engine.lowering import Lowering, Member, NotLowered, spelt
from twochairs.errors import NotPossible
from twochairs.page.arrays import halves, runs_of
from twochairs.page.members import LANE, members_of
from twochairs.scenario.load import Scenario
from twochairs.world.levers import Levers
from twochairs.world.rulebook import Rulebook
from twochairs.world.world import World, draw_keys


@dataclass(frozen=True)
class Months:
    """The months under some rules, for a page.

    Attributes
    ----------
    emitted : as JavaScript
    members : what each member of a world is to it, by its spelt name
    """

    emitted: Emitted
    members: dict[str, tuple[Member, Held | str]]

    def arrays(self) -> list[tuple[Member, Held]]:
        """The arrays that it takes, in order."""
        found = (self.members[name] for name in self.emitted.arrays)
        return [(member, held) for member, held in found if isinstance(held, Held)]


_MADE: dict[Rulebook, Months] = {}


def months_of(scenario: Scenario, rulebook: Rulebook) -> Months:
    """The months under some rules; the same for every scenario, so made once in a process.

    Raises
    ------
    NotPossible : where something of the modeller's rules has no form in a page, with its file and line
    """
    if rulebook not in _MADE:
        _MADE[rulebook] = _months(_world(scenario), rulebook)
    return _MADE[rulebook]


def _months(world: World, rulebook: Rulebook) -> Months:
    month, own = rulebook.plain_month, rulebook.own
    sources = {own.__name__: rulebook.source} if own is not None else {}
    members = members_of(world, rulebook.adds)
    groups = frozenset(name for name, kind in World.__annotations__.items() if hasattr(kind, "_fields"))
    try:
        emitted = javascript(month.read_start, month.steps, Lowering("World", groups), members, sources)
    except (NotEmitted, NotLowered) as error:
        hint = "docs/own-rules.md says what a rule may be made of; the runs themselves need none of this"
        raise NotPossible(f"the rules cannot run in a page: {error}\n  hint: {hint}") from None
    return Months(emitted, {spelt(member): (member, held) for member, held in members.items()})


def _world(scenario: Scenario) -> World:
    return scenario.world(1, wrap=lambda array: array)[1]


def world_data(months: Months, scenario: Scenario) -> dict[str, Any]:
    """Everything a room is made of."""
    layout, start = scenario.start()
    world = _world(scenario)
    return {
        "slots": layout.slots,
        "checked": layout.slots if scenario.case.policies else layout.start[Levers._fields[0]],
        "start": runs_of(start),
        "arrays": [_array(member, held, world) for member, held in months.arrays()],
        "sizes": _sizes(months, world),
        "numbers": numbers_of(months, scenario),
    }


def _array(member: Member, held: Held, world: World) -> list[Any]:
    """What an array is: part of the values or of the draws, scratch for lanes, or numbers of the scenario."""
    array = _value(world, member)
    if held.sizes[-1:] != (LANE,):
        return [held.kind, runs_of(array)]
    for name, whole in (("value", world.values), ("draw", world.chance.every)):
        if np.shares_memory(array, whole) or (not array.size and member[0] != "scratch"):
            return [name, _offset(array, whole) if array.size else 0]
    return ["lanes", array.size]


def _offset(array: np.ndarray, whole: np.ndarray) -> int:
    """How many numbers of one lane come before an array in the whole that it is part of."""
    return int(array.__array_interface__["data"][0] - whole.__array_interface__["data"][0]) // whole.itemsize


def _sizes(months: Months, world: World) -> list[int | None]:
    """How many there are along each size; None of lanes."""
    found: dict[str, int] = {}
    for member, held in months.arrays():
        found |= dict(zip(held.sizes, _value(world, member).shape, strict=True))
    return [None if size == LANE else found[size] for size in months.emitted.sizes]


def numbers_of(months: Months, scenario: Scenario) -> list[float]:
    """The numbers of a world, such as the rules' constants, in the order of the months."""
    world = _world(scenario)
    return [float(_value(world, months.members[name][0])) for name in months.emitted.numbers]


def constants_of(months: Months, scenario: Scenario) -> list[np.ndarray | None]:
    """The arrays of the months that are the scenario's own; None in the places of all others."""
    world = _world(scenario)
    return [_value(world, member) if held.sizes[-1:] != (LANE,) else None for member, held in months.arrays()]


def _value(world: Any, member: Member) -> Any:
    for step in member:
        world = getattr(world, step)
    return world


def chance_data(scenario: Scenario, seed: int) -> dict[str, Any]:
    """What the draws are keyed by; words of 64 bits in halves."""
    streams, agents = draw_keys(scenario.noise_keys)
    return {"seed": halves(seed), "stream": streams, "agent": [halves(key) for key in agents]}
