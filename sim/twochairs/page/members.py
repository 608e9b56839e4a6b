"""What each member of a world is to the months in a page: an array with its sizes, a size, or a number."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from twochairs.engine.javascript.emitter import Held
from twochairs.engine.javascript.kinds import NUMBER, WHOLE
from twochairs.engine.lowering import Member, spelt
from twochairs.world.additions import Additions
from twochairs.world.layout import KINDS, Layout, Names
from twochairs.world.world import SIDES, World, chance_for, scratch_for

LANE, SLOTS = "lane", "slots"
_COUNTS = {dim: 101 + number for number, dim in enumerate(KINDS)}
_LANES = 5
"""How many of each there are where shapes are looked at: a number apart for each, which tells its size."""

Members = dict[Member, Held | str]


def members_of(world: World, own: Additions) -> Members:
    """Every member of a world, for `engine.javascript`.

    The same for all scenarios that are run by rules with the same additions: sizes have names here, not values.

    Parameters
    ----------
    world : of any scenario, its arrays plain NumPy arrays
    own : what the rules add
    """
    names = Names(**{dim: tuple(f"{dim}{i}" for i in range(count)) for dim, count in _COUNTS.items()}, own=own)
    told = _sizes_of(Layout(names))
    found: Members = {("values",): Held("", NUMBER, (SLOTS, LANE)), ("lanes",): LANE}
    for group, value in zip(World._fields, world, strict=True):
        for name, one in _arrays(value):
            found[(group, name)] = _member((group, name), one, told)
    return found


def _arrays(group: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(group, "_fields"):
        yield from zip(group._fields, group, strict=True)


def _member(member: Member, value: Any, told: dict[Member, tuple[str, ...]]) -> Held | str:
    if not isinstance(value, np.ndarray):
        return ""
    kind = WHOLE if value.dtype == np.int64 else NUMBER
    apart = tuple(f"{spelt(member)} {axis}" for axis in range(value.ndim))
    return Held("", kind, told.get(member, told.get(("", member[-1]), apart)))


def _sizes_of(layout: Layout) -> dict[Member, tuple[str, ...]]:
    """The names of the sizes of what is indexed by agents; of a quantity under its name alone, whatever its group."""
    names = layout.names
    told = {count: dim for dim, count in _COUNTS.items()} | {_LANES: LANE, SIDES: "side"}
    told |= {len(names.along(dim)): dim for dim in ("mechanism", "slot")}
    assert len(told) == len(_COUNTS) + 4
    found: dict[Member, tuple[str, ...]] = {}
    for name in names.quantities:
        found[("", name)] = (*(told[count] for count in layout.shape[name]), LANE)
    for group, made in (("scratch", scratch_for), ("chance", chance_for)):
        for name, array in _arrays(made(layout, _LANES, lambda array: array)):
            sizes = [told.get(count, f"{group}_{name} {axis}") for axis, count in enumerate(array.shape)]
            found[(group, name)] = tuple(sizes)
    return found
