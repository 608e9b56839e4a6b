"""The pages: templates with their places filled."""

import re
from collections.abc import Callable

from twochairs.docs import case_study, commands, data, evidence, gallery, odd, reference
from twochairs.docs.markdown import ROOT

DOCS = ROOT / "docs"
TEMPLATES = DOCS / "templates"
_PLACE = re.compile(r"\{\{([^{}]+)\}\}")
_FILL: dict[str, Callable[..., str]] = {
    "order": odd.order,
    "month": odd.month_calls,
    "quantities": odd.quantities,
    "dimensions": odd.dimensions,
    "levers": odd.levers,
    "rule": odd.rule,
    "parameters": odd.parameters,
    "terms": odd.target_terms,
    "anchors": odd.anchors,
    "switches": odd.switches,
    "streams": odd.streams,
    "keys": reference.keys,
    "experiment": reference.experiment_keys,
    "paths": reference.paths,
    "grammar": reference.grammar,
    "functions": reference.functions,
    "outcomes": reference.outcome_names,
    "summary": reference.summary_columns,
    "tables": reference.tables,
    "columns": reference.columns,
    "events": reference.event_kinds,
    "figures": reference.figures,
    "runs": case_study.runs,
    "figure": case_study.figure,
    "data_tables": data.data_tables,
    "data_columns": data.data_columns,
    "data_sources": data.data_sources,
    "evidence": evidence.evidence,
    "gallery": gallery.gallery,
    "commands": commands.commands,
}


def pages() -> dict[str, str]:
    """Name of every page that is made, and its text."""
    return {path.name: filled(path.read_text("utf-8"), path.name) for path in sorted(TEMPLATES.glob("*.md"))}


def filled(template: str, name: str) -> str:
    """A template with its places filled, under a note of where it comes from.

    Raises
    ------
    KeyError : where a place asks for something unknown
    """
    note = f"<!-- Made by `python -m twochairs.docs` from templates/{name} and the code; edit those. -->\n\n"
    return note + _PLACE.sub(_fill, template).rstrip() + "\n"


def _fill(place: re.Match[str]) -> str:
    what, *arguments = place[1].split()
    return _FILL[what](*arguments)
