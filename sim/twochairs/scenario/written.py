"""JSON Schema of scenario files as they are written: one may extend another and then leave out what it inherits."""

import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby
from typing import Any

from twochairs.scenario.check import NAME_PATTERN, RESERVED
from twochairs.scenario.expression import FUNCTIONS, MAX_LENGTH, WORDS
from twochairs.scenario.paths import shapes
from twochairs.scenario.resolve import KEYS_OF_A_FILE, NAMED_LISTS
from twochairs.scenario.schema import WORD
from twochairs.scenario.schema import json_schema as of_a_whole
from twochairs.world.layout import QUANTITIES, SECTIONS

Schema = dict[str, Any]

_ITEMS = ("TimelineItem", "Policy")
"""What is replaced as a whole, so that it is whole in every file."""
_ANY = "[^.]+"
"""Pattern of a name in a path."""
_NEEDED = ("required", "minProperties")
_WHOLE = "{}, whole"
FILE = {"type": "string", "pattern": r"^(?!/)[^\\:\u0000]+$"}
"""A relative path with forward slashes."""
_EXPRESSION = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_LENGTH,
    "pattern": r"^[\sA-Za-z0-9_.,+*/<>=!()\[\]-]*$",
}
"""Nothing of another language; whether it can be read is more than a pattern says."""
_TRUE_OR_FALSE = ("open", "joined")
"""Quantities that true and false are written for."""


def json_schema() -> Schema:
    """JSON Schema of a scenario file, for editors."""
    schema = of_a_whole()
    needs = _needs_of_all(schema)
    schema = _without_needs(schema)
    schema["$defs"] |= {_WHOLE.format(name): part for name, part in needs.items() if name}
    schema["$defs"] |= _items(schema["$defs"]) | _effects()
    _put_patterns(schema)
    schema["properties"]["overrides"] |= _overrides(schema)
    inherits = {"anyOf": [{"required": ["extends"]}, {"required": ["overrides"]}, {"not": {"required": ["clock"]}}]}
    drops = {key: {"items": {"not": {"required": ["drop"]}}} for key in NAMED_LISTS}
    schema["allOf"] = [
        {"if": {"not": inherits}, "then": needs[""]},
        {"if": {"not": {"required": ["extends"]}}, "then": {"properties": drops}},
    ]
    return schema


# -- what a file must hold that extends no other --------------------------------------------------------------------


def _needs_of_all(schema: Schema) -> dict[str, Schema]:
    """What must be there, of every mapping by its name; of the file itself under ""."""
    whole = schema | {"required": ["twochairs", "title", "poles", "countries"]}
    return {name: _needs(part) for name, part in {"": whole, **schema["$defs"]}.items() if name not in _ITEMS}


