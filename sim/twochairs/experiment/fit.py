"""Factors on scenarios: where each value goes, and whether every level is sound there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from twochairs.errors import Place
from twochairs.experiment.base import Base, fixed_values
from twochairs.experiment.factor import Factor
from twochairs.experiment.file import ExperimentFile
from twochairs.experiment.paths import Unreachable, is_effect, tree_steps
from twochairs.experiment.report import Report
from twochairs.experiment.schema import Value
from twochairs.experiment.shape import Shape, decides_shape, of_any_month, shape_of
from twochairs.experiment.uncertainty import PARAMETERS_KEY, set_by
from twochairs.scenario.check import every_problem, names_known, problems_of
from twochairs.scenario.essence import essence
from twochairs.scenario.layers import laid
from twochairs.scenario.mend import mended
from twochairs.scenario.schema import Case
from twochairs.scenario.spelling import canonical
from twochairs.scenario.tree import Node, Path, guessed, problem_at
from twochairs.scenario.validate import case_of, form_of

_NOISE = ("switches", "noise")


class Slot(NamedTuple):
    """A path of a factor, with its steps in the tree and its place in the experiment file."""

    factor: Factor
    steps: Path
    place: Place
    path: str


@dataclass(frozen=True)
class Fit:
    """Where values of factors go in one scenario.

    Attributes
    ----------
    base : the scenario
    slots : where each path of each factor leads
    """

    base: Base
    slots: tuple[Slot, ...]

    @cached_property
    def parameters(self) -> set[str]:
        """The rules' constants that the scenario or a factor sets; these are not drawn."""
        varied = {str(steps[1]) for _, steps, *_ in self.slots if steps[0] == PARAMETERS_KEY and len(steps) > 1}
        return set_by(self.base.tree) | varied

    @cached_property
    def shaping(self) -> tuple[str, ...]:
        """Names of the factors that decide the shape of a point: they move its clock or the order of its agents."""
        return tuple(factor.name for factor, steps, *_ in self.slots if decides_shape(steps))

    def guessed_shape(self) -> Shape | None:
        """The shape that runs will have, of any month where the clock is open; None where the agents are not known."""
        case, tree, _ = mended(self.base.tree, form_of(self.base.tree))
        if case is None or not names_known(tree):
            return None
        return of_any_month(case) if self.shaping or guessed(tree, ("clock",)) else shape_of(case)

    @cached_property
    def case(self) -> Case:
        """The scenario by itself."""
        return self.base.case()

    def noise(self, point: dict[str, Value]) -> bool:
        """Whether chance plays a part at a point."""
        moved = [slot.factor.given(slot.path, point[slot.factor.name]) for slot in self.slots if slot.steps == _NOISE]
        given = next((one for one in moved if one is not None), None)
        return bool(self.case.switches.model_dump()["noise"] if given is None else given)

    def values(self, point: dict[str, Value]) -> Iterator[tuple[Slot, Value]]:
        """What each path gets at a point whose factors may be some of all; not those that keep what is there."""
        for slot in self.slots:
            value = slot.factor.given(slot.path, point[slot.factor.name]) if slot.factor.name in point else None
            if value is not None:
                yield slot, value

    def tree(self, point: dict[str, Value], shown: str) -> Node:
        """The scenario's tree at a point, whose factors may be some of all; what is fixed is of the same layer.

        Parameters
        ----------
        point : factor name to value
        shown : the name a user knows the experiment file by
        """
        origin = f"factors of {shown}"
        given = []
        for slot, value in self.values(point):
            place, key_place = slot.factor.places_of(slot.path, point[slot.factor.name], slot.place)
            given.append((slot.steps, Node(value, place, key_place, origin)))
        return laid(self.base.tree, [*self.base.fixed, *given])


def fit_of(factors: list[Factor], base: Base) -> Fit:
    """Where values of factors go in a scenario.

    Raises
    ------
    Unreachable : where a path leads nowhere; `reaching` says so before
    """
    slots = [
        Slot(factor, tree_steps(path, base.tree), place, path)
        for factor in factors
        for path, place in zip(factor.paths, factor.path_places, strict=True)
    ]
    return Fit(base, tuple(sorted(slots, key=lambda slot: len(slot.steps))))


def reaching(factors: list[Factor], base: Base, file: ExperimentFile, report: Report) -> list[Factor]:
    """Factors whose paths lead somewhere in a scenario; paths that do not, or are given twice, are reported."""
    lost: set[str] = set()
    owners = {steps: written for steps, (written, _) in fixed_values(file, base.tree, report).items()}
    for factor in factors:
        for path, place in zip(factor.paths, factor.path_places, strict=True):
            try:
                steps = canonical(tree_steps(path, base.tree))
            except Unreachable as error:
                report.problems.append(problem_at(place, f"{path} {error}"))
                lost.add(factor.name)
                continue
            if steps in owners:
                report.problems.append(
                    problem_at(place, f"{path} is set by {owners[steps]} too; leave one of them out")
                )
            owners[steps] = factor.name
    return [factor for factor in factors if factor.name not in lost]


def check_levels(fit: Fit, sound: set[str], report: Report) -> None:
    """Report levels of a wrong type or out of range, and factors that change nothing.

    Parameters
    ----------
    fit : of the factors to a scenario
    sound : names of the factors whose levels make sense by themselves
    report : gets the problems
    """
    factors = {factor.name: factor for factor, *_ in fit.slots if factor.name in sound}
    effects = {factor.name for factor, steps, *_ in fit.slots if is_effect(steps)}
    for name, factor in factors.items():
        essences: list[Any] = []
        for value in factor.ends():
            tree = fit.tree({name: value}, report.shown)
            case, problems = case_of(tree)
            if case is not None:
                amiss = problems_of(case, tree)  # of single numbers by themselves; the rest is for the points to tell
                essences += [] if amiss else [essence(case)]
                problems = amiss if name in effects else []
            report.problems += problems if case is not None else every_problem(tree)
        if len(essences) == len(factor.ends()) > 1 and all(one == essences[0] for one in essences):
            text = f"{name} changes nothing that a run depends on; leave it out"
            report.problems.append(problem_at(factor.place, text))
