"""A scenario's model for a page: the script that runs it, and the data that the script is given."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from twochairs.engine.javascript.emitter import Emitted
from twochairs.errors import NotFinite, NotPossible
from twochairs.experiment.schema import POSTERIOR
from twochairs.experiment.single import draws_of_run
from twochairs.experiment.uncertainty import BEST, Draws, scenarios_of
from twochairs.outcomes.kinds import of_quantity
from twochairs.page.arrays import hash_of
from twochairs.page.baseline import kept_numbers
from twochairs.page.draws import draws_of
from twochairs.page.levers import added_levers, fixed_levers, later_levers, levers_of, recorded_levers
from twochairs.page.world import chance_data, months_of, world_data
from twochairs.results.described import labels_of
from twochairs.scenario.load import Scenario
from twochairs.world.layout import DIMENSIONS, QUANTITIES, Layout
from twochairs.world.rulebook import STANDARD, Rulebook

SERIES = ("alignment", "target", "contribution", "joined")
"""Quantities that a page keeps month by month, unless others are asked for."""
REPLICATES, SEED = 100, 2022
_FILES = ("room.js", "ensemble.js", "levers.js", "numbers.js", "study.js")
_ENDS_A_SCRIPT = ("</script", "<!--")


@dataclass(frozen=True)
class Model:
    """What a page is given of a scenario.

    Attributes
    ----------
    script : plain JavaScript, made of the rules alone: one for all scenarios of a page. It defines `twochairs`, of
        which `twochairs.open(data)` gives a study of the data; what a study can do stands at the head of study.js
    data : JSON of the scenario, to be parsed and handed to `open`; the same bytes for the same scenario. It may stand
        in a page as it is, in a script element of the type application/json
    """

    script: str
    data: str


def model(
    scenario: Scenario,
    rulebook: Rulebook = STANDARD,
    seed: int = SEED,
    replicates: int = REPLICATES,
    series: Sequence[str] = SERIES,
    draws: Draws = BEST,
) -> Model:
    """What a page needs to run a scenario by itself.

    Runs the scenario once, for the hash of the numbers that the page must come to before it moves a lever.

    Parameters
    ----------
    scenario : read with the additions of the rules
    rulebook : the rules it goes by; what is a modeller's own is translated with all else
    seed, replicates : of the page's runs; it can run fewer later, not more
    series : quantities that the page keeps, each number of each replicate in each month; `why` needs those of SERIES
    draws : sets of the rules' constants that replicates are spread over; each adds its solved start to the data

    Raises
    ------
    NotPossible : where a rule has no form in a page (with file and line), the scenario is steered by hand, or there
        is no such quantity
    NotFinite : where a number of the world stops being finite
    """
    rulebook.check_fits(scenario.case.own)
    if scenario.steered:
        raise NotPossible("what was set by hand in the course of a run is not repeated in a page")
    unknown = [name for name in series if name not in QUANTITIES]
    if unknown:
        raise NotPossible(f"a page cannot keep {unknown[0]!r}; there is no such quantity")
    months = months_of(scenario, rulebook)
    under, layout = scenarios_of(scenario, draws), scenario.start()[0]
    watched = np.concatenate([_slots(layout, name) for name in series])
    case = scenario.case
    data: dict[str, Any] = {
        "name": scenario.name,
        "title": case.title,
        "focus": case.focus,
        "start": case.clock.start,
        "months": case.clock.months,
        "seed": str(seed),
        "replicates": replicates,
        "noise": scenario.has_noise,
        "names": {dim: list(layout.names.along(dim)) for dim in DIMENSIONS},
        "labels": labels_of(case),
        "staying": [key for key, act in case.acts.items() if act.sticky],
        "levers": levers_of(scenario),
        "fixed": fixed_levers(scenario),
        "later": later_levers(scenario),
        "added": added_levers(scenario),
        "recorded": recorded_levers(scenario),
        "series": {name: _series(scenario, layout, name) for name in series},
        "code": code_of(months.emitted),
        "hash": hash_of(kept_numbers(under, rulebook, seed, replicates, watched)),
        "chance": chance_data(scenario, seed),
        "world": world_data(months, scenario),
        "draws": draws_of(months, scenario, under, draws),
    }
    return Model(script_of(months.emitted), _safe(json.dumps(data, separators=(",", ":"), allow_nan=False)))


def spread(
    scenario: Scenario,
    rulebook: Rulebook = STANDARD,
    seed: int = SEED,
    replicates: int = REPLICATES,
    series: Sequence[str] = SERIES,
) -> dict[str, Any] | None:
    """What makes of a model's data that of `run --parameters posterior`, besides which all stays as it is.

    Returns
    -------
    draws, and the hash that the page must come to under them, in place of the data's own; None where nothing can be
    drawn, or a draw comes to no end
    """
    try:
        draws = draws_of_run(scenario, replicates, seed, POSTERIOR)
        under, layout = scenarios_of(scenario, draws), scenario.start()[0]
        watched = np.concatenate([_slots(layout, name) for name in series])
        kept = kept_numbers(under, rulebook, seed, replicates, watched)
    except (NotPossible, NotFinite):
        return None
    return {**(draws_of(months_of(scenario, rulebook), scenario, under, draws) or {}), "hash": hash_of(kept)}


def _safe(text: str) -> str:
    """JSON that ends no element of a page and opens none."""
    return text.translate({ord(character): f"\\u{ord(character):04x}" for character in "<>&"})


def _slots(layout: Layout, name: str) -> np.ndarray:
    block = layout.block(name)
    return np.arange(block.start, block.stop, dtype=np.int64)


def _series(scenario: Scenario, layout: Layout, name: str) -> dict[str, Any]:
    """Where a quantity lies and what it is."""
    declared = scenario.case.commodity.of(QUANTITIES[name])
    return {
        "slot": layout.start[name],
        "dims": list(declared.dims),
        "kind": of_quantity(declared),
        "unit": declared.unit,
        "meaning": declared.meaning,
    }


def code_of(emitted: Emitted) -> str:
    """What tells a script from that of other rules."""
    return sha256(repr(emitted).encode()).hexdigest()[:16]


@lru_cache(8)
def script_of(emitted: Emitted) -> str:
    """The script of some months, with what runs them."""
    parts = [emitted.text, *(_bare(name) for name in _FILES), f'const CODE="{code_of(emitted)}";']
    text = f'const twochairs=(()=>{{"use strict";\n{chr(10).join(parts)}\nreturn{{open}}}})();\n'
    assert not any(end in text for end in _ENDS_A_SCRIPT)
    return text


def _bare(name: str) -> str:
    """A file's lines without comments and indentation."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    stripped = (line.strip() for line in lines)
    return "\n".join(line for line in stripped if line and not line.startswith("//"))
