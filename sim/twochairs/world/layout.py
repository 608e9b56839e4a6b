"""Where each number lives: one flat array of values, (slot, lane), and named views of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from math import prod
from typing import Annotated, Any, TypeVar, cast

import numpy as np

from twochairs.world.additions import NOTHING, Additions
from twochairs.world.kind import Kind
from twochairs.world.levers import Levers
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.profile import Profile
from twochairs.world.quantity import Array, Declared, Quantity, declared
from twochairs.world.state import State

GROUPS: tuple[type, ...] = (State, Levers, Profile)
QUANTITIES = Declared[Quantity]({name: q for group in GROUPS for name, q in declared(group).items()})
RECORDED = tuple(name for name, one in QUANTITIES.items() if one.record)
"""What a run may keep month by month."""
OF_COUNTRY = tuple(name for name, one in QUANTITIES.items() if one.file == f"countries.COUNTRY.{name}")
"""Numbers that a file gives for each state, under their own names."""
OF_COUNTRY_AND_POLE = tuple(name for name, one in QUANTITIES.items() if one.file == f"countries.COUNTRY.{name}.POLE")
"""Numbers that a file gives for each state by pole, under their own names; 0 where it does not."""
MONTHS_REMEMBERED = 12

Group = TypeVar("Group")

_Some = tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Names of the agents of a world, in the order in which the arrays hold them; each kind of agent is declared here.

    Publics are named `COUNTRY.public`.
    """

    country: Annotated[_Some, Kind("a state", "countries", 250, least=1, section=True)]
    pole: Annotated[_Some, Kind("a bloc or great power", "poles", 16, least=1, section=True)]
    public: Annotated[_Some, Kind("a group of people in a state", "publics", 4000)] = ()
    dispute: Annotated[_Some, Kind("an unresolved matter", "disputes", 250, section=True)] = ()
    act: Annotated[_Some, Kind("something a government may do", "acts", 50, section=True, table="act_rounds")] = ()
    event: Annotated[_Some, Kind("a random event of the timeline", "random_events", 5000)] = ()
    policy: Annotated[_Some, Kind("a policy of the scenario", "policies", 500)] = ()
    own: Additions = NOTHING

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """Every quantity of a world of these agents: the package's, then a modeller's."""
        return {**QUANTITIES, **self.own.quantities} if self.own.quantities else QUANTITIES

    def along(self, dim: str) -> tuple[str, ...]:
        """Names along a dimension."""
        if dim == "mechanism":
            return (*MECHANISMS, *self.own.names)
        if dim == "slot":
            return tuple(str(i) for i in range(MONTHS_REMEMBERED))
        return tuple(getattr(self, "country" if dim == "peer" else dim))


KINDS: Mapping[str, Kind] = declared(Names)
"""Every kind of agent, by the name of its dimension."""
SECTIONS: Mapping[str, str] = {dim: kind.many for dim, kind in KINDS.items() if kind.section}
"""The kinds that have a section of a scenario file, each to its key there."""
DIMENSIONS: Mapping[str, str] = {dim: kind.meaning for dim, kind in KINDS.items()} | {
    "peer": "a state another state watches",
    "mechanism": "a term of the alignment target",
    "slot": "one of the last twelve months",
}
"""What a quantity may be indexed by, each with what it stands for."""
STAND_INS = Names(**dict[str, Any]({dim: (dim.upper(),) for dim in KINDS}, public=("COUNTRY.PUBLIC",)))
"""One agent of each kind, named for it in capitals, as pages and patterns of paths have it."""


class Layout:
    """Slots of every quantity for a set of names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.start: dict[str, int] = {}
        self.shape: dict[str, tuple[int, ...]] = {}
        end = 0
        for name, quantity in names.quantities.items():
            self.start[name] = end
            self.shape[name] = tuple(len(names.along(dim)) for dim in quantity.dims)
            end += prod(self.shape[name])
        self.slots = end

    @cached_property
    def _places(self) -> dict[str, tuple[dict[str, int], ...]]:
        """Of every quantity, for each of its dimensions, name to place; a name that stands there twice at its first."""
        dims = {dim for quantity in self.names.quantities.values() for dim in quantity.dims}
        places = {dim: {name: at for at, name in reversed([*enumerate(self.names.along(dim))])} for dim in dims}
        return {name: tuple(places[dim] for dim in quantity.dims) for name, quantity in self.names.quantities.items()}

    def block(self, quantity: str) -> slice:
        """The slots of a quantity."""
        start = self.start[quantity]
        return slice(start, start + prod(self.shape[quantity]))

    def slot(self, quantity: str, *agents: str) -> int:
        """The slot of one number.

        Raises
        ------
        KeyError : where a name is unknown or the number of names does not fit
        """
        places = self._places[quantity]
        if len(agents) != len(places):
            raise KeyError(quantity)
        index = 0
        for place, agent, length in zip(places, agents, self.shape[quantity], strict=True):
            index = index * length + place[agent]
        return self.start[quantity] + index

    def labels(self, quantity: str) -> list[tuple[str, ...]]:
        """Agent names of each slot of a quantity, in order."""
        return list(product(*(self.names.along(dim) for dim in QUANTITIES[quantity].dims)))

    def whose(self, slot: int) -> tuple[str, tuple[str, ...]]:
        """The quantity and agents a slot belongs to."""
        for quantity, start in self.start.items():
            labels = self.labels(quantity)
            if start <= slot < start + len(labels):
                return quantity, labels[slot - start]
        raise IndexError(slot)

    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest value of every slot, each float64 of shape (slots,)."""
        low, high = np.empty(self.slots), np.empty(self.slots)
        for name, quantity in self.names.quantities.items():
            low[self.block(name)], high[self.block(name)] = quantity.low, quantity.high
        return low, high

    def view(self, values: np.ndarray, quantity: str) -> np.ndarray:
        """A quantity's numbers as an array (agents..., lane) that shares memory with `values`."""
        return values[self.block(quantity)].reshape(*self.shape[quantity], values.shape[1])

    def views(self, values: np.ndarray, group: type[Group], wrap: Any = lambda array: array) -> Group:
        """All quantities of a group; `wrap` turns each array into what the month is to read."""
        arrays: dict[str, Array] = {name: wrap(self.view(values, name)) for name in cast(Any, group)._fields}
        return cast(Group, cast(Any, group)(**arrays))


@lru_cache(maxsize=8)
def layout_of(names: Names) -> Layout:
    """The layout for a set of names, made once while it is in use."""
    return Layout(names)
