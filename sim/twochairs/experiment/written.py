"""JSON Schema of experiment files as they are written: which keys belong together, and which do not."""

from typing import Any

from twochairs.experiment.answerable import DRAWN_AS, FEWEST, FEWEST_FOUND, SCREENED
from twochairs.experiment.asked import OF_TWO
from twochairs.experiment.check import BROKEN, NEEDED
from twochairs.experiment.design import TAKEN
from twochairs.experiment.factor import SCENARIO
from twochairs.experiment.schema import BEST_KIND, DESIGN_KEYS, GRID, LIST, ONE_AT_A_TIME, SALTELLI, TABLE
from twochairs.experiment.schema import json_schema as of_keys
from twochairs.scenario.calendar import INTERVAL_PATTERN
from twochairs.scenario.written import FILE, has
from twochairs.world.layout import QUANTITIES

Schema = dict[str, Any]
_RANGE, _LEVELS = ("from", "to"), ("steps", "scale", "integer")


def json_schema() -> Schema:
    """JSON Schema of an experiment file, short forms included, for editors."""
    schema = of_keys()
    defs, properties = schema["$defs"], schema["properties"]
    defs["Design"]["allOf"] = [_only(kind, keys) for kind, keys in DESIGN_KEYS.items()]
    defs["Design"]["properties"]["levels"]["anyOf"][0]["multipleOf"] = 2
    defs["FactorEntry"]["allOf"] = _forms()
    recorded = [name for name, quantity in QUANTITIES.items() if quantity.record]
    defs["Keep"]["properties"]["quantities"] |= {"items": {"enum": recorded}, "uniqueItems": True}
    defs["Keep"]["properties"]["months"]["pattern"] = f"^(?:all|{INTERVAL_PATTERN})$"
    properties["factors"]["additionalProperties"]["anyOf"].append({"type": "null"})
    properties["factors"]["propertyNames"] = {"not": {"enum": list(TAKEN)}}
    properties["outcomes"]["uniqueItems"] = True
    properties["scenario"] = {"description": properties["scenario"]["description"]} | FILE
    defs["Player"]["allOf"], defs["LeverGrid"]["allOf"] = _player(), _lever_grid()
    properties["game"]["anyOf"][0] |= {
        "properties": {"players": {"propertyNames": {"not": {"enum": [*TAKEN, SCENARIO]}}}}
    }
    schema["allOf"] = [*_of_designs(), *_of_scenarios(), _of_draws(), *_of_games()]
    return schema


def _kind(*kinds: str) -> Schema:
    """That the design is of one of some kinds; it is a grid where nothing is said."""
    said = {"required": ["kind"], "properties": {"kind": {"enum": list(kinds)}}}
    return {"anyOf": [said, {"not": {"required": ["kind"]}}]} if GRID in kinds else said


def _design(*kinds: str) -> Schema:
    """The same of a whole file."""
    said = {"required": ["design"], "properties": {"design": _kind(*kinds)}}
    return {"anyOf": [said, {"not": {"required": ["design"]}}]} if GRID in kinds else said


def _only(kind: str, keys: tuple[str, ...]) -> Schema:
    """What the keys of a design of a kind are, and which must be there."""
    others = sorted({key for some in DESIGN_KEYS.values() for key in some} - set(keys))
    needed = [has(NEEDED[kind][0])] if kind in NEEDED else []
    return {"if": _kind(kind), "then": {"allOf": [*needed, *({"not": {"required": [key]}} for key in others)]}}


def _forms() -> list[Schema]:
    """One of the forms of levels: a range, values, or a prior."""
    prior = {"type": "object", "required": ["prior"], "properties": {"prior": {"const": True}}}
    log = {"required": ["scale"], "properties": {"scale": {"const": "log"}}}
    positive = {"properties": {"from": {"anyOf": [{"type": "null"}, {"exclusiveMinimum": 0}]}}}
    values = {"anyOf": [has(key) for key in _RANGE] + [prior, *({"required": [key]} for key in _LEVELS)]}
    ends = [{"if": has(one), "then": has(other)} for one, other in (_RANGE, _RANGE[::-1])]
    of_prior = {"anyOf": [has(key) for key in _RANGE]}
    return [
        {"if": has("values"), "then": {"not": values}},
        {"if": prior, "then": {"not": of_prior}},
        *ends,
        {"if": log, "then": positive},
    ]


