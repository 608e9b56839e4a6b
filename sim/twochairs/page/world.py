"""A scenario's world as a page is given it: what each array of the months is, sizes, and numbers."""

from functools import lru_cache
from typing import Any

import numpy as np

from twochairs.engine.javascript.emitter import Emitted, Held, NotEmitted, javascript
from twochairs.engine.lowering import Lowering, Member, NotLowered, spelt
from twochairs.errors import NotPossible
from twochairs.page.arrays import halves, runs_of
from twochairs.page.members import LANE, Members, members_of
from twochairs.scenario.load import Scenario
from twochairs.world.layout import Layout
from twochairs.world.levers import Levers
from twochairs.world.rulebook import Rulebook
from twochairs.world.world import World, draw_keys


def emitted_of(scenario: Scenario, rulebook: Rulebook) -> Emitted:
    """The months under some rules, as JavaScript; the same for every scenario.

    Raises
    ------
    NotPossible : where something of the modeller's rules has no form in a page, with its file and line
    """
    return _emitted(rulebook, _Once(_world(scenario)))


class _Once:
    """A world of any scenario: its kinds of arrays are the same in all."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once)

    def __hash__(self) -> int:
        return 0


@lru_cache(8)
def _emitted(rulebook: Rulebook, any_one: _Once) -> Emitted:
    month, own = rulebook.plain_month, rulebook.own
    sources = {own.__name__: rulebook.source} if own is not None else {}
    members = members_of(any_one.world, rulebook.adds)
    groups = frozenset(name for name, kind in World.__annotations__.items() if hasattr(kind, "_fields"))
    try:
        return javascript(month.read_start, month.steps, Lowering("World", groups), members, sources)
    except (NotEmitted, NotLowered) as error:
        hint = "docs/own-rules.md says what a rule may be made of; the runs themselves need none of this"
        raise NotPossible(f"the rules cannot run in a page: {error}\n  hint: {hint}") from None


def _world(scenario: Scenario) -> World:
    return scenario.world(1, wrap=lambda array: array)[1]


def world_data(emitted: Emitted, scenario: Scenario) -> dict[str, Any]:
    """Everything a room is made of."""
    layout, start = scenario.start()
    world = _world(scenario)
    members = {spelt(member): (member, held) for member, held in members_of(world, scenario.case.own).items()}
    return {
        "slots": layout.slots,
        "checked": layout.slots if scenario.case.policies else layout.start[Levers._fields[0]],
        "start": runs_of(start),
        "arrays": [_array(*members[name], world) for name in emitted.arrays],
        "sizes": _sizes(emitted, world, layout, dict(members.values())),
        "numbers": numbers_of(emitted, scenario),
    }


def _array(member: Member, held: Held | str, world: World) -> list[Any]:
    """What an array is: part of the values or of the draws, scratch for lanes, or numbers of the scenario."""
    assert isinstance(held, Held)
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


def _sizes(emitted: Emitted, world: World, layout: Layout, members: Members) -> list[int | None]:
    """How many there are along each size; None of lanes."""
    found: dict[str, int] = {}
    for member, held in members.items():
        if isinstance(held, Held):
            found |= dict(zip(held.sizes, _value(world, member).shape, strict=True))
    return [None if size == LANE else found[size] for size in emitted.sizes]


def numbers_of(emitted: Emitted, scenario: Scenario) -> list[float]:
    """The numbers of a world, such as the rules' constants, in the order of the months."""
    world = _world(scenario)
    named = {spelt(member): member for member in members_of(world, scenario.case.own)}
    return [float(_value(world, named[name])) for name in emitted.numbers]


def constants_of(emitted: Emitted, scenario: Scenario) -> list[np.ndarray | None]:
    """The arrays of the months that are the scenario's own; None in the places of all others."""
    world = _world(scenario)
    members = {spelt(member): (member, held) for member, held in members_of(world, scenario.case.own).items()}
    found: list[np.ndarray | None] = []
    for name in emitted.arrays:
        member, held = members[name]
        own = isinstance(held, Held) and held.sizes[-1:] != (LANE,)
        found.append(_value(world, member) if own else None)
    return found


def _value(world: Any, member: Member) -> Any:
    for step in member:
        world = getattr(world, step)
    return world


def chance_data(scenario: Scenario, seed: int) -> dict[str, Any]:
    """What the draws are keyed by; words of 64 bits in halves."""
    streams, agents = draw_keys(scenario.noise_keys)
    return {"seed": halves(seed), "stream": streams, "agent": [halves(key) for key in agents]}
