"""The value that a scenario itself has where a factor goes: what its file says, else what it rests at."""

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from twochairs.errors import InvalidInput
from twochairs.experiment.base import Base
from twochairs.experiment.factor import SCENARIO, Factor
from twochairs.experiment.fit import Fit
from twochairs.experiment.report import Report
from twochairs.experiment.schema import Value
from twochairs.scenario.paths import UnknownPath, targets
from twochairs.scenario.spelling import is_lever
from twochairs.scenario.tree import EVERYONE, Path, problem_at
from twochairs.world.layout import Layout


class Own:
    """The values of a scenario.

    Parameters
    ----------
    base : the scenario, checked
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.data = base.case().model_dump(by_alias=True)

    @cached_property
    def start(self) -> tuple[Layout, np.ndarray]:
        """Every number before the first month, what is solved for included."""
        return self.base.scenario(self.base.tree).start()

    def at(self, steps: Path) -> Value | None:
        """The single value at some steps of the tree; None where there is none, or there are several.

        A number that the file leaves out is what a run starts with: 0 for a lever or a share of trade.
        """
        steps = steps[:-1] if is_lever(steps[:-1]) and steps[-1] == EVERYONE else steps
        value: Value | None = value_at(self.data, steps)
        return self._at_rest(steps) if value is None else value

    def _at_rest(self, steps: Path) -> float | None:
        layout, values = self.start
        try:
            reached = targets(".".join(map(str, steps)), layout.names)
        except UnknownPath:
            return None
        numbers = {float(values[layout.slot(target.quantity, *target.agents)]) for target in reached}
        return numbers.pop() if len(numbers) == 1 else None


def value_at(data: Any, steps: Path) -> Any:
    """The single value that a dumped case has at a path, or None where it has none or several."""
    for step in steps:
        inside = isinstance(data, dict) and step in data
        if not inside and not (isinstance(data, list) and isinstance(step, int)):
            return data.get("default") if isinstance(data, dict) and data.keys() >= {"default"} else None
        data = data[step]
    if isinstance(data, dict):
        return data["default"] if data.keys() == {"default"} else None
    return data if isinstance(data, bool | int | float | str) else None


def own_values(fit: Fit, focus: str | None) -> dict[str, Value]:
    """The value that a scenario itself has for each factor; where it differs by country, that of the focus.

    Factors whose paths hold several values are left out.
    """
    of = Own(fit.base)
    own: dict[str, Value] = {}
    for factor, steps, *_ in fit.slots:
        if factor.sets:
            continue  # a strategy is no value of the scenario
        value = of.at(steps)
        if value is None and focus is not None:
            value = of.at((*steps, focus))
        if value is not None and factor.fits(value) and own.get(factor.name, value) == value:
            own[factor.name] = value
    return own


def with_baselines(factors: list[Factor], fits: list[Fit], report: Report) -> list[Factor]:
    """Factors with a baseline each: as the file says, else the value of the scenario that is the baseline itself."""
    scenario = next((factor for factor in factors if factor.name == SCENARIO and not factor.paths), None)
    file = None if scenario is None else scenario.baseline or scenario.levels()[0]
    fit = next((one for one in fits if one.base.file == file), fits[0])
    try:
        of = Own(fit.base)
        found = {f.name: [of.at(steps) for one, steps, *_ in fit.slots if one.name == f.name] for f in factors}
    except InvalidInput as error:
        report.take(error)
        return factors
    based = []
    for factor in factors:
        values = [file] if factor is scenario else found[factor.name]
        if not values:
            continue  # its path leads nowhere, which is reported
        own = values[0] if all(value == values[0] for value in values) else None
        if factor.baseline is None and (own is None or not factor.fits(own)):
            text = f"{factor.name} has no single value of its kind in the scenario; give a baseline"
            report.problems.append(problem_at(factor.place, text))
        given = own if factor.baseline is None else factor.baseline
        based.append(replace(factor, baseline=_of_kind(given, factor)))
    return based


def _of_kind(value: Any, factor: Factor) -> Any:
    """A number as whole or not, as the factor's levels are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return int(value) if factor.whole and float(value).is_integer() else float(value)
