"""One posterior of ideal points, acts, polls and prices.

Chains cannot simulate at each of their steps. So draws are simulated in waves: what acts, polls and prices say of the
draws of one wave is learnt as a function of the constants, and chains under it give the draws of the next wave. The
last wave is weighted by all that its own paths say and these functions and the emulator did not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.unknowns import Unknowns
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.posterior import Chains, Draws
from twochairs.evidence.joint.beyond import PATH, Beyond, digest
from twochairs.evidence.joint.surrogate import Surrogate
from twochairs.evidence.joint.weights import Weights, smoothed

WAVES = 2
"""Of draws, the first of which are of ideal points alone."""
_LEAST, _A_NUMBER, _LAST = 200, 3, 2
"""Draws of a wave: so many at least, so many for each number of a surrogate, and so many times as many in the last."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Drawn:
    """Draws of one posterior.

    Attributes
    ----------
    draws : constants of alignment, and how what their paths leave over moves
    unknowns : what the vectors hold
    vectors : constants of R10 and terms of the same draws, each on its own path, (draws, size)
    """

    draws: Draws
    unknowns: Unknowns
    vectors: np.ndarray


@dataclass(frozen=True)
class Together:
    """All of the record to a year.

    Attributes
    ----------
    calibration : of ideal points
    year : last of the record
    progress : told of every batch of draws
    """

    calibration: Calibration
    year: int
    progress: Progress = lambda done, total: None

    @cached_property
    def waves(self) -> tuple[Beyond, ...]:
        """The first is of ideal points alone, each further one of chains under what was learnt from that before."""
        found = [self._wave(0, self.calibration.posterior(self.year))]
        while len(found) < WAVES:
            found.append(self._wave(len(found), self._chains(found[-1], len(found))))
        return tuple(found)

    @property
    def surrogate(self) -> Surrogate:
        """What the chains of the last wave are under."""
        return surrogate_of(self.waves[-2])

    @cached_property
    def weights(self) -> Weights:
        """Of the draws of the last wave."""
        last = self.waves[-1]
        return smoothed(last.joined - self.surrogate(last.made.cube) + last.log_weights[PATH])

    @property
    def circumstances(self) -> Circumstances:
        """The paths of the last wave."""
        return self.waves[-1].made.circumstances

    @property
    def independent(self) -> float:
        """How many independent draws there are: the errors of the last wave and of its chains add up."""
        return 1.0 / (1.0 / self.weights.effective + 1.0 / self.waves[-1].chains.independent)

    def drawn(self, count: int) -> Drawn:
        """So many draws of the last wave, each as often as it weighs."""
        last, rows = self.waves[-1], self.weights.rows(count)
        vectors = np.hstack([last.on_paths[name][rows] for name in ("constants", "terms")])
        return Drawn(Draws(last.made.cube, last.made.left).picked(rows), last.acts.unknowns, vectors)

    def _wave(self, number: int, chains: Chains) -> Beyond:
        def told(done: int, total: int) -> None:
            each = total // _LAST if number == WAVES - 1 else total  # as many as the waves before the last have
            self.progress(number * each + done, (WAVES - 1 + _LAST) * each)

        draws = draws_of(chains) * (_LAST if number == WAVES - 1 else 1)
        return Beyond(self.calibration, self.year, chains, f"{self.year}-{number}", draws, told)

    def _chains(self, wave: Beyond, number: int) -> Chains:
        """Of ideal points and of what is learnt from a wave."""
        free, learnt = self.calibration.free, surrogate_of(wave)
        density = self.calibration.density(self.year, lambda cube: free.log_prior(cube) + learnt(cube))
        stages = wave.stages(Together, given=digest(wave.joined))
        seed = self.calibration.settings.seed + self.year + number
        return self.calibration.chains(f"chains-{self.year}-{number}", density, seed, stages)


def draws_of(chains: Chains) -> int:
    """How many draws of chains are simulated: enough to learn a surrogate of their numbers."""
    numbers = int(chains.cube.shape[1])
    return max(_LEAST, _A_NUMBER * (numbers * (numbers + 3) // 2))


def surrogate_of(wave: Beyond) -> Surrogate:
    """What a wave says of acts, polls and prices, as a function of the constants."""
    return Surrogate(wave.made.cube, wave.joined)
