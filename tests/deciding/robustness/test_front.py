"""Fronts by hand, and against a count of who is behind whom."""

import numpy as np

from twochairs.deciding.robustness.front import best, hypervolume, on_front, scale_of


def behind(wanted: np.ndarray) -> np.ndarray:
    """Whether some other is as good in everything and better in something, by looking at every pair."""
    no_worse = (wanted[None, :, :] <= wanted[:, None, :]).all(axis=-1)
    once_better = (wanted[None, :, :] < wanted[:, None, :]).any(axis=-1)
    return np.asarray((no_worse & once_better).any(axis=1))


def test_a_front_is_those_that_are_behind_no_other() -> None:
    random = np.random.default_rng(1)
    for objectives in (1, 2, 3, 5):
        wanted = np.round(random.random((40, objectives)), 1)
        assert on_front(wanted).tolist() == (~behind(wanted)).tolist()


def test_the_best_are_front_by_front_then_those_apart() -> None:
    front = np.array([[0.0, 4.0], [1.0, 3.0], [1.1, 2.9], [4.0, 0.0]])
    wanted = np.concatenate([front + 5.0, front])
    assert best(wanted, 4) == [4, 5, 6, 7]
    assert best(wanted, 5)[1:] == [4, 5, 6, 7]
    assert best(front, 2) == [0, 3]
    assert best(wanted, 100) == list(range(8))


def test_a_doubled_setting_changes_no_front() -> None:
    """Both of two that are the same are on it (D14)."""
    wanted = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    assert on_front(wanted[[0, 1, 2, 0]]).tolist() == [True, True, False, True]


def test_scaled_objectives_and_others_order_change_no_front() -> None:
    """Three times an objective, a constant more, and the columns the other way round (D14)."""
    wanted = np.random.default_rng(3).random((60, 3))
    known = on_front(wanted)
    assert on_front(3.0 * wanted + 2.0).tolist() == known.tolist()
    assert on_front(wanted[:, ::-1]).tolist() == known.tolist()
    assert best(3.0 * wanted, 20) == best(wanted, 20)


def test_a_hypervolume_by_hand() -> None:
    wanted = np.array([[0.0, 2.0], [1.0, 1.0], [2.0, 0.0]])
    scale = scale_of(wanted)
    assert hypervolume(wanted, scale) == 0.25
    assert hypervolume(np.array([[0.0, 0.0]]), scale) == 1.0
    assert hypervolume(np.array([[-1.0, 0.0]]), scale) == 1.5
