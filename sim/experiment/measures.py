"""What is read off runs, and what an ensemble says of it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from sim.experiment.ensemble import Series
from sim.experiment.outcomes import OutcomeProgram, compiled_outcome, standard_outcomes
from sim.world.layout import Layout

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
    """

    name: str
    unit: str
    values: np.ndarray


def outcomes(layout: Layout, series: list[Series]) -> list[Outcome]:
    """The standard outcomes of some runs, at least one."""
    months = len(series[0].values) - 1
    programs = [compiled_outcome(text, layout, _NO_DATE, months) for text in standard_outcomes(layout)]
    return read_off(programs, series)


def read_off(programs: list[OutcomeProgram], series: list[Series]) -> list[Outcome]:
    """Chosen outcomes of some runs, at least one."""

    @cache
    def of_slot(slot: int) -> np.ndarray:
        return np.stack([one.values[:, slot] for one in series], axis=1)

    return [Outcome(program.text, program.unit, program.values(of_slot)) for program in programs]


def merged(parts: list[list[Outcome]]) -> list[Outcome]:
    """Outcomes of several groups of runs, put together by name."""
    by_name: dict[str, list[Outcome]] = {}
    for part in parts:
        for outcome in part:
            by_name.setdefault(outcome.name, []).append(outcome)
    return [
        Outcome(name, group[0].unit, np.concatenate([outcome.values for outcome in group]))
        for name, group in by_name.items()
        if len(group) == len(parts)
    ]


def summary_row(outcome: Outcome) -> dict[str, str | float | int]:
    """Mean, its Monte-Carlo standard error, spread and quantiles of an outcome over the runs where it is defined."""
    values = sorted(float(value) for value in outcome.values if math.isfinite(value))
    count = len(values)
    mean = _total(values) / count if count else math.nan
    sd = math.sqrt(_total((x - mean) * (x - mean) for x in values) / (count - 1)) if count > 1 else math.nan
    return {
        "outcome": outcome.name,
        "unit": outcome.unit,
        "runs": count,
        "share_of_runs": count / len(outcome.values),
        "mean": mean,
        "monte_carlo_error": sd / math.sqrt(count) if count > 1 else math.nan,
        "sd": sd,
        **{f"q{round(100 * share):02d}": _quantile(values, share) for share in QUANTILES},
        "more_runs_to_halve_error": 3 * len(outcome.values),
    }


def _total(values: Iterable[float]) -> float:
    """The sum rounded once, so that no order and no version of NumPy decides its last bit; infinite where too large."""
    try:
        return math.fsum(values)
    except OverflowError:
        return math.inf


def _quantile(ordered: list[float], share: float) -> float:
    """The value below which a share lies, on a straight line between the two nearest; NaN of none."""
    if not ordered:
        return math.nan
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
