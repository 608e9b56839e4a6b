"""Ideal points given a direct path in place of the emulator's, and members that vote with their bloc."""

import numpy as np

from twochairs.data.ideal_scale import SLOPE
from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.discrepancy import log_likelihood
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.structure import UNEXPLAINED_SD
from twochairs.evidence.joint.simulated import Simulated

WITH_BLOC = (np.arange(20) + 0.5) / 20
"""Middles of equal parts of [0, 1]: how far a member votes with its bloc, uniform beforehand."""


def by_emulator(calibration: Calibration, year: int, made: Simulated) -> np.ndarray:
    """Log likelihood of the record to a year on the emulator's paths, and of what they leave over at the start."""
    free = calibration.free
    start = free.log_start(free.constants(made.cube))
    return np.asarray(_of(calibration, year, made, free.emulated(made.cube)) + start)


def by_path(calibration: Calibration, year: int, made: Simulated) -> np.ndarray:
    """The same on the simulated paths."""
    seen = calibration.free.signal(made.cube, made.alignment(calibration))
    return np.asarray(_of(calibration, year, made, seen) + log_start(made))


def log_start(made: Simulated) -> np.ndarray:
    """Log density of what simulated starts leave over, up to a constant, (draws,)."""
    return np.asarray(-0.5 * np.sum((made.unexplained / UNEXPLAINED_SD) ** 2, axis=1))


def with_bloc(calibration: Calibration, year: int, made: Simulated, alignment: np.ndarray) -> np.ndarray:
    """Log likelihood of the record where members vote with their bloc by each of `WITH_BLOC`, (shares, draws).

    signal = slope ((1 - share m) a + share m), m whether a state is a member. Before the first simulated year a state
    is what it was then, as its path stands still.

    Parameters
    ----------
    alignment : of the record's states, (draws, years, states)
    """
    free, record = calibration.free, calibration.record
    member = made.yearly(made.member, simulated_years(calibration.job.plan), record.states).astype(float)
    seen = free.signal(made.cube, alignment)
    pulled = member * (1.0 - alignment)
    pulled = np.concatenate([np.repeat(pulled[:, :1], free.before, axis=1), pulled], axis=1)
    return np.array([_of(calibration, year, made, seen + share * SLOPE * pulled) for share in WITH_BLOC])


def _of(calibration: Calibration, year: int, made: Simulated, signal: np.ndarray) -> np.ndarray:
    observed = calibration.record.upto(year)
    rest = observed - signal[:, : len(observed)] - made.left.sway.path[..., None]
    return log_likelihood(rest, made.left.noise)
