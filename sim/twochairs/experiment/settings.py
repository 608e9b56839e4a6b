"""Lever settings that are tried, and the worlds that each of them meets, as the points of a plan."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from twochairs.experiment.asked import IN_TABLE, NSGA2, SAMPLE
from twochairs.experiment.constraint import Constraint
from twochairs.experiment.design import Design, Point, design_of, points_of, sampled
from twochairs.experiment.factor import Factor, kept_apart
from twochairs.experiment.report import Report
from twochairs.experiment.samples import sobol
from twochairs.experiment.schema import GRID, LATIN_HYPERCUBE, LIST, MAX_POINTS, SOBOL, TABLE, Experiment, Value
from twochairs.experiment.schema import Design as DesignAsked
from twochairs.experiment.table import Table

LEVERS, FACTORS, WORLDS = "levers", "factors", "worlds"
OF_WORLDS = (GRID, LIST, LATIN_HYPERCUBE, SOBOL)
"""Designs that factors make worlds by."""
SAMPLED = (LATIN_HYPERCUBE, SOBOL)
"""Those whose worlds stand for others."""
Setting = tuple[Value, ...]
"""A value of each lever, in the order of their names."""


def parts(experiment: Experiment) -> list[tuple[str, Experiment]]:
    """Sections that say what differs, each with the experiment in which it is the factors."""
    if experiment.robust is None:
        return [(FACTORS, experiment)]
    return [(LEVERS, of_levers(experiment)), (FACTORS, of_worlds(experiment))]


def of_levers(experiment: Experiment) -> Experiment:
    """The experiment as if its levers were its factors, and what is tried of them its design."""
    table = experiment.robust is not None and experiment.robust.search.kind == IN_TABLE
    design = DesignAsked(kind=TABLE if table else SOBOL)
    return experiment.model_copy(update={"factors": experiment.levers, "design": design})


def of_worlds(experiment: Experiment) -> Experiment:
    """The experiment as if its worlds were its design."""
    return experiment.model_copy(update={"design": experiment.worlds or DesignAsked(kind=GRID)})


def stepped(levers: Iterable[Factor]) -> list[Factor]:
    """Levers, of which those with steps have these levels alone."""
    return [replace(one, values=one.levels()) if one.values is None and one.steps else one for one in levers]


def world_points(experiment: Experiment, factors: list[Factor], report: Report) -> Design:
    """What factors are in each world, one point a world; a single point without any."""
    if not factors:
        return Design(({},))
    return design_of(of_worlds(experiment), factors, [], None, report, at=WORLDS)


def laid_out(
    experiment: Experiment,
    levers: list[Factor],
    factors: list[Factor],
    constraints: list[Constraint],
    table: Table | None,
    report: Report,
) -> Design:
    """Every lever setting that is tried first, in every world: settings one after the other, each in all worlds.

    Parameters
    ----------
    levers, factors : in the order of their names
    constraints : that every lever setting must satisfy
    table : of lever settings, where these are of a file
    report : gets a design of no or too many points
    """
    worlds = world_points(experiment, factors, report)
    first = _first(experiment, levers, table)
    kept = [one for one in first.points if all(constraint.holds(one) for constraint in constraints)]
    count = len(kept) * len(worlds.points)
    if not kept:
        report.say(("constraints",), f"are satisfied by none of {len(first.points):,} lever settings", key=True)
    if count > MAX_POINTS:
        text = f"has {len(kept):,} lever settings in {len(worlds.points):,} worlds; {MAX_POINTS:,} points are allowed"
        report.say(("robust", "search"), text, key=True)
        return Design(())
    left_out = len(first.points) - len(kept)
    note = f"{left_out:,} of {len(first.points):,} lever settings do not satisfy the constraints and are left out"
    notes = (*first.notes, *worlds.notes, *((note,) if left_out else ()))
    return Design(tuple(crossed(kept, worlds.points)), notes=notes)


def crossed(settings: Iterable[Point], worlds: Sequence[Point]) -> Iterator[Point]:
    """Settings one after the other, each in all worlds, factors in the order of their names."""
    for setting in settings:
        yield from (dict(sorted({**setting, **world}.items())) for world in worlds)


def setting_count(levers: Iterable[Factor]) -> float:
    """How many lever settings there are; infinite where a lever may have any number of a range."""
    return math.prod(_levels(lever) for lever in levers)


def whole_table(experiment: Experiment, levers: list[Factor]) -> bool:
    """Whether there are no more lever settings than are to be tried, so that all are."""
    return setting_count(levers) <= _wanted(experiment)


def _wanted(experiment: Experiment) -> int:
    """Lever settings that are to be tried: of a search in generations, in the first."""
    assert experiment.robust is not None
    search = experiment.robust.search
    return {NSGA2: search.size, SAMPLE: search.points, IN_TABLE: 0}[search.kind]


def _first(experiment: Experiment, levers: list[Factor], table: Table | None) -> Design:
    """The lever settings that are tried first."""
    assert experiment.robust is not None
    search = experiment.robust.search
    if search.kind == IN_TABLE:
        columns = table.columns if table is not None else {}
        rows = zip(*(columns[lever.name] for lever in levers), strict=True)
        return Design(_each_once(points_of(levers, rows)))
    if whole_table(experiment, levers):
        points = points_of(levers, product(*map(_all, levers)))
        note = f"there are {len(points):,} lever settings, no more than are to be tried: all of them are run"
        return Design(points, notes=(note,))
    seed = experiment.seed if search.seed is None else search.seed
    return Design(_each_once(sampled(levers, sobol(_wanted(experiment), len(levers), seed))))


def _levels(lever: Factor) -> float:
    return len(_all(lever)) if lever.values is not None or lever.integer else math.inf


def _all(lever: Factor) -> Setting:
    """Every value of a lever that has so many."""
    return lever.levels() if lever.values is not None else tuple(range(round(lever.low), round(lever.high) + 1))


def _each_once(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple({tuple(map(kept_apart, point.values())): point for point in reversed(list(points))}.values())[::-1]
