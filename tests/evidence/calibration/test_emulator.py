"""The emulator: quadratics, honest errors, and years that say nothing of each other."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold
from sklearn.preprocessing import PolynomialFeatures

from twochairs.evidence.calibration.emulator import Emulator

CHANCE = np.random.default_rng(1)
CUBE = CHANCE.uniform(size=(200, 3))
FRESH = CHANCE.uniform(size=(500, 3))


def quadratic(cube):
    """Two years, three states; every state another surface of second degree."""
    x, y, z = cube.T
    first = np.stack([x, y - z, 0.3 + x * y], axis=1)
    second = np.stack([x * x, 1 - z * z + x, 2 * y * z - 0.4 * x], axis=1)
    return np.stack([first, second], axis=1)


def wild(cube):
    return np.sin(9 * cube[:, :1] * cube[:, 1:2])[:, :, None] + np.zeros((1, 2, 1))


def test_a_path_of_second_degree_is_told_wherever_it_is_asked_for():
    emulator = Emulator(CUBE, quadratic(CUBE))
    found = emulator(FRESH)
    assert found.shape == (500, 2, 3)
    assert np.abs(found - quadratic(FRESH)).max() < 2e-3  # the ridge of the weakest strength, 0.01
    assert np.abs(emulator.error).max() < 2e-3
    assert emulator.explained == pytest.approx(1.0, abs=1e-4)


def test_it_is_a_ridge_on_all_terms_of_second_degree():
    paths = quadratic(CUBE) + 0.2 * CHANCE.normal(size=(200, 2, 3))
    emulator = Emulator(CUBE, paths)
    terms = PolynomialFeatures(2, include_bias=False)
    known, asked = terms.fit_transform(2 * CUBE - 1), terms.fit_transform(2 * FRESH - 1)
    strengths = np.broadcast_to(emulator._fitted.alpha_, 6)
    for column in range(6):
        ridge = Ridge(alpha=strengths[column]).fit(known, paths.reshape(200, 6)[:, column])
        assert emulator(FRESH).reshape(500, 6)[:, column] == pytest.approx(ridge.predict(asked), abs=1e-8)


def test_the_strength_is_that_which_tells_unseen_points_best():
    paths = quadratic(CUBE[:40]) + 0.5 * np.random.default_rng(2).normal(size=(40, 2, 3))
    emulator = Emulator(CUBE[:40], paths)
    terms = PolynomialFeatures(2, include_bias=False).fit_transform(2 * CUBE[:40] - 1)
    for column in range(6):
        target, errors = paths.reshape(40, 6)[:, column], {}
        for strength in (0.01, 0.1, 1.0, 10.0, 100.0):
            told = [
                Ridge(alpha=strength).fit(np.delete(terms, i, 0), np.delete(target, i)).predict(terms[[i]])[0]
                for i in range(40)
            ]
            errors[strength] = np.mean((told - target) ** 2)
        assert np.broadcast_to(emulator._fitted.alpha_, 6)[column] == min(errors, key=errors.get)


def test_the_error_is_that_on_points_not_seen():
    emulator = Emulator(CUBE, wild(CUBE))
    on_fresh = np.sqrt(np.mean((emulator(FRESH) - wild(FRESH)) ** 2, axis=0))
    on_its_own = np.sqrt(np.mean((emulator(CUBE) - wild(CUBE)) ** 2, axis=0))
    assert emulator.error == pytest.approx(on_fresh, rel=0.25)
    assert (emulator.error > on_its_own).all()
    share = 1 - np.sum(emulator.error**2) / np.sum(np.var(wild(CUBE), axis=0))
    assert emulator.explained == pytest.approx(share)
    assert emulator.explained < 0.9


def test_each_fold_is_told_by_the_others_alone():
    paths = wild(CUBE)
    emulator = Emulator(CUBE, paths)
    terms = PolynomialFeatures(2, include_bias=False).fit_transform(2 * CUBE - 1)
    told = np.empty(200)
    for rest, fold in KFold(5).split(terms):
        ridge = Ridge(alpha=np.ravel(emulator._fitted.alpha_)[0]).fit(terms[rest], paths[rest, 0, 0])
        told[fold] = ridge.predict(terms[fold])
    assert emulator.error[0, 0] == pytest.approx(np.sqrt(np.mean((told - paths[:, 0, 0]) ** 2)))


def test_pure_noise_is_not_explained():
    assert Emulator(CUBE, np.random.default_rng(5).normal(size=(200, 2, 3))).explained < 0.05


def test_later_years_say_nothing_of_earlier_ones():
    """Else what came after an origin would reach a forecast through the strength of the ridge."""
    first = quadratic(CUBE)[:, :1] + 0.3 * np.random.default_rng(6).normal(size=(200, 1, 3))
    calm = np.concatenate([first, np.tile(CUBE[:, None, :1], (1, 1, 3))], axis=1)
    noisy = np.concatenate([first, 5 * np.random.default_rng(7).normal(size=(200, 1, 3))], axis=1)
    assert np.array_equal(Emulator(CUBE, calm)(FRESH)[:, 0], Emulator(CUBE, noisy)(FRESH)[:, 0])
