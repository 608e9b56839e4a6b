"""Forecasts from a year on, given what the record says up to it."""

from dataclasses import dataclass

import numpy as np

from twochairs.evidence.calibration.discrepancy import Left, ahead, chosen
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.scoring.baselines import BASELINES
from twochairs.evidence.scoring.series import Series

MEMBERS = 2000
"""Members of an ensemble of forecasts."""


@dataclass(frozen=True)
class Origin:
    """The last year that is known, and how many years after it are forecast."""

    year: int
    horizons: int

    @property
    def years(self) -> np.ndarray:
        """The years forecast."""
        return np.arange(self.year + 1, self.year + self.horizons + 1)


def forecast(record: Record, origin: Origin, signal: np.ndarray, left: Left, members: int, seed: int) -> np.ndarray:
    """Ideal points after the origin, (members, horizons, states).

    Parameters
    ----------
    signal : of every draw, (draws, years, states) with the years of the record
    left : how what it leaves over moves, of every draw; the common walk to the origin
    members : a multiple of the draws, or more draws than members
    """
    chance = np.random.default_rng(seed)
    pick = np.resize(np.arange(len(signal)), members)
    signal, left = signal[pick], left.picked(pick)
    known = record.upto(origin.year)
    level, own = chosen(known - signal[:, : len(known)] - left.sway.path[..., None], left.noise, chance)
    return ahead(level, own, left.sway, signal[:, len(known) : len(known) + origin.horizons], chance)


def naive(record: Record, origin: Origin, members: int, seed: int) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """The naive forecasts, each (members, horizons, states), and which fell back on persistence and why."""
    series = [Series(record.years, record.values[:, state]) for state in range(len(record.states))]
    found, fallen = {}, {}
    for name, method in BASELINES.items():
        chance = np.random.default_rng(seed)
        made = [method(one, series, origin.year, origin.horizons, members, chance) for one in series]
        found[name] = np.stack([one.members.T for one in made], axis=2)
        for state, one in zip(record.states, made, strict=True):
            if one.fallback:
                fallen[f"{name}, {state}"] = one.fallback
    return found, fallen
