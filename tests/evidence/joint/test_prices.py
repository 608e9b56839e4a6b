"""Prices given contracts: against the normal they are, what a buyer pays all the time, and what is read."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from tests.evidence.acts.made_up import circumstances
from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.joint.prices import OWN, SPREADS, Price, log_likelihood, read_prices, simulated_prices


def test_log_prices_are_normal_around_the_simulated_ones():
    paid, simulated = np.array([300.0, 250.0, 180.0]), np.array([[310.0, 240.0, 200.0], [150.0, 400.0, 300.0]])
    rest = np.log(paid) - np.log(simulated)
    same = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    each = [multivariate_normal(np.zeros(3), OWN**2 * same + spread**2 * np.eye(3)).pdf(rest) for spread in SPREADS]
    assert log_likelihood(paid, simulated, ["A", "A", "B"]) == pytest.approx(np.log(np.mean(each, axis=0)))


def test_what_all_draws_share_weighs_none_of_them():
    simulated = np.tile([100.0, 200.0], (5, 1))
    assert np.ptp(log_likelihood(np.array([150.0, 90.0]), simulated, ["A", "A"])) == 0.0


def test_a_period_is_the_mean_of_its_months():
    path = circumstances([[0.0], [0.1]], months=12)
    series = np.arange(24.0).reshape(2, 1, 12)
    prices = [Price("S0", "2006-02", "2006-04", 1.0), Price("S0", "2006-12", "2006-12", 1.0)]
    assert simulated_prices(path, series, prices).tolist() == [[2.0, 11.0], [14.0, 23.0]]


def test_prices_are_those_of_buyers_and_months_that_are_known():
    whole = circumstances([[0.0]])
    path = Circumstances(whole.start, ("SRB",), whole.alignment, whole.pressed, whole.favoured, whole.hard_share)
    found = read_prices(path, 2012)
    assert {one.buyer for one in found} == {"SRB"}
    assert [one.start for one in found] == ["2008-12", "2010-01", "2011-12", "2012-01", "2012-01"]
    assert read_prices(path, 2023)[-1].end == "2022-08"
