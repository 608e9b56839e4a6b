"""A tree to a model of its kind of file: types, ranges and unknown keys, each problem with its place."""

import re
import typing
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from twochairs.errors import Problem
from twochairs.scenario.commodity import GAS, Commodity
from twochairs.scenario.read import number
from twochairs.scenario.schema import FILE_KEYS, Case, case_with
from twochairs.scenario.spelling import WORLD_KEYS
from twochairs.scenario.tree import MAX_PROBLEMS, Node, Path, dotted, nearest, place_of, plain, problem_at, told
from twochairs.scenario.wording import found, unknown, within
from twochairs.world.quantity import NO_BOUND

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


Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Form(Generic[Model]):
    """A kind of file.

    Attributes
    ----------
    root : the model of all it may hold
    file_keys : keys beside those of the model, used up when the file is read
    short_keys : what may be given from outside without the section it belongs to
    """

    root: type[Model]
    file_keys: tuple[str, ...] = ()
    short_keys: tuple[str, ...] = ()


_HOLD_OWN: dict[Any, int] = {"countries": 3, "parameters": 2, "switches": 2}
"""Sections that may hold what a modeller's file adds, and how many steps lead there."""
_OF_OWN = "what a mechanism of your own adds needs --rules"
SCENARIO = Form(Case, FILE_KEYS, WORLD_KEYS)


def form_of(tree: Node) -> Form[Case]:
    """The form of a scenario, with what a modeller's file adds to it."""
    return Form(case_with(tree.own), FILE_KEYS, WORLD_KEYS) if tree.own.mechanisms else SCENARIO


def case_of(tree: Node) -> tuple[Case | None, list[Problem]]:
    """The checked case, or None and every problem of types, ranges and keys."""
    return model_of(tree, form_of(tree))


def model_of(tree: Node, form: Form[Model]) -> tuple[Model | None, list[Problem]]:
    """The checked data of a file, or None and every problem of types, ranges and keys."""
    try:
        return form.root.model_validate(plain(tree), by_alias=True, by_name=False), []
    except ValidationError as error:
        details = error.errors(include_url=False)[: MAX_PROBLEMS + 1]
        return None, told([problem_of(detail, tree, form) for detail in details])


def problem_of(detail: ErrorDetails, tree: Node, form: Form[Any]) -> Problem:
    """What a user is told of an error of validation."""
    of_key = detail["loc"][-1:] == ("[key]",) and detail["type"] != "extra_forbidden"
    path = detail["loc"][:-1] if of_key else detail["loc"]
    node, reached = nearest(tree, path)
    key_place = node.key_place or node.place
    if detail["type"] == "extra_forbidden":
        return problem_at(key_place, f"{dotted(path, tree)} {_unknown(path, node, form)}")
    if detail["type"] == "missing":
        return problem_at(key_place, f"{dotted(path, tree)} is missing{_spoken(tree).said(_meaning(path, form))}")
    if of_key:
        text = f"{dotted(path[:-1], tree)} has the key {found(path[-1])}; {_allowed(detail, path, node, form)}"
        return problem_at(key_place, text)
    held = f"holds {len(node.value)}" if detail["type"] == "too_long" else f"is {found(node.value)}"
    return problem_at(
        place_of(node), f"{dotted(reached, tree) or 'the file'} {held}; {_allowed(detail, path, node, form)}"
    )


def _spoken(tree: Node) -> Commodity:
    """What states of a file buy, as far as it says so soundly; gas in a file of another kind."""
    node = tree.value.get("commodity") if isinstance(tree.value, dict) else None
    try:
        return Commodity.model_validate(plain(node)) if node is not None else GAS
    except ValidationError:
        return GAS


def _unknown(path: Path, node: Node, form: Form[Any]) -> str:
    """What to say of a key that nothing answers to."""
    if path[-1] == "drop" and isinstance(path[-2], int):
        return "drops nothing: there is no such item in what the file extends" if node.value is True else "must be true"
    if path[-1] in form.file_keys and len(path) == 1:
        return "is for scenario files only"
    options = fields_at(path[:-1], form)
    if len(path) == 1:
        options += [f"{section}.{key}" for section in options for key in fields_at((section,), form)]
        options += form.file_keys if node.origin == node.place.file else form.short_keys
    told = unknown(str(path[-1]), options)
    of_own = form.root is Case and path[0] in _HOLD_OWN and len(path) == _HOLD_OWN[path[0]]
    return f"{told}; {_OF_OWN}" if of_own and not told.endswith("?") else told


