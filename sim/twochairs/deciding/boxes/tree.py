"""A tree over the same points: the few cuts that part runs with an outcome from those without best."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from twochairs.deciding.boxes.box import Inputs
from twochairs.deciding.boxes.judging import Told, dense
from twochairs.results.extra import need

LEAST = 0.05
"""Share of the points that found a tree, in each leaf."""
_LUCK = 0.95
_TIMES = 1000
"""Lots by which points held out are dealt among the leaves."""


@dataclass(frozen=True)
class Side:
    """What leads to a leaf: one side of a cut.

    Attributes
    ----------
    column : of the input
    cut : value that it is at, of text the number of the level
    above : whether values lie above it; of text, whether they are the level
    """

    column: int
    cut: float
    above: bool


@dataclass(frozen=True)
class Leaf:
    """Points that a tree puts together.

    Attributes
    ----------
    sides : that lead to it, the first cut first
    points : that found it
    share : of the runs of these with the outcome
    tested : points held out in it
    held_out : share of the runs of these
    luck : what that lies between where points are dealt among the leaves by lot, in 95 % of lots in all leaves at once
    """

    sides: tuple[Side, ...]
    points: int
    share: float
    tested: int
    held_out: Told
    luck: tuple[float, float]

    @property
    def told(self) -> bool:
        """Whether it is told from one that points are dealt into by lot."""
        low, high = self.luck
        return bool(self.held_out.value < low or self.held_out.value > high)


def grown(
    finding: tuple[Inputs, np.ndarray],
    testing: tuple[Inputs, np.ndarray],
    most: int,
    seed: int,
    shared: np.ndarray | None = None,
) -> tuple[Leaf, ...]:
    """The leaves of a tree that some points found, told by others; of two sides of a cut those of the lower first.

    Parameters
    ----------
    finding, testing : inputs at points, and the share of the runs of each that have the outcome
    most : leaves
    seed : of what is drawn by lot
    shared : runs of the points held out, where points share their chance

    Raises
    ------
    NotPossible : where scikit-learn is not installed

    Source
    ------
    Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984): Classification and regression trees. Wadsworth;
    the fall of squares of a share is half that of Gini's index where each run of a point has its own weight
    """
    inputs, share = finding
    columns = _columns(inputs)
    coded, others = _coded(inputs, columns), _coded(testing[0], columns)
    tree = _fitted(coded, share, most, seed)
    at, tested = tree.apply(coded), tree.apply(others)
    leaves = _leaves(tree.tree_, columns)
    luck = _luck(testing[1], np.array([tested == leaf for leaf in leaves]), seed)
    return tuple(
        Leaf(
            sides=sides,
            points=int((at == leaf).sum()),
            share=float(share[at == leaf].mean()),
            tested=int((tested == leaf).sum()),
            held_out=dense(testing[1], tested == leaf, shared),
            luck=(float(low), float(high)),
        )
        for (leaf, sides), low, high in zip(leaves.items(), *luck, strict=True)
    )


def _luck(share: np.ndarray, inside: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Between what the shares of leaves lie where points are dealt among them by lot, in 95 % of lots all.

    Parameters
    ----------
    share : of each point
    inside : whether each point is in each leaf, shape (leaves, points)

    Source
    ------
    Westfall, P. H., Young, S. S. (1993): Resampling-based multiple testing. Wiley, chapter 2, for the largest of
    several standardised differences
    """
    drawing = np.random.default_rng([seed, 3])
    count = inside.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = share.std() * np.sqrt(1.0 / count - 1.0 / len(share))
        dealt = np.array([drawing.permutation(share) for _ in range(_TIMES)])
        apart = np.abs(dealt @ inside.T / count - share.mean()) / error
    most = np.nanquantile(np.nanmax(np.where(np.isfinite(apart), apart, 0.0), axis=1), _LUCK)
    half = np.where(np.isfinite(error), most * error, np.inf)
    return share.mean() - half, share.mean() + half


def _fitted(coded: np.ndarray, share: np.ndarray, most: int, seed: int) -> Any:
    need("sklearn", extra="analysis")
    from sklearn.tree import DecisionTreeRegressor

    least = max(1, int(np.ceil(LEAST * len(share))))
    tree = DecisionTreeRegressor(max_leaf_nodes=most, min_samples_leaf=least, random_state=seed % 2**32)
    return tree.fit(coded, share)


def _columns(inputs: Inputs) -> list[tuple[int, int | None]]:
    """Column of the input of each column of a tree; of text, one for each level."""
    found: list[tuple[int, int | None]] = []
    for column, levels in enumerate(inputs.levels):
        found += [(column, None)] if levels is None else [(column, level) for level in range(len(levels))]
    return found


def _coded(inputs: Inputs, columns: list[tuple[int, int | None]]) -> np.ndarray:
    own = [inputs.values[:, c] if level is None else inputs.values[:, c] == level for c, level in columns]
    return np.stack(own, axis=1).astype(float)


def _leaves(tree: Any, columns: list[tuple[int, int | None]]) -> dict[int, tuple[Side, ...]]:
    """Number of each leaf to what leads there."""
    found: dict[int, tuple[Side, ...]] = {}
    open_: list[tuple[int, tuple[Side, ...]]] = [(0, ())]
    while open_:
        node, sides = open_.pop()
        if tree.children_left[node] < 0:
            found[node] = sides
            continue
        column, level = columns[tree.feature[node]]
        cut = float(tree.threshold[node]) if level is None else float(level)
        for child, above in ((tree.children_right[node], True), (tree.children_left[node], False)):
            open_.append((int(child), (*sides, Side(column, cut, above))))
    return found
