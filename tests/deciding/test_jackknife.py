"""The jackknife by groups: of a mean it is the usual error, of a ratio no group is counted twice."""

import numpy as np

from twochairs.deciding.jackknife import student, without_one


def test_of_a_mean_of_groups_it_is_the_standard_error() -> None:
    values = np.random.default_rng(1).standard_normal((60, 2))
    group = np.repeat(np.arange(6), 10)
    found = without_one(values, group, lambda mean: mean, 0.9)
    means = values.reshape(6, 10, 2).mean(axis=1)
    np.testing.assert_allclose(found.value, values.mean(axis=0))
    np.testing.assert_allclose(found.half, student(5, 0.9) * means.std(axis=0, ddof=1) / 6**0.5)


def test_a_ratio_is_taken_of_sums_and_not_of_groups() -> None:
    moments = np.array([[1.0, 1.0], [2.0, 2.0], [6.0, 3.0]])
    found = without_one(moments, np.array([0, 1, 2]), lambda mean: mean[..., :1] / mean[..., 1:], 0.95)
    assert found.value == [1.5]
    left = np.array([8 / 5, 7 / 4, 3 / 3])
    np.testing.assert_allclose(found.half, student(2, 0.95) * (2 / 3 * ((left - left.mean()) ** 2).sum()) ** 0.5)


def test_students_t() -> None:
    np.testing.assert_allclose([student(7, 0.95), student(15, 0.99)], [2.364624, 2.946713], rtol=1e-6)