def _allowed(detail: ErrorDetails, path: Path, node: Node, form: Form[Any]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _KINDS:
        return must_be(_KINDS[kind], node.value)
    if kind in ("greater_than_equal", "less_than_equal"):
        return within(*_range_at(path, form))
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_too_short":
        return "it must not be empty"
    if kind == "string_too_long":
        return f"it may have {context['max_length']} characters at most"
    if kind == "too_short":
        return "it must hold at least one"
    if kind == "too_long":
        return f"it may hold {context['max_length']} at most"
    return detail["msg"].lower()


def must_be(kind: str, value: Any) -> str:
    """What kind a value must be of; for a number in quotes, that it must not be in quotes."""
    if not kind.endswith("number") or not isinstance(value, str):
        return f"it must be {kind}"
    try:
        quoted = number(value) is not None
    except ValueError:
        quoted = False
    return f"it must be {kind}{', without quotes' if quoted else _written_otherwise(value, 'whole' in kind)}"


_OTHERWISE = re.compile(r"\s*([-+]?\d{1,15})(?:[.,](\d{1,15}))?\s*(%?)\s*\Z")


def _written_otherwise(text: str, whole_only: bool) -> str:
    """How to write a number that is given in per cent or with a comma; "" of any other text."""
    found = _OTHERWISE.match(text)
    if found is None:
        return ""
    whole, decimals, percent = found.groups()
    meant = float(f"{whole}.{decimals or 0}") / (100.0 if percent else 1.0)
    return "" if whole_only and not meant.is_integer() else f"; write {meant:.10g}"


def _meaning(path: Path, form: Form[Any]) -> str:
    """What a missing value is and may be, as far as declared."""
    field = field_at(path, form)
    meaning = f": {field.description}" if field is not None and field.description else ""
    low, high = _range_at(path, form)
    return f"{meaning}; {within(low, high)}" if (low, high) != (-NO_BOUND, NO_BOUND) else meaning


def _range_at(path: Path, form: Form[Any]) -> tuple[float, float]:
    constraints = _constraints(path, form)
    lows = [c.ge for c in constraints if getattr(c, "ge", None) is not None]
    highs = [c.le for c in constraints if getattr(c, "le", None) is not None]
    return max(lows, default=-NO_BOUND), min(highs, default=NO_BOUND)


def _constraints(path: Path, form: Form[Any]) -> list[Any]:
    """Bounds on the value at a path, from the field or from the type of a mapping's values."""
    field = field_at(path, form)
    declared = list(field.metadata) if field is not None else []
    extras = [*declared, *getattr(_given(annotation_at(path, form)), "__metadata__", ())]
    return [bound for extra in extras for bound in getattr(extra, "metadata", [extra])]


def fields_at(path: Path, form: Form[Any]) -> list[str]:
    """Keys that the mapping at a path may have, where the schema names them."""
    model = _model_at(path, form)
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def field_at(path: Path, form: Form[Any]) -> Any:
    """What the schema says of the key at a path, or None where it names no such key."""
    if not path or not isinstance(path[-1], str):
        return None
    model = _model_at(path[:-1], form)
    if model is None:
        return None
    return next((f for n, f in model.model_fields.items() if path[-1] == (f.alias or n)), None)


def _model_at(path: Path, form: Form[Any]) -> type[BaseModel] | None:
    """The model that describes the mapping at a path."""
    annotation = unwrapped(annotation_at(path, form))
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def annotation_at(path: Path, form: Form[Any]) -> Any:
    """The type of the value at a path, or None where the schema has no such path."""
    annotation: Any = form.root
    for step in path:
        annotation = unwrapped(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = annotation.model_fields
            field = next((f for n, f in fields.items() if step == (f.alias or n)), None)
            annotation = field.annotation if field is not None else None
        else:
            annotation = next(reversed(typing.get_args(annotation)), None)
    return annotation


def unwrapped(annotation: Any) -> Any:
    """An annotation without `Annotated` and `| None`."""
    given = _given(annotation)
    return unwrapped(given.__origin__) if hasattr(given, "__metadata__") else given


def _given(annotation: Any) -> Any:
    """An annotation without `| None`."""
    others = [a for a in typing.get_args(annotation) if a is not type(None)]
    optional = type(None) in typing.get_args(annotation) and len(others) == 1
    return others[0] if optional else annotation
