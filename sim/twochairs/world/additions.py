"""What a modeller's file adds to what the package declares: mechanisms, with their constants and inputs."""

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from twochairs.world.mechanisms import ANCHOR, Mechanism
from twochairs.world.quantity import Parameter, Quantity


@dataclass(frozen=True)
class Constant:
    """A constant of a modeller's mechanism, with the value it has where a scenario does not give one."""

    declared: Parameter
    value: float


@dataclass(frozen=True)
class Additions:
    """What a modeller's file declares; one that replaces rules alone adds nothing.

    Attributes
    ----------
    mechanisms : in the order of declaration, after the package's own in every attribution
    quantities : inputs by name
    constants : by name
    source : what the file says, by which additions are told apart
    read_start : `month.read_start` with them, by which starts are solved; None for the package's
    """

    mechanisms: tuple[Mechanism, ...] = field(default=(), compare=False)
    quantities: Mapping[str, Quantity] = field(default_factory=dict, compare=False)
    constants: Mapping[str, Constant] = field(default_factory=dict, compare=False)
    source: str = ""
    read_start: Callable[..., None] | None = field(default=None, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the mechanisms, which are those of their switches."""
        return tuple(one.name for one in self.mechanisms)

    @property
    def anchors(self) -> list[bool]:
        """Whether each mechanism is an anchor."""
        return [one.kind == ANCHOR for one in self.mechanisms]

    def numbers(self, values: Mapping[str, float], switches: Mapping[str, bool], view: Callable[[str], Any]) -> Any:
        """The group of a world that the mechanisms read: inputs, constants, and 1.0 by NAME_on for each that is on.

        Parameters
        ----------
        values, switches : of a scenario, by name
        view : from an input's name to its array
        """
        held: dict[str, Any] = {name: view(name) for name in self.quantities}
        held |= {name: float(values[name]) for name in self.constants}
        held |= {f"{name}_on": float(switches[name]) for name in self.names}
        return _group("Own", tuple(sorted(held)))(**held)


@lru_cache(maxsize=8)
def _group(name: str, fields: tuple[str, ...]) -> Any:
    return namedtuple(name, fields)


class Own(NamedTuple):
    """The numbers of a modeller's mechanisms; the package has none."""


NOTHING = Additions()
