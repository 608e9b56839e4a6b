"""The design of runs a calibration learns from: an experiment whose outcomes are each state's alignment by year."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from twochairs.data.ideal_scale import Scale
from twochairs.errors import InvalidInput, Problem
from twochairs.evidence.calibration.paths import VOTING_MONTH
from twochairs.evidence.calibration.record import FIRST, LAST, Record, record
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.results.result import Result
from twochairs.scenario.calendar import month_number
from twochairs.scenario.example import HOME, case_with

_PREFIX = "parameters."


@dataclass(frozen=True)
class Design:
    """A design that was run.

    Attributes
    ----------
    names : constants, in the order of the columns
    low, high : ends of their priors, (constants,)
    cube : points as shares of the priors, (points, constants)
    alignment : mean over replicates, (points, years, states)
    unexplained : what the start leaves over of each country's place, (points, countries)
    """

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    cube: np.ndarray
    alignment: np.ndarray
    unexplained: np.ndarray

    def values(self, cube: np.ndarray) -> list[dict[str, float]]:
        """Constants of points of the cube, one mapping a point."""
        rows = self.low + np.asarray(cube) * (self.high - self.low)
        return [dict(zip(self.names, map(float, row), strict=True)) for row in rows]

    def share(self, values: dict[str, float]) -> np.ndarray:
        """The point of the cube where constants have some values, (constants,)."""
        given = np.array([values[name] for name in self.names])
        return np.asarray((given - self.low) / (self.high - self.low))


def record_of(plan: Plan) -> Record:
    """The record of the states of a plan's scenario, to the last year it runs through."""
    years, points = simulated_years(plan), plan.scenario(0).case.ideal_points
    scale = Scale(points.place, points.slope)
    return record(plan.scenario(0).names.country, last=years[-1] if years else LAST, case=case_of(plan), scale=scale)


def case_of(plan: Plan) -> str:
    """The case whose record a plan's scenario is held against: the one whose folder it lies in, or that at home."""
    return case_with(plan.fits[0].base.path) or HOME


def simulated_years(plan: Plan) -> list[int]:
    """Years of the record that the plan's scenario runs through."""
    clock = plan.scenario(0).case.clock
    start = month_number(clock.start)
    votes = {year: month_number(f"{year}-{VOTING_MONTH:02d}") - start for year in range(FIRST, LAST + 1)}
    return [year for year, months in votes.items() if 0 <= months < clock.months]


def design_plan(given: Any) -> Plan:
    """The plan of an experiment file with the outcomes a calibration needs.

    Raises
    ------
    InvalidInput : as for any experiment; and where a factor is no prior of a constant, it lists outcomes of its own, or
        there is nothing observed to hold its scenario against
    """
    plan = load_experiment(given)
    problems = [
        Problem(
            factor.place,
            f"factors.{factor.name} cannot be calibrated; each factor must be {_PREFIX}NAME: {{prior: true}}",
        )
        for factor in plan.factors
        if not plan.experiment.factors[factor.name].prior
    ]
    if plan.experiment.outcomes:
        problems.append(Problem(plan.place("outcomes"), "outcomes are put in by the calibration; leave them out"))
    if not _outcomes(plan):
        problems.append(
            Problem(
                plan.place("scenario"),
                f"the scenario has no state with an ideal point, or no November of {FIRST} to {LAST}",
            )
        )
    if problems:
        raise InvalidInput(plan.shown, problems, "calibrated")
    return replace(plan, experiment=plan.experiment.model_copy(update={"outcomes": _outcomes(plan)}))


def _outcomes(plan: Plan) -> list[str]:
    states = record_of(plan).states
    paths = [f"alignment[{state}]@{year}-{VOTING_MONTH:02d}" for year in simulated_years(plan) for state in states]
    return [*paths, *(f"unexplained[{country}]@start" for country in _countries(plan))] if paths else []


def _countries(plan: Plan) -> tuple[str, ...]:
    return plan.scenario(0).names.country


def read_design(plan: Plan, result: Result) -> Design:
    """What a finished sweep of the plan says."""
    states, years = record_of(plan).states, simulated_years(plan)
    means = result.summary.pivot(index="point", columns="outcome", values="mean")[plan.experiment.outcomes].to_numpy()
    paths = len(years) * len(states)
    low = np.array([float(factor.low) for factor in plan.factors])
    high = np.array([float(factor.high) for factor in plan.factors])
    columns = [factor.name for factor in plan.factors]
    return Design(
        names=tuple(name.removeprefix(_PREFIX) for name in columns),
        low=low,
        high=high,
        cube=(result.design[columns].to_numpy() - low) / (high - low),
        alignment=means[:, :paths].reshape(len(means), len(years), len(states)),
        unexplained=means[:, paths:],
    )
