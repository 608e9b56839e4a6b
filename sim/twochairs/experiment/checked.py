"""What there is to know of a sound scenario or experiment: what it holds, what may not be meant, where states start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from twochairs.errors import NotPossible
from twochairs.experiment.file import is_experiment_file
from twochairs.experiment.plan import Plan, load_experiment
from twochairs.scenario.inherited import own_notes, own_states
from twochairs.scenario.load import load, load_base
from twochairs.scenario.notes import notes_of
from twochairs.scenario.schema import Case
from twochairs.scenario.sides import Sides, sides_of
from twochairs.world.additions import NOTHING, Additions

_SHOWN = 12
"""Missing keys of a base that are named."""


@dataclass(frozen=True)
class Checked:
    """What there is to know of a sound scenario or experiment.

    Attributes
    ----------
    kind : "scenario", "base" (for others to extend) or "experiment"
    holds : how much of what, in words
    notes : what may not be what was meant, each with its place
    countries : of a scenario, where each country's alignment, government, challenger and public start
    counts : how much of what, in numbers
    inherited : those of the notes that are on what it extends, and not on lines of its own
    as_inherited : keys of the countries that start as in what it extends
    """

    kind: str
    holds: str
    notes: tuple[str, ...]
    countries: tuple[Sides, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    inherited: tuple[str, ...] = ()
    as_inherited: tuple[str, ...] = ()


def checked(
    given: Any, settings: dict[str, str], check: Callable[[Plan], None] = Plan.check, own: Additions = NOTHING
) -> Checked:
    """A scenario or an experiment looked over, whichever it is.

    Parameters
    ----------
    given : the path of a file, text (YAML) or a mapping
    settings : of a scenario, dotted path to YAML text
    check : checks every point of an experiment
    own : what the rules it is run by add to what it may hold

    Raises
    ------
    InvalidInput : with every problem, each with its place
    NotPossible : where settings are given for an experiment
    """
    if not is_experiment_file(given):
        return _scenario(given, settings, own)
    if settings:
        raise NotPossible("settings are for scenarios\n  hint: write `set` in the experiment")
    plan = load_experiment(given, own=own)
    check(plan)
    counts = {"points": len(plan.points), "replicates": plan.experiment.replicates, "factors": len(plan.factors)}
    holds = ", ".join(f"{n:,} {many if n != 1 else many[:-1]}" for many, n in counts.items())
    return Checked("experiment", holds, plan.notes, counts=counts)


def _scenario(given: Any, settings: dict[str, str], own: Additions) -> Checked:
    base = load_base(given, settings, own)
    if base is not None:
        note = f"it is a base for others to extend; to run it lacks {_some(base.missing)}"
        return Checked("base", _agents(base.case, base.missing), (note,), counts=_counts(base.case, base.missing))
    scenario = load(given, settings, own)
    clock = scenario.case.clock
    holds = f"{_agents(scenario.case)}, {clock.months} month{'s' if clock.months != 1 else ''} from {clock.start}"
    counts = _counts(scenario.case) | {"months": clock.months}
    notes, states = notes_of(scenario), own_states(scenario)
    mine = own_notes(scenario, notes)
    return Checked(
        "scenario",
        holds,
        tuple(map(str, notes)),
        tuple(sides_of(scenario)),
        counts,
        tuple(str(note) for note in notes if note not in mine),
        tuple(name for name in scenario.case.countries if name not in states),
    )


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


_ONE = {"countries": "country", "poles": "pole", "disputes": "dispute", "timeline": "timeline item"}


def _counts(case: Case, missing: tuple[str, ...] = ()) -> dict[str, int]:
    return {many: len(getattr(case, many)) for many in _ONE if many not in missing}


def _agents(case: Case, missing: tuple[str, ...] = ()) -> str:
    kept = [(n, _ONE[many], many) for many, n in _counts(case, missing).items() if n]
    return ", ".join(f"{n} {one if n == 1 else many.replace('timeline', 'timeline items')}" for n, one, many in kept)
