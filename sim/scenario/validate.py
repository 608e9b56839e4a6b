"""A tree to a `Case`: types, ranges and unknown keys, each problem with its place."""

import typing
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Problem
from sim.scenario.schema import FILE_KEYS, Case
from sim.scenario.tree import Node, Path, dotted, nearest, plain
from sim.scenario.wording import found, unknown, within

_KINDS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "text",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
    "finite_number": "a finite number",
}


def case_of(tree: Node) -> tuple[Case | None, list[Problem]]:
    """The checked case, or None and every problem of types, ranges and keys."""
    data = plain(tree)
    for key in FILE_KEYS:
        data.pop(key, None)
    try:
        return Case.model_validate(data, by_alias=True, by_name=False), []
    except ValidationError as error:
        problems = [_problem(detail, tree) for detail in error.errors(include_url=False)]
        return None, list(dict.fromkeys(problems))


def _problem(detail: ErrorDetails, tree: Node) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    node, reached = nearest(tree, path)
    kind = detail["type"]
    if kind == "extra_forbidden":
        options = _fields_at(path[:-1])
        return Problem(node.key_place or node.place, f"{dotted(path)} {unknown(str(path[-1]), options)}")
    if kind == "missing":
        return Problem(node.key_place or node.place, f"{dotted(path)} is missing{_meaning(path)}")
    shown = path if len(reached) == len(path) else reached
    return Problem(node.place, f"{dotted(shown) or 'the file'} is {found(node.value)}; {_allowed(detail, path)}")


def _allowed(detail: ErrorDetails, path: Path) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _KINDS:
        return f"it must be {_KINDS[kind]}"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than"):
        low, high = _range_at(path)
        return within(low, high)
    if kind == "value_error":
        return str(context["error"])
    if kind in ("too_short", "string_too_short"):
        return f"it must have at least {context.get('min_length', 1)}"
    if kind in ("too_long", "string_too_long"):
        return f"it may have at most {context['max_length']}"
    return detail["msg"].lower()


def _meaning(path: Path) -> str:
    field = _field_at(path)
    description = field.description if field is not None else None
    return f"; it is the {description[0].lower()}{description[1:]}" if description else ""


def _range_at(path: Path) -> tuple[float, float]:
    low, high = float("-inf"), float("inf")
    for constraint in _constraints(path):
        low = max(low, getattr(constraint, "ge", None) or getattr(constraint, "gt", None) or low)
        if getattr(constraint, "ge", None) == 0:
            low = max(low, 0.0)
        high = min(high, constraint.le) if getattr(constraint, "le", None) is not None else high
    return low, high


def _constraints(path: Path) -> list[Any]:
    """Bounds on the value at a path, from the field or from the type of a mapping's values."""
    field = _field_at(path)
    if field is not None:
        return list(field.metadata)
    owner = _field_at(path[:-1])
    found_constraints: list[Any] = []
    for argument in typing.get_args(_unwrapped(owner.annotation)) if owner is not None else ():
        for extra in getattr(argument, "__metadata__", ()):
            found_constraints.extend(getattr(extra, "metadata", [extra]))
    return found_constraints


def _fields_at(path: Path) -> list[str]:
    model = _model_at(path)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _field_at(path: Path) -> Any:
    if not path or not isinstance(path[-1], str):
        return None
    model = _model_at(path[:-1])
    if model is None:
        return None
    for name, field in model.model_fields.items():
        if path[-1] in (name, field.alias):
            return field
    return None


def _model_at(path: Path) -> type[BaseModel] | None:
    """The model that describes the mapping at a path."""
    annotation: Any = Case
    for step in path:
        annotation = _unwrapped(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = annotation.model_fields
            field = next((f for n, f in fields.items() if step in (n, f.alias)), None)
            if field is None:
                return None
            annotation = field.annotation
        else:
            arguments = typing.get_args(annotation)
            annotation = arguments[-1] if arguments else None
    annotation = _unwrapped(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _unwrapped(annotation: Any) -> Any:
    """An annotation without `Annotated` and `| None`."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
            continue
        arguments = [a for a in typing.get_args(annotation) if a is not type(None)]
        if type(None) in typing.get_args(annotation) and len(arguments) == 1:
            annotation = arguments[0]
            continue
        return annotation
