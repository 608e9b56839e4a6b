"""Draws of the rules' constants for the scenarios of a page, each part that several have in common kept once."""

import json
from collections.abc import Iterable
from typing import Any

_PARTS = ("start", "numbers", "constants")


def parts_of(every: Iterable[dict[str, Any] | None]) -> list[Any]:
    """What draws change, each once: draws of scenarios with one reference have most of it in common."""
    sets = (one for spread in every if spread for one in spread["sets"])
    return [json.loads(text) for text in dict.fromkeys(json.dumps(one[name]) for one in sets for name in _PARTS)]


def numbered(spread: dict[str, Any] | None, parts: list[Any]) -> dict[str, Any] | None:
    """The draws of a scenario with each part's place in a list: of each draw those of start, numbers, constants."""
    if spread is None:
        return None
    place = {json.dumps(part): number for number, part in enumerate(parts)}
    return spread | {"sets": [[place[json.dumps(one[name])] for name in _PARTS] for one in spread["sets"]]}
