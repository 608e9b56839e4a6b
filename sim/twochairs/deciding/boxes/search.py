"""The box of some points: peeled, the densest that holds enough of the runs, pruned, and pasted."""

from dataclasses import dataclass

import numpy as np

from twochairs.deciding.boxes.box import Box, Inputs
from twochairs.deciding.boxes.peeling import peeled
from twochairs.deciding.boxes.trimming import density, pasted, pruned


@dataclass(frozen=True)
class Rules:
    """How a box is looked for.

    Attributes
    ----------
    coverage : least share of the runs with the outcome that it is to hold
    peel : share of the points inside that one slice removes
    mass : least share of all points that it may hold
    """

    coverage: float
    peel: float
    mass: float


def coverage(share: np.ndarray, inside: np.ndarray) -> float:
    """Share of the runs with the outcome that lie inside; NaN where there are none."""
    total = float(share.sum())
    return float(share[inside].sum()) / total if total > 0.0 else float("nan")


def chosen(steps: list[Box], inputs: Inputs, share: np.ndarray, least: float) -> Box:
    """The densest of some boxes that hold a share of the runs with the outcome; the first of equals."""
    inside = [box.inside(inputs.values) for box in steps]
    able = [place for place, one in enumerate(inside) if coverage(share, one) >= least - 1e-12]
    return steps[max(able, key=lambda place: (density(share, inside[place]), -place))]


def found(inputs: Inputs, share: np.ndarray, rules: Rules) -> tuple[Box, list[Box]]:
    """The box of some points, and the steps of its peeling.

    Parameters
    ----------
    inputs : at the points
    share : of the runs of each that have the outcome, shape (points,); of some above 0
    """
    steps = peeled(inputs, share, rules.peel, rules.mass)
    box = pruned(chosen(steps, inputs, share, rules.coverage), inputs, share)
    return pasted(box, inputs, share, rules.peel), steps


def floor(inputs: Inputs, share: np.ndarray, rules: Rules, seed: int, times: int = 100) -> float:
    """Density below which 95 % of boxes stay that are found where no input matters: shares dealt out anew by lot."""
    drawing = np.random.default_rng([seed, 1])
    found_so = []
    for _ in range(times):
        dealt = drawing.permutation(share)
        found_so.append(density(dealt, found(inputs, dealt, rules)[0].inside(inputs.values)))
    return float(np.quantile(found_so, 0.95))


def restricting(inputs: Inputs, share: np.ndarray, rules: Rules, seed: int, times: int = 50) -> np.ndarray:
    """In how many of some resamples of the points the box restricts each input, as a share, shape (inputs,)."""
    drawing = np.random.default_rng([seed, 2])
    counts = np.zeros(len(inputs.names))
    for _ in range(times):
        drawn = drawing.integers(len(share), size=len(share))
        if share[drawn].any():
            counts[found(inputs.of(drawn), share[drawn], rules)[0].restricted] += 1
    return counts / times
