"""Elementary effects: what they are by hand, and that a factor without effect is not told as one."""

import numpy as np
import pytest

from tests.deciding.functions import KNOWN
from tests.long import FULL
from twochairs.deciding.morris import Effects, effects
from twochairs.experiment.samples import morris

REPEATS, TRAJECTORIES, CHANCE, INERT = (400 if FULL else 60), 12, 0.5, 5


def changes(replicates: int, seed: int) -> np.ndarray:
    """Of Sobol' G, of whose six factors the last does next to nothing, with chance of its own at each point."""
    drawn = morris(TRAJECTORIES, 6, 4, seed)
    exact = KNOWN["product"].of(drawn.points)
    chance = CHANCE * np.random.default_rng([seed, 1]).standard_normal((len(exact), replicates))
    values, found = exact[:, None] + chance, np.full((TRAJECTORIES, 6, replicates), np.nan)
    for at in np.flatnonzero(drawn.moved >= 0):
        factor = drawn.moved[at]
        step = drawn.points[at, factor] - drawn.points[at - 1, factor]
        found[drawn.trajectory[at], factor] = (values[at] - values[at - 1]) / step
    return found


@pytest.mark.parametrize("replicates", [2, 8])
def test_a_factor_that_does_nothing_is_not_told_as_one(replicates: int) -> None:
    """D5: its effect without sign is what chance makes of it, and as large as the floor says."""
    found = [effects(changes(replicates, seed), 0.95) for seed in range(REPEATS)]
    size, floor = (np.mean([one(of) for of in found]) for one in (_size, _floor))
    assert abs(size - floor) < 0.1 * floor
    assert np.mean([of.clear[INERT] for of in found]) <= 0.05
    assert np.mean([of.clear[0] for of in found]) > 0.9


def _size(found: Effects) -> float:
    return float(found.size.value[INERT])


def _floor(found: Effects) -> float:
    return float(found.floor[INERT])


def test_effects_worked_by_hand() -> None:
    """Three trajectories of one factor whose effects are 1, 2 and -3, without chance."""
    found = effects(np.array([1.0, 2.0, -3.0]).reshape(3, 1, 1), 0.95)
    np.testing.assert_allclose([found.mean.value[0], found.size.value[0]], [0.0, 2.0])
    np.testing.assert_allclose(found.spread, [7**0.5])
    np.testing.assert_allclose(found.size.half, [4.302653 / 3**0.5], rtol=1e-6)
    assert found.floor[0] == 0.0


def test_a_factor_that_stood_still_on_a_way_is_left_out_there() -> None:
    given = np.array([[[1.0, 1.0]], [[np.nan, np.nan]], [[3.0, 3.0]], [[2.0, 2.0]]])
    assert effects(given, 0.95).mean.value[0] == 2.0


def test_chance_that_all_points_share_is_not_averaged_out_by_trajectories() -> None:
    """Each replicate moves every effect alike: a thousand trajectories know no more of it than ten."""
    shared = np.array([-0.5, 0.1, 0.6, -0.2]).reshape(1, 1, 4)
    for trajectories in (10, 1000):
        alike = np.broadcast_to(1.0 + shared, (trajectories, 1, 4))
        assert effects(alike, 0.95).mean.half[0] < 1e-12
        expected = 3.182446 * shared.std(ddof=1) / 2
        np.testing.assert_allclose(effects(alike, 0.95, shared=True).mean.half[0], expected, rtol=1e-6)
