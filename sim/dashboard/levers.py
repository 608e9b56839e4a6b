"""The levers of a scenario as a page offers them: by pole, those in use first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.scenario.load import Scenario
from sim.world.levers import AT_REST, Levers
from sim.world.quantity import declared

ALL = ""
"""Stands for all states, where a lever is not pulled towards one."""
_STEPS = 100


@dataclass(frozen=True)
class Lever:
    """What a slider moves.

    Attributes
    ----------
    path : such as EU.pressure.SRB, as `--set` has it
    meaning, unit : as declared
    low, high, step : of the slider
    start : what the scenario's file has
    used : whether that is another value than at rest
    later : months and names of what in the timeline sets it anew
    """

    path: str
    meaning: str
    unit: str
    low: float
    high: float
    step: float
    start: float
    used: bool
    later: tuple[str, ...]


def levers(scenario: Scenario, pole: str, towards: str = ALL) -> list[Lever]:
    """Every lever of a pole towards a state, or towards all; those in use first, in the order of their declaration.

    Parameters
    ----------
    towards : key of a state, or ALL
    """
    made = []
    given = scenario.case.levers[pole].model_dump()
    for name, quantity in declared(Levers).items():
        rest = AT_REST.get(name, 0.0)
        start = _start(given[name], towards, rest)
        made.append(
            Lever(
                f"{pole}.{name}" + (f".{towards}" if towards else ""),
                quantity.meaning,
                "" if quantity.unit == "1" else quantity.unit,
                quantity.low,
                quantity.high,
                (quantity.high - quantity.low) / _STEPS,
                start,
                start != rest or (not towards and any(value != rest for value in _values(given[name]))),
                _later(scenario, pole, name, towards),
            )
        )
    return sorted(made, key=lambda lever: not lever.used)


def _start(given: Any, towards: str, rest: float) -> float:
    if not isinstance(given, Mapping):
        return rest if given is None else float(given)
    return float(given.get(towards, given.get("default", rest)) if towards else given.get("default", rest))


def _values(given: Any) -> list[float]:
    """What a lever has for single states."""
    return [float(value) for value in given.values()] if isinstance(given, Mapping) else []


def _later(scenario: Scenario, pole: str, name: str, towards: str) -> tuple[str, ...]:
    """What in the timeline sets a lever anew; what is moved here counts until then."""
    every = f"{pole}.{name}"
    own = {every, f"{every}.default", f"{every}.{towards}"}
    found = []
    for item in scenario.case.timeline:
        keys = {key.removeprefix("levers.") for effects in (item.set, item.ramp) for key in effects}
        if keys & own or (not towards and any(key.startswith(f"{every}.") for key in keys)):
            found.append(f"{item.at or item.from_ or scenario.case.clock.start} {item.name}")
    return tuple(found)
