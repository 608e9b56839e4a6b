"""An experiment ready to run: every point, and the scenario of each."""

import json
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from hashlib import blake2b, sha256
from typing import Any

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.experiment.answerable import check_discover, check_game, check_robust, check_sensitivity
from twochairs.experiment.base import Base, base_from_data, bases_of, scenario_files
from twochairs.experiment.check import check_experiment
from twochairs.experiment.constraint import Constraint, constraint
from twochairs.experiment.design import COLUMNS, Design
from twochairs.experiment.factor import SCENARIO, Factor, kept_apart
from twochairs.experiment.file import ExperimentFile, read_experiment
from twochairs.experiment.fit import Fit, check_levels, fit_of, reaching
from twochairs.experiment.notes import Sight, notes_of_experiment
from twochairs.experiment.own import with_baselines
from twochairs.experiment.points import Progress, check_points
from twochairs.experiment.read_off import named_outcomes
from twochairs.experiment.readable import Group, check_readable, default_outcomes, notes_on_defaults
from twochairs.experiment.report import Report
from twochairs.experiment.schema import ONE_AT_A_TIME, Experiment, Value
from twochairs.experiment.shape import Shape, shape_of
from twochairs.experiment.spread import draws_of, with_choice
from twochairs.experiment.uncertainty import BEST, Draws, with_draw
from twochairs.experiment.varied import as_laid_out, varied_in
from twochairs.outcomes.outcome import standard_outcomes
from twochairs.scenario.essence import essence, in_floats
from twochairs.scenario.expression import ExpressionError
from twochairs.scenario.given import MAX_SEED
from twochairs.scenario.load import Scenario
from twochairs.scenario.look import without_folders
from twochairs.scenario.parts import idle_of
from twochairs.scenario.schema import Case
from twochairs.scenario.steered import UNSTEERED, Steered, steered_from
from twochairs.scenario.timeline import fixed_slots
from twochairs.scenario.tree import Node, node_of
from twochairs.world.additions import NOTHING, Additions

_FORMAT = 1
SWEEP, RUN = "sweep", "run"
"""What a plan is of: an experiment's points, or one scenario as it is."""


