"""Where every value of a scenario comes from: which file and line, and which source stands behind it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

from twochairs.scenario.essence import lever_towards
from twochairs.scenario.later import later
from twochairs.scenario.load import Scenario
from twochairs.scenario.look import Look
from twochairs.scenario.parts import idle_of, is_of
from twochairs.scenario.paths import Target, single_paths
from twochairs.scenario.resolve import tree_path
from twochairs.scenario.spelling import LEVERS
from twochairs.scenario.tree import dotted, find, leaves
from twochairs.scenario.unheard import deaf
from twochairs.world.layout import QUANTITIES
from twochairs.world.parameters import PARAMETERS, Parameters

_BASIS = {"wide": "no study: it is wide", "fixed": "a definition", "judgement": "judgement"}


@dataclass(frozen=True)
class Explained:
    """A value with its origin and source.

    Attributes
    ----------
    about : of a constant of the rules what is known of it, a line each
    unit : of a number of the world; "" of one without and of all else
    later : what the timeline and policies make of it, a line each, and why it may change nothing
    """

    path: str
    value: Any
    origin: str
    kind: str
    source: str
    about: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Source:
    """A row of a sources table: a path or a prefix of one, and what stands behind it."""

    key: str
    kind: str
    source: str
    file: str


def explain(scenario: Scenario, key: str = "") -> list[Explained]:
    """Every value at or below a dotted key, defaults included but for parts that the scenario has nothing of.

    Parameters
    ----------
    key : such as countries.SRB.gas, EU.pressure, or empty for all
    """
    table = sources(scenario)
    wanted = dotted(("levers", key) if key in scenario.case.poles else tree_path(key)) if key else ""
    rows = [_with_constant(row) for row in _rows(scenario, table, wanted)]
    look = Look(scenario.case, scenario.tree)
    known = {dotted(look.steps(target)): target for target in single_paths(look.names)}
    if not rows and wanted in known and known[wanted].quantity in LEVERS:
        rows = [_of_all(scenario, known[wanted], wanted, table)]
    return [_with_later(scenario, look, row, known) for row in sorted(rows, key=lambda row: row.path)]


def _of_all(scenario: Scenario, target: Target, path: str, table: list[Source]) -> Explained:
    """A lever's value towards a country that has none of its own."""
    pole, country = target.agents
    value = lever_towards(scenario.case, pole, target.quantity, country)
    everyone = f"levers.{pole}.{target.quantity}"
    given = next((row for row in _rows(scenario, table, everyone) if row.path == everyone), None)
    if given is None:
        return Explained(path, value, "default", "", "")
    return replace(given, path=path, origin=f"{given.origin}, for all countries")


def _with_later(scenario: Scenario, look: Look, row: Explained, known: dict[str, Target]) -> Explained:
    target = known.get(row.path)
    if target is None:
        return row
    reason = deaf(look, target) if target.quantity in LEVERS else ""
    notes = [f"note: {look.path(target)} {reason}"] if reason else []
    unit = scenario.case.commodity.of(QUANTITIES[target.quantity]).unit
    return replace(row, later=(*later(scenario, look, target), *notes), unit="" if unit == "1" else unit)


def _below(path: str, wanted: str) -> bool:
    return not wanted or path == wanted or path.startswith((f"{wanted}.", f"{wanted}["))


def _rows(scenario: Scenario, table: list[Source], wanted: str) -> Iterator[Explained]:
    for path, node in leaves(scenario.tree):
        if not _below(dotted(path), wanted):
            continue
        origin = node.origin if node.origin.startswith("--set") else f"{node.origin}, {node.place.row}"
        shipped = find(scenario.reference, path)
        same = shipped is not None and shipped.value == node.value
        kind, source = source_of(dotted(path), table) if same else ("", "")
        yield Explained(dotted(path), node.value, origin, kind, source)
    without = idle_of(scenario.case)
    for path, value in _plain_leaves(scenario.case.model_dump(by_alias=True, exclude={"solved"}), ()):
        asked = value is not None and _below(dotted(path), wanted)
        if asked and find(scenario.tree, path) is None and not is_of(path, without):
            kind, source = source_of(dotted(path), table) if path[0] != "parameters" else _declared(str(path[1]))
            yield Explained(dotted(path), value, "default", kind, source)
    for path, value in _plain_leaves(scenario.solved.model_dump(), ("solved",)):
        if not _below(dotted(path), wanted):
            continue
        yield Explained(dotted(path), value, "solved on the reference start", "derived", "inversion of the rules")


def _plain_leaves(data: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _plain_leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _plain_leaves(value, (*path, index))
    else:
        yield path, data


def _declared(name: str) -> tuple[str, str]:
    constant = PARAMETERS[name]
    return ("fitted", constant.origin) if constant.fitted else ("assumed", constant.origin.removeprefix("assumed"))


def _with_constant(row: Explained) -> Explained:
    section, _, name = row.path.partition(".")
    return replace(row, about=tuple(_of_constant(name))) if section == "parameters" and name in PARAMETERS else row


def _of_constant(name: str) -> Iterator[str]:
    """What is known of a constant: its rule, the literature, its prior, and what the record made of it."""
    constant = PARAMETERS[name]
    yield f"{constant.meaning}; unit {constant.unit}; a constant of {constant.rule}, {constant.rule.title}"
    for study in constant.studies:
        yield f"literature: {study.reference}: {study.effect}"
        yield f"from there to the constant: {study.mapping}"
    yield f"prior: {constant.prior}, which rests on {_BASIS.get(constant.basis, constant.basis)}"
    if constant.fitted:
        mean, before = Parameters._field_defaults[name], [constant.prior.at(share) for share in (0.05, 0.95)]
        yield (
            "posterior: mean {:g}, 90 % interval {:.2f} to {:.2f}; that of the prior is {:.2f} to {:.2f}".format(
                mean, *constant.fitted, *before
            )
        )


def sources_path(scenario: Scenario) -> Path | None:
    """The sources table that belongs to a scenario, if it names one."""
    node = scenario.tree.value.get("sources")
    if node is None or not isinstance(node.value, str):
        return None
    path = Path(node.place.file).parent / node.value
    return path if path.is_file() else None


def sources(scenario: Scenario) -> list[Source]:
    """Rows of the scenario's sources table that hold for it, longest key first."""
    path = sources_path(scenario)
    if path is None:
        return []
    rows = csv.DictReader(StringIO(path.read_text("utf-8-sig")))
    table = [Source(r["key"] or "", r["kind"] or "", r["source"] or "", r.get("file") or "") for r in rows]
    files = files_of(scenario)
    held = [row for row in table if holds(row.file, files)]
    return sorted(held, key=lambda row: (-len(row.key), row.file == ""))


def files_of(scenario: Scenario) -> set[str]:
    """Names of the files that a scenario is made from, and its own."""
    return {Path(file).stem for file in {node.place.file for _, node in leaves(scenario.tree)}} | {scenario.name}


def holds(file: str, files: set[str]) -> bool:
    """Whether a row of a sources table that names a file holds for a scenario of some files: any does where empty."""
    return not file or file in files


def source_of(path: str, table: list[Source]) -> tuple[str, str]:
    """Kind (observed, derived, assumed) and source of a path: the longest key that leads to it."""
    for row in table:
        if _below(path, row.key):
            return row.kind, row.source
    return "", ""
