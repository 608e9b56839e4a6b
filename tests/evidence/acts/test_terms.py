"""Terms integrated out: where it is exact, against quadrature, and from anywhere."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from tests.evidence.acts.made_up import DEFAULTS, made_up_acts, turning
from twochairs.evidence.acts.likelihood import Likelihood, unknowns_of
from twochairs.evidence.acts.terms import terms_under


class Made(SimpleNamespace):
    """A likelihood of a design and a function."""

    def __call__(self, constants, added):
        return self.each(added)

    def design(self, constants):
        return self.matrix


def test_a_normal_likelihood_is_integrated_exactly():
    # One term of sd 2, seen as 3 with sd 1: evidence N(3; 0, 5), the mode 0.8 * 3 / 2 in standard units.
    made = Made(matrix=np.array([[2.0]]), each=lambda added: -0.5 * (added - 3.0) ** 2 - 0.5 * np.log(2 * np.pi))
    found = terms_under({}, made, np.zeros(1))
    assert found.mode == pytest.approx([1.2], abs=1e-6)
    assert found.log_likelihood == pytest.approx(norm(0.0, 5**0.5).logpdf(3.0), abs=1e-6)
    assert found.precision == pytest.approx(np.array([[5.0]]), rel=1e-5)


def test_few_sharp_votes_against_quadrature():
    made = Made(matrix=np.full((5, 1), 0.45), each=lambda added: np.log(expit(added / 0.25)))
    exact, _ = quad(lambda term: expit(0.45 * term / 0.25) ** 5 * norm.pdf(term), -8, 8)
    assert terms_under({}, made, np.zeros(1)).log_likelihood == pytest.approx(np.log(exact), abs=0.03)


def test_the_mode_does_not_go_by_where_it_is_looked_for():
    acts = made_up_acts(turning(4))
    unknowns = unknowns_of(acts)
    likelihood = Likelihood(acts, turning(4), unknowns)
    starts = (np.zeros(len(unknowns.terms)), np.random.default_rng(1).standard_normal(len(unknowns.terms)))
    one, other = (terms_under(DEFAULTS, likelihood, start) for start in starts)
    assert one.mode == pytest.approx(other.mode, abs=1e-3)
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=1e-5)


def test_draws_have_the_mode_and_the_inverse_of_the_precision():
    made = Made(matrix=np.array([[1.0, 1.0]]), each=lambda added: -0.5 * (added - 2.0) ** 2)
    found = terms_under({}, made, np.zeros(2))
    chance = np.random.default_rng(1)
    drawn = np.array([found.draw(chance) for _ in range(20_000)])
    assert drawn.mean(axis=0) == pytest.approx([2 / 3, 2 / 3], abs=0.03)
    assert np.cov(drawn.T) == pytest.approx(np.array([[2, -1], [-1, 2]]) / 3, abs=0.03)
