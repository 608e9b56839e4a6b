"""What stands behind the values of a scenario's levers: their sources, each text kept once in a page."""

from collections.abc import Iterable, Iterator
from typing import Any

from twochairs.scenario.explain import explain
from twochairs.scenario.load import Scenario

Behind = dict[str, dict[str, dict[str, Any]]]
"""Pole, lever and state, "" where one holds for all others, to what stands behind the value."""


def behind(scenario: Scenario) -> Behind:
    """The kind and the source of each value of a lever that the scenario's files give, as `explain` tells it."""
    found: Behind = {}
    for row in explain(scenario, "levers"):
        _, pole, lever, *state = row.path.split(".")
        if row.kind and row.origin != "default":
            found.setdefault(pole, {}).setdefault(lever, {})["".join(state)] = f"{row.kind}: {row.source}"
    return found


def texts_of(every: Iterable[Behind]) -> list[str]:
    """Each text of several scenarios once, in order."""
    return list(dict.fromkeys(text for one in every for text in _texts(one)))


def _texts(one: Behind) -> Iterator[str]:
    yield from (text for levers in one.values() for states in levers.values() for text in states.values())


def numbered(one: Behind, texts: list[str]) -> Behind:
    """The same with each text's place in a list."""
    place = {text: number for number, text in enumerate(texts)}
    return {
        pole: {lever: {state: place[text] for state, text in states.items()} for lever, states in levers.items()}
        for pole, levers in one.items()
    }
