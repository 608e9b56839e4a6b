"""The start, inverted: what keeps an observed state where it is when nothing changes.

Solved on the reference file's start values and with its levers, so that a variant's or a sweep's levers are never
absorbed by solving again.
"""

from dataclasses import dataclass

import numpy as np

from twochairs.rules.alignment import unexplained
from twochairs.rules.axis import closeness
from twochairs.rules.foothold import steady_openness
from twochairs.rules.opinion import steady_attitude
from twochairs.scenario.assemble import start_values, world_of
from twochairs.scenario.constants import parameters_of
from twochairs.scenario.schema import Case, Solved
from twochairs.scenario.wording import number, signed
from twochairs.world.layout import Layout
from twochairs.world.mechanisms import UNEXPLAINED
from twochairs.world.month import read_start
from twochairs.world.phases.opinion import read_messages
from twochairs.world.world import Scratch

TELLING = 0.3
"""An unexplained part of a state's place that is told, in units of alignment."""


@dataclass(frozen=True)
class Mismatch:
    """Something observed that the rules do not account for: what would be needed, and what was taken."""

    quantity: str
    agents: tuple[str, ...]
    needed: float
    taken: float

    def __str__(self) -> str:
        where = f"{self.quantity}[{', '.join(self.agents)}]"
        if self.quantity == "foothold":
            return f"{where} is {self.taken:.2f} with no influence effort to hold it, and will shrink"
        if self.quantity == "unexplained":
            return (
                f"{where} is {signed(self.taken)}: so much of its place at {number(self.needed)} no rule accounts for"
            )
        return f"{where} would have to be {self.needed:.2f} to hold the start steady; {self.taken:.2f} is taken"


def solve(reference: Case, parameters_from: Case) -> tuple[Solved, list[Mismatch]]:
    """What is unexplained, attitudes and openness of a reference case, under the rules' constants of another."""
    merged = reference.model_copy(update={"parameters": parameters_from.parameters})
    layout, start = start_values(merged)
    world, values = world_of(merged, layout, start, 1, parameters_of(merged, switches=False))
    mismatches: list[Mismatch] = []
    _open(layout, values, merged, mismatches)
    (merged.own.read_start or read_start)(world)
    left = _unexplained(layout, values, merged, mismatches)
    read_messages(world)
    attitude = _attitudes(layout, values, world.scratch, merged, mismatches)
    openness = {
        pole: {country: float(values[layout.slot("openness", pole, country), 0]) for country in layout.names.country}
        for pole in layout.names.pole
    }
    return Solved(unexplained=left, attitude=attitude, openness=openness), mismatches


def _open(layout: Layout, values: np.ndarray, case: Case, mismatches: list[Mismatch]) -> None:
    parameters = parameters_of(case, switches=False)
    for pole in layout.names.pole:
        for country in layout.names.country:
            foothold = values[layout.slot("foothold", pole, country), 0]
            effort = values[layout.slot("influence_effort", pole, country), 0]
            near = closeness(values[layout.slot("alignment", country), 0], case.poles[pole].position)
            openness = steady_openness(
                float(foothold), float(effort), near, parameters.foothold_growth, parameters.foothold_retreat
            )
            values[layout.slot("openness", pole, country), 0] = openness
            if foothold > 0.0 and effort * near * parameters.foothold_growth == 0.0:
                mismatches.append(Mismatch("foothold", (pole, country), 0.0, float(foothold)))


def _unexplained(layout: Layout, values: np.ndarray, case: Case, mismatches: list[Mismatch]) -> dict[str, float]:
    """What the anchors and pulls leave over of each state's alignment, where the file does not say it itself."""
    found: dict[str, float] = {}
    contribution = layout.view(values, "contribution")[:, :, 0]
    for c, country in enumerate(layout.names.country):
        given = case.countries[country].terms.alignment
        others = _added(np.delete(contribution[:, c], UNEXPLAINED))
        alignment = float(layout.view(values, "alignment")[c, 0])
        found[country] = unexplained(alignment, others) if given is None else given
        if abs(found[country]) > TELLING:
            mismatches.append(Mismatch("unexplained", (country,), alignment, found[country]))
    return found


def _added(terms: np.ndarray) -> float:
    """The sum in order; `sum` itself rounds in another way from Python 3.12 on."""
    total = 0.0
    for one in terms:
        total = total + float(one)
    return total


def _attitudes(
    layout: Layout, values: np.ndarray, scratch: Scratch, case: Case, mismatches: list[Mismatch]
) -> dict[str, dict[str, float]]:
    attitudes: dict[str, dict[str, float]] = {}
    for g, public in enumerate(layout.names.public):
        attitudes[public] = {}
        for p, pole in enumerate(layout.names.pole):
            needed = steady_attitude(
                float(layout.view(values, "favourability")[g, p, 0]),
                scratch.said[g, p, 0],
                scratch.said_weight[g, p, 0],
                scratch.added[g, p, 0],
                parameters_of(case, switches=False).attitude_weight,
            )
            attitudes[public][pole] = min(1.0, max(-1.0, needed))
            if attitudes[public][pole] != needed:
                mismatches.append(Mismatch("attitude", (public, pole), needed, attitudes[public][pole]))
    return attitudes


def completed(solved: Solved, own: Solved) -> Solved:
    """What was solved on the reference, and for agents that it does not have, what their own start gives."""

    def filled(first: dict[str, dict[str, float]], other: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        return {
            name: {key: first.get(name, {}).get(key, value) for key, value in row.items()}
            for name, row in other.items()
        }

    return Solved(
        unexplained={name: solved.unexplained.get(name, value) for name, value in own.unexplained.items()},
        attitude=filled(solved.attitude, own.attitude),
        openness=filled(solved.openness, own.openness),
    )


def with_solved(layout: Layout, start: np.ndarray, solved: Solved, case: Case) -> np.ndarray:
    """Start values with what was solved for put in; what the case itself gives stays."""
    values = start.copy()
    for country, left in solved.unexplained.items():
        if country in case.countries:
            given = case.countries[country].terms.alignment
            values[layout.slot("unexplained", country)] = left if given is None else given
    for public, by_pole in solved.attitude.items():
        for pole, attitude in by_pole.items():
            if public in layout.names.public and pole in case.poles:
                values[layout.slot("attitude", public, pole)] = attitude
    for pole, by_country in solved.openness.items():
        for country, openness in by_country.items():
            if country in case.countries and pole in case.poles:
                values[layout.slot("openness", pole, country)] = openness
    return values
