"""Quantiles and their intervals."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from twochairs.statistics.quantiles import median_interval, quantile, quantile_interval
from twochairs.statistics.sample import Drawn


def test_a_quantile_is_that_of_numpy_and_endless_where_it_did_not_come() -> None:
    values = np.sort(np.random.default_rng(0).normal(size=31))
    for share in (0.05, 0.25, 0.5, 0.95):
        assert quantile(values, share) == pytest.approx(np.quantile(values, share))
    assert quantile([3.0, 5.0, math.inf, math.inf], 0.25) == 4.5 - 0.25 * 0
    assert quantile([3.0, 5.0, math.inf, math.inf], 0.5) == math.inf
    assert quantile([math.inf, math.inf], 0.5) == math.inf
    assert math.isnan(quantile([], 0.5))


def test_a_median_lies_between_the_order_statistics_of_the_binomial() -> None:
    """Of 100 runs the 40th and the 61st hold it in 96.5 %, the 41st and 60th in 94.3 %: the ends are between."""
    low, high = quantile_interval(np.arange(1.0, 101.0), 0.5)
    assert 40 <= low <= 41
    assert 60 <= high <= 61
    assert binom.cdf(60, 100, 0.5) - binom.cdf(39, 100, 0.5) > 0.95


def test_few_runs_have_no_end_where_they_cannot() -> None:
    low, high = quantile_interval(np.arange(20.0), 0.05)
    assert low == -math.inf
    assert high < 5


def test_what_did_not_come_lies_beyond() -> None:
    """It comes in 60 of 100 runs: the median may lie beyond the end, the quarter does not."""
    values = np.concatenate([np.arange(60.0), np.full(40, math.inf)])
    assert quantile_interval(values, 0.5)[1] == math.inf
    assert quantile_interval(values, 0.25)[1] < 40


def test_draws_of_constants_widen_it() -> None:
    draw = np.arange(96) % 16
    values = draw + 0.01 * np.arange(96)
    alone, drawn = quantile_interval(values, 0.5), quantile_interval(values, 0.5, Drawn(draw))
    assert drawn[0] < alone[0] < alone[1] < drawn[1]
    assert all(map(math.isnan, quantile_interval(values, 0.5, Drawn(np.zeros(96)))))


def test_a_median_of_kept_quantiles_is_about_that_of_the_runs() -> None:
    values = np.random.default_rng(3).normal(size=400)
    kept = np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95))
    assert median_interval(kept, 400) == pytest.approx(quantile_interval(values, 0.5), abs=0.03)
    assert all(map(math.isnan, median_interval(kept, 2)))
    assert all(map(math.isnan, median_interval(np.full(5, 0.3), 400)))