def _of_designs() -> list[Schema]:
    """What the design asks of the factors."""
    levels = {"anyOf": [{"type": "array"}, {"const": "prior"}, has("values"), has("steps")]}
    several = {"if": {"type": "array"}, "then": {"minItems": 2}}
    listed = {"if": has("values"), "then": {"properties": {"values": {"minItems": 2, "uniqueItems": True}}}}
    given = {"required": ["factors"], "properties": {"factors": {"minProperties": 1}}}
    form = {"anyOf": [{"type": "array"}, {"const": "prior"}, has("values"), has("from"), has("prior")]}
    return [
        {"if": {"not": {"anyOf": [_design(TABLE), has("game")]}}, "then": {"allOf": [given, _each_factor(form)]}},
        {"if": _design(GRID, LIST), "then": _each_factor(levels)},
        {"if": {"not": _design(LIST)}, "then": _each_factor({"allOf": [several, listed]})},
        {"if": {"not": _design(ONE_AT_A_TIME)}, "then": _each_factor({"not": has("baseline")})},
        {"if": _design(*BROKEN), "then": {"properties": {"constraints": {"maxItems": 0}}}},
        {"if": _design(SALTELLI), "then": {"allOf": [_own_chance(), _no_draws()]}},
        {"if": has("sensitivity"), "then": {"allOf": [{"not": _design(*DRAWN_AS)}, _no_draws(), _enough(FEWEST)]}},
        {"if": has("discover"), "then": {"allOf": [_design(*SCREENED), _no_draws(), _enough(FEWEST_FOUND)]}},
    ]


def _of_games() -> list[Schema]:
    """Players are the factors, every profile is run, and all share their chance; some solutions are of two players."""
    alone: Schema = {
        "factors": {"maxProperties": 0},
        "constraints": {"maxItems": 0},
        "common_random_numbers": {"const": True},
        "game": {"properties": {"check": {"not": {"const": 1}}}},
    }
    asked = {"required": ["solutions"], "properties": {"solutions": {"type": "array", "contains": {"enum": [*OF_TWO]}}}}
    two = {"properties": {"game": {"properties": {"players": {"maxProperties": 2}}}}}
    of_two = {"required": ["game"], "properties": {"game": asked}}
    return [
        {"if": has("game"), "then": {"allOf": [{"properties": alone}, _design(GRID)]}},
        {"if": of_two, "then": two},
    ]


def _player() -> list[Schema]:
    """Strategies, two or more, or levers; not both."""
    several = {"properties": {"strategies": {"anyOf": [{"type": "null"}, {"minProperties": 2}]}}}
    return [{"oneOf": [has("strategies"), has("levers")]}, several]


def _lever_grid() -> list[Schema]:
    """A range in steps, or two values or more."""
    ends = ("from", "to", "steps")
    values = {"properties": {"values": {"anyOf": [{"type": "null"}, {"minItems": 2, "uniqueItems": True}]}}}
    none = {"not": {"anyOf": [has(key) for key in ends]}}
    return [{"if": has("values"), "then": none, "else": {"allOf": [has(key) for key in ends]}}, values]


def _own_chance() -> Schema:
    said = {"common_random_numbers": {"const": False}}
    return {"required": ["common_random_numbers"], "properties": said}


def _enough(points: int) -> Schema:
    return {"properties": {"design": {"properties": {"points": {"minimum": points}}}}}


def _no_draws() -> Schema:
    return {"properties": {"parameters_from": {"enum": [BEST_KIND, None]}}}


def _each_factor(what: Schema) -> Schema:
    return {"properties": {"factors": {"additionalProperties": what}}}


def _of_scenarios() -> list[Schema]:
    """One scenario, or several as a factor; not both."""
    several = {"required": ["factors"], "properties": {"factors": {"required": [SCENARIO]}}}
    texts = {"type": "array", "items": {"type": "string"}}
    listed = {"type": "object", "required": ["values"], "properties": {"values": texts, "path": {"maxItems": 0}}}
    files = {"properties": {"factors": {"properties": {SCENARIO: {"anyOf": [texts, listed]}}}}}
    return [{"if": several, "then": {"not": has("scenario")}, "else": has("scenario")}, files]


def _of_draws() -> Schema:
    kind = {"properties": {"parameters_from": {"not": {"enum": [BEST_KIND, None]}}}, "required": ["parameters_from"]}
    return {"if": has("parameter_draws"), "then": kind}
