"""A modeller's own mechanisms: read from what a file declares, and put into the month as a phase of their own."""

import inspect
import linecache
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType, ModuleType
from typing import Any, get_type_hints

from twochairs.world.additions import Additions, Constant
from twochairs.world.layout import GROUPS, QUANTITIES
from twochairs.world.mechanisms import ANCHOR, BENEFIT, MECHANISMS, PULL, SWITCHES, Mechanism
from twochairs.world.parameters import PARAMETERS
from twochairs.world.quantity import Parameter, Quantity

POSITION = "position"
"""What a function takes for the place of the pole on the axis."""
_NAME = re.compile(r"[a-z]+(_[a-z0-9]+)*\Z")
_INDICES = {(): "k", ("pole",): "p, k", ("country",): "c, k", ("pole", "country"): "p, c, k"}
"""How a number that a function may take is read, by what it is indexed by."""
_PLACES = {("country",): "countries.COUNTRY.{}", ("pole", "country"): "countries.COUNTRY.{}.POLE"}
"""Where a scenario file has an input, by what it is indexed by."""
_GROUP = {name: group.__name__.lower() for group in GROUPS for name in group.__annotations__}


def additions_of(module: ModuleType, declared: list[Mechanism], source: str) -> Additions:
    """What a file adds.

    Parameters
    ----------
    module : of the file
    declared : its mechanisms
    source : its text
    """
    found = _annotated(module)
    quantities = {name: one for name, one in found.items() if isinstance(one, Quantity)}
    constants = {
        name: Constant(one, getattr(module, name, float("nan")))
        for name, one in found.items()
        if isinstance(one, Parameter)
    }
    return Additions(tuple(declared), MappingProxyType(quantities), MappingProxyType(constants), source)


