"""What there is to know of a sound scenario or experiment: what it holds, what may not be meant, where states start."""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Any

from twochairs.errors import NotPossible
from twochairs.experiment.file import is_experiment_file
from twochairs.experiment.plan import Plan, load_experiment
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
    """

    kind: str
    holds: str
    notes: tuple[str, ...]
    countries: tuple[Sides, ...] = ()


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
    counts = [(len(plan.points), "point"), (plan.experiment.replicates, "replicate"), (len(plan.factors), "factor")]
    holds = ", ".join(f"{n:,} {one}{'s' if n != 1 else ''}" for n, one in counts)
    return Checked("experiment", holds, plan.notes)


def _scenario(given: Any, settings: dict[str, str], own: Additions) -> Checked:
    base = load_base(given, settings, own)
    if base is not None:
        note = f"it is a base for others to extend; to run it lacks {_some(base.missing)}"
        return Checked("base", _agents(base.case, base.missing), (note,))
    scenario = load(given, settings, own)
    clock = scenario.case.clock
    holds = f"{_agents(scenario.case)}, {clock.months} month{'s' if clock.months != 1 else ''} from {clock.start}"
    return Checked("scenario", holds, tuple(map(str, notes_of(scenario))), tuple(sides_of(scenario)))


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _agents(case: Case, missing: tuple[str, ...] = ()) -> str:
    counts: list[tuple[Sized, str, str]] = [
        (case.countries, "country", "countries"),
        (case.poles, "pole", "poles"),
        (case.disputes, "dispute", "disputes"),
        (case.timeline, "timeline item", "timeline items"),
    ]
    kept = [(len(some), one, many) for some, one, many in counts if some and many not in missing]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in kept)
