"""The choice of the noise looks at no scored year."""

import numpy as np
import pytest

from twochairs.evidence.calibration import discrepancy
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.hindcast.noise_choice import LAST, ORIGINS, SPREADS, tried
from twochairs.evidence.hindcast.origins import ROLLING


def made_up(after=0.0):
    chance = np.random.default_rng(3)
    years = np.arange(2000, 2024)
    values = 0.5 + np.cumsum(0.05 * chance.normal(size=(24, 3)), axis=0)
    values[years > LAST] += after
    return Record(years, ("A", "B", "C"), values, np.zeros((24, 2)))


def test_nothing_after_the_last_year_counts():
    assert min(ROLLING) >= LAST > max(ORIGINS)
    assert tried(made_up(), 0.4) == tried(made_up(5.0), 0.4)


def test_the_spread_is_put_back():
    tried(made_up(), 0.2)
    assert max(SPREADS) == discrepancy.STATE_SPREAD


def test_wide_enough_bands_hold_what_comes_of_a_random_walk():
    score, inside = tried(made_up(), 0.6)
    assert 0.0 < score < 0.1
    assert inside == pytest.approx(0.9, abs=0.1)