@dataclass(frozen=True)
class Plan:
    """A checked experiment and its points.

    Attributes
    ----------
    experiment : what the file says, short forms written out
    name : of the file, without its ending
    factors : what differs, in the order of their names
    design : the points, in the order in which they are run
    fits : each scenario, with where factors go in it
    tree : of the experiment file, every value with its place
    shown : the name a user knows the file by
    draws : sets of the rules' constants that the replicates of each point are spread over
    kind : SWEEP or RUN
    steered : what is set by hand as a run goes on; a run that is, is one of one replicate
    """

    experiment: Experiment
    name: str
    factors: tuple[Factor, ...]
    design: Design
    fits: tuple[Fit, ...]
    tree: Node
    shown: str
    draws: Draws = BEST
    kind: str = SWEEP
    steered: Steered = UNSTEERED

    @property
    def points(self) -> tuple[dict[str, Value], ...]:
        """Factor name to value, one mapping a point."""
        return self.design.points

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the design."""
        return self.design.notes

    @property
    def kept_notes(self) -> list[str]:
        """The notes as results keep them, whose bytes hang on no folder."""
        return [without_folders(note) for note in self.notes]

    @property
    def trees(self) -> tuple[tuple[Node, Node], ...]:
        """Of each scenario the tree that holds at every point, and its reference."""
        return tuple((fit.base.tree, fit.base.reference) for fit in self.fits)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """What is read off each run, at every point the same: what the file lists, or the usual of each scenario.

        Of a run, the standard ones and those that were asked for.
        """
        if self.kind == RUN:
            return (
                *standard_outcomes(self.shape(0).layout, idle_of(self.fits[0].base.case())),
                *self.experiment.outcomes,
            )
        return tuple(named_outcomes(self.experiment)) or default_outcomes([fit.base.case() for fit in self.fits])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The points by their scenario and shape, in the order of the first of each; raises as `scenario`."""
        members: dict[tuple[str, Shape], list[int]] = {}
        for number, point in enumerate(self.points):
            members.setdefault((self._fit(point).base.file, self.shape(number)), []).append(number)
        return tuple(
            Group(file, shape, self.points[numbers[0]], len(numbers)) for (file, shape), numbers in members.items()
        )

    def shape(self, point: int) -> Shape:
        """Agents, start and months of a point, found once for all points that cannot differ in them; raises as
        `scenario`.
        """
        values = self.points[point]
        fit = self._fit(values)
        key = (fit.base.file, *(kept_apart(values[name]) for name in fit.shaping))
        if key not in self._shapes:
            self._shapes[key] = shape_of(fit.base.case(fit.tree(values, self.shown)))
        return self._shapes[key]

    @cached_property
    def _shapes(self) -> dict[tuple[Any, ...], Shape]:
        return {}

    def scenario(self, point: int, draw: int | None = None) -> Scenario:
        """The scenario of a point, checked and solved.

        Parameters
        ----------
        draw : number of the set of the rules' constants it has; where None it keeps its own

        Raises
        ------
        InvalidInput : with every problem; there is none once `check` has passed
        """
        if not (self.factors or self.draws.varied):
            return replace(self.fits[0].base.ready, steered=self.steered)
        fit, tree = self._placed(self.points[point])
        if draw is not None:
            tree = with_draw(tree, self.draws.one(draw, fit.parameters), self.draws.kind)
        return replace(fit.base.scenario(tree), steered=self.steered)

    def fixed(self, point: int) -> Container[int]:
        """Slots that are the same in every run of a point; raises as `scenario`."""
        values, shape = self.points[point], self.shape(point)
        fit = self._fit(values)
        if not (fit.noise(values) or self.draws.varied):
            return range(shape.layout.slots)
        key = (fit.base.file, shape)
        if key not in self._fixed:
            self._fixed[key] = fixed_slots(fit.case, shape.layout)
        return self._fixed[key]

    @cached_property
    def told_apart(self) -> list[int]:
        """The first of all points that have scenario, shape and noise in common."""
        first: dict[tuple[Any, ...], int] = {}
        for number, point in enumerate(self.points):
            fit = self._fit(point)
            first.setdefault((fit.base.file, self.shape(number), fit.noise(point)), number)
        return list(first.values())

    @cached_property
    def _fixed(self) -> dict[tuple[str, Shape], set[int]]:
        return {}

    def run_of(self, point: int, replicate: int) -> tuple[Scenario, int]:
        """The scenario of one run, under its draw, and the number that its chance is keyed by; raises as `scenario`."""
        return self.scenario(point, self.draws.of(replicate)), replicate

    @property
    def drawn(self) -> Draws:
        """The draws without what no scenario has drawn: what it sets itself, or a factor does."""
        return self.draws.without(set.intersection(*(fit.parameters for fit in self.fits)))

    def check(self, progress: Progress = lambda done, total: None) -> None:
        """Check the scenario of every point before anything runs.

        Parameters
        ----------
        progress : called with (points checked, points in all)

        Raises
        ------
        InvalidInput : with every problem, each once
        """
        report = Report(self.tree, self.shown)
        check_points(self._cases(), len(self.points), report, progress)
        report.stop_if_any()
        named = named_outcomes(self.experiment)
        check_readable(self.outcomes, self.experiment.keep, self.groups, report, named)
        report.stop_if_any()

    def place(self, *path: str | int) -> Place:
        """Where a value of the experiment stands, for example ("outcomes", 0); of its key where it has none."""
        return Report(self.tree, self.shown).place(path)

    def noise_seed(self, point: int) -> int:
        """The root of all chance of a point: that of the experiment, or its own without common random numbers."""
        if self.experiment.common_random_numbers:
            return self.experiment.seed
        digest = blake2b(f"{self.experiment.seed} {point}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") & MAX_SEED

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that can change a number; the same however the file is written."""
        scenarios = {fit.base.file: _digest(self._essence(fit)) for fit in self.fits}
        experiment = self.experiment
        data = {
            "scenarios": sorted(scenarios.values()),
            "points": [_with_digest(point, scenarios) for point in self.points],
            "replicates": experiment.replicates,
            "seed": str(experiment.seed),
            "common_random_numbers": experiment.common_random_numbers,
            "outcomes": list(self.outcomes),
            "keep": experiment.keep.model_dump(),
        }
        data |= {"draws": self.draws.key()} if self.draws.varied else {}
        return _digest(data | ({"steered": self.steered.data()} if self.steered else {}))

    def data(self) -> dict[str, Any]:
        """Everything as plain data for JSON, scenarios and points included; `from_data` takes it back."""
        return {
            "format": _FORMAT,
            "kind": self.kind,
            "name": self.name,
            "shown": self.shown,
            "experiment": self.experiment.model_dump(by_alias=True, exclude_none=True),
            "factors": [_factor_data(factor) for factor in self.factors],
            "columns": {factor.name: [point[factor.name] for point in self.points] for factor in self.factors},
            "trajectory": [],
            "moved": [],
            **{name: list(column) for name, column in self.design.columns.items()},
            "notes": self.kept_notes,
            "scenarios": [fit.base.data() for fit in self.fits],
            **({"draws": asdict(self.draws)} if self.draws.varied else {}),
            **({"steered": self.steered.data()} if self.steered else {}),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any], own: Additions = NOTHING) -> "Plan":
        """The plan that `data` was taken of; it reads no file."""
        place = Place(data["shown"], 1, 1)
        factors = [_factor_of(item, place) for item in data["factors"]]
        rows = zip(*(data["columns"][factor.name] for factor in factors), strict=True)
        points = tuple(dict(zip(data["columns"], row, strict=True)) for row in rows) if factors else ({},)
        return cls(
            experiment=Experiment.model_validate(data["experiment"]),
            name=data["name"],
            factors=tuple(factors),
            design=Design(points, {n: tuple(data[n]) for n in COLUMNS if data.get(n)}, tuple(data["notes"])),
            fits=tuple(fit_of(factors, base_from_data(item, own)) for item in data["scenarios"]),
            tree=replace(node_of(data["experiment"], place), own=own),
            shown=data["shown"],
            draws=Draws(**data["draws"] | {"values": tuple(data["draws"]["values"])}) if "draws" in data else BEST,
            kind=data.get("kind", SWEEP),
            steered=steered_from(data["steered"]) if "steered" in data else UNSTEERED,
        )

    def draws_at(self, point: int) -> Draws:
        """The draws that the replicates of a point are spread over, without what the scenario or a factor sets."""
        return self.draws.without(self._fit(self.points[point]).parameters) if self.draws.varied else self.draws

    def key(self, point: int) -> list[Any]:
        """What decides every number of the runs of a point, as plain data, whatever other points and runs there are.

        Names of factors and titles are no part of it: it is where values go, and what they are laid over.
        """
        values = self.points[point]
        fit = self._fit(values)
        given = sorted(([list(map(str, slot.steps)), value] for slot, value in fit.values(values)), key=str)
        draws = self.draws_at(point).key()
        steered = [self.steered.data()] if self.steered else []
        return [fit.base.key, in_floats(given), str(self.noise_seed(point)), draws, *steered]

    @property
    def of_any_length(self) -> "Plan":
        """The same without the length of its runs, as far as no factor decides it; it is for keys, not to be run."""
        return replace(self, fits=tuple(replace(fit, base=fit.base.of_any_length) for fit in self.fits))

    def _essence(self, fit: Fit) -> Any:
        """What of a scenario can change a number; where constants are drawn, also which of them it keeps."""
        kept = {"parameters": sorted(fit.parameters)} if self.draws.varied else {}
        return _scenario_essence(fit) | kept

    def _placed(self, point: dict[str, Value]) -> tuple[Fit, Node]:
        """The scenario a point belongs to, and its tree there."""
        fit = self._fit(point)
        return fit, fit.tree(point, self.shown)

    def _fit(self, point: dict[str, Value]) -> Fit:
        if len(self.fits) == 1:
            return self.fits[0]
        return next(fit for fit in self.fits if fit.base.file == point[SCENARIO])

    def _cases(self) -> Iterator[tuple[dict[str, Value], Callable[[], Case]]]:
        for point in self.points:
            fit, tree = self._placed(point)
            yield point, partial(fit.base.case, tree)


def load_experiment(
    given: Any, parameters: str | None = None, draws: int | None = None, own: Additions = NOTHING
) -> Plan:
    """Read an experiment file and its scenarios, and lay out its points.

    Every problem of the file is found here, the levels of each factor by itself included; `Plan.check` finds those of
    levels together.

    Parameters
    ----------
    given : the path of a file, text (YAML) or a mapping
    parameters, draws : in place of its `parameters_from` and `parameter_draws`, where given
    own : what the rules it is run by add to what its scenarios may hold

    Raises
    ------
    InvalidInput : with every problem, each with file, line and column
    """
    problems: list[Problem] = []
    file = with_choice(read_experiment(given, problems, own), parameters, draws)
    report = Report(file.tree, file.shown, problems)
    sound = check_experiment(file.experiment, report)
    varied = varied_in(file, sound, report)
    factors, sound = varied.factors, varied.sound
    bases = bases_of(file, scenario_files(file, factors), report)
    fits = _fits(file, factors, bases, sound, report)
    constraints = _constraints(file.experiment, varied.constrained, report)
    if fits and file.experiment.design.kind == ONE_AT_A_TIME:
        factors = with_baselines(factors, fits, report)
        varied = replace(varied, factors=factors)
        fits = [fit_of(reaching(factors, fit.base, file, report), fit.base) for fit in fits]
    sets = draws_of(file.experiment, fits, report)
    check_sensitivity(file.experiment, factors, fits, report)
    check_discover(file.experiment, factors, fits, report)
    check_game(file.experiment, factors, fits, report)
    check_robust(file.experiment, varied.uncertain, factors, fits, report)
    _stop_if_any(report, file.experiment, fits)
    design = varied.design(file.experiment, constraints, report)
    _stop_if_any(report, file.experiment, fits)
    sight = Sight(file.experiment, factors, fits, design.points, sets, report)
    design = replace(design, notes=(*design.notes, *notes_of_experiment(sight), *_notes(file.experiment, fits)))
    plan = Plan(
        as_laid_out(file.experiment), file.path.stem, tuple(factors), design, tuple(fits), file.tree, file.shown, sets
    )
    with suppress(InvalidInput):  # levels that are wrong together are for `Plan.check` to tell
        check_readable(plan.outcomes, plan.experiment.keep, plan.groups, report, named_outcomes(plan.experiment))
    report.stop_if_any()
    return plan


def _stop_if_any(report: Report, experiment: Experiment, fits: list[Fit]) -> None:
    """Stop where there is a problem, those of outcomes told with it as far as no point is needed to see them."""
    if not report.problems:
        return
    groups = [Group(fit.base.file, shape, {}, 1) for fit in fits if (shape := fit.guessed_shape()) is not None]
    named = named_outcomes(experiment)
    if groups and len(groups) == len(fits) and named:
        check_readable(list(named), experiment.keep, groups, report, named)
    report.stop_if_any()


def _fits(file: ExperimentFile, factors: list[Factor], bases: list[Base], sound: set[str], report: Report) -> list[Fit]:
    fits = []
    for base in bases:
        fits.append(fit_of(reaching(factors, base, file, report), base))
        check_levels(fits[-1], sound, report)
    return fits


def _notes(experiment: Experiment, fits: list[Fit]) -> list[str]:
    cases, files = [fit.base.case() for fit in fits], [fit.base.file for fit in fits]
    return [] if named_outcomes(experiment) else notes_on_defaults(cases, files)


def _constraints(experiment: Experiment, factors: list[Factor], report: Report) -> list[Constraint]:
    numeric = {factor.name: factor.numeric for factor in factors}
    read = []
    for index, text in enumerate(experiment.constraints):
        try:
            read.append(constraint(text, numeric))
        except ExpressionError as error:
            report.say(("constraints", index), f"cannot be read: {error.text}", at=error.at)
    return read


def _scenario_essence(fit: Fit) -> dict[str, Any]:
    strategies = {factor.name: factor.sets for factor, *_ in fit.slots if factor.sets}
    return {
        "case": essence(fit.base.case()),
        "reference": essence(fit.base.starts.reference),
        "slots": sorted([factor.name, *map(str, steps)] for factor, steps, *_ in fit.slots),
        **({"strategies": strategies} if strategies else {}),
    }


def _with_digest(point: dict[str, Value], scenarios: dict[str, str]) -> dict[str, Value]:
    """A point whose scenario, if it is a factor, is told by what the file holds and not by its name."""
    return point | {SCENARIO: scenarios[str(point[SCENARIO])]} if point.get(SCENARIO) in scenarios else point


def _digest(data: Any) -> str:
    return sha256(json.dumps(in_floats(data), sort_keys=True).encode()).hexdigest()


def _factor_data(factor: Factor) -> dict[str, Any]:
    plain = replace(factor, value_places={}, path_places=(), set_places={})
    kept = {key: value for key, value in asdict(plain).items() if "place" not in key}
    return kept if factor.sets else {key: value for key, value in kept.items() if key != "sets"}


def _factor_of(data: dict[str, Any], place: Place) -> Factor:
    values = None if data["values"] is None else tuple(data["values"])
    paths = tuple(data["paths"])
    return Factor(**data | {"values": values, "paths": paths}, place=place, path_places=(place,) * len(paths))
