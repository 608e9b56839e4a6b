"""The highest and the lowest of many means: told apart where they differ, and seldom where they do not."""

import numpy as np
import pytest

from twochairs.statistics.apart import range_chance, sample_apart, told_apart

RNG = np.random.default_rng(5)


def test_what_never_differs_is_not_told_apart():
    assert not told_apart(np.full((4, 6), 0.3))
    assert not told_apart(np.zeros((0, 6)))


def test_a_difference_that_every_replicate_shows_is_told_apart_whatever_they_differ_by():
    """Of two cells and six replicates all with one sign, 2 of the 64 ways of shuffling are as far apart."""
    chance = 10.0 * RNG.normal(size=(1, 6))
    values = np.concatenate([chance, chance + 0.01])
    assert range_chance(values) == pytest.approx(2 / 64, abs=0.03)
    assert told_apart(np.concatenate([chance, chance + 0.01, chance + 0.02]))


def test_where_no_chance_is_seen_any_difference_counts():
    assert told_apart(np.array([[0.1], [0.2]]))
    assert told_apart(np.array([[0.1, 0.1], [0.2, 0.2]]))
    assert not told_apart(np.array([[0.1], [0.1]]))


@pytest.mark.parametrize("cells", [3, 40])
def test_cells_that_are_alike_are_told_apart_in_one_case_of_twenty(cells):
    """However many cells there are to choose the highest and the lowest from."""
    cases = [told_apart(RNG.normal(size=(cells, 8))) for _ in range(200)]
    assert 1 <= sum(cases) <= 21


def test_cells_without_a_value_are_left_out():
    values = np.array([[0.0] * 6, [0.0] * 6, [1.0] * 6])
    assert range_chance(np.concatenate([values, np.full((5, 6), np.nan)])) == range_chance(values) < 0.05


def test_the_same_values_give_the_same_answer():
    values = RNG.normal(size=(5, 7))
    assert range_chance(values) == range_chance(values)


def test_points_that_are_a_sample_are_shuffled_as_wholes():
    cell = np.repeat(np.arange(4), 12)
    noise = RNG.normal(size=48)
    assert sample_apart(noise + 2.0 * (cell == 3), cell)
    alike = [sample_apart(RNG.normal(size=48), cell) for _ in range(100)]
    assert sum(alike) <= 12
    assert not sample_apart(np.full(48, 0.2), cell)
    assert not sample_apart(np.full(48, np.nan), cell)
