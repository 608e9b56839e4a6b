"""A file's data with the place of every value."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Node:
    """A scalar, a mapping of names to nodes, or a list of nodes.

    Attributes
    ----------
    value : str, int, float, bool or None; dict of str to Node; list of Node
    place : where the value stands
    key_place : where its key stands, in a mapping
    origin : what it comes from: a file's name, "overrides of FILE" or "--set"
    """

    value: Any
    place: Place
    key_place: Place | None = None
    origin: str = ""


def plain(node: Node) -> Any:
    """The data without places."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def find(node: Node, path: Path) -> Node | None:
    """The node at a path, or None."""
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[step]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def nearest(node: Node, path: Path) -> tuple[Node, Path]:
    """The deepest node that exists along a path, and its path."""
    for length in range(len(path), -1, -1):
        found = find(node, path[:length])
        if found is not None:
            return found, path[:length]
    return node, ()


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every scalar with its path, in order."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            yield from leaves(child, (*path, key))
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from leaves(child, (*path, index))
    else:
        yield path, node


def put(node: Node, path: Path, leaf: Node) -> Node:
    """The tree with a node at a path; a scalar on the way becomes the `default` of a mapping."""
    if not path:
        return leaf
    step, rest = path[0], path[1:]
    if isinstance(node.value, list) and isinstance(step, int):
        items = list(node.value)
        items[step] = put(items[step], rest, leaf)
        return replace(node, value=items)
    children = dict(node.value) if isinstance(node.value, dict) else {}
    if not isinstance(node.value, dict) and node.value is not None:
        children["default"] = node
    below = children.get(str(step), Node(None, leaf.place, leaf.key_place, leaf.origin))
    children[str(step)] = put(below, rest, leaf)
    return replace(node, value=children)


def dotted(path: Path) -> str:
    """A path as a reader writes it: countries.SRB.gas, timeline[2].at."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
