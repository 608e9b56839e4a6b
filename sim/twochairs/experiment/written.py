"""JSON Schema of experiment files as they are written: which keys belong together, and which do not."""

from typing import Any

from twochairs.experiment.answerable import DRAWN_AS, FEWEST, FEWEST_FOUND, SCREENED
from twochairs.experiment.asked import IN_TABLE, NSGA2, OF_TWO, SEARCH_KEYS
from twochairs.experiment.check import BROKEN, NEEDED
from twochairs.experiment.design import TAKEN
from twochairs.experiment.factor import SCENARIO
from twochairs.experiment.over_worlds import ALONE, LARGEST, REGRET, WITH_NUMBER
from twochairs.experiment.schema import BEST_KIND, DESIGN_KEYS, GRID, LIST, ONE_AT_A_TIME, SALTELLI, TABLE
from twochairs.experiment.schema import json_schema as of_keys
from twochairs.experiment.settings import OF_WORLDS
from twochairs.scenario.calendar import INTERVAL_PATTERN
from twochairs.scenario.written import FILE, has
from twochairs.world.layout import RECORDED

Schema = dict[str, Any]
_RANGE, _LEVELS = ("from", "to"), ("steps", "scale", "integer")


def json_schema() -> Schema:
    """JSON Schema of an experiment file, short forms included, for editors."""
    schema = of_keys()
    defs, properties = schema["$defs"], schema["properties"]
    defs["Design"]["allOf"] = [_only(kind, keys) for kind, keys in DESIGN_KEYS.items()]
    defs["Design"]["properties"]["levels"]["anyOf"][0]["multipleOf"] = 2
    defs["FactorEntry"]["allOf"] = _forms()
    defs["Keep"]["properties"]["quantities"] |= {"items": {"enum": [*RECORDED]}, "uniqueItems": True}
    defs["Keep"]["properties"]["months"]["pattern"] = f"^(?:all|{INTERVAL_PATTERN})$"
    properties["factors"]["additionalProperties"]["anyOf"].append({"type": "null"})
    properties["factors"]["propertyNames"] = {"not": {"enum": list(TAKEN)}}
    properties["outcomes"]["uniqueItems"] = True
    properties["scenario"] = {"description": properties["scenario"]["description"]} | FILE
    defs["Player"]["allOf"], defs["LeverGrid"]["allOf"] = _player(), _lever_grid()
    properties["game"]["anyOf"][0] |= {
        "properties": {"players": {"propertyNames": {"not": {"enum": [*TAKEN, SCENARIO]}}}}
    }
    defs["Objective"]["allOf"], defs["Search"]["allOf"] = _objective(), _search()
    defs["Objective"]["properties"]["over_worlds"] |= _over_worlds()
    schema["allOf"] = [*_of_designs(), *_of_scenarios(), _of_draws(), *_of_games(), *_of_robust()]
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
        {"if": {"not": {"anyOf": [_design(TABLE), has("game"), has("robust")]}}, "then": given},
        {"if": {"not": {"anyOf": [_design(TABLE), has("game")]}}, "then": _each_factor(form)},
        {"if": {"allOf": [_design(GRID, LIST), {"not": has("robust")}]}, "then": _each_factor(levels)},
        {"if": {"allOf": [has("robust"), _worlds(GRID, LIST)]}, "then": _each_factor(levels)},
        {"if": {"not": {"anyOf": [_design(LIST), _of_list()]}}, "then": _each_factor({"allOf": [several, listed]})},
        {"if": {"not": _design(ONE_AT_A_TIME)}, "then": _each_factor({"not": has("baseline")})},
        {"if": _design(*BROKEN), "then": {"properties": {"constraints": {"maxItems": 0}}}},
        {"if": _design(SALTELLI), "then": {"allOf": [_own_chance(), _no_draws()]}},
        {"if": has("sensitivity"), "then": {"allOf": [{"not": _design(*DRAWN_AS)}, _no_draws(), _enough(FEWEST)]}},
        {"if": has("discover"), "then": {"allOf": [_design(*SCREENED), _no_draws(), _enough(FEWEST_FOUND)]}},
    ]


def _worlds(*kinds: str) -> Schema:
    """That worlds are made by a design of one of some kinds."""
    said = {"required": ["worlds"], "properties": {"worlds": _kind(*kinds)}}
    return {"anyOf": [said, {"not": has("worlds")}]} if GRID in kinds else said


def _of_list() -> Schema:
    return {"allOf": [has("robust"), _worlds(LIST)]}


def _of_robust() -> list[Schema]:
    """Levers and worlds are for robust, and are not beside a design or another question."""
    none: Schema = {"properties": {"levers": {"maxProperties": 0}, "worlds": {"type": "null"}}}
    others = [{"not": {"required": ["design"]}}, *({"not": has(key)} for key in ("game", "sensitivity", "discover"))]
    shared = {"properties": {"common_random_numbers": {"const": True}, "levers": _levers()}}
    kinds = {"properties": {"worlds": {"anyOf": [{"type": "null"}, _kind(*OF_WORLDS)]}}}
    some = {"properties": {"factors": {"minProperties": 1}}, "required": ["factors"]}
    given = {"required": ["levers"], "properties": {"levers": {"minProperties": 1}}}
    of_table = _under("robust", "search", {"required": ["kind"], "properties": {"kind": {"const": IN_TABLE}}})
    return [
        {"if": {"not": has("robust")}, "then": none, "else": {"allOf": [*others, shared, kinds]}},
        {"if": has("worlds"), "then": some},
        {"if": {"allOf": [has("robust"), {"not": of_table}]}, "then": given},
    ]


def _levers() -> Schema:
    form = {"anyOf": [{"type": "array", "minItems": 2}, has("values"), has("from"), has("prior")]}
    listed = {"if": has("values"), "then": {"properties": {"values": {"minItems": 2, "uniqueItems": True}}}}
    own = {"allOf": [listed, {"not": has("baseline")}]}
    return {"propertyNames": {"not": {"enum": [*TAKEN, SCENARIO]}}, "additionalProperties": {"allOf": [form, own]}}


def _objective() -> list[Schema]:
    return [{"oneOf": [has("maximise"), has("minimise")]}]


def _search() -> list[Schema]:
    """What the keys of a search of a kind are; a table has a file."""
    found = []
    for kind, keys in SEARCH_KEYS.items():
        said: Schema = {"required": ["kind"], "properties": {"kind": {"const": kind}}}
        known = {"anyOf": [said, {"not": {"required": ["kind"]}}]} if kind == NSGA2 else said
        others = sorted({key for some in SEARCH_KEYS.values() for key in some} - set(keys))
        needed = [has("file")] if kind == IN_TABLE else []
        found.append({"if": known, "then": {"allOf": [*needed, *({"not": {"required": [key]}} for key in others)]}})
    return found


def _under(*path: Any) -> Schema:
    """That something holds of what stands under some keys."""
    *keys, held = path
    for key in reversed(keys):
        held = {"required": [key], "properties": {key: held}}
    found: Schema = held
    return found


def _over_worlds() -> Schema:
    share = r"(?:0?\.\d*[1-9]\d*|[1-9]\d*e-\d+)"
    return {"pattern": rf"^\s*(?:{'|'.join(ALONE)}|{REGRET} {LARGEST}|(?:{'|'.join(WITH_NUMBER)}) +{share})\s*$"}


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
