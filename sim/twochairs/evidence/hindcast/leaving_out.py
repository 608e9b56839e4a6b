"""A calibration's design without some of the dated inputs: what they earn is seen by leaving them out."""

import copy
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from twochairs.experiment.base import Base, base_from_data
from twochairs.experiment.fit import fit_of
from twochairs.experiment.plan import Plan

INPUTS: Mapping[str, str] = {
    "coded governments": r"countries\.\w+\.government\.",
    "steps towards NATO": r"countries\.\w+\.alliance\.|\w+\.security_guarantee\.",
    "steps towards the EU": r"\w+\.accession_credibility\.|countries\.\w+\.accession\.",
    "events of disputes": r"disputes\.|\w+\.patronage\.",
}
"""Kind of input to the paths of the timeline that it moves."""

POINTS = 1024
"""Points of a design that is learnt from without some inputs."""


def without(plan: Plan, paths: str) -> Plan:
    """The first points of a plan, its scenario's timeline leaving some paths alone.

    Parameters
    ----------
    paths : regular expression of the paths' beginnings
    """
    base = leaving_alone(plan.fits[0].base, paths)
    design = replace(plan.design, points=plan.design.points[:POINTS], columns={})
    return replace(plan, design=design, fits=(fit_of(list(plan.factors), base),))


def leaving_alone(base: Base, paths: str) -> Base:
    """A scenario whose timeline leaves some paths alone; items that move nothing else are left out."""
    data = copy.deepcopy(base.data())
    kept = [_less(item, re.compile(paths)) for item in data["tree"].get("timeline", [])]
    data["tree"]["timeline"] = [item for item in kept if item is not None]
    return base_from_data(data)


def _less(item: dict[str, Any], paths: re.Pattern[str]) -> dict[str, Any] | None:
    moved = {op: item[op] for op in ("set", "add", "ramp") if op in item}
    left = {op: {path: v for path, v in effects.items() if not paths.match(path)} for op, effects in moved.items()}
    if left == moved:
        return item
    rest = {key: value for key, value in item.items() if key not in moved}
    effects: dict[str, Any] = {op: values for op, values in left.items() if values}
    return {**rest, **effects} if effects or {"news", "elections"} & set(rest) else None
