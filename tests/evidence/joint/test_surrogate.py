"""A surrogate of a log likelihood: a quadratic learnt from draws, and what it says of itself where there is none."""

import numpy as np
import pytest

from twochairs.evidence.joint.surrogate import Surrogate

CHANCE = np.random.default_rng(3)
CUBE = CHANCE.uniform(0.2, 0.6, size=(300, 4))


def quadratic(cube):
    """In three of the numbers; the fourth says nothing."""
    one, two, three, _ = cube.T
    return 3.0 - 40.0 * (one - 0.4) ** 2 + 25.0 * one * two - 4.0 * three


def test_a_quadratic_is_learnt_between_its_draws_and_a_little_beside_them():
    learnt = Surrogate(CUBE, quadratic(CUBE))
    other = np.random.default_rng(4).uniform(0.15, 0.65, size=(50, 4))
    assert learnt(other) == pytest.approx(quadratic(other), abs=0.01)
    assert learnt.explained == pytest.approx(1.0, abs=1e-4)


def test_what_is_no_function_of_the_constants_is_its_error():
    noise = np.random.default_rng(5).normal(size=len(CUBE))
    learnt = Surrogate(CUBE, quadratic(CUBE) + 0.5 * noise)
    assert learnt.error == pytest.approx(0.5, rel=0.15)
    assert learnt.explained == pytest.approx(1.0 - learnt.error**2 / np.var(learnt.log_likelihood))
    assert Surrogate(CUBE, noise).explained < 0.1


def test_a_number_that_does_not_vary_is_no_reason_to_fail():
    cube = CUBE.copy()
    cube[:, 3] = 0.5
    assert np.isfinite(Surrogate(cube, quadratic(cube))(CUBE)).all()


def test_nothing_that_is_said_is_explained():
    learnt = Surrogate(CUBE, np.zeros(len(CUBE)))
    assert learnt.explained == 1.0
    assert learnt(CUBE) == pytest.approx(np.zeros(len(CUBE)), abs=1e-12)
