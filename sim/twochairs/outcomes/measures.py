"""What is read off runs, and what an ensemble says of it."""

import math
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

import numpy as np

from twochairs.ensemble.replicates import Series
from twochairs.outcomes.outcome import OutcomeProgram, compiled_outcome, standard_outcomes
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.intervals import interval
from twochairs.statistics.kinds import MONTH, NUMBER, SHARE
from twochairs.statistics.quantiles import quantile
from twochairs.statistics.sample import Drawn, sample, total
from twochairs.statistics.variance import PARAMETER_SHARE, parameter_share
from twochairs.world.layout import Layout

_NO_DATE = "0001-01"
"""Where a run starts, for outcomes that name no month of the calendar."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Outcome:
    """A number read off every run.

    Attributes
    ----------
    name : in the language of outcomes, such as alignment[SRB]@end
    unit : of its values
    values : float64, one per run; NaN where a first passage did not happen
    kind : of twochairs.statistics.kinds
    """

    name: str
    unit: str
    values: np.ndarray
    kind: str = NUMBER


def outcomes(layout: Layout, series: list[Series], fixed: Container[int] = (), drawn: bool = False) -> list[Outcome]:
    """The standard outcomes of some runs, at least one.

    Parameters
    ----------
    fixed : slots that have no chance in them
    drawn : whether the runs differ in the rules' constants, with which the start is solved
    """
    months = len(series[0].values) - 1
    programs = [compiled_outcome(text, layout, _NO_DATE, months) for text in standard_outcomes(layout)]
    return read_off(programs, series, fixed, drawn)


def read_off(
    programs: list[OutcomeProgram], series: list[Series], fixed: Container[int] = (), drawn: bool = False
) -> list[Outcome]:
    """Chosen outcomes of some runs, at least one; parameters as for `outcomes`."""

    @cache
    def of_slot(slot: int) -> np.ndarray:
        return np.stack([one.values[:, slot] for one in series], axis=1)

    return [
        Outcome(program.text, program.unit, program.values(of_slot), program.kind_where(fixed, drawn))
        for program in programs
    ]


def merged(parts: list[list[Outcome]]) -> list[Outcome]:
    """Outcomes of several groups of runs, put together by name."""
    by_name: dict[str, list[Outcome]] = {}
    for part in parts:
        for outcome in part:
            by_name.setdefault(outcome.name, []).append(outcome)
    return [
        Outcome(name, group[0].unit, np.concatenate([outcome.values for outcome in group]), group[0].kind)
        for name, group in by_name.items()
        if len(group) == len(parts)
    ]


def summary_row(outcome: Outcome, draw: Drawn | None = None) -> dict[str, str | float | int]:
    """What an ensemble says of an outcome over the runs where it is defined.

    Parameters
    ----------
    draw : of each run, where the rules' constants were drawn

    Returns
    -------
    columns of a summary; NaN where nothing is known
    """
    found, runs = estimate(outcome.values, outcome.kind, draw), len(outcome.values)
    values = sorted(float(value) for value in outcome.values if math.isfinite(value))
    came = interval(SHARE, sample(np.isfinite(outcome.values).astype(float), draw)) if outcome.kind == MONTH else None
    drawn = {} if draw is None else {PARAMETER_SHARE: parameter_share(outcome.values, draw.of_run)}
    return {
        "outcome": outcome.name,
        "unit": outcome.unit,
        "runs": found.runs,
        "share_of_runs": found.runs / runs,
        "mean": found.mean,
        "monte_carlo_error": found.error,
        "sd": _deviation(values, found.mean),
        **_quantiles(values, runs if outcome.kind == MONTH else len(values)),
        "more_runs_to_halve_error": more_runs(found, runs) or math.nan,
        **drawn,
        "kind": outcome.kind,
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "independent": found.independent,
        "share_low": _rounded(came[0]) if came else math.nan,
        "share_high": _rounded(came[1]) if came else math.nan,
    }


def more_runs(found: Estimate, runs: int) -> int | None:
    """Runs to add so that an error is half as large; None where there is no error, or none that more runs would halve.

    Where constants are drawn, it takes four times as many draws with as many runs each.
    """
    return 3 * runs if found.varied and found.independent > 1 else None


def _deviation(values: list[float], mean: float) -> float:
    if len(values) < 2:
        return math.nan
    return math.sqrt(total((value - mean) * (value - mean) for value in values) / (len(values) - 1))


def _quantiles(values: list[float], runs: int) -> dict[str, float]:
    """Of all runs; what did not come lies beyond every month there was."""
    ordered = values + [math.inf] * (runs - len(values))
    found = {f"q{round(100 * share):02d}": quantile(ordered, share) for share in QUANTILES}
    return {name: value if math.isfinite(value) else math.nan for name, value in found.items()}


def _rounded(end: float) -> float:
    """An end of an interval without its last digits, which may differ between versions of SciPy."""
    return float(f"{end:.12g}")
