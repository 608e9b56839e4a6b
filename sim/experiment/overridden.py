"""Factors whose value a scenario's own timeline sets again: a sweep over them shows less than one may think."""

from collections.abc import Iterator

from sim.experiment.factor import Factor
from sim.experiment.fit import Fit
from sim.scenario.check import names_of
from sim.scenario.paths import Target, UnknownPath, targets
from sim.scenario.schema import Case, TimelineItem
from sim.world.layout import Names

_SHOWN = 3


def notes_on_timelines(factors: list[Factor], fits: list[Fit]) -> list[str]:
    """What a reader should know of start values that do not last, one note a factor and scenario."""
    notes: dict[str, None] = {}
    for fit in fits:
        case = fit.base.case()
        names = names_of(case)
        for factor in factors:
            again = [text for path in factor.paths for text in _set_again(path, case, names)]
            if again:
                more = f" and {len(again) - _SHOWN} more" if len(again) > _SHOWN else ""
                told = ", ".join(again[:_SHOWN])
                notes[f"{factor.name} is a start value; the timeline sets it again: {told}{more}"] = None
    return list(notes)


def _set_again(path: str, case: Case, names: Names) -> Iterator[str]:
    """Items of the timeline that set or ramp what a path stands for, whatever it was before."""
    reached = set(_reached(path, names))
    for item in case.timeline if reached else ():
        for effect in (*item.set, *item.ramp):
            if reached & set(_reached(effect, names)):
                yield f"{effect} from {_month(item)} ('{item.name}')"


def _reached(path: str, names: Names) -> list[Target]:
    try:
        return targets(path, names)
    except UnknownPath:
        return []  # a constant of the rules, a switch, a date: nothing a timeline could set


def _month(item: TimelineItem) -> str:
    return item.at or item.from_ or "the start"