def _needs(part: Schema) -> Schema:
    """What must be there of a part of a schema, and nothing else of it."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return {} if name in _ITEMS else {"$ref": f"#/$defs/{_WHOLE.format(name)}"}
    found: Schema = {key: part[key] for key in _NEEDED if key in part}
    below = {key: needs for key, field in part.get("properties", {}).items() if (needs := _needs(field))}
    if below:
        found["properties"] = below
    held = part.get("additionalProperties")
    if isinstance(held, dict) and (needs := _needs(held)):
        found["additionalProperties"] = needs
    for one in part.get("anyOf", []):
        found |= _needs(one) if "$ref" in one else {}
    return found


def _without_needs(schema: Schema) -> Schema:
    """The schema with nothing that a file may inherit being missing from it."""
    kept = deepcopy(schema)
    for name, part in {"": kept, **kept["$defs"]}.items():
        if name not in _ITEMS:
            for holder in (part, *part["properties"].values()):
                for key in _NEEDED:
                    holder.pop(key, None)
    return kept


# -- items, names and paths -----------------------------------------------------------------------------------------


def has(key: str) -> Schema:
    """That a key is there and not empty."""
    return {"type": "object", "required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _items(defs: Schema) -> dict[str, Schema]:
    """Items of named lists: whole, or dropped by name."""
    item, policy = defs["TimelineItem"], defs["Policy"]
    for key, kind in (("set", "Values"), ("add", "Amounts"), ("ramp", "Values")):
        item["properties"][key] = _described(item["properties"][key], kind)
    policy["properties"]["do"] = _described(policy["properties"]["do"], "Actions") | {"minProperties": 1}
    policy["properties"]["when"] |= _EXPRESSION
    taken = {"not": {"enum": [*QUANTITIES, *FUNCTIONS, *sorted(WORDS)]}}
    policy["properties"]["let"]["propertyNames"] = {"pattern": f"^{WORD}$"} | taken
    item["anyOf"] = [has(key) for key in ("at", "from", "to", "every", "probability")]
    spans = {"anyOf": [has("from"), has("to"), has("every")]}
    ramps = {"required": ["ramp"], "properties": {"ramp": {"minProperties": 1}}}
    plain_span = {"allOf": [has("from"), has("to")], "not": {"anyOf": [has("every"), has("probability")]}}
    item["allOf"] = [{"if": has("at"), "then": {"not": spans}}, {"if": ramps, "then": plain_span}]
    return {"TimelineItem": _or_dropped(item), "Policy": _or_dropped(policy)}


def _described(field: Schema, kind: str) -> Schema:
    return {"$ref": f"#/$defs/{kind}", "description": field["description"]}


def _or_dropped(item: Schema) -> Schema:
    drop = {"const": True, "description": "the item of this name in the file that is extended is left out"}
    return {
        "description": item["description"],
        "if": {"required": ["drop"]},
        "then": {"required": ["name"], "properties": {"name": item["properties"]["name"], "drop": drop}},
        "else": item,
    }


def _effects() -> dict[str, Schema]:
    """What may be changed by path: values, amounts added to them, and what policies do."""
    values: Schema = {}
    amounts: Schema = {}
    actions: Schema = {}
    for (low, high, logical, words), pattern in _paths_by_range().items():
        span = high - low
        value = {"type": "number", "minimum": low, "maximum": high}
        as_logical = [{"type": "boolean"}] if logical else []
        as_words = [{"enum": list(words)}] if words else []
        values[pattern] = {"anyOf": [value, *as_logical, *as_words]} if logical or words else value
        amounts[pattern] = {"anyOf": [_within(-span, span), *as_logical]} if logical else _within(-span, span)
        actions[pattern] = {"anyOf": [value, _EXPRESSION]}
    kinds = {"Values": values, "Amounts": amounts, "Actions": actions}
    return {
        kind: {"type": "object", "patternProperties": patterns, "additionalProperties": False}
        for kind, patterns in kinds.items()
    }


def _within(low: float, high: float) -> Schema:
    return {"type": "number", "minimum": low, "maximum": high}


def _paths_by_range() -> dict[tuple[float, float, bool, tuple[str, ...]], str]:
    """Patterns of paths, those of one range in one."""

    def kind(pair: tuple[str, str]) -> tuple[float, float, bool, tuple[str, ...]]:
        quantity = QUANTITIES[pair[1]]
        return quantity.low, quantity.high, pair[1] in _TRUE_OR_FALSE, tuple(word for word, _ in quantity.words)

    paths = sorted(shapes(NAME_PATTERN).items(), key=kind)
    return {
        key: rf"^(?:world\.)?(?:levers\.)?(?:{'|'.join(path for path, _ in group)})$"
        for key, group in groupby(paths, key=kind)
    }


def _overrides(schema: Schema) -> Schema:
    """Dotted paths of start values, each with what the key at its end may hold; those that may hold the same in one."""
    paths = list(_dotted(schema, "", schema["$defs"]))
    of_levers, of_world = rf"levers\.{_ANY}\.", r"world\."
    short = [(f"{_ANY}{path[len(of_levers) - 2 :]}", held) for path, held in paths if path.startswith(of_levers)]
    short += [(path.removeprefix(of_world), held) for path, held in paths if path.startswith(of_world)]
    alike: dict[str, list[str]] = {}
    for path, held in [*paths, *short]:
        alike.setdefault(json.dumps(held), []).append(path)
    patterns = {f"^(?:{'|'.join(same)})$": json.loads(held) for held, same in alike.items()}
    return {"patternProperties": patterns, "additionalProperties": False}


def _dotted(part: Schema, path: str, defs: Schema) -> Iterator[tuple[str, Schema]]:
    """Patterns of the paths below a part of the schema, each with what its value may be."""
    if "$ref" in part:
        yield from _dotted(defs[part["$ref"].rpartition("/")[2]], path, defs)
    for one in part.get("anyOf", []):
        yield from _dotted(one, path, defs)
    inner = dict(part.get("properties", {}))
    if isinstance(part.get("additionalProperties"), dict):
        inner[_ANY] = part["additionalProperties"]
    for key, field in inner.items():
        here = rf"{path}\.{key}" if path else key
        if here not in KEYS_OF_A_FILE:
            yield here, {word: held for word, held in field.items() if word not in ("description", "title", "default")}
        yield from _dotted(field, here, defs)


def _put_patterns(schema: Schema) -> None:
    """How names, paths of values and paths of files are written."""
    properties = schema["properties"]
    for section in SECTIONS.values():
        reserved = {"not": {"enum": sorted(RESERVED[section])}} if section in RESERVED else {}
        properties[section]["propertyNames"] = {"pattern": f"^{NAME_PATTERN}$"} | reserved
    schema["$defs"]["Country"]["properties"]["publics"]["propertyNames"] = {"pattern": f"^{NAME_PATTERN}$"}
    properties["extends"] |= FILE
    properties["sources"] = {"description": properties["sources"]["description"]} | FILE
    properties["hub_series"]["anyOf"][0] |= FILE