def _annotated(module: ModuleType) -> dict[str, Any]:
    hints = get_type_hints(module, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


def problems_of(added: Additions) -> Iterator[str]:
    """What is wrong with what a file adds, in words."""
    for name in [*added.quantities, *added.constants, *added.names]:
        if not _NAME.match(name):
            yield f"{name} is no name for a number; use small letters, digits and _"
    for name in [*added.quantities, *added.constants]:
        if name in {*QUANTITIES, *PARAMETERS, POSITION}:
            yield f"{name} is declared by the package; use another name"
    for name, quantity in added.quantities.items():
        yield from _of_input(name, quantity)
    for name, constant in added.constants.items():
        yield from _of_constant(name, constant)
    for one in added.mechanisms:
        yield from _of_mechanism(one, added)
    if (added.quantities or added.constants) and not added.mechanisms:
        yield "it declares numbers and no mechanism that goes by them; add mechanism(NAME, KIND, RULE, by=FUNCTION)"


def _of_input(name: str, quantity: Quantity) -> Iterator[str]:
    if quantity.dims not in _PLACES:
        yield f"{name} is indexed by {quantity.dims}; an input is of ('country',) or of ('pole', 'country')"
    elif quantity.file != _PLACES[quantity.dims].format(name):
        yield f"{name} has the place {quantity.file!r} in a file; it must be {_PLACES[quantity.dims].format(name)!r}"
    start = quantity.start if quantity.start is not None else 0.0
    if not quantity.low <= start <= quantity.high:
        yield f"{name} is {start:g} where a file does not give it, outside its range; give start="


def _of_constant(name: str, constant: Constant) -> Iterator[str]:
    low, high = constant.declared.low, constant.declared.high
    number = isinstance(constant.value, int | float) and not isinstance(constant.value, bool)
    if not number or constant.value != constant.value:
        yield f"{name} has no value; write it behind its declaration, as in = 0.5"
    elif not low <= constant.value <= high:
        yield f"{name} is {constant.value:g}, outside its range of {low:g} to {high:g}"


def _of_mechanism(one: Mechanism, added: Additions) -> Iterator[str]:
    if one.name in MECHANISMS or one.name in SWITCHES:
        yield f"{one.name} is a mechanism of the package; use another name"
    if added.names.count(one.name) > 1:
        yield f"{one.name} is declared twice"
    if one.kind not in (ANCHOR, BENEFIT, PULL):
        yield f"{one.name} is {one.kind!r}; it must be ANCHOR, BENEFIT or PULL"
    if one.by is None:
        yield f"{one.name} goes by no function; give by=FUNCTION"
    if one.kind == ANCHOR and one.by is not None and one.at is None:
        yield f"{one.name} is an anchor without a place; give at=FUNCTION"
    for function in filter(None, (one.by, one.at)):
        for taken in inspect.signature(function).parameters:
            if not _read(taken, added):
                known = "its own constants and inputs, constants of the rules, numbers of the world, poles and states"
                yield f"{function.__name__} takes {taken}, which is none of {known}"


def _read(taken: str, added: Additions) -> str:
    """How the phase reads what a function takes; "" where it cannot."""
    if taken == POSITION:
        return "world.structure.position[p]"
    if taken in added.constants:
        return f"world.own.{taken}"
    if taken in {*PARAMETERS}:
        return f"world.parameters.{taken}"
    group = "own" if taken in added.quantities else _GROUP.get(taken)
    quantity = added.quantities[taken] if group == "own" else QUANTITIES.get(taken)
    if group is None or quantity is None or quantity.dims not in _INDICES:
        return ""
    return f"world.{group}.{taken}[{_INDICES[quantity.dims]}]"


def phase_of(added: Additions) -> ModuleType:
    """A module whose `add_own_anchors` and `add_own_pulls` add every mechanism's term to the target of a month."""
    bodies, functions = [], dict[str, Callable[..., Any]]()
    for at, one in enumerate(added.mechanisms):
        calls = {}
        for part in ("by", "at"):
            function = getattr(one, part)
            if function is not None:
                functions[f"own_{at}_{part}"] = function
                taken = [_read(name, added) for name in inspect.signature(function).parameters]
                calls[part] = f"own_{at}_{part}({', '.join(taken)})"
        bodies.append(_body(at, one, calls))
    parts = {"add_own_anchors": added.anchors, "add_own_pulls": [not anchor for anchor in added.anchors]}
    whole = [_calls(name, [at for at, here in enumerate(own) if here]) for name, own in parts.items()]
    return _module("\n\n\n".join([*whole, *bodies]) + "\n", functions)


def _calls(name: str, which: list[int]) -> str:
    """A phase that calls those of some mechanisms."""
    called = [f"    _own_{at}(world)" for at in which] or ["    pass"]
    return "\n".join([f"def {name}(world: World) -> None:", *called])


def _body(at: int, one: Mechanism, calls: Mapping[str, str]) -> str:
    """The loops over poles, where anything is a pole's, states and lanes."""
    place = len(MECHANISMS) + at
    poles = one.kind == BENEFIT or any("[p" in call for call in calls.values())
    held = {
        ANCHOR: f"_anchor({place}, c, k, {calls.get('at')}, {calls['by']}, world)",
        BENEFIT: f"_offer({place}, p, c, k, {calls['by']}, world)",
        PULL: f"_pull({place}, c, k, {calls['by']}, world)",
    }[one.kind]
    loops = ["for p in range(len(world.state.news)):"] if poles else []
    loops += ["for c in range(len(world.state.alignment)):", "for k in range(world.lanes):", held]
    lines = [f"def _own_{at}(world: World) -> None:", f"    if world.own.{one.name}_on == 0.0:", "        return"]
    return "\n".join([*lines, *("    " * depth + line for depth, line in enumerate(loops, start=1))])


def _module(source: str, functions: Mapping[str, Callable[..., Any]]) -> ModuleType:
    from twochairs.world.phases import anchors, pulls
    from twochairs.world.world import World

    name = f"own_phase_{sha256(source.encode()).hexdigest()[:16]}"
    module = ModuleType(name)
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)  # lowering reads the source
    given = {"World": World, "_anchor": anchors._anchor, "_offer": pulls._offer, "_pull": pulls._pull}
    module.__dict__.update(given | dict(functions))
    exec(compile(source, file, "exec"), module.__dict__)
    return module
