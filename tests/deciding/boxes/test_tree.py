"""Trees: those of scikit-learn with a weight for each run, leaves told by points held out."""

import importlib.util

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from tests.deciding.boxes.test_peeling import inputs
from twochairs.deciding.boxes.tree import LEAST, Side, grown
from twochairs.errors import NotPossible
from twochairs.results.extra import how_to_install


def case(points: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    drawing = np.random.default_rng(seed)
    values = np.hstack([drawing.random((points, 3)), drawing.integers(0, 3, (points, 1))])
    chance = np.where(values[:, 0] < 0.4, 0.1, np.where(values[:, 3] == 1, 0.9, 0.5))
    return values, drawing.binomial(8, chance) / 8


def grow(most: int, seed: int = 0):
    levels = (None, None, None, ("a", "b", "c"))
    (one, share), (other, tested) = case(600, seed), case(300, seed + 100)
    return grown((inputs(one, *levels), share), (inputs(other, *levels), tested), most, 1)


def test_a_known_tree_is_found_and_each_leaf_is_told() -> None:
    low, other, b = grow(3)
    assert [side.column for side in b.sides] == [0, 3]
    assert low.sides[0].cut == pytest.approx(0.4, abs=0.01) and not low.sides[0].above
    assert (other.sides[1], b.sides[1]) == (Side(3, 1.0, False), Side(3, 1.0, True))
    for leaf, true in ((low, 0.1), (other, 0.5), (b, 0.9)):
        assert leaf.held_out.low < true < leaf.held_out.high
    assert low.told and b.told
    assert low.points + other.points + b.points == 600 and low.tested + other.tested + b.tested == 300


def test_it_is_the_tree_of_runs_with_a_weight_each() -> None:
    """Shares as answers part points as whole runs do that are weighed by the share and by the rest."""
    values, share = case(400)
    values = values[:, :3]
    leaves = grown((inputs(values), share), (inputs(values), share), 6, 1)
    twice, weights = np.vstack([values, values]), np.concatenate([share, 1.0 - share])
    tree = DecisionTreeClassifier(max_leaf_nodes=6, min_weight_fraction_leaf=LEAST, random_state=1)
    tree.fit(twice, np.repeat([1, 0], 400), sample_weight=weights)
    cuts = sorted(set(tree.tree_.threshold[tree.tree_.children_left >= 0].round(9)))
    assert sorted({round(side.cut, 9) for leaf in leaves for side in leaf.sides}) == cuts


def test_where_no_input_matters_a_leaf_is_seldom_told() -> None:
    drawing, told = np.random.default_rng(3), 0
    for _ in range(40):
        values, share = drawing.random((200, 4)), drawing.binomial(4, 0.3, 200) / 4
        leaves = grown((inputs(values[:130]), share[:130]), (inputs(values[130:]), share[130:]), 6, 1)
        told += any(leaf.told for leaf in leaves)
    assert told <= 5, "about 2 of 40 by luck"


def test_without_scikit_learn_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr("twochairs.results.extra.find_spec", lambda name: None if name == "sklearn" else real(name))
    with pytest.raises(NotPossible) as told:
        grow(3)
    assert str(told.value) == f"sklearn is not installed\n  hint: {how_to_install('analysis')}"
