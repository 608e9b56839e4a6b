"""The cases that are run: the shipped one, and larger ones made of it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np

from twochairs.scenario.load import Scenario, from_data, load

SHIPPED = Path(__file__).parents[1] / "scenarios" / "balkans" / "serbia-2022.yaml"
KEPT = ("alignment", "target", "public_position", "gas_dependence")
"""What every run keeps month by month: what the Mesa model's data collector takes of each country."""


def shipped(months: int = 120) -> Scenario:
    """The reference case over some months."""
    return load(SHIPPED, {"clock.months": str(months)})


def kept_slots(scenario: Scenario) -> np.ndarray:
    """The slots of KEPT, int64."""
    layout = scenario.start()[0]
    blocks = [layout.block(quantity) for quantity in KEPT]
    return np.concatenate([np.arange(block.start, block.stop, dtype=np.int64) for block in blocks])


def larger(countries: int, dense: bool = False) -> Scenario:
    """The shipped case with its countries and disputes repeated under other names.

    Parameters
    ----------
    dense : every country watches every other; otherwise it watches those of its own repetition alone
    """
    data = shipped().resolved()
    del data["solved"], data["sources"]
    names = list(data["countries"])
    copies = {i: {name: f"{name}{i}" if i else name for name in names} for i in range(-(-countries // len(names)))}
    known = [new for renamed in copies.values() for new in renamed.values()][:countries]
    everything = deepcopy(data)
    data["countries"] = {
        new: _renamed(everything["countries"][old], renamed, known)
        for renamed in copies.values()
        for old, new in renamed.items()
        if new in known
    }
    data["disputes"] = {
        f"{name}{i}" if i else name: dispute
        for i, renamed in copies.items()
        for name, given in everything["disputes"].items()
        if (dispute := _renamed(given, renamed, known))["between"]
    }
    for levers in data["levers"].values():
        for lever, given in levers.items():
            levers[lever] = _all_alike(given, copies, known)
    if dense:
        for name, country in data["countries"].items():
            country["ties"] = {peer: 0.9 / (countries - 1) for peer in known if peer != name}
    return from_data(data, f"{countries} countries")


def _all_alike(given: dict[str, Any], copies: dict[int, dict[str, str]], known: list[str]) -> dict[str, Any]:
    """A lever by country, the same for every repetition."""
    return {new: value for renamed in copies.values() for new, value in _renamed(given, renamed, known).items()}


def _renamed(data: Any, names: dict[str, str], known: list[str]) -> Any:
    """Data with countries under their new names, those that are not known left out."""
    if isinstance(data, dict):
        there = {names.get(key, key): value for key, value in data.items() if names.get(key, known[0]) in known}
        return {key: _renamed(value, names, known) for key, value in there.items()}
    if isinstance(data, list):
        return [names.get(item, item) for item in data if names.get(item, known[0]) in known]
    return names.get(data, data) if isinstance(data, str) else data
