"""The approximation where it is exact, and where it must not be believed."""

import numpy as np
import pytest

from twochairs.evidence.acts.laplace import posterior


def covariance(normal):
    return normal.root @ normal.root.T


def test_a_normal_likelihood_gives_the_conjugate_posterior():
    # Prior N(1, 2^2), one observation 4 with sd 1: precision 1/4 + 1, mean (1/4 + 4) / (5/4).
    found = posterior(lambda v: -0.5 * float((v[0] - 4.0) ** 2), np.array([1.0]), np.array([2.0]))
    assert found.mean == pytest.approx([3.4], abs=1e-4)
    assert covariance(found) == pytest.approx(np.array([[0.8]]), rel=1e-3)


def test_two_parameters_seen_by_their_sum_go_against_each_other():
    # Priors N(0, 1), the sum observed as 2 with sd 1: precision matrix [[2, 1], [1, 2]].
    found = posterior(lambda v: -0.5 * float((v.sum() - 2.0) ** 2), np.zeros(2), np.ones(2))
    assert found.mean == pytest.approx([2 / 3, 2 / 3], abs=1e-4)
    assert covariance(found) == pytest.approx(np.array([[2, -1], [-1, 2]]) / 3, rel=1e-3)


def test_no_likelihood_leaves_the_prior():
    found = posterior(lambda v: 0.0, np.array([1.0, -3.0]), np.array([0.5, 2.0]))
    assert found.mean == pytest.approx([1.0, -3.0])
    assert covariance(found) == pytest.approx(np.diag([0.25, 4.0]), abs=1e-6)


def test_a_likelihood_that_curves_upwards_is_no_wider_than_the_prior():
    found = posterior(lambda v: 0.3 * float(v[0] ** 2), np.zeros(1), np.array([0.7]))
    assert covariance(found) == pytest.approx(np.array([[0.49]]))


def test_draws_have_the_mean_and_covariance():
    found = posterior(lambda v: -0.5 * float((v.sum() - 2.0) ** 2), np.zeros(2), np.ones(2))
    drawn = found.draw(20_000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx([2 / 3, 2 / 3], abs=0.03)
    assert np.cov(drawn.T) == pytest.approx(np.array([[2, -1], [-1, 2]]) / 3, abs=0.03)


def test_an_infinite_likelihood_is_refused():
    with pytest.raises(ValueError, match="not finite"):
        posterior(lambda v: -np.inf, np.zeros(1), np.ones(1))
