"""Summaries over worlds by hand, and which of two settings each calls the better."""

import numpy as np
import pytest

from twochairs.deciding.robustness.metrics import better, held, of_objective, summarised, to_be_low
from twochairs.experiment.asked import Objective
from twochairs.experiment.over_worlds import summary
from twochairs.experiment.read_off import comparison_of

MEANS = np.array([[1.0, 2.0, 3.0, 6.0], [2.0, 2.0, 2.0, 2.0]])
"""Two settings in four worlds."""


@pytest.mark.parametrize(
    ("text", "high", "low"),
    [
        ("mean", [3.0, 2.0], [3.0, 2.0]),
        ("worst", [1.0, 2.0], [6.0, 2.0]),
        ("best", [6.0, 2.0], [1.0, 2.0]),
        ("quantile 0.5", [2.5, 2.0], [2.5, 2.0]),
        ("quantile 0.1", [1.3, 2.0], [1.3, 2.0]),
        ("regret max", [1.0, 4.0], [4.0, 1.0]),
        ("regret 0.5", [0.0, 0.5], [0.5, 0.0]),
        ("hurwicz 0.25", [4.75, 2.0], [2.25, 2.0]),
        ("spread", [np.sqrt(14 / 3), 0.0], [np.sqrt(14 / 3), 0.0]),
    ],
)
def test_summaries_by_hand(text: str, high: list[float], low: list[float]) -> None:
    """Of what is to be high, and of what is to be low."""
    np.testing.assert_allclose(summarised(MEANS, summary(text), 1.0), high)
    np.testing.assert_allclose(summarised(MEANS, summary(text), -1.0), low)


def test_regret_may_be_behind_the_best_of_others() -> None:
    best = np.array([3.0, 3.0, 3.0, 3.0])
    np.testing.assert_allclose(summarised(MEANS, summary("regret max"), 1.0, best), [2.0, 1.0])


def test_resamples_are_summarised_at_once() -> None:
    both = np.stack([MEANS, MEANS[:, ::-1] + 1.0])
    for text in ("mean", "worst", "quantile 0.3", "regret max", "hurwicz 0.5", "spread"):
        each = [summarised(one, summary(text), 1.0) for one in both]
        np.testing.assert_allclose(summarised(both, summary(text), 1.0), each)


def test_a_share_of_worlds_is_satisfied() -> None:
    one = Objective(maximise="alignment[A]@end >= 2", over_worlds="satisfied")
    np.testing.assert_allclose(of_objective(MEANS, one), [0.75, 1.0])
    comparison = comparison_of("alignment[A]@end < 2.5")
    assert comparison is not None
    np.testing.assert_allclose(held(MEANS, comparison), [[1, 1, 0, 0], [1, 1, 1, 1]])


@pytest.mark.parametrize(("text", "sign"), [("mean", 1), ("worst", 1), ("regret 0.9", -1), ("spread", -1)])
def test_less_regret_and_spread_are_better_whatever_is_wanted(text: str, sign: int) -> None:
    assert better(summary(text), 1.0) == sign
    assert better(summary(text), -1.0) == -1.0


def test_what_is_nearer_than_the_least_that_matters_is_equal() -> None:
    one = Objective(minimise="money_spent[A]@end", least=1.0)
    assert to_be_low(np.array([0.6, 1.4, 1.6]), one).tolist() == [1.0, 1.0, 2.0]
    high = Objective(maximise="alignment[A]@end")
    assert to_be_low(np.array([0.6, 1.4]), high).tolist() == [-0.6, -1.4]


@pytest.mark.parametrize(
    ("text", "fewest"),
    [
        ("mean", 1),
        ("quantile 0.1", 8),
        ("quantile 0.9", 8),
        ("quantile 0.05", 16),
        ("regret max", 1),
        ("regret 0.75", 4),
    ],
)
def test_a_quantile_takes_worlds_beyond_it(text: str, fewest: int) -> None:
    assert summary(text).fewest == fewest
