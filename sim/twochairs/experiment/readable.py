"""Whether every point has what an experiment reads off its runs and keeps of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twochairs.experiment.report import Report
from twochairs.experiment.schema import QUANTITIES_KEPT, Keep, Value
from twochairs.experiment.shape import Shape
from twochairs.scenario.check import names_of
from twochairs.scenario.expression import ExpressionError
from twochairs.scenario.schema import Case
from twochairs.scenario.tree import Path, problem_at
from twochairs.scenario.wording import found, shortened
from twochairs.world.layout import QUANTITIES


@dataclass(frozen=True)
class Group:
    """Points of one scenario that have their shape in common.

    Attributes
    ----------
    file : of the scenario, as the experiment names it
    shape : theirs
    first : factor name to value, of the first of them
    count : of them
    """

    file: str
    shape: Shape
    first: dict[str, Value]
    count: int


def default_outcomes(cases: Sequence[Case]) -> tuple[str, ...]:
    """What is read off runs where an experiment names nothing: alignment and liability of each focus.

    A scenario without a focus stands for all its countries; a country that one of the scenarios lacks is left out.
    """
    wanted = _in_focus(cases)
    shared = [country for country in wanted if all(country in case.countries for case in cases)]
    return tuple(text for country in shared for text in _of_country(country))


def notes_on_defaults(cases: Sequence[Case], files: Sequence[str]) -> list[str]:
    """Which outcomes a reader may expect and does not get, for one of the scenarios lacks the country."""
    notes = []
    for country in _in_focus(cases):
        without = [file for file, case in zip(files, cases, strict=True) if country not in case.countries]
        if without:
            texts = " and ".join(_of_country(country))
            notes.append(f"{texts} are not read off: {' and '.join(without)} has no {country}")
    return notes


def _in_focus(cases: Sequence[Case]) -> list[str]:
    each = ([case.focus] if case.focus is not None else names_of(case).country for case in cases)
    return list(dict.fromkeys(country for countries in each for country in countries))


def _of_country(country: str) -> tuple[str, str]:
    return f"alignment[{country}]@end", f"liability[{country}]@mean"


def check_readable(
    outcomes: Sequence[str], keep: Keep, groups: Sequence[Group], report: Report, named: Mapping[str, Path | None]
) -> None:
    """Report every outcome and every series that some points cannot give, and which points these are.

    Parameters
    ----------
    outcomes : what is read off each run
    keep : what else is kept
    groups : all points
    report : gets the problems
    named : outcomes that the file names, with their places in it; None of what is put together of others
    """
    if not outcomes:
        text = "is missing: no state is in all the scenarios, whose alignment would be read off; say what is"
        report.say(("outcomes",), text, key=True)
    for text in outcomes:
        where = named.get(text, ("outcomes",))
        if where is not None:
            _check_outcome(where, text, groups, report)
    if keep.series != "none" and tuple(keep.quantities) != QUANTITIES_KEPT:
        _check_series(keep, groups, report)


def _check_outcome(where: Path, text: str, groups: Sequence[Group], report: Report) -> None:
    if report.guessed(where):
        return
    units: dict[str, str] = {}
    at = 0
    failing: dict[str, list[Group]] = {}
    reasons: dict[str, str] = {}
    for group in groups:
        try:
            units.setdefault(group.shape.outcome(text).unit, group.file)
        except ExpressionError as error:
            at = at if failing else error.at
            failing.setdefault(group.file, []).append(group)
            reasons.setdefault(group.file, f"{error.text}, at character {error.at + 1}")
    told = [f"cannot be read {_where(failing[file], groups)}: {reason}" for file, reason in reasons.items()]
    if reasons and not units:
        told = [next(iter(reasons.values()))]
    if len(units) > 1:
        kinds = " and ".join(f"in {unit} in {file}" for unit, file in units.items())
        told.append(f"is {kinds}; read off what means the same everywhere")
    place = report.character(where, at)
    report.problems += [problem_at(place, f"outcome '{text}'{':' if not units else ''} {one}") for one in told]


def _where(failing: Sequence[Group], groups: Sequence[Group]) -> str:
    """At which points something is amiss: all of a scenario, or so many."""
    file = failing[0].file
    own = [group for group in groups if group.file == file]
    if len(own) == len(failing) < len(groups):
        return f"in {file}"
    values = ", ".join(f"{name}={told(value)}" for name, value in failing[0].first.items())
    amiss, total = sum(group.count for group in failing), sum(group.count for group in groups)
    return f"at {amiss} of {total} points, the first with {shortened(values)}"


def told(value: Value) -> str:
    """A level as a problem shows it."""
    return found(value) if isinstance(value, bool | str) else f"{value:.6g}"


def _check_series(keep: Keep, groups: Sequence[Group], report: Report) -> None:
    """A quantity that is asked for is of an agent everywhere or nowhere."""
    for index, quantity in enumerate(keep.quantities):
        if quantity not in QUANTITIES:
            continue  # told where the file is checked by itself
        missing = {group.file: _missing(quantity, group.shape) for group in groups}
        without = [file for file, dim in missing.items() if dim]
        if len(without) < len(missing):
            for file in without:
                text = f"is {found(quantity)}, but {file} has no {missing[file]}; leave one of the two out"
                report.say(("keep", "quantities", index), text)


def _missing(quantity: str, shape: Shape) -> str:
    """A kind of agent that a quantity is of and a world has none of, or ""."""
    return next((dim for dim in QUANTITIES[quantity].dims if not shape.names.along(dim)), "")
