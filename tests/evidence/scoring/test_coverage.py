"""How often bands hold what came: worked values, limits, and whether the interval is as sure as it says."""

import numpy as np
import pytest
from scipy.stats import beta, binomtest, t

from twochairs.evidence.scoring.coverage import held


def of_blocks(*hits, size):
    """Occasions of blocks of one size, of which so many held."""
    inside = np.concatenate([np.arange(size) < count for count in hits])
    return inside.astype(float), np.repeat(np.arange(len(hits)), size)


def test_a_share_and_its_interval_by_hand():
    found = held(*of_blocks(10, 10, 8, 4, size=10))
    assert found.share == 0.8
    # Sums of deviations: 2, 2, 0, -4, so a variance of 4/3 x 24 / 40^2 = 0.02; independent ones would have 0.16 / 40.
    few = (t.ppf(0.05, 39) / t.ppf(0.05, 3)) ** 2
    assert found.worth == pytest.approx(8.0 * few)
    hits = 0.8 * found.worth
    assert found.low == pytest.approx(beta.ppf(0.05, hits, found.worth - hits + 1.0))
    assert found.high == pytest.approx(beta.ppf(0.95, hits + 1.0, found.worth - hits))
    assert found.low < 0.5 < 0.8 < found.high


def test_blocks_that_are_alike_are_worth_no_more_than_what_there_is():
    assert held(*of_blocks(8, 8, 8, size=10)).worth == 30.0
    found = held(*of_blocks(*[8, 9] * 20, size=10))
    assert found.worth == 400.0
    exact = binomtest(340, 400).proportion_ci(0.9, method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high))


def test_occasions_that_are_blocks_themselves_are_worth_one_less():
    found = held(np.array([1.0, 1.0, 1.0, 0.0]), np.arange(4))
    assert found.worth == pytest.approx(3.0)


def test_where_all_held_or_none_a_block_is_one_occasion():
    every, none = held(*of_blocks(5, 5, 5, size=5)), held(*of_blocks(0, 0, 0, size=5))
    assert (every.share, every.high, every.worth) == (1.0, 1.0, 3.0)
    assert every.low == pytest.approx(0.05 ** (1 / 3))
    assert (none.share, none.low, none.high) == (0.0, 0.0, pytest.approx(1.0 - 0.05 ** (1 / 3)))


def test_the_interval_holds_the_truth_as_often_as_it_says_where_blocks_go_together():
    """Thirteen states of 45 occasions, whose own shares differ as those of the hindcast do."""
    chance, blocks = np.random.default_rng(5), np.repeat(np.arange(13), 45)
    caught, naive = 0, 0
    for _ in range(600):
        own = chance.beta(0.85 * 8.0, 0.15 * 8.0, size=13)
        inside = (chance.uniform(size=13 * 45) < np.repeat(own, 45)).astype(float)
        found = held(inside, blocks)
        caught += found.low <= 0.85 <= found.high
        ends = binomtest(int(inside.sum()), inside.size).proportion_ci(0.9, method="exact")
        naive += ends.low <= 0.85 <= ends.high
    assert 0.87 <= caught / 600 <= 0.97
    assert naive / 600 < 0.6, "as if all were independent"


@pytest.mark.parametrize(
    ("inside", "blocks", "text"),
    [
        ([1.0, 0.0], [1, 2, 3], "occasions (2,) do not fit blocks (3,)"),
        ([1.0, 0.5], [1, 2], "a band held what came or did not: 1 or 0"),
        ([1.0, np.nan], [1, 2], "a band held what came or did not: 1 or 0"),
        ([1.0, 0.0], [1, 1], "an interval needs at least two blocks"),
    ],
)
def test_what_is_refused(inside, blocks, text):
    with pytest.raises(ValueError) as caught:
        held(np.array(inside), np.array(blocks))
    assert str(caught.value) == text
