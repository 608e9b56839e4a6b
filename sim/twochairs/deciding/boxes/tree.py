"""A tree over the same points: the few cuts that part runs with an outcome from those without best."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from twochairs.deciding.boxes.box import Inputs
from twochairs.deciding.boxes.judging import Told, dense
from twochairs.results.extra import need

LEAST = 0.05
"""Share of the points that found a tree, in each leaf."""
_ABOVE, _BELOW = 0.95, 0.05


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
    """

    sides: tuple[Side, ...]
    points: int
    share: float
    tested: int
    held_out: Told


@dataclass(frozen=True)
class Tree:
    """The leaves of a tree, of two sides of a cut those of the lower first.

    Attributes
    ----------
    leaves : of it
    floor, ceiling : where no input matters, 95 % of trees have their highest leaf below the one, and their lowest above
        the other
    """

    leaves: tuple[Leaf, ...]
    floor: float
    ceiling: float

    def told(self, leaf: Leaf) -> bool:
        """Whether a leaf is told from those of a tree where no input matters."""
        return leaf.held_out.over(self.floor) or leaf.held_out.high < self.ceiling


def grown(
    finding: tuple[Inputs, np.ndarray],
    testing: tuple[Inputs, np.ndarray],
    most: int,
    seed: int,
    shared: np.ndarray | None = None,
    times: int = 100,
) -> Tree:
    """A tree that some points found, told by others.

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
    Breiman, L., Friedman, J. H., Olshen, R. A., Stone, C. J. (1984): Classification and regression trees. Wadsworth; the
    fall of squares of a share is half that of Gini's index where each run of a point has its own weight
    """
    inputs, share = finding
    columns = _columns(inputs)
    coded, others = _coded(inputs, columns), _coded(testing[0], columns)
    tree = _fitted(coded, share, most, seed)
    at, tested = tree.apply(coded), tree.apply(others)
    leaves = [
        Leaf(sides, int((at == leaf).sum()), float(share[at == leaf].mean()), int((tested == leaf).sum()),
             dense(testing[1], tested == leaf, shared))
        for leaf, sides in _leaves(tree.tree_, columns).items()
    ]  # fmt: skip
    drawing = np.random.default_rng([seed, 3])
    ends = []
    for _ in range(times):
        values = _fitted(coded, drawing.permutation(share), most, seed).tree_
        own = values.value[values.children_left < 0, 0, 0]
        ends.append((own.max(), own.min()))
    highest, lowest = np.array(ends).T
    return Tree(tuple(leaves), float(np.quantile(highest, _ABOVE)), float(np.quantile(lowest, _BELOW)))


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
