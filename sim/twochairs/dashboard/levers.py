"""The levers of a scenario as a page offers them: by pole, those in use first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twochairs.scenario.load import Scenario
from twochairs.scenario.parts import idle_of
from twochairs.world.levers import AT_REST, Levers
from twochairs.world.quantity import declared

ALL = ""
"""Stands for all states, where a lever is not pulled towards one."""
_STEPS = 100
_DIGITS = 10
"""Decimals of the stops between the ends; what the file has keeps all of its own."""


@dataclass(frozen=True)
class Lever:
    """What a slider moves.

    Attributes
    ----------
    path : such as EU.pressure.SRB, as `--set` has it
    every : that of the same lever towards all states, where this is towards one; it replaces what single states have
    meaning, unit : as declared
    low, high : of the slider
    start : what the scenario's file has
    stops : where the slider can stand, in order: even steps from low to high, and `start` exactly as it is
    apart : names of states that have another value, where this is towards all; a move replaces theirs
    used : whether that is another value than at rest
    later : months and names of what in the timeline sets it anew
    """

    path: str
    every: str | None
    meaning: str
    unit: str
    low: float
    high: float
    start: float
    stops: tuple[float, ...]
    apart: tuple[str, ...]
    used: bool
    later: tuple[str, ...]


def levers(scenario: Scenario, pole: str, towards: str = ALL) -> list[Lever]:
    """Every lever of a pole towards a state, or towards all; those in use first, in the order of their declaration.

    Levers of parts that the scenario has nothing of are left out.

    Parameters
    ----------
    towards : key of a state, or ALL
    """
    made = []
    given, commodity = scenario.case.levers[pole].model_dump(), scenario.case.commodity
    without = idle_of(scenario.case)
    for name, quantity in declared(Levers).items():
        if name in without:
            continue
        rest = AT_REST.get(name, 0.0)
        start = _start(given[name], towards, rest)
        apart = () if towards else _apart(given[name], start)
        made.append(
            Lever(
                f"{pole}.{name}" + (f".{towards}" if towards else ""),
                f"{pole}.{name}" if towards else None,
                commodity.said(quantity.meaning),
                "" if quantity.unit == "1" else quantity.unit,
                quantity.low,
                quantity.high,
                start,
                _stops(quantity.low, quantity.high, start),
                apart,
                start != rest or bool(apart),
                _later(scenario, pole, name, towards),
            )
        )
    return sorted(made, key=lambda lever: not lever.used)


def exact(value: float) -> str:
    """A number with every digit that it has: 0.05, 1, 0.123456789."""
    return repr(value).removesuffix(".0")


def _stops(low: float, high: float, start: float) -> tuple[float, ...]:
    even = (round(low + place * (high - low) / _STEPS, _DIGITS) for place in range(_STEPS + 1))
    return tuple(sorted({start, *(stop for stop in even if abs(stop - start) > 10.0**-_DIGITS)}))


def _start(given: Any, towards: str, rest: float) -> float:
    if not isinstance(given, Mapping):
        return rest if given is None else float(given)
    return float(given.get(towards, given.get("default", rest)) if towards else given.get("default", rest))


def _apart(given: Any, start: float) -> tuple[str, ...]:
    """States that have another value than all."""
    if not isinstance(given, Mapping):
        return ()
    return tuple(key for key, value in given.items() if key != "default" and float(value) != start)


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
