"""One spelling for what is given for all countries or country by country: a lever, wherever a file gives or changes it.

A number is for all countries, and so is `default` in a mapping; a country in a mapping, or at the end of a dotted path,
stands in its place. Every layer of a scenario is spelt out as it is read, before it is laid over another.
"""

from collections.abc import Iterator
from dataclasses import replace

from twochairs.scenario.tree import EVERYONE, Node, Path, leaves
from twochairs.world.layout import QUANTITIES
from twochairs.world.levers import Levers
from twochairs.world.quantity import declared

LEVERS = tuple(declared(Levers))
WORLD_KEYS = tuple(name for name, one in QUANTITIES.items() if one.file == f"world.{name}")
"""Keys of `world` that may be written short."""
EFFECTS = {"timeline": ("set", "add", "ramp"), "policies": ("do",)}
"""Lists whose items change what dotted paths stand for, and under which keys."""


def spelt_out(tree: Node) -> Node:
    """A file's tree with each lever a mapping, and each effect on one under a path of its own.

    `pressure: 0.1` becomes `pressure: {default: 0.1}`, and `set: {W.pressure: {default: 0.1, AAA: 0.4}}` becomes
    `set: {W.pressure: 0.1, W.pressure.AAA: 0.4}`.
    """
    children = dict(tree.value)
    if "levers" in children:
        children["levers"] = _levers(children["levers"])
    for section in EFFECTS:
        if section in children:
            children[section] = _items(children[section], section)
    return replace(tree, value=children)


def assignments(steps: Path, node: Node) -> Iterator[tuple[Path, Node]]:
    """The single values that a value at some steps stands for, each with its own steps: a mapping is all it holds."""
    if _is_effect(steps):
        for path, value in _effect(str(steps[-1]), node):
            yield (*steps[:-1], path), value
    elif isinstance(node.value, dict) and node.value:
        for below, leaf in leaves(node, lists=False):
            yield canonical((*steps, *below)), leaf
    else:
        yield canonical(steps), node


def canonical(steps: Path) -> Path:
    """Steps to a value, with `default` where they lead to a lever for all countries."""
    if is_lever(steps):
        return (*steps, EVERYONE)
    return (*steps[:-1], effect_path(str(steps[-1]))) if _is_effect(steps) else steps


def is_lever(steps: Path) -> bool:
    """Whether steps from the root of a scenario lead to a lever of a pole."""
    return len(steps) == 3 and steps[0] == "levers" and steps[2] in LEVERS


def effect_path(path: str) -> str:
    """The short form of a dotted path of what is changed: without `levers.`, `world.` and a `default` at its end."""
    steps = path.split(".")
    if steps[0] == "levers" and len(steps) > 2 and steps[2] in LEVERS:
        steps = steps[1:]
    if steps[0] == "world" and steps[1:] and steps[1] in WORLD_KEYS:
        steps = steps[1:]
    if len(steps) == 3 and steps[1] in LEVERS and steps[2] == EVERYONE:
        steps = steps[:2]
    return ".".join(steps)


def _is_effect(steps: Path) -> bool:
    return len(steps) == 4 and steps[2] in EFFECTS.get(str(steps[0]), ())


def _levers(node: Node) -> Node:
    """The section `levers`, or one pole in it: every lever a mapping."""
    if not isinstance(node.value, dict):
        return node
    poles = {pole: _pole(levers) for pole, levers in node.value.items()}
    return replace(node, value=poles)


def _pole(node: Node) -> Node:
    if not isinstance(node.value, dict):
        return node
    return replace(node, value={name: _lever(name, lever) for name, lever in node.value.items()})


def _lever(name: str, node: Node) -> Node:
    given = isinstance(node.value, dict | list) or name not in LEVERS
    return node if given else replace(node, value={EVERYONE: node})


def _items(node: Node, section: str) -> Node:
    if not isinstance(node.value, list):
        return node
    return replace(node, value=[_item(item, EFFECTS[section]) for item in node.value])


def _item(item: Node, fields: tuple[str, ...]) -> Node:
    if not isinstance(item.value, dict):
        return item
    changed = {field: _field(item.value[field]) for field in fields if field in item.value}
    return replace(item, value=item.value | changed)


def _field(node: Node) -> Node:
    """What an item changes, by short paths; a path that two keys come to is left as written, to be refused."""
    if not isinstance(node.value, dict):
        return node
    children: dict[str, Node] = {}
    for written, value in node.value.items():
        for path, one in _effect(written, value):
            children[written if path in children else path] = one
    return replace(node, value=children)


def _effect(written: str, node: Node) -> Iterator[tuple[str, Node]]:
    path = effect_path(written)
    steps = path.split(".")
    if not (isinstance(node.value, dict) and node.value and len(steps) == 2 and steps[1] in LEVERS):
        yield path, node
        return
    for country, value in node.value.items():
        yield (path if country == EVERYONE else f"{path}.{country}"), value
