"""Peeling: worked cuts, known boxes found, ties and cuts midway, and what must not change the answer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from twochairs.deciding.boxes.box import Inputs, everything
from twochairs.deciding.boxes.peeling import peeled
from twochairs.deciding.boxes.search import Rules, chosen, coverage, found
from twochairs.deciding.boxes.trimming import density, pasted, pruned

RULES = Rules(coverage=0.5, peel=0.05, mass=0.05)
HIGH, LOW = 0.85, 0.05


def inputs(values: np.ndarray, *levels: tuple[str, ...] | None) -> Inputs:
    names = tuple(f"x{column}" for column in range(values.shape[1]))
    return Inputs(names, values, levels or (None,) * len(names))


def case(points: int, columns: int = 6, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Runs that have an outcome often in a quarter of the space of two inputs, and seldom elsewhere."""
    drawing = np.random.default_rng(seed)
    values = drawing.random((points, columns))
    chance = np.where((values[:, 0] < 0.5) & (values[:, 1] > 0.5), HIGH, LOW)
    return values, (drawing.random(points) < chance).astype(float)


def volume(points: list[tuple[float, float]]) -> float:
    """Area under the staircase of coverage and density."""
    area, best, ordered = 0.0, 0.0, sorted(points, reverse=True)
    for (covered, dense), after in zip(ordered, [one for one, _ in ordered[1:]] + [0.0], strict=True):
        best = max(best, dense)
        area += (covered - after) * best
    return area


def test_a_cut_lies_midway_and_takes_all_that_hold_a_value() -> None:
    values = np.array([[0.0], [0.0], [0.0], [1.0], [3.0], [3.0]])
    steps = peeled(inputs(values), np.array([0.0, 0, 0, 1, 1, 1]), peel=0.1, mass=0.1)
    assert [box.low[0] for box in steps] == [-np.inf, 0.5]
    assert [box.high[0] for box in steps] == [np.inf, np.inf]
    twice = peeled(inputs(values), np.array([0.0, 0, 0, 0, 1, 1]), peel=0.1, mass=0.1)
    assert [box.low[0] for box in twice] == [-np.inf, 0.5, 2.0]


def test_the_cut_that_gains_most_by_point_is_taken_and_of_equals_that_of_fewest_inputs() -> None:
    values = np.array([[0.0, 5.0], [1.0, 4.0], [2.0, 3.0], [3.0, 2.0], [4.0, 1.0], [5.0, 0.0]])
    steps = peeled(inputs(values), np.array([0.0, 0, 0, 1, 1, 1]), peel=0.2, mass=0.1)
    assert [box.restricted for box in steps] == [[], [0], [0]]
    assert steps[-1].low[0] == 2.5


def test_words_lose_one_level_at_a_time() -> None:
    values = np.array([[0.0], [0.0], [1.0], [1.0], [2.0], [2.0]])
    one = inputs(values, ("west", "both", "east"))
    steps = peeled(one, np.array([1.0, 1, 0, 0, 0, 1]), peel=0.05, mass=0.05)
    assert [set(box.out[0]) for box in steps] == [set(), {1}, {1, 2}]


def test_a_slice_of_luck_does_not_hide_what_lies_behind_it() -> None:
    values = np.arange(40.0)[:, None]
    share = np.where((values[:, 0] >= 10) & (values[:, 0] < 30), 1.0, 0.0)
    share[[0, 1, 38, 39]] = 0.9  # both ends are denser than the whole
    steps = peeled(inputs(values), share, peel=0.05, mass=0.05)
    assert (steps[-1].low[0], steps[-1].high[0]) == (9.5, 29.5)


def test_a_box_never_holds_fewer_points_than_it_may() -> None:
    values, share = case(400)
    steps = peeled(inputs(values), share, peel=0.1, mass=0.25)
    counts = [int(box.inside(values).sum()) for box in steps]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] >= 100


