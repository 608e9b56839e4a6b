"""A box that was peeled is trimmed: restrictions that gain nothing are dropped, ends that cost nothing put back."""

from collections.abc import Iterator

import numpy as np

from twochairs.deciding.boxes.box import Box, Inputs


def density(share: np.ndarray, inside: np.ndarray) -> float:
    """Share of the runs inside that have the outcome; NaN where there are none."""
    return float(share[inside].mean()) if inside.any() else float("nan")


def pruned(box: Box, inputs: Inputs, share: np.ndarray) -> Box:
    """The box without restrictions whose absence costs less density than its standard error, the cheapest first."""
    while box.restricted:
        inside = box.inside(inputs.values)
        losses = {column: _loss(box.without(column), inside, inputs, share) for column in box.restricted}
        column = min(losses, key=lambda one: (losses[one][0], one))
        loss, error = losses[column]
        if not loss < error:
            return box
        box = box.without(column)
    return box


def _loss(wider: Box, inside: np.ndarray, inputs: Inputs, share: np.ndarray) -> tuple[float, float]:
    """Density that a wider box has less, and the standard error of that, points being drawn by lot."""
    added = wider.inside(inputs.values) & ~inside
    if not added.any():
        return 0.0, 1.0
    own, others = share[inside], share[added]
    weight = len(others) / (len(own) + len(others))
    error = np.hypot(_error(own), _error(others))
    return float(weight * (own.mean() - others.mean())), float(weight * error)


def _error(of: np.ndarray) -> float:
    return float(of.std(ddof=1) / len(of) ** 0.5) if len(of) > 1 else 0.5


def pasted(box: Box, inputs: Inputs, share: np.ndarray, peel: float) -> Box:
    """The box with ends put back, a slice at a time, as long as its density does not fall; the densest first."""
    while True:
        inside = box.inside(inputs.values)
        own = density(share, inside)
        wider = [(density(share, one.inside(inputs.values)), column, one) for column, one in _back(box, inputs, peel)]
        able = [(dense, column, one) for dense, column, one in wider if dense >= own]
        if not able:
            return box
        box = min(able, key=lambda one: (-one[0], one[1]))[2]


def _back(box: Box, inputs: Inputs, peel: float) -> Iterator[tuple[int, Box]]:
    """Each restricted input with a box that takes more of it in."""
    within = box.within(inputs.values)
    wanted = max(1, int(peel * within.all(axis=1).sum()))
    for column in box.restricted:
        others = np.delete(within, column, axis=1).all(axis=1)
        values = inputs.values[others, column]
        yield from ((column, box.with_out(column, box.out[column] - {level})) for level in sorted(box.out[column]))
        if box.low[column] > -np.inf:
            yield column, box.with_low(column, -_next(-values, -box.low[column], wanted))
        if box.high[column] < np.inf:
            yield column, box.with_high(column, _next(values, box.high[column], wanted))


def _next(values: np.ndarray, end: float, wanted: int) -> float:
    """The upper end that takes in so many more values, midway to the one behind; infinite without one."""
    beyond = np.sort(values[values > end])
    if len(beyond) <= wanted:
        return np.inf
    last = beyond[wanted - 1]
    behind = beyond[beyond > last]
    return float((last + behind[0]) / 2.0) if len(behind) else np.inf
