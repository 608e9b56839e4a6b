"""Serbia's headline under each draw: what full pressure and the end of cheap gas do to declarations and sanctions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from twochairs.ensemble.lanes import run_lanes
from twochairs.errors import Place
from twochairs.evidence.acts.unknowns import Unknowns
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.joint.simulated import Simulated
from twochairs.experiment.base import Base
from twochairs.experiment.plan import load_experiment
from twochairs.scenario.example import case_folder, shipped_experiments
from twochairs.scenario.resolve import tree_path
from twochairs.scenario.tree import Node, put
from twochairs.world.rulebook import STANDARD

EXPERIMENT, ACT = "pressure-and-gas.yaml", "sanctions"
"""The shipped experiment that asks for the headline: its first factor is the pressure, its second the gas discount."""
BEFORE = "2021-12"
"""The last month of the path before the scenario starts."""
DRAWS, RUNS, SEED = 250, 16, 2022
"""Draws that are run, spread over all, and runs of each draw and corner; all with the same chance."""
Steps = tuple[str, ...]
EFFECTS = {
    "rate": ("full pressure", "no pressure", 0),
    "joined": ("full pressure", "no pressure", 1),
    "rate_gas": ("no discount", "as it is", 0),
    "joined_gas": ("no discount", "as it is", 1),
}
"""Name of an effect to the corner, the one it is held against, and which figure it is of: the mean share of
declarations joined over ten years, or the share of runs that have joined the sanctions at their end."""


@dataclass(frozen=True)
class Asked:
    """What is run for the headline.

    Attributes
    ----------
    base : the scenario
    state : the one it is about
    corners : name of a corner to the levers that are moved there
    """

    base: Base
    state: str
    corners: Mapping[str, Mapping[Steps, float]]

    @property
    def hash(self) -> str:
        """SHA-256 of all that decides it but constants and terms."""
        corners = sorted((name, sorted(levers.items())) for name, levers in self.corners.items())
        return sha256(repr((self.base.ready.hash, self.state, corners, RUNS, SEED)).encode()).hexdigest()


def asked() -> Asked:
    """The headline as the shipped experiment asks for it."""
    plan = load_experiment(shipped_experiments() / EXPERIMENT)
    (pressure, low, high), (discount, least, _) = (
        (tree_path(path), float(factor.from_ or 0.0), float(factor.to or 0.0))
        for path, factor in plan.experiment.factors.items()
    )
    corners: dict[str, Mapping[Steps, float]] = {
        "as it is": {},
        "no pressure": {pressure: low},
        "full pressure": {pressure: high},
        "no discount": {discount: least},
    }
    base = base_of(case_folder() / Path(str(plan.experiment.scenario)).name)
    return Asked(base, str(base.case().focus), corners)


def terms_of(
    headline: Asked, made: Simulated, unknowns: Unknowns, terms: np.ndarray, rows: np.ndarray
) -> list[dict[str, float]]:
    """Serbia's terms of acts and declarations under some draws.

    Terms belong to the path: a scenario that starts elsewhere has what lies between on top of them.

    Parameters
    ----------
    terms : drawn on the path of each of these draws, over their prior standard deviations, (rows, terms)
    rows : of these draws
    """
    given, start = made.circumstances, float(headline.base.case().countries[headline.state].alignment)
    before = given.alignment[rows, given.states.index(headline.state), given.months(BEFORE, BEFORE)][:, 0]

    def drawn(name: str) -> np.ndarray:
        return np.asarray(unknowns.terms[name] * terms[:, unknowns.place[name] - len(unknowns.free)])

    acts, declarations = drawn(f"acts {headline.state}") + before - start, drawn(f"declarations {headline.state}")
    return [{"acts": float(one), "declarations": float(other)} for one, other in zip(acts, declarations, strict=True)]


def effects(headline: Asked, draws: Sequence[Mapping[str, float]], terms: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Each of `EFFECTS` under every draw, (draws, effects).

    Parameters
    ----------
    draws : parameter name to value, one mapping a draw
    terms : of Serbia, as of `terms_of`
    """
    found = []
    for values, own in zip(draws, terms, strict=True):
        given: dict[Steps, float] = {("parameters", name): value for name, value in values.items()}
        given |= {("countries", headline.state, "terms", name): value for name, value in own.items()}
        told = {name: _told(headline, {**given, **levers}) for name, levers in headline.corners.items()}
        found.append([told[one][figure] - told[other][figure] for one, other, figure in EFFECTS.values()])
    return np.array(found)


def _told(headline: Asked, given: Mapping[Steps, float]) -> tuple[float, float]:
    """Mean share of declarations, and the share of runs that have joined at the end."""
    base, state = headline.base, headline.state
    tree, place = base.tree, Place(base.shown, 1, 1)
    for path, value in given.items():
        tree = put(tree, path, Node(float(value), place, place))
    scenario = base.scenario(tree)
    layout, _ = scenario.start()
    slots = np.array([layout.slot("declared_rate", state), layout.slot("joined", ACT, state)], dtype=np.int64)
    kept = run_lanes(scenario, STANDARD, SEED, list(range(RUNS)), slots).kept
    return float(kept[1:, 0].mean()), float(kept[-1, 1].mean())
