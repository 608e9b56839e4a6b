"""Priors of the rules' constants: their ends, their values by share, and how they are told."""

from statistics import NormalDist

import pytest

from twochairs.world.prior import FIXED, Normal, Uniform


def test_a_uniform_prior_is_even_between_its_ends() -> None:
    prior = Uniform(-1.5, 0.5)
    assert prior.ends == (-1.5, 0.5)
    assert [prior.at(share) for share in (0.0, 0.25, 1.0)] == [-1.5, -1.0, 0.5]
    assert str(prior) == "uniform(-1.5, 0.5)"


def test_a_normal_prior_has_the_middle_95_percent_as_its_range() -> None:
    prior = Normal(0.45, 0.15)
    assert prior.ends == pytest.approx((0.45 - 0.15 * 1.959964, 0.45 + 0.15 * 1.959964), abs=1e-6)
    assert prior.at(0.5) == pytest.approx(0.45)
    assert str(prior) == "normal(0.45, 0.15)"


def test_a_normal_prior_that_is_cut_off_keeps_inside_and_its_shares_are_of_what_is_left() -> None:
    prior = Normal(0.0, 1.0, low=0.0)
    assert prior.at(0.0) == 0.0
    assert prior.at(0.5) == pytest.approx(NormalDist().inv_cdf(0.75))
    assert Normal(0.0, 1.0, high=-3.0).at(1.0) == -3.0
    assert str(prior) == "normal(0, 1, low 0)"


def test_a_fixed_prior_has_no_range() -> None:
    assert FIXED.ends is None
    assert str(FIXED) == "fixed"
