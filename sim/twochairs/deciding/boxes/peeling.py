"""Peeling: from all points to few, a thin slice off one end of one input at a time, each the one that gains most."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from twochairs.deciding.boxes.box import Box, Inputs, everything

_EQUAL = 1e-9
"""Share of a gain by which two may differ and count as equal."""


@dataclass(frozen=True)
class Cut:
    """A slice that may be cut off.

    Attributes
    ----------
    gain : of density, by point that is removed
    column : of the input
    box : what is left
    """

    gain: float
    column: int
    box: Box


def peeled(inputs: Inputs, share: np.ndarray, peel: float, mass: float) -> list[Box]:
    """Boxes within each other, from everything to the last that holds points enough, or nothing but the outcome.

    A slice of few points may by luck have more of the outcome than the box, on every side; so the best is cut off even
    where it gains nothing, for what lies behind it may gain.

    Parameters
    ----------
    inputs : at some points
    share : of the runs of each point that have the outcome, shape (points,)
    peel : share of the points inside that one slice removes; of a value, all that hold it
    mass : least share of all points that a box may hold

    Source
    ------
    Friedman, J. H., Fisher, N. I. (1999): Bump hunting in high-dimensional data. Statistics and Computing 9, 123-143.
    Ties go to the box with fewest restricted inputs, then to the first input; a cut lies midway between two values
    """
    least = max(1.0, mass * len(share))
    box, inside = everything(len(inputs.names)), np.ones(len(share), dtype=bool)
    order = np.argsort(inputs.values[:, inputs.numeric], axis=0, kind="stable").T
    found = [box]
    while True:
        cuts = [*_ends(inputs, share, order, box, peel, least), *_levels(inputs, share, inside, box, least)]
        best = _best(cuts)
        if best is None or share[inside].min() == 1.0:
            return found
        box = best.box
        found.append(box)
        inside = box.inside(inputs.values)
        order = order[inside[order]].reshape(len(order), int(inside.sum()))


def _best(cuts: list[Cut]) -> Cut | None:
    if not cuts:
        return None
    most = max(cut.gain for cut in cuts)
    equal = [cut for cut in cuts if cut.gain >= most - _EQUAL * abs(most)]
    return min(equal, key=lambda cut: (len(cut.box.restricted), cut.column))


def _ends(inputs: Inputs, share: np.ndarray, order: np.ndarray, box: Box, peel: float, least: float) -> Iterator[Cut]:
    """The best slices off either end of inputs that are numbers; `order` has the points inside in the order of each."""
    columns, points = inputs.numeric, order.shape[1]
    if not len(columns) or points < 2:
        return
    values, shares = inputs.values[order, columns[:, None]], share[order]
    for side, sign in ((slice(None), 1.0), (slice(None, None, -1), -1.0)):
        ends, gains = _slices(sign * values[:, side], shares[:, side], peel, least)
        most = float(gains.max())
        for column, end, gain in zip(columns.tolist(), (sign * ends).tolist(), gains.tolist(), strict=True):
            if np.isfinite(gain) and gain >= most - _EQUAL * abs(most):
                yield Cut(gain, column, box.with_low(column, end) if sign > 0 else box.with_high(column, end))


def _slices(values: np.ndarray, shares: np.ndarray, peel: float, least: float) -> tuple[np.ndarray, np.ndarray]:
    """What is left begins where, and what it gains by point, of values in rising order, shape (inputs, points)."""
    points = values.shape[1]
    last_out = int(peel * (points - 1))
    count = (values <= values[:, last_out : last_out + 1]).sum(axis=1)
    able = points - count >= least
    row, count = np.arange(len(values)), np.where(able, count, 1)
    total, removed = shares[0].sum(), shares.cumsum(axis=1)[row, count - 1]
    gain = ((total - removed) / (points - count) - total / points) / count
    last, first = values[row, count - 1], values[row, count]
    middle = (last + first) / 2.0
    return np.where(middle > last, middle, first), np.where(able, gain, -np.inf)


def _levels(inputs: Inputs, share: np.ndarray, inside: np.ndarray, box: Box, least: float) -> Iterator[Cut]:
    """Any one level of the inputs that are no numbers."""
    points, total = int(inside.sum()), float(share[inside].sum())
    for column in inputs.worded:
        own = inputs.values[inside, column].astype(int)
        counts, sums = np.bincount(own), np.bincount(own, weights=share[inside])
        for level in np.flatnonzero(counts).tolist():
            left = points - int(counts[level])
            if left >= least:
                gain = ((total - float(sums[level])) / left - total / points) / int(counts[level])
                yield Cut(gain, column, box.with_out(column, box.out[column] | {level}))
