"""What factors and outcomes mean, in words that fit an axis label."""

import re
from dataclasses import dataclass

from twochairs.experiment.factor import Factor
from twochairs.outcomes.derived import DERIVED
from twochairs.outcomes.units import ONE
from twochairs.scenario.commodity import Commodity
from twochairs.world.layout import QUANTITIES
from twochairs.world.mechanisms import SWITCHES
from twochairs.world.parameters import PARAMETERS
from twochairs.world.quantity import NO_BOUND, Parameter, Quantity

_CALL = re.compile(r"(?P<name>\w+)(\[(?P<agents>[^\[\]]*)\])?(@(?P<when>[\w-]+))?\Z")
_WITHIN = "_within"


@dataclass(frozen=True)
class Meaning:
    """What stands behind a name.

    Attributes
    ----------
    text : in words, without unit and agents; "" where nothing is declared
    unit : "1" for a share or an index
    agents : keys it is about, such as EU or SRB
    when : end, start, mean, max, min, a month, "within 24 months", or ""
    ends : of the range it is kept in, where it has two
    """

    text: str
    unit: str = ONE
    agents: tuple[str, ...] = ()
    when: str = ""
    ends: tuple[float, float] | None = None


def meaning_of_factor(factor: Factor, labels: dict[str, dict[str, str]], commodity: Commodity) -> Meaning:
    """What a factor stands for; of several paths, the first.

    Parameters
    ----------
    labels : kind of agent to keys and names, as in a manifest
    commodity : what states buy
    """
    if not factor.paths:
        return Meaning("Scenario")
    if factor.sets:
        return Meaning(
            "Strategy", agents=(factor.name,) if any(factor.name in keys for keys in labels.values()) else ()
        )
    path = factor.paths[0]
    steps = [step for step in re.split(r"[.\[\]]+", path) if step]
    for place in range(len(steps) - 1, -1, -1):
        found = _declared(steps[place], steps[:place])
        if found is not None:
            declared = commodity.of(found)
            others = (*steps[:place], *steps[place + 1 :])
            agents = tuple(step for step in others if any(step in keys for keys in labels.values()))
            return Meaning(declared.meaning, declared.unit, agents, ends=_ends(declared))
    return Meaning("")


def _declared(step: str, before: list[str]) -> Quantity | Parameter | None:
    if before[-1:] == ["parameters"]:
        constant: Parameter | None = PARAMETERS.get(step)
        return constant
    if before[-1:] == ["switches"] and step in SWITCHES:
        return Quantity(f"Switch: {step.replace('_', ' ')}", ONE, -NO_BOUND, NO_BOUND, ())
    name = f"gas_{step}" if before[-1:] == ["gas"] and f"gas_{step}" in QUANTITIES else step
    quantity: Quantity | None = QUANTITIES.get(name)
    return quantity


def _ends(declared: Quantity | Parameter) -> tuple[float, float] | None:
    bounded = declared.low > -NO_BOUND and declared.high < NO_BOUND
    return (declared.low, declared.high) if bounded else None


def meaning_of_outcome(
    text: str, unit: str, labels: dict[str, dict[str, str]], commodity: Commodity, name: str | None = None
) -> Meaning:
    """What an outcome of one quantity is, or what it is called; of an expression without a name, no words.

    Parameters
    ----------
    labels : kind of agent to keys and names, as in a manifest
    commodity : what states buy
    name : that the experiment gives it, if it does
    """
    found = _meaning_of_outcome(text, unit, labels, commodity)
    return found if name is None else Meaning(name, unit, ends=found.ends)


def _meaning_of_outcome(text: str, unit: str, labels: dict[str, dict[str, str]], commodity: Commodity) -> Meaning:
    match = _CALL.match(text)
    if match is None:
        return Meaning("", unit)
    name, when = match["name"], match["when"] or ""
    agents = tuple(part.strip() for part in (match["agents"] or "").split(",") if part.strip())
    acts = labels.get("act", {})
    if name.endswith(_WITHIN) and name.removesuffix(_WITHIN) in acts and len(agents) == 2:
        return Meaning(acts[name.removesuffix(_WITHIN)], unit, agents[:1], f"within {agents[1]} months")
    if name in acts:
        return Meaning(acts[name], unit, agents, when)
    if name in DERIVED and name not in QUANTITIES:
        return Meaning(DERIVED[name].declared.meaning, unit, agents, when)
    if name in QUANTITIES:
        return Meaning(commodity.said(QUANTITIES[name].meaning), unit, agents, when, _ends(QUANTITIES[name]))
    return Meaning("", unit)
