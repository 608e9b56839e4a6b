"""What of a scenario can change a number, in one form however it is written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from twochairs.scenario.check import names_of
from twochairs.scenario.commodity import GAS
from twochairs.scenario.expression import Name, parse
from twochairs.scenario.paths import Target, named, owners
from twochairs.scenario.schema import Case, Policy, TimelineItem
from twochairs.world.layout import SECTIONS, Names
from twochairs.world.levers import AT_REST, Levers
from twochairs.world.quantity import declared

SHOWN = {"title", "description", "notice", "focus", "sources", "reference"}
"""Keys of a case that say how it is shown."""
NAMED = ("name", "article", "plural")
"""Keys of a pole, a state, a dispute or an act that say how it is called."""


def essence(case: Case) -> Any:
    """A case as plain data without titles, names for display and sources; units are those of a result's numbers.

    Each lever is a number for every country, each effect one on a single number of the world, each expression its
    instructions, and every number a float.
    """
    names = names_of(case)
    kept: dict[str, Any] = case.model_dump(
        by_alias=True, exclude_none=True, exclude=SHOWN | ({"commodity"} if case.commodity == GAS else set())
    )
    for section in SECTIONS.values():
        kept[section] = {key: _without(agent, *NAMED) for key, agent in kept[section].items()}
    for country in kept["countries"].values():
        government = country["government"]
        if "partner" in government:
            country["government"] = government | {"partner": _without(government["partner"], "name")}
    kept["levers"] = {pole: _levers(case, pole) for pole in case.poles}
    kept["timeline"] = [_item(item, names) for item in case.timeline]
    kept["policies"] = [_policy(policy, names) for policy in case.policies]
    return in_floats(kept)


def lever_towards(case: Case, pole: str, lever: str, country: str) -> float:
    """The start value of a lever of a pole towards a country: its own, that for all, or at rest."""
    return lever_towards_all(case.levers.get(pole), lever, (country,))[0]


def lever_towards_all(levers: Any, lever: str, countries: tuple[str, ...]) -> list[float]:
    """The start values of a lever towards some countries, of what a file gives of its pole's levers, if anything."""
    given: dict[str, float] = getattr(levers, lever) if levers is not None else {}
    rest = given.get("default", AT_REST.get(lever, 0.0))
    return [given.get(country, rest) for country in countries]


def _levers(case: Case, pole: str) -> dict[str, dict[str, float]]:
    return {
        lever: {country: lever_towards(case, pole, lever, country) for country in case.countries}
        for lever in declared(Levers)
    }


def _item(item: TimelineItem, names: Names) -> dict[str, Any]:
    changed = {field: _effects(getattr(item, field), names) for field in ("set", "add", "ramp")}
    return item.model_dump(by_alias=True, exclude_none=True, exclude={"source", "note"}) | changed


def _effects(effects: dict[str, Any], names: Names) -> dict[str, float | str]:
    given = {_label(target): effects[path] for target, path in owners(effects, names).items()}
    return {label: value if isinstance(value, str) else float(value) for label, value in given.items()}


def _policy(policy: Policy, names: Names) -> dict[str, Any]:
    done = {
        _label(target): _instructions(str(policy.do[path]), names, target.country, policy.let)
        for target, path in owners(policy.do, names).items()
    }
    when = _instructions(policy.when, names, let=policy.let)
    return policy.model_dump(exclude={"let"}) | {"when": when, "do": done}


def _instructions(
    text: str, names: Names, country: str | None = None, let: Mapping[str, float] = MappingProxyType({})
) -> list[Any]:
    return [
        [code, _label(named(operand, names, country)) if isinstance(operand, Name) else operand]
        for code, operand in parse(text, let)
    ]


def _label(target: Target) -> str:
    return f"{target.quantity}[{', '.join(target.agents)}]"


def _without(data: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in keys}


def in_floats(data: Any) -> Any:
    """Numbers in one form, so that 1 and 1.0 are the same."""
    if isinstance(data, dict):
        return {key: in_floats(value) for key, value in data.items()}
    if isinstance(data, list):
        return [in_floats(value) for value in data]
    return float(data) if isinstance(data, int) and not isinstance(data, bool) else data
