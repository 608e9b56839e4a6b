"""What the reference of scenario files and of results asks of the code."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from twochairs.docs.markdown import code, span, table, unit_of
from twochairs.ensemble.replicates import Series
from twochairs.experiment.schema import json_schema as experiment_schema
from twochairs.figures.kinds import RUNS, in_order
from twochairs.outcomes.measures import Outcome, outcomes, summary_row
from twochairs.results.tables import EVENT_KINDS, TABLES, quantities_of
from twochairs.scenario import expression
from twochairs.scenario import paths as known
from twochairs.scenario.meanings import MEANINGS, UNITS
from twochairs.scenario.schema import Case, json_schema
from twochairs.scenario.spelling import effect_path
from twochairs.statistics.kinds import KINDS
from twochairs.statistics.sample import Drawn
from twochairs.statistics.variance import PARAMETER_SHARE
from twochairs.world.layout import QUANTITIES, STAND_INS, Layout
from twochairs.world.levers import Levers
from twochairs.world.quantity import NO_BOUND, Quantity, declared

_KINDS = {"number": "number", "integer": "whole number", "string": "text", "boolean": "true or false"}
_ELSEWHERE = {"ParameterValues", "Switches"}
"""Mappings shown as tables of parameters and of switches."""
_DESCRIBED = {f"{q.meaning}{'' if q.unit == '1' else f' ({q.unit})'}": q for q in QUANTITIES.values()}
_SUMMARY = {
    "outcome": "name",
    "unit": "unit",
    "runs": "runs in which it is defined: a first month is not, where it never comes",
    "share_of_runs": "those runs as a share of all",
    "kind": "what it is, as it is declared: " + ", ".join(KINDS),
    "share_low": "of a first month: low end of the 95 % interval of that share",
    "share_high": "of a first month: high end of it",
    "mean": "mean over those runs",
    "monte_carlo_error": "standard error of that mean: what other seeds would move it by",
    "low": "low end of the 95 % interval of that mean; empty where nothing is known of it",
    "high": "high end of it",
    "independent": "what the interval rests on: runs, or draws of the parameters where these are drawn",
    "sd": "standard deviation over runs",
    "more_runs_to_halve_error": "runs to add to halve the error; with draws, over four times as many of these",
    PARAMETER_SHARE: "with draws only: share of the variance that is due to the parameters, 0 to 1; the rest is chance",
}


@lru_cache(1)
def _schema() -> dict[str, Any]:
    return json_schema()


def keys(model: str) -> str:
    """Every key of a mapping in a scenario file."""
    schema = _schema()
    part = schema if model == "Case" else schema["$defs"][model]
    of_case = {name for name, field in Case.model_fields.items() if field.is_required()}
    return _keys(model, part, of_case if model == "Case" else set(part.get("required", [])))


def experiment_keys(model: str) -> str:
    """Every key of a mapping in an experiment file."""
    schema = experiment_schema()
    part = schema if model == "Experiment" else schema["$defs"][model]
    return _keys(model, part, set(part.get("required", [])))


def _keys(model: str, part: dict[str, Any], required: set[str]) -> str:
    rows = [_row(f"{model}.{key}", key, field, key in required) for key, field in part["properties"].items()]
    return table(("key", "type", "range", "unit", "default", "meaning"), rows)


def _row(path: str, key: str, field: dict[str, Any], required: bool) -> tuple[str, ...]:
    quantity = _quantity(key, field)
    meaning = MEANINGS.get(path) or (quantity.meaning if quantity else field.get("description", ""))
    unit = UNITS.get(path) or (unit_of(quantity.unit) if quantity else "")
    low, high = _bounds(field)
    ranged = span(low, high) if (low, high) != (-NO_BOUND, NO_BOUND) else ""
    return code(key), _type(field), ranged, unit, "required" if required else _default(field), meaning


def _quantity(key: str, field: dict[str, Any]) -> Quantity | None:
    """The declared quantity that stands behind a key, by what the schema says of it or by its name."""
    described = _DESCRIBED.get(field.get("description", ""))
    by_name = QUANTITIES.get(key) if "description" not in field and "additionalProperties" in field else None
    return described or by_name


def _type(field: dict[str, Any]) -> str:
    for kind in ("month", "interval"):
        if f" {kind} such as" in field.get("description", ""):
            return kind
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        kinds = [_type(one) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "const" in field:
        return code(field["const"])
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}"
    if field.get("type") == "object":
        held = field.get("additionalProperties")
        return f"mapping to {_type(held)}" if isinstance(held, dict) else "mapping"
    kinds = field.get("type", "")
    if isinstance(kinds, list):
        return "value"
    return _KINDS.get(kinds, "number or text")


def _bounds(field: dict[str, Any]) -> tuple[float, float]:
    """Least and greatest number a key may hold, itself or in its mapping."""
    low, high = field.get("minimum", -NO_BOUND), field.get("maximum", NO_BOUND)
    inner = [*field.get("anyOf", []), field.get("additionalProperties")]
    found = [_bounds(one) for one in inner if isinstance(one, dict) and "$ref" not in one]
    return max([low, *(one[0] for one in found)]), min([high, *(one[1] for one in found)])


def _default(field: dict[str, Any]) -> str:
    value = field.get("default")
    if value is None or value in ({}, [], ""):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, int | float) else "" if isinstance(value, dict) else code(str(value))


def paths() -> str:
    """Every dotted path, with what it stands for."""
    places = {name: effect_path(one.file).replace("PEER", "COUNTRY") for name, one in QUANTITIES.items() if one.file}
    rows = [(code(path), code(name)) for name, path in sorted(places.items(), key=lambda item: item[1].count("."))]
    rows += [
        (code("POLE.LEVER"), "the lever, for every country"),
        (code("POLE.LEVER.COUNTRY"), "the lever, for one"),
    ]
    return table(("path", "quantity"), rows)


def shapes() -> set[str]:
    """Every shape of path that the code knows, in capitals for names; `paths` must list them."""
    names = replace(STAND_INS, country=("COUNTRY", "OTHER"))
    levers = re.compile(rf"^POLE\.({'|'.join(declared(Levers))})\b")
    found = {levers.sub("POLE.LEVER", path).replace("OTHER", "COUNTRY") for path in known._paths(names)}
    return found


def grammar() -> str:
    """The grammar of expressions, as the code states it."""
    lines = (expression.__doc__ or "").splitlines()
    return "```text\n" + "\n".join(line.strip() for line in lines if ":=" in line) + "\n```"


def functions() -> str:
    """The functions of expressions, with how many arguments each takes."""
    counts = {1: "one argument", 2: "two or more"}
    return ", ".join(f"{code(name)} ({counts[least]})" for name, (_, least) in expression.FUNCTIONS.items())


def _outcomes() -> list[Outcome]:
    layout = Layout(STAND_INS)
    return outcomes(layout, [Series(0, np.ones((2, layout.slots)))])


def outcome_names() -> str:
    """Outcomes that are read off every run."""
    return table(("outcome", "unit"), [(code(one.name), unit_of(one.unit)) for one in _outcomes()])


def summary_columns() -> str:
    """Columns of a result's summary."""
    columns = summary_row(_outcomes()[0], Drawn(np.zeros(1)))
    said = {name: _SUMMARY.get(name) or f"quantile {int(name[1:])} % over runs; never is last" for name in columns}
    return table(("column", "meaning"), [(code(name), meaning) for name, meaning in said.items()])


