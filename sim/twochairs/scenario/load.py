"""A scenario file to a `Scenario`, or every problem at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.assemble import noise_keys_of, start_values, world_of
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.check import base_of, every_problem, names_of, problems_of
from twochairs.scenario.constants import parameters_of
from twochairs.scenario.essence import essence, in_floats
from twochairs.scenario.near import Near
from twochairs.scenario.nearby import extended_by
from twochairs.scenario.resolve import Resolved, resolve, with_settings
from twochairs.scenario.schema import FILE_KEYS, Case, Solved
from twochairs.scenario.solve import Mismatch, completed, solve, with_solved
from twochairs.scenario.source import source_of
from twochairs.scenario.spelling import spelt_out
from twochairs.scenario.steered import UNSTEERED, Steered
from twochairs.scenario.tree import Node, node_of, told
from twochairs.scenario.validate import case_of
from twochairs.world.additions import NOTHING, Additions
from twochairs.world.layout import Layout, Names
from twochairs.world.world import Draws, World, draws_for

Solution = tuple[Solved, list[Mismatch]]
_STARTS_REMEMBERED = 64


@dataclass(frozen=True, repr=False)
class Scenario:
    """A checked scenario, ready to run.

    Attributes
    ----------
    case : what the file and all it extends say
    solved : what of each state's place no rule accounts for, long-held attitudes and openness, from the reference
        file's start
    mismatches : what could not be held steady
    tree : every value with its place, for `explain`
    reference : the tree whose start values count as observed
    path : of the file
    steered : what is set by hand as a run of it goes on
    """

    case: Case
    solved: Solved
    mismatches: tuple[Mismatch, ...]
    tree: Node
    reference: Node
    path: Path
    steered: Steered = UNSTEERED

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def names(self) -> Names:
        """Agent names in the order of the arrays."""
        return names_of(self.case)

    @property
    def hash(self) -> str:
        """SHA-256 of everything that can change a result; the same however the file is written."""
        data = essence(self.case) | {"solved": in_floats(self.solved.model_dump())}
        data |= {"steered": self.steered.data()} if self.steered else {}
        return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()

    def resolved(self) -> dict[str, Any]:
        """The whole scenario as plain data, what was solved for included; `from_data` takes it back."""
        data: dict[str, Any] = self.case.model_dump(by_alias=True, exclude_none=True, exclude={"solved"})
        data["solved"] = self.solved.model_dump()
        return data

    def __repr__(self) -> str:
        return f"Scenario({str(self.path)!r})"

    def _repr_html_(self) -> str:
        from twochairs.scenario.display import markup

        return markup(self.case)

    def under(self, own: Additions) -> "Scenario":
        """The scenario as rules with these additions have it; raises InvalidInput where it holds others' inputs."""
        return self if own == self.case.own else ready(self._resolved.under(own))

    @property
    def _resolved(self) -> Resolved:
        return Resolved(self.tree, self.reference, str(self.path), self.path)

    def month_label(self, t: int) -> str:
        """The month of step t; step 0 is the month before the clock starts."""
        return month_text(month_number(self.case.clock.start) + t - 1)

    def start(self) -> tuple[Layout, np.ndarray]:
        """Every number before the first month, shape (slots,)."""
        layout, values = start_values(self.case)
        return layout, with_solved(layout, values, self.solved, self.case)

    def world(self, lanes: int = 1, wrap: Any = memoryview) -> tuple[Layout, World, np.ndarray]:
        """A fresh world of some lanes, and the array (slot, lane) that holds its numbers."""
        layout, start = self.start()
        world, values = world_of(self.case, layout, start, lanes, parameters_of(self.case), wrap)
        return layout, world, values

    def draws(self, layout: Layout, seed: int, replicates: list[int], wrap: Any = memoryview) -> Draws:
        """All chance of some replicates, one lane each."""
        months = self.case.clock.months + 1
        return draws_for(layout, self.noise_keys, seed, replicates, months, self.has_noise, wrap)

    @property
    def noise_keys(self) -> dict[str, list[str]]:
        """What draws are keyed by, per kind of agent."""
        return noise_keys_of(self.case)

    @property
    def has_noise(self) -> bool:
        """Whether chance plays a part."""
        return bool(self.case.switches.model_dump()["noise"])


