"""Tables of a page: outcomes with their errors, comparisons, sources, the manifest."""

import json
from typing import Any

from twochairs.figures.design import labels
from twochairs.figures.read import focus
from twochairs.figures.text import number, signed
from twochairs.reports.parts import Table
from twochairs.reports.scenario import values_of
from twochairs.results.comparing import clear_of_zero
from twochairs.results.paired import SAME, paired, same
from twochairs.results.result import Result

_OUTCOMES = [
    "Outcome",
    "Unit",
    "Runs",
    "Mean",
    "Monte-Carlo error",
    "95 % interval",
    "5 %",
    "Median",
    "95 %",
    "More runs to halve the error",
]
_MOST = 200


def outcomes(result: Result, brief: bool = False) -> list[Table]:
    """What was read off every run: first of the state in focus and of all alignments, then the rest, unless brief."""
    own = f"[{focus(result)}"
    rows = result.summary.to_dict("records")
    first = [row for row in rows if own in row["outcome"] or _is_end(str(row["outcome"]))]
    rest = [row for row in rows if row not in first]
    made = [Table("Outcomes: the state in focus, and where all end", _OUTCOMES, [_outcome(row) for row in first])]
    return (
        made
        if brief
        else [*made, Table(f"{len(rest)} other outcomes", _OUTCOMES, [_outcome(row) for row in rest], folded=True)]
    )


def _is_end(outcome: str) -> bool:
    return outcome.startswith("alignment[") and outcome.endswith("@end")


def _outcome(row: dict[str, Any]) -> list[str]:
    more = row.get("more_runs_to_halve_error")
    return [
        str(row["outcome"]).lstrip("'"),
        "" if str(row["unit"]) == "1" else str(row["unit"]),
        f"{int(row['runs'])}",
        _number(row["mean"]),
        labels.short(float(row["monte_carlo_error"])) if _there(row["monte_carlo_error"]) else "",
        _interval(row.get("low"), row.get("high")),
        *(_number(row[name]) for name in ("q05", "q50", "q95")),
        f"{int(more):,}" if more is not None and _there(more) else "",
    ]


def _interval(low: Any, high: Any) -> str:
    return f"{_number(low)} to {_number(high)}" if _there(low) and _there(high) else ""


def _there(value: Any) -> bool:
    return value is not None and value == value and value != ""


def _number(value: Any) -> str:
    return number(float(value), 3) if _there(value) else ""


def differences(base: Result, other: Result) -> list[Table]:
    """Paired differences of every outcome: alignments at the end, then the rest."""
    rows = paired(base, other).to_dict("records")
    head = ["Outcome", "Unit", "Mean difference", "95 % interval", "Pairs", "Told from 0"]
    first = [_difference(row) for row in rows if _is_end(str(row["outcome"]))]
    rest = [_difference(row) for row in rows if not _is_end(str(row["outcome"]))]
    return [
        Table(f"“{other.title}”, less “{base.title}”: alignment at the end", head, first),
        Table(f"{len(rest)} other outcomes", head, rest, folded=True),
    ]


def _difference(row: dict[str, Any]) -> list[str]:
    return [
        str(row["outcome"]),
        "" if str(row["unit"]) == "1" else str(row["unit"]),
        signed(row["mean_difference"], 3) if row["runs"] else "",
        SAME if same(row) else f"{signed(row['low'], 3)} to {signed(row['high'], 3)}" if _there(row["low"]) else "",
        f"{int(row['runs'])}",
        "yes" if clear_of_zero(row) else "no",
    ]


def points(result: Result) -> Table:
    """Every point's outcomes with their errors, as far as a page can take them."""
    rows = []
    summary = result.summary
    for row in summary.head(_MOST).to_dict("records"):
        error = row["monte_carlo_error"]
        rows.append(
            [
                *(labels.value(labels.plain(row[name])) for name in result.factors),
                str(row["outcome"]),
                f"{int(row['runs'])}",
                _number(row["mean"]),
                labels.short(float(error)) if _there(error) else "",
            ]
        )
    more = f"; the first {_MOST:,} of {len(summary):,} rows, summary.csv has all" if len(summary) > _MOST else ""
    return Table(f"Points{more}", [*result.factors, "Outcome", "Runs", "Mean", "Monte-Carlo error"], rows, folded=True)


def sources(result: Result) -> list[Table]:
    """Every value that has a source, a table for each state and one for the rest."""
    groups: dict[str, list[list[str]]] = {}
    for row in result.sources.to_dict("records"):
        key = str(row["key"]).lstrip("'")
        first, _, rest = key.partition(".")
        country = rest.partition(".")[0] if first == "countries" else ""
        values = dict.fromkeys(values_of(data, key) for data in result.scenarios.values())
        shown = [key, "; or ".join(filter(None, values)), str(row["kind"]), str(row["source"])]
        groups.setdefault(country, []).append(shown)
    states = [key for key in result.manifest["labels"].get("country", {}) if key in groups]
    order = [*states, *(key for key in groups if key not in states)]
    head = ["Key", "Value", "Kind", "Source"]
    return [Table(_counted(result, key, groups[key]), head, groups[key], folded=True) for key in order]


def _counted(result: Result, country: str, rows: list[list[str]]) -> str:
    kinds = [row[2] for row in rows]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)) if kind)
    return f"{result.label('country', country) if country else 'All else'}: {counts}"


_SKIPPED = (
    "files",
    "labels",
    "agents",
    "positions",
    "dated_events",
    "description",
    "notice",
    "limits",
    "title",
    "ties",
    "seconds",
    "outcomes",
)
"""Keys that the page has in another form, or that nobody reads."""


def manifest(result: Result) -> Table:
    """What decided the numbers: hashes, seed, versions."""
    rows = []
    for key, given in result.manifest.items():
        if key in _SKIPPED:
            continue
        shown = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True)
        rows.append([key.replace("_", " "), shown])
    rows += [[f"SHA-256 of {name}", str(checksum)] for name, checksum in result.manifest.get("files", {}).items()]
    return Table("Manifest", ["What", "Value"], rows, folded=True)
