"""A file's data with the place of every value."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from twochairs.errors import Place, Problem
from twochairs.scenario.wording import printable, shortened
from twochairs.world.additions import NOTHING, Additions

Path = tuple[str | int, ...]

OPTION = "--set"
EVERYONE = "default"
"""Key of what holds for every country that has nothing of its own."""
MAX_PROBLEMS = 50
"""Problems told at once; who has more has made one mistake many times."""


@dataclass(frozen=True)
class Node:
    """A scalar, a mapping of names to nodes, or a list of nodes.

    Attributes
    ----------
    value : str, int, float, bool or None; dict of str to Node; list of Node
    place : where the value stands
    key_place : where its key stands, in a mapping
    origin : what it comes from: a file's name, "overrides of FILE" or "--set"
    written : a text as its file writes it, with quotes and line ends; None where it stands in no file
    own : of the root of a scenario: what a modeller's file adds to what it may hold
    guess : whether it stands in for something that is told to be wrong, so that nothing is concluded from it
    """

    value: Any
    place: Place
    key_place: Place | None = None
    origin: str = ""
    written: str | None = None
    guess: bool = False
    own: Additions = NOTHING


def plain(node: Node) -> Any:
    """The data without places."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def from_origin(node: Node, origin: str, place: Place | None = None) -> Node:
    """A tree that comes from somewhere else, all of it; at one place where one is given."""
    value = node.value
    if isinstance(value, dict):
        value = {key: from_origin(child, origin, place) for key, child in value.items()}
    elif isinstance(value, list):
        value = [from_origin(child, origin, place) for child in value]
    return replace(node, value=value, origin=origin, place=place or node.place, key_place=place or node.key_place)


def node_of(data: Any, place: Place) -> Node:
    """A tree of plain data, all of it at one place."""
    if isinstance(data, dict):
        return Node({str(key): node_of(value, place) for key, value in data.items()}, place, place, place.file)
    if isinstance(data, list | tuple):
        return Node([node_of(value, place) for value in data], place, place, place.file)
    return Node(data, place, place, place.file)


def find(node: Node, path: Path) -> Node | None:
    """The node at a path, or None."""
    below: Node | None = node
    for step in path:
        if below is None:
            return None
        below = _child(below, step)
    return below


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node.value, dict):
        child: Node | None = node.value.get(step)
        return child
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        item: Node = node.value[step]
        return item
    return None


def nearest(node: Node, path: Path) -> tuple[Node, Path]:
    """The deepest node that exists along a path, and its path."""
    for length in range(len(path), -1, -1):
        found = find(node, path[:length])
        if found is not None:
            return found, path[:length]
    return node, ()


def place_of(node: Node) -> Place:
    """Where a reader looks for a value: at its key if it is empty or may start on another line."""
    below = node.value is None or isinstance(node.value, dict | list)
    return node.key_place if below and node.key_place is not None else node.place


def leaves(node: Node, path: Path = (), lists: bool = True) -> Iterator[tuple[Path, Node]]:
    """Every scalar with its path, in order; without `lists`, a list or an empty mapping as it is."""
    if isinstance(node.value, dict) and (node.value or lists):
        for key, child in node.value.items():
            yield from leaves(child, (*path, key), lists)
    elif isinstance(node.value, list) and lists:
        for index, child in enumerate(node.value):
            yield from leaves(child, (*path, index))
    else:
        yield path, node


def guessed(node: Node, path: Path) -> bool:
    """Whether what stands at a path, or anything below it, is a guess; of what is not there, what it would stand in."""
    at, reached = nearest(node, path)
    return at.guess or (reached == path and any(one.guess for one in _below(at)))


def _below(node: Node) -> Iterator[Node]:
    inner = node.value.values() if isinstance(node.value, dict) else node.value
    for child in inner if isinstance(node.value, dict | list) else ():
        yield child
        yield from _below(child)


def put(node: Node, path: Path, leaf: Node) -> Node:
    """The tree with a node at a path of names; a scalar on the way becomes the `default` of a mapping.

    A number on the way names an item of a list that must exist.
    """
    if not path:
        return leaf
    if isinstance(path[0], int):
        items = list(node.value)
        items[path[0]] = put(items[path[0]], path[1:], leaf)
        return replace(node, value=items)
    step, rest = str(path[0]), path[1:]
    empty = Node({}, leaf.place, leaf.key_place, leaf.origin)
    if not isinstance(node.value, dict):
        node = replace(empty, value={} if node.value is None else {EVERYONE: node})
    below = put(node.value.get(step, empty), rest, leaf)
    return replace(node, value=node.value | {step: below})


def dotted(path: Path, tree: Node | None = None) -> str:
    """A path as a reader writes it: countries.SRB.gas, timeline[2].at; a lever for all countries without its `default`.

    With its tree, an item that has a name is called by it: timeline[pressure builds].at.
    """
    text = ""
    path = path[:3] if path[:1] == ("levers",) and path[3:] == (EVERYONE,) else path
    for at, step in enumerate(path):
        if isinstance(step, int):
            name = find(tree, (*path[: at + 1], "name")) if tree is not None else None
            named = name is not None and not name.guess and isinstance(name.value, str) and name.value
            text += f"[{shortened(printable(named))}]" if named else f"[{step + 1}]"
        else:
            text += f".{printable(step)}" if text else printable(step)
    return text


def problem_at(place: Place, text: str) -> Problem:
    """A problem at a place; an option on the command line has no lines and is named instead."""
    return Problem(None, f"{place.file}: {text}") if place.file.startswith(OPTION) else Problem(place, text)


def told(problems: list[Problem]) -> list[Problem]:
    """Each problem once, and no more than a reader will mend in one go."""
    distinct = list(dict.fromkeys(problems))
    rest = [Problem(None, "and more; mend these first")] if len(distinct) > MAX_PROBLEMS else []
    return distinct[:MAX_PROBLEMS] + rest
