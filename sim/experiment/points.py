"""Whether every point of an experiment is a sound scenario, and whether all fit in one result."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from sim.errors import InvalidInput, Place, Problem
from sim.experiment.report import Report
from sim.experiment.schema import Experiment, Value
from sim.scenario.check import names_of
from sim.scenario.schema import Case
from sim.scenario.tree import MAX_PROBLEMS, problem_at
from sim.scenario.wording import found, shortened
from sim.world.layout import QUANTITIES, Names

Progress = Callable[[int, int], None]

_NUMBER = re.compile(r"[-+]?[0-9][0-9.]*(e[-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass
class _Finding:
    """The first problem of many alike, the point it is of, and at how many points there is one."""

    problem: Problem
    point: dict[str, Value]
    count: int = 0


@dataclass
class _Shapes:
    """What must be the same at all points whose series share a table."""

    months: set[int] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)
    names: dict[Names, None] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        self.months.add(case.clock.months)
        self.starts.add(case.clock.start)
        self.names[names_of(case)] = None


def check_points(
    points: Iterable[tuple[dict[str, Value], Callable[[], Case]]],
    count: int,
    experiment: Experiment,
    report: Report,
    progress: Progress,
) -> None:
    """Report every problem of every point's scenario, each kind of problem at a place once.

    Parameters
    ----------
    points : each with what gives its case
    count : of points
    experiment : what is kept, and which outcomes are read
    report : gets the problems
    progress : called with (points checked, points in all)
    """
    findings: dict[tuple[Place | None, str], _Finding] = {}
    shapes = _Shapes()
    for done, (point, case_at) in enumerate(points, start=1):
        try:
            shapes.add(case_at())
        except InvalidInput as error:
            for problem in error.problems:
                key = (problem.place, _NUMBER.sub("#", problem.text))
                findings.setdefault(key, _Finding(problem, point)).count += 1
        progress(done, count)
        if len(findings) > MAX_PROBLEMS:
            break
    report.problems += [_told(finding, count, report.shown) for finding in findings.values()]
    _check_table(shapes, experiment, report)
    _check_agents(list(shapes.names), experiment, report)


def _told(finding: _Finding, count: int, shown: str) -> Problem:
    """A problem; one that stands elsewhere than in the experiment says at which points it is one."""
    problem = finding.problem
    if problem.place is not None and problem.place.file == shown:
        return problem
    values = ", ".join(f"{name}={_written(value)}" for name, value in finding.point.items())
    where = f"at {finding.count} of {count} points, the first with {shortened(values)}"
    return replace(problem, text=f"{problem.text} ({where})")


def _written(value: Value) -> str:
    return found(value) if isinstance(value, bool | str) else f"{value:.6g}"


def _check_table(shapes: _Shapes, experiment: Experiment, report: Report) -> None:
    """Series of points that differ in length, start or agents have no common table."""
    keep = experiment.keep
    if keep.series == "none":
        return
    at, why = ("keep", "series"), f"is {keep.series}, but series of these points share no table: they"
    if len(shapes.months) > 1:
        report.say(at, f"{why} run for {min(shapes.months)} to {max(shapes.months)} months; give none")
    if len(shapes.starts) > 1:
        report.say(at, f"{why} start in {' and '.join(sorted(shapes.starts))}; give none")
    dims = {dim for quantity in keep.quantities for dim in QUANTITIES[quantity].dims}
    for dim in sorted(dims):
        if len({names.along(dim) for names in shapes.names}) > 1:
            report.say(at, f"{why} differ in what each {dim} is; give none")


def _check_agents(layouts: list[Names], experiment: Experiment, report: Report) -> None:
    """An outcome names only agents that all points have; what nobody has is for its own language to refuse."""
    everyone = [_everyone(names) for names in layouts]
    anyone, all_have = set().union(*everyone), set(everyone[0] if everyone else ()).intersection(*everyone)
    for index, outcome in enumerate(experiment.outcomes):
        missing = sorted({word for word in _WORD.findall(outcome) if word in anyone - all_have})
        for name in missing:
            text = f"is {found(outcome)}, which names {name}; the scenarios of some points have no {name}"
            place = report.place(("outcomes", index))
            report.problems.append(problem_at(place, f"outcomes[{index + 1}] {text}"))


def _everyone(names: Names) -> set[str]:
    return {*names.country, *names.pole, *names.public, *names.dispute, *names.act, *names.event, *names.policy}
