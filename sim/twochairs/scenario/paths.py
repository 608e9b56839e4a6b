"""Dotted paths of what timelines, policies, overrides and --set may change, and the names expressions may use."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from twochairs.scenario.expression import Name
from twochairs.scenario.spelling import LEVERS, effect_path
from twochairs.scenario.wording import unknown
from twochairs.world.layout import KINDS, QUANTITIES, STAND_INS, Names


class UnknownPath(Exception):
    """A path or name that nothing answers to; its text continues 'PATH ...'."""


@dataclass(frozen=True)
class Target:
    """One number of the world: a quantity and the agents it belongs to."""

    quantity: str
    agents: tuple[str, ...]

    @property
    def country(self) -> str | None:
        """The country among the agents, if any."""
        dims = QUANTITIES[self.quantity].dims
        return next((agent for agent, dim in zip(self.agents, dims, strict=True) if dim == "country"), None)


def targets(path: str, names: Names) -> list[Target]:
    """The numbers a dotted path stands for: one, or one per country for POLE.LEVER.

    Raises
    ------
    UnknownPath : with the likeliest path meant
    """
    known = _paths(names)
    short = effect_path(path)
    if short not in known:
        raise UnknownPath(unknown(path, known))
    return list(known[short])


def owners(paths: Iterable[str], names: Names) -> dict[Target, str]:
    """Each number that some dotted paths stand for, with the path that gives it: its own before one for all countries.

    Raises
    ------
    UnknownPath : as `targets`
    """
    found = {path: targets(path, names) for path in paths}
    broad_first = sorted(found, key=lambda path: effect_path(path).count("."))
    return {target: path for path in broad_first for target in found[path]}


@lru_cache(maxsize=8)
def _paths(names: Names) -> dict[str, list[Target]]:
    return dict(_all_paths(names))


def _all_paths(names: Names) -> Iterator[tuple[str, list[Target]]]:
    for quantity, declared in names.quantities.items():
        every = product(*(names.along(dim) for dim in declared.dims)) if declared.file else ()
        for agents in every:
            yield effect_path(declared.path(agents)), [Target(quantity, agents)]
    for pole in names.pole:
        for lever in LEVERS:
            yield f"{pole}.{lever}", [Target(lever, (pole, country)) for country in names.country]
            for country in names.country:
                yield f"{pole}.{lever}.{country}", [Target(lever, (pole, country))]


def shapes(name: str) -> dict[str, str]:
    """Patterns of all dotted paths there are, each to the quantity it reaches.

    Parameters
    ----------
    name : pattern of an agent's name
    """
    agent = re.compile("|".join(map(str.upper, KINDS)))
    return {agent.sub(name, re.escape(path)): reached[0].quantity for path, reached in _all_paths(STAND_INS)}


@lru_cache(maxsize=8)
def single_paths(names: Names) -> dict[Target, str]:
    """Each number that can be set, with the dotted path that stands for it and for nothing else."""
    return {reached[0]: path for path, reached in _all_paths(names) if len(reached) == 1}


def named(name: Name, names: Names, country: str | None = None) -> Target:
    """The number an expression's name stands for.

    Parameters
    ----------
    name : as parsed
    names : of the world
    country : stands in where a lever is named without one, in a policy's `do`

    Raises
    ------
    UnknownPath : with what is meant or missing; its text continues 'NAME ...'
    """
    quantity, agents = quantity_of(name, names)
    dims = QUANTITIES[quantity].dims
    if quantity in LEVERS and len(agents) == 1 and country is not None:
        agents = (*agents, country)
    if len(agents) != len(dims):
        example = ", ".join(dim.upper() for dim in dims)
        if not dims:
            raise UnknownPath(f"belongs to the world and to no agent; write {quantity} alone")
        named_count = f"names {len(agents)} of the {len(dims)} agents it is indexed by"
        raise UnknownPath(f"{named_count}; write {quantity}[{example}]")
    check_agents(quantity, agents, names)
    return Target(quantity, agents)


def quantity_of(name: Name, names: Names) -> tuple[str, tuple[str, ...]]:
    """The quantity of a name, and the agents given; an act's own name stands for `joined` of that act.

    Raises
    ------
    UnknownPath : where there is no such quantity
    """
    if name.quantity in names.act:
        return "joined", (name.quantity, *name.agents)
    if name.quantity not in names.quantities:
        if "." in name.quantity and not name.agents:
            _refuse_a_path(name.quantity, names)
        raise UnknownPath(unknown(name.quantity, [*names.quantities, *names.act]))
    return name.quantity, name.agents


def _refuse_a_path(path: str, names: Names) -> None:
    """Refuse a dotted path that is right where values are set, with what it is called in an expression.

    Raises
    ------
    UnknownPath : where the path stands for something
    """
    reached = _paths(names).get(effect_path(path))
    if reached is not None:
        quantity, agents = reached[0].quantity, reached[0].agents
        if len(reached) > 1:
            agents = (*agents[:-1], "COUNTRY")
        written = f"{quantity}[{', '.join(agents)}]" if agents else quantity
        raise UnknownPath(f"is how a value is set; an expression has {written} for it")


def check_agents(quantity: str, agents: tuple[str, ...], names: Names) -> None:
    """Refuse agents that are not of the world; fewer than the quantity is indexed by are taken for its first ones.

    Raises
    ------
    UnknownPath : with the likeliest one meant
    """
    for agent, dim in zip(agents, QUANTITIES[quantity].dims, strict=False):
        if agent not in names.along(dim):
            raise UnknownPath(f"names {agent!r}, a {dim} that {unknown(agent, names.along(dim))}")
