"""How far to trust a result, in a line: what is from the record, what from the literature, and how it did."""

from typing import Any

from twochairs.evidence.results.said import SILENT, said
from twochairs.evidence.results.shipped import shipped
from twochairs.figures.text import number
from twochairs.results.result import Result
from twochairs.world.parameters import PARAMETERS


def line(result: Result) -> str:
    """Where constants and values come from, how the hindcast of the shipped case did, and what a result is not."""
    limits = limits_of(result)
    told = f"{_constants()}{_values(result)}. {_hindcast()}: for what if, not for what next."
    return f"{told} {limits}" if limits else told


def limits_of(result: Result) -> str:
    """What a result is not, as a sentence; "" where it does not say."""
    limits = str(result.manifest.get("limits") or "").rstrip(".")
    return f"Limits: {limits}." if limits else ""


def constants() -> dict[str, int]:
    """How many constants of the rules are fitted to the record, rest on the literature, and on neither."""
    fitted = [name for name, one in PARAMETERS.items() if one.fitted]
    studied = [name for name, one in PARAMETERS.items() if one.studies and name not in fitted]
    return {"record": len(fitted), "literature": len(studied), "assumed": len(PARAMETERS) - len(fitted) - len(studied)}


def unspoken() -> int:
    """Of how many fitted constants the record says nothing: they are as their priors were."""
    rows = shipped("constants").itertuples()
    return sum(row.name in PARAMETERS and said(row.contraction, row.shift) == SILENT for row in rows)


def _constants() -> str:
    counts, silent = constants(), unspoken()
    of_these = f" (of {silent} of these it says nothing)" if silent else ""
    return (
        f"{counts['record']} of {sum(counts.values())} constants are fitted to the record{of_these}, "
        f"{counts['literature']} rest on the literature, the others are assumed"
    )


def _values(result: Result) -> str:
    kinds = result.sources["kind"].tolist() if len(result.sources) else []
    return f"; {kinds.count('observed')} of {len(kinds)} values of the scenario are observed" if kinds else ""


def _hindcast() -> str:
    frame = shipped("skill")
    given, withheld = (
        frame[(frame.split == "rolling") & (frame.forecast == name)].iloc[0]
        for name in ("conditional", "unconditional")
    )
    return (
        "In the shipped hindcast of 13 states, 2010 to 2023, forecasts given who governs and what happens "
        f"{_against(given, '“nothing changes”')}; without that they {_against(withheld, 'it')}"
    )


def _against(row: Any, what: str) -> str:
    """How forecasts did against another, by CRPS with its 90 % interval over states."""
    skill, low, high = (100.0 * float(getattr(row, f"crps_{name}")) for name in ("skill", "low", "high"))
    ends = f"{number(low, 0)} to {number(high, 0)} %"
    if low > 0.0:
        return f"beat {what} by {number(skill, 0)} % ({ends})"
    return f"{'are worse than' if high < 0.0 else 'do not beat'} {what} ({ends})"
