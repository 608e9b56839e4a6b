"""First-order indices of a sample: near the truth, no chance in them, and nothing of a factor that does nothing."""

import numpy as np
import pytest

from tests.deciding.functions import KNOWN
from tests.long import FULL
from twochairs.deciding.screening import Sample, binned, screened
from twochairs.experiment.samples import latin_hypercube, sobol

REPEATS = 40 if FULL else 8
DRAWS = {"sobol": sobol, "latin-hypercube": latin_hypercube}


def values(exact: np.ndarray, own: bool, seed: int) -> np.ndarray:
    """Four runs of each point, with chance of its own or that of all."""
    chance = np.random.default_rng([seed, 1]).standard_normal((len(exact) if own else 1, 4))
    return np.asarray(exact[:, None] + exact.std() * chance)


@pytest.mark.parametrize("own", [True, False], ids=["own", "shared"])
@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("name", KNOWN)
def test_shares_are_right_to_some_hundredths_and_their_intervals_hold(name: str, kind: str, own: bool) -> None:
    known, shares, held = KNOWN[name], [], []
    for seed in range(REPEATS):
        points = DRAWS[kind](512, known.factors, seed)
        sample = Sample(points, kind == "sobol", not own)
        found = screened(values(known.of(points), own, seed), sample, 0.95, 1)
        assert found.split.told
        shares.append(found.first.value)
        held.append(np.abs(found.first.value - known.first) <= found.first.half)
    assert np.abs(np.mean(shares, axis=0) - known.first).max() < 0.06
    assert np.mean(held) > 0.85


def test_chance_alone_is_told_as_chance() -> None:
    told = []
    for seed in range(REPEATS * 3):
        runs = np.random.default_rng(seed).standard_normal((256, 4))
        found = screened(runs, Sample(latin_hypercube(256, 3, seed)), 0.95, 1)
        told.append(found.split.told and bool(found.clear.any()))
    assert np.mean(told) <= 0.05


def test_chance_that_points_share_is_no_effect_and_takes_none_off() -> None:
    points = latin_hypercube(256, 2, 1)
    exact = points[:, :1] * np.ones((1, 5))
    shared = exact + np.random.default_rng(1).standard_normal((1, 5))
    for given in (exact, shared):
        found = screened(given, Sample(points, shared=True), 0.95, 1)
        np.testing.assert_allclose(found.split.factors.value, np.var(points[:, 0], ddof=1), rtol=1e-9)
        assert found.first.value[0] > 0.95


def test_bins_are_levels_where_there_are_few_and_equally_full_else() -> None:
    assert binned(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [2, 0, 2, 1]
    assert np.bincount(binned(np.random.default_rng(1).random(640))).tolist() == [
        640 // 13 + (at % 13 in EXTRA) for at in range(13)
    ]


EXTRA = {0, 4, 8}
"""Bins that hold one of the three points that thirteen bins leave over."""


def test_a_single_run_of_each_point_is_enough_without_chance() -> None:
    points = sobol(256, 3, 1)
    found = screened(KNOWN["ishigami"].of(points)[:, None], Sample(points, even=True), 0.95, 1)
    assert found.split.chance == 0.0 and found.split.share == 0.0
    assert np.abs(found.first.value - KNOWN["ishigami"].first).max() < 0.1
