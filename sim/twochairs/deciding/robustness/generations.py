"""The search for lever settings as sweeps: a folder a generation, and one of the best of all, run again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import numpy as np

from twochairs.deciding.more_runs import Run
from twochairs.deciding.robustness.asking import Asking
from twochairs.deciding.robustness.front import hypervolume, scale_of
from twochairs.deciding.robustness.tried import Tried, levers_of, tried
from twochairs.deciding.robustness.wanted import Wanted
from twochairs.experiment.asked import NSGA2, Robust
from twochairs.experiment.constraint import constraint
from twochairs.experiment.design import Design, Point
from twochairs.experiment.factor import Factor
from twochairs.experiment.plan import Plan
from twochairs.experiment.report import Report
from twochairs.experiment.schema import Experiment, Keep
from twochairs.experiment.settings import SAMPLED, Setting, crossed, stepped, whole_table, world_points
from twochairs.experiment.uncertainty import drawn_anew
from twochairs.results.result import Result
from twochairs.scenario.given import MAX_SEED
from twochairs.sweeps.job import Job

GENERATIONS, AGAIN = "generations", "again"
"""Folders of a result: one that has a folder for each generation after the first, which is the result's own sweep; and
that of the best settings under chance and worlds of their own.
"""
Say = Callable[[str], None]


def searched(result: Result, job: Job, section: Robust, wanted: Wanted, run: Run, say: Say) -> Tried:
    """Every lever setting that the search asks for, with its runs.

    Parameters
    ----------
    result : the sweep of the first generation, or of all settings where there are no generations
    job : of that sweep
    run : brings the runs of a generation to their end
    say : gets a line for each generation

    Raises
    ------
    NotPossible : as `tried`
    """
    found = tried(result, job.plan, wanted.outcomes)
    levers = _levers(job.plan)
    search = section.search
    if search.kind != NSGA2 or whole_table(job.plan.experiment, levers):
        return found
    seed = job.plan.experiment.seed if search.seed is None else search.seed
    settings = _of_design(result, found.levers)
    asking = Asking(levers, len(wanted.names), settings, search.size, seed, _limits(job.plan))
    first, scale = found, scale_of(wanted.to_be_low(found, found))
    asking.tell(_told(wanted, settings, found, first))
    for number in range(1, search.generations):
        settings = asking.ask()
        if not settings:
            say(f"generation {number + 1}: no lever setting is left that was not run")
            break
        plan = _plan(job.plan, settings, found.worlds, f"{GENERATIONS}-{number:04d}")
        more = run(Job(plan, job.rulebook, job.sources), result.folder / GENERATIONS / f"{number:04d}")
        found = found.with_more(tried(more, plan, wanted.outcomes, number))
        asking.tell(_told(wanted, settings, found, first))
        share = hypervolume(wanted.to_be_low(found, first), scale)
        counted = f"{len(found.settings):,} lever settings, hypervolume {share:.3f}"
        say(f"generation {number + 1} of {search.generations}: {counted}")
    return found


def run_again(result: Result, job: Job, section: Robust, best: Sequence[Setting], wanted: Wanted, run: Run) -> Tried:
    """The best lever settings under chance and worlds that did not choose them; raises as `tried`."""
    plan = plan_again(job.plan, section, best)
    fresh = run(Job(plan, job.rulebook, job.sources), result.folder / AGAIN)
    return tried(fresh, plan, wanted.outcomes)


def plan_again(plan: Plan, section: Robust, best: Sequence[Setting]) -> Plan:
    """The same settings with another seed, other draws of the constants, and other worlds where these are a sample."""
    seed = other_seed(plan.experiment.seed)
    experiment = plan.experiment.model_copy(
        update={"seed": seed, "replicates": section.again.replicates or plan.experiment.replicates}
    )
    if experiment.worlds is not None and experiment.worlds.kind in SAMPLED:
        other = experiment.worlds.model_copy(update={"seed": seed})
        experiment = experiment.model_copy(update={"worlds": other})
    factors = [factor for factor in plan.factors if factor.name in experiment.factors]
    worlds = world_points(experiment, factors, Report(plan.tree, plan.shown)).points
    again = replace(_plan(plan, best, worlds, AGAIN, experiment), draws=drawn_anew(plan.draws, seed, plan.tree.own))
    if again.draws.count < plan.draws.count:  # of the posterior, no more are left
        runs = again.experiment.replicates // plan.draws.count * again.draws.count
        again = replace(again, experiment=again.experiment.model_copy(update={"replicates": runs}))
    return again


def other_seed(seed: int) -> int:
    """The root of the chance under which the best settings are run again."""
    digest = blake2b(f"{seed} {AGAIN}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & MAX_SEED


def _levers(plan: Plan) -> list[Factor]:
    names = levers_of(plan)
    return stepped(factor for factor in plan.factors if factor.name in names)


def _of_design(result: Result, levers: Sequence[str]) -> list[Setting]:
    """Every setting of a sweep, those with a run that failed too."""
    return list(dict.fromkeys(zip(*(result.design[name].tolist() for name in levers), strict=True)))


def _limits(plan: Plan) -> list[Any]:
    numeric = {factor.name: factor.numeric for factor in _levers(plan)}
    return [constraint(text, numeric) for text in plan.experiment.constraints]


def _told(wanted: Wanted, settings: Sequence[Setting], found: Tried, first: Tried) -> np.ndarray:
    """What settings came to; of one with a run that failed, nothing."""
    each = dict(zip(found.settings, wanted.to_be_low(found, first), strict=True))
    none = np.full(len(wanted.names), np.nan)
    return np.array([each.get(one, none) for one in settings])


def _plan(
    plan: Plan, settings: Iterable[Setting], worlds: Sequence[Point], name: str, experiment: Experiment | None = None
) -> Plan:
    """Some settings in some worlds."""
    given: dict[str, Any] = {
        "robust": None,
        "outcomes": list(plan.outcomes),
        "keep": Keep(series="none"),
        "figures": [],
    }
    levers = levers_of(plan)
    points = crossed((dict(zip(levers, one, strict=True)) for one in settings), worlds)
    return replace(
        plan,
        experiment=(experiment or plan.experiment).model_copy(update=given),
        name=f"{plan.name}-{name}",
        design=Design(tuple(points)),
    )
