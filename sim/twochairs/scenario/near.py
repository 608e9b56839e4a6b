"""Scenarios that differ in a few places from a sound one: only what differs is read and checked again.

A layer is laid over a tree without copying what it leaves alone, so a node that is the very same object holds what it
held. Where anything is amiss, or not sure, the answer is None, and the scenario is read and checked whole.
"""

from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError, create_model

from twochairs.scenario.check import names_of, problems_of
from twochairs.scenario.schema import Case, Strict
from twochairs.scenario.tree import Node, plain

_EVERYWHERE = ("clock", "solved")
"""Sections that the checks of all others look at."""


class Near:
    """Cases of trees that share most of their nodes with that of a sound case."""

    def __init__(self, case: Case, tree: Node) -> None:
        self.known, self.tree = case, tree
        self.names = names_of(case)

    def case(self, tree: Node) -> Case | None:
        """The case of another tree, or None where it is not sure that it is sound."""
        sections, before = tree.value, self.tree.value
        known = isinstance(sections, dict) and before.keys() <= sections.keys() <= type(self.known).model_fields.keys()
        if not known or tree.own != self.tree.own:
            return None
        changed = [key for key, node in sections.items() if node is not before.get(key)]
        try:
            case = self.known.model_copy(update={key: self._section(key, sections[key]) for key in changed})
        except ValidationError:
            return None
        alike = names_of(case) == self.names and not any(key in changed for key in _EVERYWHERE)
        return None if problems_of(case, tree, self.tree if alike else None) else case

    def _section(self, key: str, node: Node) -> Any:
        """What a section holds, with what is read of it already."""
        if key not in self.tree.value:
            return self._read(key, plain(node))
        before, known = self.tree.value[key].value, getattr(self.known, key)
        if (
            isinstance(known, dict)
            and isinstance(before, dict)
            and isinstance(node.value, dict)
            and list(before) == list(node.value)
        ):
            fresh = {name: plain(one) for name, one in node.value.items() if one is not before[name]}
            return known | self._read(key, fresh) if fresh else known
        if (
            isinstance(known, list)
            and isinstance(before, list)
            and isinstance(node.value, list)
            and len(before) == len(node.value)
        ):
            places = [place for place, one in enumerate(node.value) if one is not before[place]]
            fresh = iter(self._read(key, [plain(node.value[place]) for place in places]))
            return [next(fresh) if place in places else one for place, one in enumerate(known)]
        return self._read(key, plain(node))

    def _read(self, key: str, data: Any) -> Any:
        """What some data mean as a section, or as some items of it.

        Raises
        ------
        ValidationError : where they are none
        """
        return getattr(_alone(type(self.known), key).model_validate({key: data}, by_alias=True, by_name=False), key)


@lru_cache(maxsize=64)
def _alone(case: type[Case], key: str) -> type[BaseModel]:
    """A section of a kind of case as a file of its own."""
    field = case.model_fields[key]
    fields: dict[str, Any] = {key: (field.annotation, field)}
    return create_model(key, __base__=Strict, **fields)
