"""Agents as views of the world: every declared quantity is an attribute that can be read and set.

A quantity indexed by the agent alone is a number (`country.alignment`); one indexed by another agent too is a mapping
by that agent's name (`country.foothold["RU"]`, `pole.pressure["SRB"]`, `public.favourability["EU"]`). Both sides show
the same number. Setting the whole mapping sets what is named: `pole.pressure = {"SRB": 0.9}` one state's and
`pole.pressure = 0.9` every state's, as in a scenario file. A name that an agent does not have is refused.
"""

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

import mesa

from twochairs.errors import UnknownAttribute, UnknownName
from twochairs.scenario.wording import closest, unknown
from twochairs.world.layout import QUANTITIES

if TYPE_CHECKING:
    from twochairs.mesa_model.model import TwoChairs


class Numbers(MutableMapping[str, float]):
    """One quantity of one agent, by the name of the other agents it is indexed by."""

    def __init__(self, agent: "Agent", quantity: str) -> None:
        dims = QUANTITIES[quantity].dims
        own = dims.index(agent.dim)
        self._others = agent.model.layout.names.along(dims[1 - own])
        self._agent, self._quantity, self._first = agent, quantity, own == 0

    def _slot(self, other: str) -> int:
        if other not in self._others:
            meant = closest(str(other), list(self._others))
            hint = f"; did you mean '{meant}'?" if meant else f"; there are {', '.join(self._others)}"
            raise UnknownName(f"{other!r} is unknown{hint}")
        pair = (self._agent.name, other) if self._first else (other, self._agent.name)
        return self._agent.model.layout.slot(self._quantity, *pair)

    def __getitem__(self, other: str) -> float:
        return self._agent.model.number(self._slot(other))

    def __setitem__(self, other: str, value: float) -> None:
        self._agent.model.put(self._quantity, self._slot(other), value)

    def put(self, values: Any) -> None:
        """Set what a mapping names, or all to one number; where one of them is refused, nothing is set."""
        given = dict(values) if isinstance(values, Mapping) else dict.fromkeys(self._others, values)
        slots = {self._slot(other): value for other, value in given.items()}
        self._agent.model.put_all(self._quantity, slots)

    def __delitem__(self, other: str) -> None:
        raise TypeError("a number of the world cannot be deleted; set it to 0")

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def __len__(self) -> int:
        return len(self._others)

    def __repr__(self) -> str:
        return repr(dict(self))


class Agent(mesa.Agent):
    """A named agent of one dimension of the world."""

    dim = ""
    model: "TwoChairs"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for quantity in cls.quantities() if "dim" in vars(cls) else ():
            setattr(cls, quantity, _attribute(quantity, QUANTITIES[quantity].dims == (cls.dim,)))

    def __init__(self, model: "TwoChairs", name: str, label: str) -> None:
        super().__init__(model)
        self.name = name
        self.label = label
        self._whole = True

    def __setattr__(self, name: str, value: Any) -> None:
        if "_whole" in vars(self):
            own = self.model.layout.names.own.quantities
            if name in own and self.dim in own[name].dims:
                _attribute(name, own[name].dims == (self.dim,)).__set__(self, value)
                return
            known_attribute(self, name, self.quantities())
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        own = vars(self)["model"].layout.names.own.quantities if "model" in vars(self) else {}
        if name in own and self.dim in own[name].dims:
            return _attribute(name, own[name].dims == (self.dim,)).__get__(self)
        raise UnknownAttribute(f"{type(self).__name__} has no {name}; it {unknown(name, self.quantities())}")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.label}>"

    @classmethod
    def quantities(cls) -> list[str]:
        """Names of all numbers this kind of agent has."""
        return [name for name, quantity in QUANTITIES.items() if cls.dim in quantity.dims]


def known_attribute(of: object, name: str, quantities: Collection[str]) -> None:
    """Refuse to set an attribute that is no quantity and nothing of its owner's.

    Raises
    ------
    UnknownAttribute : with what may have been meant
    """
    if not (name.startswith("_") or name in vars(of) or hasattr(type(of), name)):
        hint = "a name of your own begins with '_'"
        raise UnknownAttribute(f"{type(of).__name__}.{name} {unknown(name, quantities)}\n  hint: {hint}")


def _attribute(quantity: str, alone: bool) -> property:
    declared = QUANTITIES[quantity]

    def read(agent: Agent) -> Any:
        if not alone:
            return Numbers(agent, quantity)
        return agent.model.number(agent.model.layout.slot(quantity, agent.name))

    def write(agent: Agent, value: Any) -> None:
        if alone:
            agent.model.put(quantity, agent.model.layout.slot(quantity, agent.name), value)
        else:
            Numbers(agent, quantity).put(value)

    return property(read, write, doc=f"{declared.meaning} ({declared.unit}).")


class Country(Agent):
    """A state between the poles."""

    dim = "country"

    @property
    def publics(self) -> list["Public"]:
        """Groups of its people."""
        return [public for name, public in self.model.publics.items() if name.startswith(f"{self.name}.")]


class Public(Agent):
    """A share of a country's people; its name is COUNTRY.group."""

    dim = "public"


class Pole(Agent):
    """A bloc or great power with levers."""

    dim = "pole"

    @property
    def position(self) -> float:
        """Place on the axis, in [-1, 1]."""
        return float(self.model.world.structure.position[self.model.layout.names.pole.index(self.name)])


class Dispute(Agent):
    """An unresolved matter between states, or of states with a pole."""

    dim = "dispute"