def load(given: Any, settings: dict[str, str] | None = None, own: Additions = NOTHING) -> Scenario:
    """Read, resolve, check and solve a scenario.

    Parameters
    ----------
    given : the path of a file, text (YAML) or a mapping, as `source_of` tells them apart
    settings : dotted path to YAML text, laid over everything else
    own : what the rules it is run by add, as `Rulebook.adds` has it

    Raises
    ------
    InvalidInput : with every problem, each with file, line and column, or its dotted path
    NotPossible : where it is nothing that can be read
    """
    problems: list[Problem] = []
    resolved = resolve(source_of(given), settings, problems, own)
    if problems:
        raise _refusal(resolved, problems)
    return ready(resolved)


def from_data(data: dict[str, Any], name: str = "scenario") -> Scenario:
    """A scenario from plain data, shaped as a scenario file is; it cannot extend a file.

    Raises
    ------
    InvalidInput : with every problem
    """
    tree = spelt_out(node_of(data, Place(name, 1, 1)))
    return ready(Resolved(tree, tree, name, Path(f"{name}.yaml")))


class Starts:
    """What scenarios have in common that differ in a few places and share a reference.

    What they do not differ in is read and checked once, and each set of the rules' constants is solved for once.
    """

    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self._on_reference: dict[tuple[float, ...], Solution] = {}

    @cached_property
    def _near(self) -> Near | None:
        """What the others differ from; None where it is not sound by itself."""
        case, problems = case_of(self.resolved.tree)
        return (
            None
            if case is None or problems or problems_of(case, self.resolved.tree)
            else Near(case, self.resolved.tree)
        )

    def case(self, tree: Node) -> Case:
        """The case of a tree, as `checked` has it.

        Raises
        ------
        InvalidInput : with every problem
        """
        case = self._near.case(tree) if self._near is not None else None
        return checked(tree, self.resolved) if case is None else case

    @cached_property
    def reference(self) -> Case:
        """The case whose start values count as observed.

        Raises
        ------
        InvalidInput : with every problem of it
        """
        return checked(self.resolved.reference, self.resolved, reference=True)

    def of(self, case: Case) -> "Solution":
        """What the reference start gives; agents that only the scenario itself has are solved on its own start.

        Raises
        ------
        InvalidInput : with every problem of the reference
        """
        if case.solved is not None:
            return case.solved, []
        solved, mismatches = self._of_reference(case)
        names = names_of(case)
        there = {*names.country, *names.public, *names.pole}
        missing = there - {*solved.unexplained, *solved.attitude, *solved.openness}
        kept = [mismatch for mismatch in mismatches if set(mismatch.agents) <= there]
        if not missing:
            return _of_these(solved, names), kept
        own, own_mismatches = solve(case, case)
        kept += [mismatch for mismatch in own_mismatches if missing & set(mismatch.agents)]
        return completed(solved, own), kept

    def _of_reference(self, case: Case) -> "Solution":
        key = tuple(case.parameters.model_dump().values())
        if key not in self._on_reference:
            if len(self._on_reference) >= _STARTS_REMEMBERED:
                self._on_reference.clear()
            self._on_reference[key] = solve(self.reference, case)
        return self._on_reference[key]


def _of_these(solved: Solved, names: Names) -> Solved:
    """What was solved, for the agents of a scenario only."""
    return Solved(
        unexplained={country: solved.unexplained[country] for country in names.country},
        attitude={public: {pole: solved.attitude[public][pole] for pole in names.pole} for public in names.public},
        openness={pole: {country: solved.openness[pole][country] for country in names.country} for pole in names.pole},
    )


def ready(resolved: Resolved, starts: Starts | None = None) -> Scenario:
    """A scenario from a resolved tree: checked and solved.

    Parameters
    ----------
    resolved : the tree and its reference
    starts : solved starts on the same reference, where many scenarios share one

    Raises
    ------
    InvalidInput : with every problem, each with file, line and column
    """
    try:
        case = checked(resolved.tree, resolved) if starts is None else starts.case(resolved.tree)
        solved, mismatches = (starts or Starts(resolved)).of(case)
    except InvalidInput:  # what is wrong with the scenario and with its reference is told at once
        raise _refusal(resolved) from None
    return Scenario(case, solved, tuple(mismatches), resolved.tree, resolved.reference, resolved.path)


