"""Serbia's headline under each draw: what full pressure and the end of cheap gas do to declarations and sanctions."""

from collections.abc import Mapping, Sequence

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import Place
from twochairs.evidence.acts.unknowns import Unknowns
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.joint.simulated import Simulated
from twochairs.experiment.base import Base
from twochairs.scenario.example import case_folder
from twochairs.scenario.tree import Node, put
from twochairs.world.rulebook import STANDARD

SCENARIO, STATE, ACT = "serbia-2022.yaml", "SRB", "sanctions"
BEFORE = "2021-12"
"""The last month of the path before the scenario starts."""
DRAWS, RUNS, SEED = 250, 16, 2022
"""Draws that are run, spread over all, and runs of each draw and corner; all with the same chance."""
Steps = tuple[str, ...]
CORNERS: Mapping[str, Mapping[Steps, float]] = {
    "as it is": {},
    "no pressure": {("levers", "EU", "pressure"): 0.0},
    "full pressure": {("levers", "EU", "pressure"): 1.0},
    "no discount": {("levers", "RU", "gas_discount"): 0.0},
}
EFFECTS = {
    "rate": ("full pressure", "no pressure", 0),
    "joined": ("full pressure", "no pressure", 1),
    "rate_gas": ("no discount", "as it is", 0),
    "joined_gas": ("no discount", "as it is", 1),
}
"""Name of an effect to the corner, the one it is held against, and which figure it is of: the mean share of
declarations joined over ten years, or the share of runs that have joined the sanctions at their end."""


def reference() -> Base:
    """The scenario of the headline."""
    return base_of(case_folder() / SCENARIO)


def terms_of(
    base: Base, made: Simulated, unknowns: Unknowns, terms: np.ndarray, rows: np.ndarray
) -> list[dict[str, float]]:
    """Serbia's terms of acts and declarations under some draws.

    Terms belong to the path: a scenario that starts elsewhere has what lies between on top of them.

    Parameters
    ----------
    terms : drawn on the path of each of these draws, over their prior standard deviations, (rows, terms)
    rows : of these draws
    """
    given, start = made.circumstances, float(base.case().countries[STATE].alignment)
    before = given.alignment[rows, given.states.index(STATE), given.months(BEFORE, BEFORE)][:, 0]

    def drawn(name: str) -> np.ndarray:
        return np.asarray(unknowns.terms[name] * terms[:, unknowns.place[name] - len(unknowns.free)])

    acts, declarations = drawn(f"acts {STATE}") + before - start, drawn(f"declarations {STATE}")
    return [{"acts": float(one), "declarations": float(other)} for one, other in zip(acts, declarations, strict=True)]


def effects(base: Base, draws: Sequence[Mapping[str, float]], terms: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Each of `EFFECTS` under every draw, (draws, effects).

    Parameters
    ----------
    draws : parameter name to value, one mapping a draw
    terms : of Serbia, as of `terms_of`
    """
    found = []
    for values, own in zip(draws, terms, strict=True):
        given: dict[Steps, float] = {("parameters", name): value for name, value in values.items()}
        given |= {("countries", STATE, "terms", name): value for name, value in own.items()}
        told = {name: _told(base, {**given, **levers}) for name, levers in CORNERS.items()}
        found.append([told[one][figure] - told[other][figure] for one, other, figure in EFFECTS.values()])
    return np.array(found)


def _told(base: Base, given: Mapping[Steps, float]) -> tuple[float, float]:
    """Mean share of declarations, and the share of runs that have joined at the end."""
    tree, place = base.tree, Place(base.shown, 1, 1)
    for path, value in given.items():
        tree = put(tree, path, Node(float(value), place, place))
    scenario = base.scenario(tree)
    layout, _ = scenario.start()
    slots = np.array([layout.slot("declared_rate", STATE), layout.slot("joined", ACT, STATE)], dtype=np.int64)
    kept = run_lanes(scenario, STANDARD, SEED, list(range(RUNS)), slots).kept
    return float(kept[1:, 0].mean()), float(kept[-1, 1].mean())