def test_the_frontier_is_near_that_of_the_true_boxes() -> None:
    """D6 on a made-up case: in expectation no box is denser than HIGH, and the true one holds most of the runs."""
    values, _ = case(882, 9, seed=4)
    share = np.where((values[:, 0] < 0.5) & (values[:, 1] > 0.5), HIGH, LOW)
    points = [
        (coverage(share, one), density(share, one)) for one in (b.inside(values) for b in steps_of(values, share))
    ]
    true = (values[:, 0] < 0.5) & (values[:, 1] > 0.5)
    best = coverage(share, true) * HIGH + sum_beyond(share, true)
    assert 0.97 * best <= volume(points) <= best


def steps_of(values: np.ndarray, share: np.ndarray) -> list:
    return peeled(inputs(values), share, peel=0.1, mass=0.05)


def sum_beyond(share: np.ndarray, true: np.ndarray) -> float:
    """Area of the best boxes that hold more than the true one: points added one by one, all of the low share."""
    others = int((~true).sum())
    inside = np.arange(others + 1) + int(true.sum())
    held = share[true].sum() + LOW * np.arange(others + 1)
    return float(np.sum(np.diff(held) / share.sum() * (held / inside)[1:]))


@pytest.mark.parametrize("seed", range(5))
def test_a_known_box_is_found(seed: int) -> None:
    values, share = case(1500, seed=seed)
    box, _ = found(inputs(values), share, RULES)
    assert {0, 1} <= set(box.restricted)
    inside = box.inside(values)
    assert box.high[0] < 0.56 and box.low[1] > 0.44, "no wider than the true one"
    assert coverage(share, inside) >= 0.5
    assert density(share, inside) > HIGH - 0.05


def test_names_factors_and_an_input_that_is_the_same_everywhere_change_nothing() -> None:
    """D14."""
    values, share = case(500, 4)
    box, _ = found(inputs(values), share, RULES)
    swapped = Inputs(("x1", "x0", "x2", "x3"), values, (None,) * 4)
    assert found(swapped, share, RULES)[0] == box
    scaled, _ = found(inputs(values * 4.0), share, RULES)  # by a power of two, which rounds nothing
    assert np.array_equal(scaled.inside(values * 4.0), box.inside(values))
    inert = np.hstack([values, np.full((len(values), 1), 7.0)])
    assert np.array_equal(found(inputs(inert), share, RULES)[0].inside(inert), box.inside(values))


def test_the_box_is_the_densest_that_holds_enough() -> None:
    values, share = case(500)
    steps = peeled(inputs(values), share, 0.05, 0.05)
    box = chosen(steps, inputs(values), share, 0.5)
    dense = {density(share, one.inside(values)) for one in steps if coverage(share, one.inside(values)) >= 0.5}
    assert density(share, box.inside(values)) == max(dense)


def test_a_restriction_that_gains_less_than_its_error_is_dropped() -> None:
    values, share = case(800)
    box = everything(6).with_high(0, 0.5).with_low(1, 0.5).with_low(3, 0.02)
    assert pruned(box, inputs(values), share) == everything(6).with_high(0, 0.5).with_low(1, 0.5)


def test_ends_are_put_back_as_long_as_density_does_not_fall() -> None:
    values = np.arange(100.0)[:, None]
    share = ((values[:, 0] >= 20) & (values[:, 0] < 80)).astype(float)
    box = pasted(everything(1).with_low(0, 39.5).with_high(0, 59.5), inputs(values), share, 0.05)
    assert (box.low[0], box.high[0]) == (19.5, 79.5)
    words = inputs(np.repeat([0.0, 1.0, 2.0], 10)[:, None], ("a", "b", "c"))
    wider = pasted(everything(1).with_out(0, frozenset({1, 2})), words, np.repeat([1.0, 1.0, 0.0], 10), 0.05)
    assert wider.out[0] == {2}


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 10**6), some.integers(30, 80), some.integers(1, 4))
def test_whatever_the_points_boxes_lie_within_each_other(seed: int, points: int, columns: int) -> None:
    drawing = np.random.default_rng(seed)
    values, share = drawing.integers(0, 6, (points, columns)).astype(float), drawing.random(points)
    steps = peeled(inputs(values), share, 0.1, 0.1)
    counts = [int(box.inside(values).sum()) for box in steps]
    assert all(after < before for before, after in pairwise(counts))
    assert min(counts) >= 0.1 * points
    assert all((after.within(values) <= before.within(values)).all() for before, after in pairwise(steps))
