"""Parts of the model that a scenario may have nothing of: then nothing of them is kept, shown or asked for."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from twochairs.scenario.commodity import Commodity
from twochairs.scenario.schema import Case

TRADE = frozenset({
    "hub_price", "hub_slow", "hub_level", "hub_reversion", "hub_volatility", "demand", "alternative", "minimum_take",
    "next_contract_months", "next_indexation", "gas_dependence", "contract_price", "contract_months", "energy_saving",
    "cutoff_loss", "gas_bill", "gas_discount", "gas_supply", "diversification_support",
})  # fmt: skip
"""Quantities of what states buy from a pole."""
FIRMS = frozenset({"energy_ownership", "energy_sanctions"})
"""Quantities of firms that a pole owns in a state."""
MEMBERSHIP = frozenset({"accession", "accession_credibility", "required_alignment"})
"""Quantities of membership that a pole offers."""
DECLARATIONS = frozenset({"declared_rate", "declarations_per_year", "hard_share"})
"""Quantities of declarations that states are invited to join."""
DISPUTES = frozenset({"mediation", "patronage"})
"""Levers that work through disputes alone."""
_LOOKED_AT = ("countries", "levers", "disputes", "declarations", "timeline", "policies")


def idle(data: Mapping[str, Any]) -> frozenset[str]:
    """Quantities and levers of which a scenario has nothing, at the start or by what comes later.

    Parameters
    ----------
    data : the scenario, resolved, as plain data
    """
    there = {
        TRADE: Commodity.is_bought(data),
        FIRMS: _any(data, "energy_ownership"),
        MEMBERSHIP: _any(data, "accession") or _any_lever(data, "accession_credibility"),
        DISPUTES: bool(data.get("disputes")) or any(_any_lever(data, lever) for lever in sorted(DISPUTES)),
        DECLARATIONS: bool((data.get("declarations") or {}).get("per_year", 1)) or _reached(data, "per_year"),
    }
    return frozenset().union(*(names for names, is_there in there.items() if not is_there))


def idle_of(case: Case) -> frozenset[str]:
    """The same of a scenario that is read already."""
    return idle(case.model_dump(by_alias=True, include=set(_LOOKED_AT)))


def is_of(path: Sequence[Any], without: Container[str]) -> bool:
    """Whether what stands at a path of a scenario is of a part that it has nothing of.

    Parameters
    ----------
    without : what `idle` says of it
    """
    sections = {"gas": "demand", "commodity": "demand", "declarations": "declared_rate"}
    return any(sections.get(step, step) in without for step in path)


def _any(data: Mapping[str, Any], quantity: str) -> bool:
    """Whether any state has any of a quantity by pole."""
    given = any(any((state.get(quantity) or {}).values()) for state in data["countries"].values())
    return given or _reached(data, quantity)


def _any_lever(data: Mapping[str, Any], lever: str) -> bool:
    """Whether any pole pulls a lever towards any state."""
    values = [(levers or {}).get(lever) or 0 for levers in (data.get("levers") or {}).values()]
    given = any(any(value.values()) if isinstance(value, Mapping) else value for value in values)
    return given or _reached(data, lever)


def _reached(data: Mapping[str, Any], step: str) -> bool:
    """Whether anything of the timeline or a policy changes what has this step in its path."""
    items = [*(data.get("timeline") or ()), *(data.get("policies") or ())]
    paths = [str(path) for item in items for key in ("set", "add", "ramp", "do") for path in item.get(key) or ()]
    return any(step in path.split(".") for path in paths)
