"""Where in a scenario's tree the value of a factor goes."""

import re

from twochairs.scenario.resolve import NAMED_LISTS, agents_of, item_name, tree_path, unreachable
from twochairs.scenario.schema import Policy, TimelineItem
from twochairs.scenario.spelling import effect_path
from twochairs.scenario.tree import Node, Path, find
from twochairs.scenario.wording import found, unknown

_ITEM = re.compile(r"(?P<section>[a-z]+)\[(?P<name>[^\]]*)\]\.(?P<rest>.+)\Z")
LET = "let"
"""Key of a policy that holds names, each with a number."""
_EFFECTS = ("set", "add", "ramp", "news", "do", LET)
"""Keys of an item that hold dotted paths or names, each with a value."""
_WHOLE = ("name", "elections", "source", "note")
"""Keys of an item that no factor can change, or that change nothing."""


class Unreachable(Exception):
    """A path at which no value can be put; its text continues 'PATH ...'."""


def tree_steps(path: str, tree: Node) -> Path:
    """Steps from the root of a scenario's tree to what a dotted path of a factor stands for.

    Parameters
    ----------
    path : as with --set, or into an item: timeline[NAME].ramp.POLE.LEVER, policies[NAME].when
    tree : of the scenario

    Raises
    ------
    Unreachable : where no value can be put there
    """
    section = path.partition("[")[0].partition(".")[0]
    if section in NAMED_LISTS:
        return _item_steps(path, section, tree)
    steps = tree_path(path, agents_of(tree, "poles"))
    reason = unreachable(tree, steps)
    if reason:
        raise Unreachable(reason)
    return steps


def is_effect(steps: Path) -> bool:
    """Whether steps lead to what an item of the timeline or a policy does, whose range is that of its target."""
    return len(steps) == 4 and steps[0] in NAMED_LISTS and steps[2] != LET


def _item_steps(path: str, section: str, tree: Node) -> Path:
    match = _ITEM.match(path)
    if match is None:
        raise Unreachable(f"names no item; write {section}[NAME].KEY, with the name of the item in the scenario")
    items = tree.value.get(section)
    names = [item_name(item) for item in items.value] if items is not None and isinstance(items.value, list) else []
    name, key = match["name"], match["rest"]
    if name not in names:
        raise Unreachable(f"names the item {found(name)}, which {unknown(name, [one for one in names if one])}")
    field, _, target = key.partition(".")
    keys = _keys_of(section)
    if field not in keys:
        raise Unreachable(f"names the key {found(field)} of an item, which {unknown(field, keys)}")
    if (field in _EFFECTS) != bool(target):
        raise Unreachable(_amiss(section, name, field))
    steps = (section, names.index(name), field)
    if field == LET:
        return (*steps, _let(target, find(tree, steps)))
    return (*steps, effect_path(target)) if target else steps


def _let(name: str, held: Node | None) -> str:
    """A name that a policy gives a number."""
    there = list(held.value) if held is not None and isinstance(held.value, dict) else []
    if name not in there:
        raise Unreachable(f"names the number {found(name)}, which {unknown(name, there)}")
    return name


def _keys_of(section: str) -> list[str]:
    fields = (Policy if section == "policies" else TimelineItem).model_fields
    return [key for name, field in fields.items() if (key := field.alias or name) not in _WHOLE]


def _amiss(section: str, name: str, field: str) -> str:
    if field == LET:
        return f"names no number; write {section}[{name}].{LET}.NAME"
    if field in _EFFECTS:
        return f"names no path that is changed; write {section}[{name}].{field}.PATH"
    return f"goes too deep; write {section}[{name}].{field}"
