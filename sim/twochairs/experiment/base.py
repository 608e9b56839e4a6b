"""The scenarios an experiment starts from: what holds at every point laid over each of them."""

import json
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.experiment.factor import SCENARIO, Factor
from twochairs.experiment.file import ExperimentFile, is_experiment_file
from twochairs.experiment.paths import Unreachable, tree_steps
from twochairs.experiment.report import Report
from twochairs.scenario.essence import SHOWN, in_floats
from twochairs.scenario.kind import IS_EXPERIMENT
from twochairs.scenario.layers import laid
from twochairs.scenario.load import Scenario, Starts, ready, sound
from twochairs.scenario.resolve import Resolved, file_inside, resolve
from twochairs.scenario.schema import Case
from twochairs.scenario.source import project_of
from twochairs.scenario.spelling import assignments
from twochairs.scenario.tree import Node, Path, find, from_origin, node_of, place_of, plain, problem_at, put
from twochairs.scenario.wording import found
from twochairs.world.additions import NOTHING, Additions

MONTHS = ("clock", "months")


@dataclass(frozen=True)
class Base:
    """One scenario of an experiment.

    Attributes
    ----------
    file : as the experiment names it
    tree : of the scenario, with what is fixed
    reference : the tree whose start values count as observed
    shown : the name a user knows the file by
    path : of the file
    fixed : what the experiment's `months` and `set` give at every point, each value with its steps
    """

    file: str
    tree: Node
    reference: Node
    shown: str
    path: FilePath
    fixed: tuple[tuple[Path, Node], ...] = ()

    @cached_property
    def starts(self) -> Starts:
        """What is solved for, once for every set of the rules' constants."""
        return Starts(self._resolved(self.tree))

    def case(self, tree: Node | None = None) -> Case:
        """The checked case of the scenario, or of a tree that differs from it.

        Raises
        ------
        InvalidInput : with every problem
        """
        return self.starts.case(self.tree if tree is None else tree)

    def scenario(self, tree: Node) -> Scenario:
        """The scenario of a tree that differs from this one's; raises as `case`."""
        return ready(self._resolved(tree), self.starts)

    @cached_property
    def ready(self) -> Scenario:
        """The scenario by itself; raises as `case`."""
        return self.scenario(self.tree)

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that points are laid over, but for what is only shown."""
        shown = {*SHOWN, "commodity"}
        trees = [{k: v for k, v in plain(tree).items() if k not in shown} for tree in (self.tree, self.reference)]
        fixed = [[list(map(str, steps)), plain(node)] for steps, node in self.fixed]
        return sha256(json.dumps(in_floats([*trees, fixed])).encode()).hexdigest()

    @property
    def of_any_length(self) -> "Base":
        """The same without the length of its runs."""
        none = Node(None, Place("", 1, 1), Place("", 1, 1))
        tree, reference = (put(tree, MONTHS, none) for tree in (self.tree, self.reference))
        fixed = tuple((steps, node) for steps, node in self.fixed if steps != MONTHS)
        return replace(self, tree=tree, reference=reference, fixed=fixed)

    def data(self) -> dict[str, Any]:
        """Everything as plain data; `base_from_data` takes it back."""
        return {
            "file": self.file,
            "shown": self.shown,
            "stem": self.path.stem,
            "fixed": [[list(steps), plain(node)] for steps, node in self.fixed],
            "tree": plain(self.tree),
            "reference": plain(self.reference),
        }

    @property
    def resolved(self) -> Resolved:
        """Its tree and its reference."""
        return self._resolved(self.tree)

    def _resolved(self, tree: Node) -> Resolved:
        return Resolved(tree, self.reference, self.shown, self.path)


def base_of(scenario: Scenario) -> Base:
    """A scenario that is loaded, as the one of a plan; it is not checked and solved again."""
    base = Base(scenario.path.name, scenario.tree, scenario.reference, scenario.path.name, scenario.path)
    base.__dict__["ready"] = scenario
    return base


def base_from_data(data: dict[str, Any], own: Additions = NOTHING) -> Base:
    """A scenario of an experiment from what `Base.data` gave."""
    place = Place(data["shown"], 1, 1)
    tree, reference = (replace(node_of(data[key], place), own=own) for key in ("tree", "reference"))
    elsewhere = Place("", 1, 1)  # months may have come from the experiment: then items beyond them are no mistake
    months = find(tree, MONTHS)
    if months is not None:
        tree = put(tree, MONTHS, Node(months.value, elsewhere, elsewhere))
    fixed = tuple((tuple(steps), node_of(value, elsewhere)) for steps, value in data.get("fixed", ()))
    return Base(data["file"], tree, reference, data["shown"], FilePath(f"{data['stem']}.yaml"), fixed)


def bases_of(file: ExperimentFile, files: dict[str, Node], report: Report) -> list[Base]:
    """Every scenario an experiment names that can be read, each checked by itself.

    Parameters
    ----------
    file : of the experiment
    files : what it calls each scenario, with the node that names it
    report : of the experiment; gets every problem
    """
    bases = []
    for name, node in files.items():
        try:
            bases.append(_base(file, name, node, report))
            sound(bases[-1].resolved)
        except InvalidInput as error:
            report.take(error)
    return bases


def scenario_files(file: ExperimentFile, factors: list[Factor]) -> dict[str, Node]:
    """What an experiment calls its scenarios, each with a node at the place that names it."""
    one = find(file.tree, (SCENARIO,))
    if one is not None:
        return {} if one.guess else {str(one.value): one}
    many = next((factor for factor in factors if factor.name == SCENARIO), None)
    if many is None:
        return {}
    return {name: Node(name, many.place_of(name)) for name in many.ends() if isinstance(name, str)}


def _base(file: ExperimentFile, name: str, node: Node, report: Report) -> Base:
    path = file_inside(node, SCENARIO, file.path, file.shown, project_of(file.path))
    if is_experiment_file(path):
        problem = problem_at(place_of(node), f"scenario is {found(name)}, {IS_EXPERIMENT}")
        raise InvalidInput(file.shown, [problem])
    problems: list[Problem] = []
    resolved = resolve(path, None, problems, file.tree.own)
    report.problems += problems
    fixed = tuple((steps, value) for steps, (_, value) in fixed_values(file, resolved.tree, report).items())
    tree = laid(resolved.tree, fixed)
    return Base(name, tree, resolved.reference, resolved.shown, path, fixed)


def fixed_values(file: ExperimentFile, tree: Node, report: Report) -> dict[Path, tuple[str, Node]]:
    """What holds at every point: steps to a value in a scenario's tree, with the path as written and the value."""
    whole = from_origin(file.tree, f"set of {file.shown}")
    months, given = (find(whole, (key,)) for key in ("months", "set"))
    reached: dict[Path, tuple[str, Node]] = {} if months is None else {MONTHS: ("months", months)}
    for path, node in given.value.items() if given is not None else ():
        try:
            single = dict(assignments(tree_steps(path, tree), node))
        except Unreachable as error:
            report.say(("set", path), str(error), key=True)
            continue
        for other in dict.fromkeys(reached[steps][0] for steps in single if steps in reached):
            report.say(("set", path), f"is set by {other} too; leave one of the two out", key=True)
        reached |= {steps: (path, value) for steps, value in single.items()}
    return reached
