"""Block bootstrap: every resample worked by hand, what a block is, coverage, refusals."""

import itertools

import numpy as np
import pytest

from twochairs.evidence.scoring.bootstrap import mean_interval, skill_interval
from twochairs.evidence.scoring.scores import skill


def test_two_blocks_have_three_resamples():
    """Skills 0.5 of the first block alone, -1 of the second, 1 - 10 / 12 of both; the first has a chance of 1/4."""
    score, reference, blocks = np.array([1.0, 3.0, 6.0]), np.array([4.0, 4.0, 3.0]), np.array(["a", "a", "b"])
    assert skill_interval(score, reference, blocks, level=0.9) == pytest.approx((-1.0, 0.5))
    low, high = skill_interval(score, reference, blocks, level=0.4)  # each end alone has a chance of 1/4, not 0.3
    assert (low, high) == pytest.approx((1 - 10 / 11, 1 - 10 / 11))


def test_the_interval_is_of_all_resamples_of_four_blocks():
    score, reference = np.array([1.0, 2.0, 4.0, 3.0]), np.array([2.0, 5.0, 4.0, 6.0])
    every = [skill(score[list(drawn)], reference[list(drawn)]) for drawn in itertools.product(range(4), repeat=4)]
    expected = np.quantile(every, [0.1, 0.9])
    found = skill_interval(score, reference, np.arange(4), level=0.8, resamples=50_000)
    assert found == pytest.approx(expected, abs=0.02)


def test_the_mean_of_two_blocks_weighs_every_value_alike():
    values, blocks = np.array([0.0, 0.0, 0.0, 4.0]), np.array([1, 1, 1, 2])
    assert mean_interval(values, blocks, level=0.9) == pytest.approx((0.0, 4.0))
    assert mean_interval(values, blocks, level=0.4) == pytest.approx((1.0, 1.0))


def test_copies_within_a_block_add_no_certainty_and_copies_as_blocks_do():
    chance = np.random.default_rng(1)
    score, reference, blocks = chance.uniform(size=12), chance.uniform(1.0, 2.0, size=12), np.arange(12)
    alone = skill_interval(score, reference, blocks)
    copied = np.tile(score, 9), np.tile(reference, 9)
    assert skill_interval(*copied, np.tile(blocks, 9)) == pytest.approx(alone)
    low, high = skill_interval(*copied, np.arange(108))
    assert high - low < 0.5 * (alone[1] - alone[0])


def test_order_names_and_unit_do_not_matter():
    chance = np.random.default_rng(2)
    score, reference, blocks = chance.uniform(size=30), chance.uniform(1.0, 2.0, size=30), np.repeat(np.arange(6), 5)
    found = skill_interval(score, reference, blocks)
    order = chance.permutation(30)
    names = np.array(["a", "b", "c", "d", "e", "f"])[blocks]
    assert skill_interval(7 * score[order], 7 * reference[order], names[order]) == pytest.approx(found)
    assert found == skill_interval(score, reference, blocks)
    assert found != skill_interval(score, reference, blocks, seed=2)


def test_a_higher_level_is_wider_and_holds_the_skill():
    chance = np.random.default_rng(3)
    score, reference, blocks = chance.uniform(size=30), chance.uniform(1.0, 2.0, size=30), np.repeat(np.arange(6), 5)
    (low, high), (lower, higher) = (skill_interval(score, reference, blocks, level=level) for level in (0.5, 0.95))
    assert lower < low < skill(score, reference) < high < higher


def test_a_skill_that_is_the_same_everywhere_is_certain():
    reference = np.array([1.0, 2.0, 3.0, 4.0])
    assert skill_interval(0.25 * reference, reference, np.arange(4)) == pytest.approx((0.75, 0.75))


@pytest.mark.parametrize(("count", "share"), [(100, 0.9), (13, 0.86)])
def test_intervals_hold_the_truth_as_often_as_they_say_with_many_blocks_alone(count, share):
    chance, blocks, held = np.random.default_rng(4), np.repeat(np.arange(count), 3), 0
    for repeat in range(1000):
        values = np.repeat(chance.standard_normal(count), 3) + chance.standard_normal(3 * count)
        low, high = mean_interval(values, blocks, resamples=400, seed=repeat)
        held += low <= 0.0 <= high
    assert held / 1000 == pytest.approx(share, abs=0.025)


ONES = np.ones(4)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: skill_interval(ONES, ONES, np.zeros(4)),
        lambda: skill_interval(ONES, ONES, np.arange(3)),
        lambda: skill_interval(ONES, np.ones(3), np.arange(4)),
        lambda: skill_interval(ONES, np.array([1.0, 1.0, 0.0, 1.0]), np.arange(4)),
        lambda: skill_interval(np.array([1.0, np.nan, 1.0, 1.0]), ONES, np.arange(4)),
        lambda: mean_interval(ONES, np.zeros(4)),
        lambda: mean_interval(np.array([1.0, np.nan, 1.0, 1.0]), np.arange(4)),
    ],
)
def test_what_has_no_interval_is_refused(refused):
    with pytest.raises(ValueError):
        refused()
