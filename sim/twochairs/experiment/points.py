"""Whether every point of an experiment is a sound scenario."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.experiment.readable import told
from twochairs.experiment.report import Report
from twochairs.experiment.schema import Value
from twochairs.scenario.schema import Case
from twochairs.scenario.tree import MAX_PROBLEMS
from twochairs.scenario.wording import shortened

Progress = Callable[[int, int], None]

_NUMBER = re.compile(r"[-+]?[0-9][0-9.]*(e[-+]?[0-9]+)?")


@dataclass
class _Finding:
    """The first problem of many alike, the point it is of, and at how many points there is one."""

    problem: Problem
    point: dict[str, Value]
    count: int = 0


def check_points(
    points: Iterable[tuple[dict[str, Value], Callable[[], Case]]],
    count: int,
    report: Report,
    progress: Progress,
) -> None:
    """Report every problem of every point's scenario, each kind of problem at a place once.

    Parameters
    ----------
    points : each with what gives its case
    count : of points
    report : gets the problems
    progress : called with (points checked, points in all)
    """
    findings: dict[tuple[Place | None, str], _Finding] = {}
    for done, (point, case_at) in enumerate(points, start=1):
        try:
            case_at()
        except InvalidInput as error:
            for problem in error.problems:
                key = (problem.place, _NUMBER.sub("#", problem.text))
                findings.setdefault(key, _Finding(problem, point)).count += 1
        progress(done, count)
        if len(findings) > MAX_PROBLEMS:
            break
    report.problems += [_told(finding, count, report.shown) for finding in findings.values()]


def _told(finding: _Finding, count: int, shown: str) -> Problem:
    """A problem; one that stands elsewhere than in the experiment says at which points it is one."""
    problem = finding.problem
    if problem.place is not None and problem.place.file == shown:
        return problem
    values = ", ".join(f"{name}={told(value)}" for name, value in finding.point.items())
    where = f"at {finding.count} of {count} points, the first with {shortened(values)}"
    return replace(problem, text=f"{problem.text} ({where})")
