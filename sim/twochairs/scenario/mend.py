"""A file in which something is wrong, with guesses in its place, so that what else is wrong comes out in one pass."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from twochairs.errors import Problem
from twochairs.scenario.resolve import item_name
from twochairs.scenario.tree import Node, Path, dotted, find, nearest, node_of, plain, put
from twochairs.scenario.validate import Form, Model, annotation_at, field_at, fields_at, problem_of, unwrapped
from twochairs.scenario.wording import closest

_ROUNDS = 12
"""A mapping that is missing gets its keys in one round and their values in the next."""
_STAND_INS: tuple[Any, ...] = (0.0, 1, 2, True, "2000-01", "12 months", "?", [], {}, ["?"], {"?": {}})


def mended(tree: Node, form: Form[Model], missing: list[str] | None = None) -> tuple[Model | None, Node, list[Problem]]:
    """What a file holds as far as it can be guessed, with the tree of that, and every problem on the way.

    Nodes that are guesses say so. A key that is nearly one of those that are allowed is read as that one.

    Parameters
    ----------
    tree : of the file
    form : its kind
    missing : gets what is missing, as dotted paths, where it is given: then that is no problem
    """
    problems: list[Problem] = []
    for _ in range(_ROUNDS):
        try:
            return form.root.model_validate(plain(tree), by_alias=True, by_name=False), tree, problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        new = [detail for detail in details if not _follows(detail, tree)]
        if missing is not None:
            missing += [dotted(detail["loc"], tree) for detail in new if detail["type"] == "missing"]
            new = [detail for detail in new if detail["type"] != "missing"]
        problems += [problem_of(detail, tree, form) for detail in new]
        before, tree = tree, _with_guesses(tree, details, form)
        if tree == before:
            break
    return None, tree, problems


def _follows(detail: ErrorDetails, tree: Node) -> bool:
    """Whether an error follows from what is told already."""
    return nearest(tree, detail["loc"])[0].guess or (tree.guess and detail["type"] == "missing")


def _with_guesses(tree: Node, details: list[ErrorDetails], form: Form[Any]) -> Node:
    for detail in details:
        path = detail["loc"]
        if path[-1:] == ("[key]",) and detail["type"] != "extra_forbidden":
            tree = _without(tree, path[:-1])
        elif detail["type"] == "extra_forbidden":
            tree = _renamed(tree, path, form)
        else:
            tree = _with_stand_in(tree, path, form)
    return tree


def _without(tree: Node, path: Path) -> Node:
    """The tree without the key at a path."""
    parent = find(tree, path[:-1])
    if parent is None or not isinstance(parent.value, dict):
        return tree
    kept = {key: child for key, child in parent.value.items() if key != path[-1]}
    return put(tree, path[:-1], replace(parent, value=kept, guess=bool(path[:-1])))


def _renamed(tree: Node, path: Path, form: Form[Any]) -> Node:
    """The tree with an unknown key called what is likeliest meant, or without it."""
    node, meant = find(tree, path), closest(str(path[-1]), fields_at(path[:-1], form))
    tree = _without(tree, path)
    if node is None or meant is None:
        return tree
    at = (*path[:-1], meant)
    there, kind = find(tree, at), unwrapped(annotation_at(at, form))
    if isinstance(node.value, dict | list) and _holds(kind, type(node.value)):
        return put(tree, at, node if there is None else _joined(there, node))
    return put(tree, at, _stand_in(at, form, node)) if there is None else tree


def _joined(below: Node, over: Node) -> Node:
    """Two mappings, or two lists whose items may have names, as one."""
    if isinstance(below.value, dict) and isinstance(over.value, dict):
        both = {key: _joined(below.value[key], child) for key, child in over.value.items() if key in below.value}
        return replace(below, value=below.value | over.value | both)
    if isinstance(below.value, list) and isinstance(over.value, list):
        names = {item_name(item) for item in over.value} - {None}
        return replace(over, value=[*(item for item in below.value if item_name(item) not in names), *over.value])
    return over


def _holds(kind: Any, of: type) -> bool:
    """Whether a type of the schema is written as a mapping, or as a list."""
    origin = getattr(kind, "__origin__", kind)
    mapping = origin is dict or (isinstance(origin, type) and issubclass(origin, BaseModel))
    return mapping if of is dict else origin is list


def _with_stand_in(tree: Node, path: Path, form: Form[Any]) -> Node:
    """The tree with a guess at a path, or, where none is allowed there, for all that it is part of."""
    at, _ = nearest(tree, path)
    guess = _stand_in(path, form, at)
    return put(tree, path, guess) if guess.value is not None or len(path) < 2 else _with_stand_in(tree, path[:-1], form)


def _stand_in(path: Path, form: Form[Any], at: Node) -> Node:
    """A guess that the schema allows at a path, as far as its own kind goes."""
    return _as_guess(node_of(_allowed(path, form), at.place), at)


def _as_guess(node: Node, at: Node) -> Node:
    inner: Any = node.value
    if isinstance(inner, dict):
        inner = {key: _as_guess(child, at) for key, child in inner.items()}
    if isinstance(inner, list):
        inner = [_as_guess(child, at) for child in inner]
    return Node(inner, at.place, at.key_place, at.origin, None, True)


def _allowed(path: Path, form: Form[Any]) -> Any:
    annotation, field = annotation_at(path, form), field_at(path, form)
    kind = unwrapped(annotation)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {}
    extras = field.metadata if field is not None else []
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[annotation, *extras] if extras else annotation)
    default = field.get_default(call_default_factory=True) if field is not None and not field.is_required() else None
    return next((one for one in (*_STAND_INS, default) if _accepted(one, adapter)), None)


def _accepted(value: Any, adapter: TypeAdapter[Any]) -> bool:
    """Whether a value is allowed but for what it holds."""
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError as error:
        return all(detail["loc"] for detail in error.errors())
    return True
