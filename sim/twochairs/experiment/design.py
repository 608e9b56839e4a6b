"""Which points an experiment runs."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from twochairs.experiment.constraint import Constraint
from twochairs.experiment.factor import Factor, kept_apart
from twochairs.experiment.report import Report
from twochairs.experiment.samples import latin_hypercube, morris, saltelli, sobol
from twochairs.experiment.schema import (
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    MAX_POINTS,
    MAX_RUNS,
    MORRIS,
    ONE_AT_A_TIME,
    SALTELLI,
    SOBOL,
    TABLE,
    Experiment,
    Value,
)
from twochairs.experiment.table import Table

MORRIS_LEVELS = 4
"""Levels of each factor in a Morris design that names none."""

GROUPS = 16
"""Groups of the rows of a Saltelli design that names none."""
COLUMNS = ("trajectory", "moved", "group", "row", "block")
"""What designs say of their points beside the values of factors."""
TAKEN = ("point", "replicate", "run", "seed", "draw", *COLUMNS)
"""Columns that tables of a result have beside those of the factors."""

Point = dict[str, Value]


@dataclass(frozen=True)
class Design:
    """The points of an experiment.

    Attributes
    ----------
    points : factor name to value, one mapping a point
    columns : what is said of each point beside its values. Of a Morris design the number of its trajectory, from 0, and
        the factor that moved on the way to it, "" for the first of a trajectory; of a Saltelli design its group and
        row, from 0, and its block: A, B, or the factor that it has of B in its row while the others are A's
    notes : what a reader should know of them
    """

    points: tuple[Point, ...]
    columns: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default=(), compare=False)


def design_of(
    experiment: Experiment,
    factors: list[Factor],
    constraints: list[Constraint],
    table: Table | None,
    report: Report,
    at: str = "design",
) -> Design:
    """The points of an experiment that satisfy its constraints; with problems reported, none.

    Parameters
    ----------
    experiment : whose design it is
    factors : in the order of their columns; with a baseline each, in a one-at-a-time design
    constraints : that every point must satisfy
    table : the points of a table
    report : gets a design of no or too many points
    at : where the file has it
    """
    size = design_size(experiment, factors)
    if size > MAX_POINTS:
        report.say((at,), f"has {size:,} points; {MAX_POINTS:,} are allowed", key=True)
        return Design(())
    if size * experiment.replicates > MAX_RUNS:
        text = f"is {experiment.replicates}; with {size:,} points these are {size * experiment.replicates:,} runs"
        report.say(("replicates",), f"{text}, and {MAX_RUNS:,} are allowed")
        return Design(())
    return _constrained(_designs(table)[experiment.design.kind](experiment, factors), constraints, report)


def design_size(experiment: Experiment, factors: list[Factor]) -> int:
    """How many points a design has before constraints."""
    design = experiment.design
    if design.kind == GRID:
        return math.prod(len(factor.levels()) for factor in factors)
    if design.kind == MORRIS:
        return (design.trajectories or 1) * (len(factors) + 1)
    if design.kind == SALTELLI:
        return (design.rows or 1) * (len(factors) + 2)
    if design.kind == ONE_AT_A_TIME:
        return 1 + sum(len(factor.levels()) for factor in factors)
    return design.points or 1


def _designs(table: Table | None) -> dict[str, Callable[[Experiment, list[Factor]], Design]]:
    return {
        GRID: _grid,
        LIST: _list,
        LATIN_HYPERCUBE: _latin_hypercube,
        SOBOL: _sobol,
        MORRIS: _morris,
        SALTELLI: _saltelli,
        ONE_AT_A_TIME: _one_at_a_time,
        TABLE: lambda experiment, factors: _table(factors, table),
    }


def _grid(experiment: Experiment, factors: list[Factor]) -> Design:
    """Every combination of levels, those of the last factor changing fastest."""
    return _noted(points_of(factors, product(*(factor.levels() for factor in factors))))


def _list(experiment: Experiment, factors: list[Factor]) -> Design:
    return _noted(points_of(factors, zip(*(factor.levels(distinct=False) for factor in factors), strict=True)))


def _latin_hypercube(experiment: Experiment, factors: list[Factor]) -> Design:
    return _noted(sampled(factors, latin_hypercube(experiment.design.points or 1, len(factors), _seed(experiment))))


def _sobol(experiment: Experiment, factors: list[Factor]) -> Design:
    points = experiment.design.points or 1
    design = _noted(sampled(factors, sobol(points, len(factors), _seed(experiment))))
    if points & (points - 1) == 0:
        return design
    below = 1 << points.bit_length() - 1
    note = f"{points} points of a Sobol' sequence are less even than a power of two ({below} or {2 * below})"
    return replace(design, notes=(note, *design.notes))


def _morris(experiment: Experiment, factors: list[Factor]) -> Design:
    design = experiment.design
    drawn = morris(design.trajectories or 1, len(factors), design.levels or MORRIS_LEVELS, _seed(experiment))
    moved = tuple(factors[column].name if column >= 0 else "" for column in drawn.moved.tolist())
    columns = {"trajectory": tuple(drawn.trajectory.tolist()), "moved": moved}
    return Design(sampled(factors, drawn.points), columns)


def _saltelli(experiment: Experiment, factors: list[Factor]) -> Design:
    """Row after row: A, A with each factor of B in the order of their names, B."""
    rows, groups = experiment.design.rows or 1, experiment.design.groups or GROUPS
    names = ["A", *(factor.name for factor in factors), "B"]
    row = np.repeat(np.arange(rows), len(names))
    columns = {"group": row // (rows // groups), "row": row, "block": np.array(names * rows)}
    shares = saltelli(rows, groups, len(factors), _seed(experiment)).reshape(-1, len(factors))
    return Design(sampled(factors, shares), {name: tuple(column.tolist()) for name, column in columns.items()})


def _one_at_a_time(experiment: Experiment, factors: list[Factor]) -> Design:
    """The baseline, then each factor over its other levels."""
    baseline = {factor.name: factor.baseline for factor in factors if factor.baseline is not None}
    points: list[Point] = [baseline]
    for factor in factors:
        points += [baseline | {factor.name: level} for level in factor.levels() if level != factor.baseline]
    return _noted(tuple(points))


def _table(factors: list[Factor], table: Table | None) -> Design:
    columns = table.columns if table is not None else {}
    return _noted(points_of(factors, zip(*(columns[factor.name] for factor in factors), strict=True)))


def _seed(experiment: Experiment) -> int:
    return experiment.seed if experiment.design.seed is None else experiment.design.seed


def points_of(factors: list[Factor], rows: Iterable[tuple[Value, ...]]) -> tuple[Point, ...]:
    """A point of each row, whose values are in the order of the factors."""
    names = [factor.name for factor in factors]
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def sampled(factors: list[Factor], shares: np.ndarray) -> tuple[Point, ...]:
    """A point of each row of shares of the factors' ranges, shape (points, factors)."""
    return tuple(
        {factor.name: factor.at(share) for factor, share in zip(factors, row, strict=True)} for row in shares.tolist()
    )


def _noted(points: tuple[Point, ...]) -> Design:
    repeated = len(points) - len({tuple(map(kept_apart, point.values())) for point in points})
    if not repeated:
        return Design(points)
    note = f"{repeated} of {len(points)} points repeat{'s' if repeated == 1 else ''} an earlier one"
    return Design(points, notes=(note,))


def _constrained(design: Design, constraints: list[Constraint], report: Report) -> Design:
    if not constraints:
        return design
    kept = tuple(point for point in design.points if all(constraint.holds(point) for constraint in constraints))
    left_out = len(design.points) - len(kept)
    if not kept:
        report.say(("constraints",), f"are satisfied by none of {left_out:,} points", key=True)
    note = f"{left_out:,} of {len(design.points):,} points do not satisfy the constraints and are left out"
    return replace(design, points=kept, notes=(*design.notes, note) if left_out else design.notes)
