"""Layers of a scenario, each over the one beneath: extended file, file, overrides, --set, what an experiment sets."""

from collections.abc import Iterable
from dataclasses import replace

from twochairs.scenario.spelling import EFFECTS, assignments, is_lever
from twochairs.scenario.tree import EVERYONE, Node, Path, find, put

Given = Iterable[tuple[Path, Node]]
"""Values with the steps that lead to them."""


def over(beneath: Node, layer: Node, path: Path = (), stays: bool = False) -> Node:
    """A layer over what lies beneath: mappings merge key by key, all else is replaced.

    A lever's number for all countries in the layer ends what lies beneath for single ones. With `stays`, a mapping has
    the place of the one beneath.
    """
    both = isinstance(layer.value, dict) and isinstance(beneath.value, dict)
    if not both or (is_lever(path) and EVERYONE in layer.value):
        return layer
    children = dict(beneath.value)
    for key, node in layer.value.items():
        below = children.get(key)
        children[key] = node if below is None else over(below, node, (*path, key), stays)
    return replace(beneath if stays else layer, value=children)


def laid(tree: Node, given: Given) -> Node:
    """The tree with one layer of values on top, in whatever order they are given.

    A value for one country stands beside one for all, whichever path is longer. Steps into an item of a list do to what
    the item changes as others do to the tree.
    """
    single = [one for steps, node in given for one in assignments(steps, node)]
    if not single:
        return tree
    layer = Node({}, tree.place, tree.key_place, tree.origin)
    for steps, node in single:
        if not _in_an_item(steps):
            layer = put(layer, steps, node)
    tree = over(tree, layer, stays=True)
    items = [(steps, node) for steps, node in single if _in_an_item(steps)]
    for steps, _ in items:
        tree = _without_narrower(tree, steps)
    for steps, node in items:
        tree = put(tree, steps, node)
    return tree


def _in_an_item(steps: Path) -> bool:
    return len(steps) > 1 and isinstance(steps[1], int)


def _without_narrower(tree: Node, steps: Path) -> Node:
    """The tree without what an item does to single countries, where the steps lead to all of them."""
    field = find(tree, steps[:-1])
    if len(steps) != 4 or steps[2] not in EFFECTS[str(steps[0])] or field is None or not isinstance(field.value, dict):
        return tree
    left = {path: node for path, node in field.value.items() if not path.startswith(f"{steps[-1]}.")}
    return put(tree, steps[:-1], replace(field, value=left))