def sound(resolved: Resolved) -> None:
    """See that a scenario and its reference are sound.

    Raises
    ------
    InvalidInput : with every problem of both
    """
    try:
        for tree in (resolved.tree, resolved.reference):
            checked(tree, resolved, reference=tree is not resolved.tree)
    except InvalidInput:
        raise _refusal(resolved) from None


def checked(tree: Node, resolved: Resolved, reference: bool = False) -> Case:
    """The case of a tree whose types, ranges, names, dates and expressions are sound.

    Parameters
    ----------
    tree : of the scenario, or of its reference
    resolved : the scenario it belongs to
    reference : whether it is the tree whose start values count as observed

    Raises
    ------
    InvalidInput : with every problem
    """
    case, problems = case_of(tree)
    if case is None or problems or problems_of(case, tree):
        raise InvalidInput(resolved.shown, _problems(tree, reference))
    return case


def _refusal(resolved: Resolved, of_files: Sequence[Problem] = ()) -> InvalidInput:
    """Every problem of a scenario: of its files as such, of itself, and of its reference."""
    if not of_files and (for_others := _meant_for_others(resolved)):
        return InvalidInput(resolved.shown, [for_others])
    problems = [*of_files, *_problems(resolved.tree)]
    if resolved.reference is not resolved.tree:
        problems += _problems(resolved.reference, reference=True)
    return InvalidInput(resolved.shown, told(problems), "read" if of_files else "run")


def _meant_for_others(resolved: Resolved) -> Problem | None:
    """That a file is sound, and there for others to extend, where one beside it does; None of any other."""
    tree = resolved.tree
    if tree.guess or tree.place.path is not None or not _is_base(tree):
        return None
    case, wrong, missing = base_of(tree)
    by = extended_by(resolved.path) if case is not None and not wrong else None
    if by is None:
        return None
    lacks = f"{len(missing)} value{'' if len(missing) == 1 else 's'}"
    hint = f"run one that extends it, such as {by.as_posix()}, or extend it in a file of your own"
    return Problem(None, f"it is for others to extend, and lacks {lacks} of its own; {hint}")


def _problems(tree: Node, reference: bool = False) -> list[Problem]:
    if reference and _is_base(tree):
        hint = "the file whose start values count as observed has none; put reference: true in one that has"
        return [Problem(tree.place, f"clock is missing: {hint}")]
    return every_problem(tree)


def _is_base(tree: Node) -> bool:
    """Whether a file has no clock, and nothing that could be a clock misspelt."""
    return "clock" not in tree.value and set(tree.value) <= {*Case.model_fields, *FILE_KEYS}


def shortened_to(scenario: Scenario, months: int) -> Scenario:
    """A scenario that ends sooner; what comes before is as it was."""
    resolved = Resolved(scenario.tree, scenario.reference, str(scenario.path), scenario.path)
    return ready(with_settings(resolved, {"clock.months": str(months)}))


@dataclass(frozen=True)
class Base:
    """A file without a clock, for others to extend.

    Attributes
    ----------
    case : what it holds, guesses in place of what is missing
    missing : dotted paths of what is missing to run it
    """

    case: Case
    missing: tuple[str, ...]


def load_base(given: Any, settings: dict[str, str] | None = None, own: Additions = NOTHING) -> Base | None:
    """Check a file that is for others to extend, as far as it goes; None for one that has a clock.

    Raises
    ------
    InvalidInput : with every problem
    """
    problems: list[Problem] = []
    resolved = resolve(source_of(given), settings, problems, own)
    if resolved.tree.guess or not _is_base(resolved.tree):
        return None
    case, wrong, missing = base_of(resolved.tree)
    if problems or wrong or case is None:
        raise InvalidInput(resolved.shown, told([*problems, *wrong]), "extended")
    return Base(case, tuple(missing))
