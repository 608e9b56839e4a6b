"""The poll given the public: against quadrature, and where it says nothing."""

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.special import logit
from scipy.stats import norm, truncnorm

from twochairs.evidence.joint.polls import LEVEL, SLOPE, SPREADS, log_likelihood, read_polls


def test_waves_of_one_pollster_by_month():
    waves = read_polls(2023)
    assert [wave.month for wave in waves] == sorted({wave.month for wave in waves})
    assert len(waves) == 25
    assert (waves[0].month, waves[0].support) == ("2009-05", 0.61)
    assert [wave.month for wave in read_polls(2009)] == ["2009-05", "2009-11"]


def test_both_coefficients_and_the_spread_are_integrated_out():
    public, support = np.array([0.4, -0.3, 0.1]), np.array([0.55, 0.4, 0.5])
    slope = truncnorm(-SLOPE[0] / SLOPE[1], np.inf, SLOPE[0], SLOPE[1])

    def density(s1, s0):
        each = norm(s0 + s1 * public, SPREADS[:, None]).pdf(logit(support)).prod(axis=1)
        return each.mean() * norm(*LEVEL).pdf(s0) * slope.pdf(s1)

    exact, _ = dblquad(density, -2.0, 2.0, 0.0, 4.0, epsabs=1e-10)
    assert log_likelihood(public[None], support)[0] == pytest.approx(np.log(exact), abs=1e-5)


def test_a_public_that_moves_as_the_poll_does_is_likelier_than_one_that_moves_against_it():
    support = np.array([0.7, 0.6, 0.5, 0.4])
    along = np.array([0.3, 0.1, -0.1, -0.3])
    one, other, neither = log_likelihood(np.stack([along, -along, 0.0 * along]), support)
    assert one > neither > other
