"""What in a sound experiment may not be what was meant: each slip with its place, and what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from twochairs.errors import Place
from twochairs.experiment.factor import SCENARIO, Factor
from twochairs.experiment.fit import Fit
from twochairs.experiment.read_off import named_outcomes
from twochairs.experiment.report import Report
from twochairs.experiment.schema import Experiment, Value
from twochairs.experiment.shape import shape_of
from twochairs.experiment.uncertainty import PARAMETERS_KEY, Draws
from twochairs.outcomes.spans import never_holds
from twochairs.scenario.essence import essence
from twochairs.scenario.expression import ExpressionError
from twochairs.scenario.held import WAYS, Span, across, record
from twochairs.scenario.look import Look, Note, some
from twochairs.scenario.notes import notes_of_case
from twochairs.scenario.paths import Target, UnknownPath, targets
from twochairs.scenario.slips_of_levers import off, setting_again, told_again, why_idle
from twochairs.scenario.spelling import LEVERS
from twochairs.scenario.unheard import unheard
from twochairs.world.parameters import PARAMETERS

_DAY, _DISK = 86_400.0, 1e11
"""Seconds of a processor and bytes of outcomes that somebody should know of before."""
_RATE = 1.5e6
"""Country-months that a processor does in a second, as measured on an ordinary one."""


@dataclass(frozen=True)
class Sight:
    """An experiment as those see it who look for slips in it.

    Attributes
    ----------
    experiment : as its file says it
    factors : in the order of their names
    fits : each scenario, with where factors go in it
    points : of the design
    draws : sets of constants that the replicates are spread over
    report : knows the places of the file
    """

    experiment: Experiment
    factors: Sequence[Factor]
    fits: Sequence[Fit]
    points: Sequence[dict[str, Value]]
    draws: Draws
    report: Report


def notes_of_experiment(sight: Sight) -> list[str]:
    """Every note on an experiment and its scenarios, each once."""
    own = [note for slip in SLIPS for note in slip(sight)]
    inherited = [note for fit in sight.fits for note in notes_of_case(fit.case, fit.base.tree, fit.base.reference)]
    return list(dict.fromkeys(str(note) for note in (*own, *inherited)))


def factors_set_again(sight: Sight) -> Iterator[Note]:
    """Factors on start values that the timeline or a policy sets again."""
    for factor, fit, path, at in _paths(sight):
        look = Look(fit.case, fit.base.tree)
        effects = [effect for target in _reached(path, look) for effect in look.changes.get(target, ())]
        again = setting_again(look, list(dict.fromkeys(effects)))
        if again:
            text = (
                f"{_called(factor, path)} is a start value; {told_again(look, again)}: vary that too if it is to last"
            )
            yield Note(factor.path_places[at], text)


def factors_switched_off(sight: Sight) -> Iterator[Note]:
    """Factors on constants of a mechanism that is off at every point."""
    moved = {path for factor in sight.factors for path in factor.paths}
    for factor, fit, path, at in _paths(sight):
        for switch, constant in off(fit.case):
            if path == f"{PARAMETERS_KEY}.{constant}" and f"switches.{switch}" not in moved:
                text = (
                    f"{_called(factor, path)} changes nothing, for switches.{switch} is false; leave one of the two out"
                )
                yield Note(factor.path_places[at], text)


def factors_beyond_their_prior(sight: Sight) -> Iterator[Note]:
    """Factors on constants whose levels lie outside the range that is declared likely."""
    for factor in sight.factors:
        for path, place in zip(factor.paths, factor.path_places, strict=True):
            section, _, name = path.partition(".")
            prior = PARAMETERS[name].prior.ends if section == PARAMETERS_KEY and name in PARAMETERS else None
            values = [value for end in factor.ends() if (value := factor.given(path, end)) is not None]
            outside = [value for value in values if prior and not prior[0] <= float(value) <= prior[1]]
            if prior and outside:
                told = some([f"{float(value):g}" for value in outside])
                span = f"{prior[0]:.3g} to {prior[1]:.3g}"
                text = (
                    f"{_called(factor, path)} has {told}, outside its declared prior of {span}; prior: true keeps to it"
                )
                yield Note(place, text)


def factors_that_cannot_work(sight: Sight) -> Iterator[Note]:
    """Factors on levers that can move none of the countries they are for."""
    moved = {path for factor in sight.factors for path in factor.paths}
    for factor, fit, path, at in _paths(sight):
        look = Look(fit.case, fit.base.tree)
        reached = [target for target in _reached(path, look) if target.quantity in LEVERS]
        reasons = [why_idle(look, target.agents[0], target.quantity, target.agents[1]) for target in reached]
        alone = not any(other.startswith(("countries.", "switches.")) for other in moved)
        names = some([target.agents[1] for target in reached])
        if reasons and all(reasons) and alone:
            yield Note(factor.path_places[at], f"{_called(factor, path)} changes nothing for {names}: {reasons[0]}")
            continue
        late = [unheard(look, target, 0) for target, idle in zip(reached, reasons, strict=True) if not idle]
        if late and all(late) and alone:
            yield Note(factor.path_places[at], f"{_called(factor, path)} {late[0]}")


def levers_varied_beyond_the_record(sight: Sight) -> Iterator[Note]:
    """At most one note: of levers that factors take further than the record ever held of them."""
    told: dict[str, Place] = {}
    for factor, fit, path, at in _paths(sight):
        look = Look(fit.case, fit.base.tree)
        levels = [float(value) for end in factor.ends() if isinstance(value := factor.given(path, end), int | float)]
        reached = [target for target in _reached(path, look) if target.quantity in LEVERS]
        work = [target for target in reached if not why_idle(look, target.agents[0], target.quantity, target.agents[1])]
        left = [one.own for target in work for way in WAYS if (one := record().left(target, levels, way))]
        if left:
            text = f"{path} {Span(min(levels), max(levels))} ({across(left)} in the record)"
            told.setdefault(text, factor.path_places[at])
    if told:
        years, each = f"{record().first} to {record().last}", some(list(told))
        text = f"what levers do beyond the record of {years} rests on other states or on the prior: {each}"
        yield Note(next(iter(told.values())), text)


def scenarios_alike(sight: Sight) -> Iterator[Note]:
    """Scenarios of a factor that are one and the same."""
    seen: list[tuple[object, str]] = []
    factor = next((one for one in sight.factors if one.name == SCENARIO and not one.paths), None)
    for fit in sight.fits if factor is not None else ():
        own = essence(fit.case), essence(fit.base.starts.reference)
        other = next((name for known, name in seen if known == own), None)
        seen.append((own, fit.base.file))
        if other is not None and factor is not None:
            text = (
                f"{fit.base.file} is the same scenario as {other}, whatever the two are called; leave one of them out"
            )
            yield Note(factor.place_of(fit.base.file), text)


def replicates_without_chance(sight: Sight) -> Iterator[Note]:
    """Many replicates of runs in which there is nothing that could differ."""
    count = sight.experiment.replicates
    if count > 1 and not sight.draws.varied and not any(_has_noise(sight, point) for point in sight.points):
        text = f"the {count:,} replicates of a point are all the same, for switches.noise is false; one is enough"
        yield Note(sight.report.place(("replicates",)), text)


def very_many_runs(sight: Sight) -> Iterator[Note]:
    """Sweeps that take days of a processor."""
    runs = len(sight.points) * sight.experiment.replicates
    work = runs * max(fit.case.clock.months * len(fit.case.countries) for fit in sight.fits)
    days, size = work / _RATE / _DAY, runs * 8.0 * (len(named_outcomes(sight.experiment)) + len(sight.factors) + 1)
    if days > 1.0 or size > _DISK:
        text = (
            f"these are {runs:,} runs, some {days:,.1f} days of one processor and {size / 1e9:,.0f} GB of outcomes; "
            "take fewer replicates or points, or a cluster"
        )
        yield Note(sight.report.place(("replicates",)), text)


def outcomes_that_never_hold(sight: Sight) -> Iterator[Note]:
    """Outcomes that look for months which no run can have."""
    shapes = [shape_of(fit.case) for fit in sight.fits]
    for text, where in named_outcomes(sight.experiment).items():
        if where is None:
            continue
        with suppress(ExpressionError):  # one that cannot be read is for the check of outcomes to tell
            if all(never_holds(shape.outcome(text), shape.layout) for shape in shapes):
                never = (
                    f"outcome '{text}' has a condition that never holds within the ranges of its quantities; mend it"
                )
                yield Note(sight.report.place(where), never)


SLIPS: tuple[Callable[[Sight], Iterator[Note]], ...] = (
    factors_set_again,
    factors_switched_off,
    factors_beyond_their_prior,
    factors_that_cannot_work,
    levers_varied_beyond_the_record,
    scenarios_alike,
    outcomes_that_never_hold,
    replicates_without_chance,
    very_many_runs,
)
"""Each looks for one kind of slip."""


def _paths(sight: Sight) -> Iterator[tuple[Factor, Fit, str, int]]:
    """Every path of every factor in every scenario, with its number."""
    for factor in sight.factors:
        for fit in sight.fits:
            yield from ((factor, fit, path, at) for at, path in enumerate(factor.paths))


def _called(factor: Factor, path: str) -> str:
    """What is varied, as the file calls it: a factor, or a path that strategies set."""
    return path if factor.sets else factor.name


def _reached(path: str, look: Look) -> list[Target]:
    try:
        return targets(path, look.names)
    except UnknownPath:
        return []  # a constant of the rules, a switch, a date: nothing that an item could set


def _has_noise(sight: Sight, point: dict[str, Value]) -> bool:
    fit = next((one for one in sight.fits if one.base.file == point.get(SCENARIO)), sight.fits[0])
    return fit.noise(point)
