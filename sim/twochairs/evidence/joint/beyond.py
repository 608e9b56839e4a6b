"""What the likelihood of ideal points leaves out of the record, given draws that are simulated directly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from twochairs.evidence.acts.observed import observed_acts
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.posterior import Chains
from twochairs.evidence.calibration.stages import Arrays, Stages
from twochairs.evidence.joint import ideal_points, polls, prices
from twochairs.evidence.joint.acts import ActsGiven
from twochairs.evidence.joint.simulated import DRAWS, Simulated, batches, simulated
from twochairs.world.code import fingerprint

PATH, ACTS, POLL, PRICES, BLOC = "direct paths", "acts", "poll", "prices", "bloc"
JOINED = (ACTS, POLL, PRICES)
"""What hangs on the constants alone, and is joined with ideal points to one posterior."""
_DRAWN = ("log_likelihood", "constants", "terms")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Beyond:
    """Draws of some chains, simulated, and what all the rest of the record says of each.

    Attributes
    ----------
    calibration : of ideal points
    year : last of the record
    chains : whose draws are simulated
    name : of these chains, in files
    draws : how many are simulated
    progress : told of every batch
    """

    calibration: Calibration
    year: int
    chains: Chains
    name: str
    draws: int = DRAWS
    progress: Progress = lambda done, total: None

    @cached_property
    def made(self) -> Simulated:
        """The draws and their paths."""
        stages = self.stages(Simulated)
        return simulated(self.calibration, self.chains, stages, self.name, self.draws, self._half(0))

    @cached_property
    def acts(self) -> ActsGiven:
        """Acts, learnt on the mean path."""
        given = self.made.circumstances
        return ActsGiven(observed_acts(given).begun(self.year), given.mean())

    @cached_property
    def on_paths(self) -> Arrays:
        """Of every draw: `log_likelihood` of acts; `constants` of R10 and `terms` drawn on its own path."""
        stages, draws = self.stages(Simulated, ActsGiven, given=self.acts.acts), len(self.made.cube)
        return batches(stages, f"acts-{self.name}", draws, self._on_paths, self._half(1))

    @cached_property
    def log_weights(self) -> Mapping[str, np.ndarray]:
        """Of every kind of evidence, up to a constant, (draws,) each."""
        calibration, year, made = self.calibration, self.year, self.made
        first = ideal_points.by_emulator(calibration, year, made)
        alike = calibration.free.emulator(calibration.free.constants(made.cube))
        with_bloc = ideal_points.with_bloc(calibration, year, made, alike)
        start = calibration.free.log_start(calibration.free.constants(made.cube))
        return {
            PATH: ideal_points.by_path(calibration, year, made) - first,
            ACTS: self.on_paths["log_likelihood"],
            POLL: self._poll(),
            PRICES: self._prices(),
            BLOC: np.logaddexp.reduce(with_bloc, axis=0) - np.log(len(with_bloc)) + start - first,
        }

    @property
    def joined(self) -> np.ndarray:
        """All that hangs on the constants alone, nats, (draws,)."""
        return np.asarray(np.sum([self.log_weights[name] for name in JOINED], axis=0))

    def stages(self, *modules: Any, given: object = None) -> Stages:
        """Where what some modules make of these draws is kept.

        Parameters
        ----------
        given : what else decides it, by its representation
        """
        learnt, code = self.calibration.stages, fingerprint(*(module.__module__ for module in modules))
        return replace(learnt, key=repr((learnt.key, digest(self.chains.cube), self.draws, code, given)))

    def _half(self, number: int) -> Progress:
        """Of the progress: paths are the first half, acts the second."""
        return lambda done, total: self.progress(number * total + done, 2 * total)

    def _poll(self) -> np.ndarray:
        given = self.made.circumstances
        waves = [wave for wave in polls.read_polls(self.year) if given.knows(wave.country, wave.month, wave.month)]
        months = np.array([given.months(wave.month, wave.month).start for wave in waves], dtype=int)
        asked = [given.states.index(wave.country) for wave in waves]
        public = self.made.public[:, asked, months]
        return polls.log_likelihood(public, np.array([wave.support for wave in waves]))

    def _prices(self) -> np.ndarray:
        given = self.made.circumstances
        paid = prices.read_prices(given, self.year)
        simulated_ones = prices.simulated_prices(given, self.made.price, paid)
        return prices.log_likelihood(np.array([one.price for one in paid]), simulated_ones, [one.buyer for one in paid])

    def _on_paths(self, some: slice) -> Arrays:
        seed, rows = self.calibration.settings.seed, range(some.start, some.stop)
        drawn = [self.acts.drawn(self.made.path(row), np.random.default_rng([seed, row])) for row in rows]
        return {name: np.array([getattr(one, name) for one in drawn]) for name in _DRAWN}


def digest(values: np.ndarray) -> str:
    """SHA-256 of numbers."""
    return sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