def tables() -> str:
    """Tables of a result's series."""
    rows = [(code(name), ", ".join(map(code, ("replicate", "month", *dims)))) for dims, name in TABLES.items()]
    return table(("table", "one row for each"), rows)


def columns() -> str:
    """Every quantity that a result keeps."""
    rows = [
        (code(name), code(kept), QUANTITIES[name].meaning, unit_of(QUANTITIES[name].unit))
        for kept in TABLES.values()
        for name in quantities_of(kept)
    ]
    return table(("column", "table", "meaning", "unit"), rows)


def event_kinds() -> str:
    """Kinds of rows in a result's events."""
    return ", ".join(EVENT_KINDS)


def figures() -> str:
    """The kinds of figure of a run, each with what its file says that it shows."""
    kinds = in_order(RUNS.values())
    return table(["kind", "shows"], [[code(kind.name), kind.shows] for kind in kinds])


def models() -> set[str]:
    """Mappings that a scenario file is made of and that have a section of their own."""
    return {"Case", *_schema()["$defs"]} - _ELSEWHERE


def key_paths() -> set[str]:
    """Every key as MEANINGS writes it."""
    schema = _schema()
    parts = {"Case": schema, **schema["$defs"]}
    return {f"{name}.{key}" for name, part in parts.items() for key in part["properties"]}
