"""What a sweep says of its scenarios: what they have in common, by name; nothing of one of them alone."""

import csv
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import StringIO
from typing import Any

from twochairs.experiment.fit import Fit
from twochairs.experiment.own import own_values
from twochairs.experiment.plan import Plan
from twochairs.experiment.schema import Value
from twochairs.experiment.shape import Shape
from twochairs.results.described import dated_events, described, labels_of, sources_of
from twochairs.results.manifest import Agents
from twochairs.results.spreadsheet import csv_of_text
from twochairs.results.tables import TABLES
from twochairs.scenario.calendar import month_number
from twochairs.scenario.commodity import ANY, Commodity
from twochairs.sweeps.kept import quantities
from twochairs.world.layout import QUANTITIES

_DATES = ("at", "from", "to", "every", "probability")
"""Keys of an item that say when it happens, or how surely."""


def labels(plan: Plan) -> dict[str, dict[str, str]]:
    """Kind of agent to keys and the names shown; a key that scenarios call differently is shown as it is."""
    each = [labels_of(fit.base.case()) for fit in plan.fits]
    added = _agents(group.shape for group in plan.groups)  # a factor may be all there is of an act
    named = {kind: _named(of[kind] for of in each) for kind in each[0]}
    return {kind: names | {key: key for key in added[kind] if key not in names} for kind, names in named.items()}


def _named(each: Iterable[Mapping[str, str]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for names in each:
        for key, name in names.items():
            named[key] = name if named.get(key, name) == name else key
    return named


def commodity(plan: Plan) -> Commodity:
    """What states buy, as all scenarios call it."""
    each = {fit.base.case().commodity for fit in plan.fits}
    return each.pop() if len(each) == 1 else ANY


def sources(plan: Plan) -> str:
    """The table of sources of all scenarios' values, as CSV: each row once."""
    each = [sources_of(fit.base.ready).decode() for fit in plan.fits]
    if len(set(each)) == 1:
        return each[0]
    rows = [row for text in each for row in csv.DictReader(StringIO(text))]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return csv_of_text([columns, *dict.fromkeys(tuple(row.get(name) or "" for name in columns) for row in rows)])


def own(plan: Plan) -> dict[str, Value]:
    """The value of each factor that every scenario has by itself."""
    each = [own_values(fit, fit.base.case().focus) for fit in plan.fits]
    return _agreed(each)


def _agreed(each: list[dict[str, Any]]) -> dict[str, Any]:
    """What all say alike."""
    first, *others = each
    return {key: value for key, value in first.items() if all(key in of and of[key] == value for of in others)}


def described_scenarios(plan: Plan) -> dict[str, Any]:
    """What a manifest says of the scenarios of a sweep, as `twochairs.results.described.described` says it of one."""
    each = [described(fit.base.ready) for fit in plan.fits]
    shapes = [group.shape for group in plan.groups]
    hashes = sorted(of["scenario_hash"] for of in each)
    return {
        "focus": None,
        "notice": " ".join(dict.fromkeys(of["notice"] for of in each if of["notice"])),
        "scenario_hash": sha256(json.dumps(hashes).encode()).hexdigest(),
        "noise": any(of["noise"] for of in each),
        **_agreed(each),
        "start": min((shape.start for shape in shapes), key=month_number),
        "months": max(shape.months for shape in shapes),
        **({"commodity": commodity(plan).model_dump()} if any("commodity" in of for of in each) else {}),
        "labels": labels(plan),
        "agents": _agents(shapes),
        "positions": _undisputed([of["positions"] for of in each]),
        "ties": _undisputed([of["ties"] for of in each]),
        "dated_events": _events(plan),
        "notes": list(dict.fromkeys(note for of in each for note in of["notes"])),
        **_spans(shapes),
        **_files(plan),
        **_points_of_series(plan),
    }


def _spans(shapes: list[Shape]) -> dict[str, Any]:
    """Fewest months and the latest start, where runs differ in them."""
    fewest, last = min(shape.months for shape in shapes), max((shape.start for shape in shapes), key=month_number)
    months = {"fewest_months": fewest} if any(shape.months != fewest for shape in shapes) else {}
    return months | ({"last_start": last} if any(shape.start != last for shape in shapes) else {})


def _files(plan: Plan) -> dict[str, Any]:
    """File in the result to what the experiment calls the scenario, where there are several."""
    named = dict(zip(scenario_files(plan), (fit.base.file for fit in plan.fits), strict=True))
    return {"scenarios": named} if len(named) > 1 else {}


def _points_of_series(plan: Plan) -> dict[str, Any]:
    """Table of series to how many points have it, where some have no agent it is of."""
    dims = {name: QUANTITIES[name].dims for name in quantities(plan.experiment.keep)}
    counts = {TABLES[of]: sum(group.count for group in plan.groups if _has(group.shape, of)) for of in dims.values()}
    fewer = {table: count for table, count in counts.items() if count < len(plan.points)}
    return {"series_points": fewer} if fewer else {}


def _has(shape: Shape, dims: tuple[str, ...]) -> bool:
    return all(shape.names.along(dim) for dim in dims)


def scenario_files(plan: Plan) -> list[str]:
    """Names of the files of a result that hold the scenarios, in the order of the plan."""
    return ["scenario.yaml", *(f"scenario-{number}.yaml" for number in range(2, len(plan.fits) + 1))]


def _agents(shapes: Iterable[Shape]) -> dict[str, list[str]]:
    """Kind of agent to the names that there are at any point."""
    each = [shape.names for shape in shapes]
    return {
        dim: list(dict.fromkeys(name for names in each for name in names.along(dim))) for dim in Agents.model_fields
    }


def _undisputed(each: list[dict[str, Any]]) -> dict[str, Any]:
    """What some say and none says otherwise."""
    said = {key: value for of in reversed(each) for key, value in of.items()}
    return {key: value for key, value in said.items() if all(of.get(key, value) == value for of in each)}


def _events(plan: Plan) -> list[dict[str, str]]:
    """Dated events of every run whose months they fall in."""
    runs = [(group.shape, _dated(_fit(plan, group.file), group.shape)) for group in plan.groups]
    found = {(event["name"], event["month"]): event for _, events in runs for event in events}
    return [
        event
        for event in found.values()
        if all(event in events or not _falls_in(event["month"], shape) for shape, events in runs)
    ]


def _fit(plan: Plan, file: str) -> Fit:
    return next(fit for fit in plan.fits if fit.base.file == file)


def _dated(fit: Fit, shape: Shape) -> list[dict[str, str]]:
    """Dated events of a scenario, but for those that a factor dates."""
    case = fit.base.case()
    moved = {case.timeline[int(s[1])].name for _, s, *_ in fit.slots if s[0] == "timeline" and s[2] in _DATES}
    return [event for event in dated_events(case, shape.start, shape.months) if event["name"] not in moved]


def _falls_in(month: str, shape: Shape) -> bool:
    return 0 <= month_number(month) - month_number(shape.start) < shape.months
