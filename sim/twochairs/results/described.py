"""What a result says of a scenario: its file, its sources, and what a manifest tells of it."""

import csv
from io import StringIO
from typing import Any

from twochairs.results.manifest import Agents
from twochairs.results.spreadsheet import csv_of_text, made_safe
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.check import agents_by_kind
from twochairs.scenario.load import Scenario
from twochairs.scenario.parts import idle_of
from twochairs.scenario.schema import Case
from twochairs.scenario.timeline import months_of

LIMITS = (
    "One axis; governments that do not plan ahead; inputs set by expert judgement where no figure exists; "
    "a conditional answer (given what the scenario says happens elsewhere), not a forecast."
)


def scenario_yaml(scenario: Scenario) -> str:
    """The resolved scenario as a file that runs by itself."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    data = scenario.resolved()
    data.pop("sources", None)
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()


def sources_of(scenario: Scenario) -> bytes:
    """The table of sources of a scenario, as CSV: the rows that hold for it; its head alone where there is none."""
    from twochairs.scenario.explain import files_of, holds, sources_path

    path = sources_path(scenario)
    if path is None:
        return b"key,kind,source\n"
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline="")))
    if not rows or "file" not in rows[0]:
        return made_safe(path.read_bytes())
    place, files = rows[0].index("file"), files_of(scenario)
    return csv_of_text(row for row in rows if row is rows[0] or holds("".join(row[place : place + 1]), files)).encode()


def described(scenario: Scenario) -> dict[str, Any]:
    """What a manifest says of a scenario."""
    case = scenario.case
    return {
        "name": scenario.name,
        "title": case.title,
        "description": case.description,
        "notice": case.notice,
        "focus": case.focus,
        "limits": LIMITS,
        "scenario_hash": scenario.hash,
        "noise": bool(case.switches.model_dump()["noise"]),
        "start": case.clock.start,
        "months": case.clock.months,
        **({} if "demand" in idle_of(case) else {"commodity": case.commodity.model_dump()}),
        "labels": labels_of(case),
        "agents": {dim: list(scenario.names.along(dim)) for dim in Agents.model_fields},
        "staying": [key for key, act in case.acts.items() if act.sticky],
        "positions": {key: pole.position for key, pole in case.poles.items()},
        "ties": {key: dict(country.ties) for key, country in case.countries.items() if country.ties},
        "dated_events": dated_events(case, case.clock.start, case.clock.months),
        "notes": [str(mismatch) for mismatch in scenario.mismatches],
    }


def labels_of(case: Case) -> dict[str, dict[str, str]]:
    """Kind of agent to keys and the names shown for them."""
    return {dim: {key: agent.name or key for key, agent in of.items()} for dim, of in agents_by_kind(case).items()}


def dated_events(case: Case, start: str, months: int) -> list[dict[str, str]]:
    """Name and month of what happens once, and surely, in a run of so many months from a start."""
    first = month_number(start)
    once = [(item, months_of(item, first, months)) for item in case.timeline if item.every is None]
    return [
        {"name": item.name, "month": month_text(first + due[0] - 1)}
        for item, due in once
        if item.probability is None and len(due)
    ]
