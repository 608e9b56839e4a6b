"""What a posterior is over: the rules' constants, those held fixed, and whether the poles' own moves count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from twochairs.evidence.calibration.design import Design
from twochairs.evidence.calibration.emulator import Emulator
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.calibration.signal import Poles, poles, signal
from twochairs.world.parameters import PARAMETERS

UNEXPLAINED_SD = 0.5
"""Prior standard deviation of what the start of a state leaves over, in alignment; assumed."""


@dataclass(frozen=True)
class Structure:
    """Which of the constants are free.

    Attributes
    ----------
    follow_poles : whether states go along with the poles' own yearly moves, by two more numbers in [0, 1]
    still : whether the simulated path stands still: what is left of a forecast without the simulator
    fixed : constants held at a value, such as 0 for a mechanism that is switched off
    """

    follow_poles: bool = False
    still: bool = False
    fixed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Free:
    """The cube of what is free under a structure.

    Attributes
    ----------
    design : the design of runs
    emulator : of its paths
    record : what is observed
    structure : what is free
    """

    design: Design
    emulator: Emulator
    record: Record
    structure: Structure

    @property
    def dimensions(self) -> int:
        """How many numbers are free."""
        return int(self._moving.sum()) + (2 if self.structure.follow_poles else 0)

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        moving = [name for name, moves in zip(self.design.names, self._moving, strict=True) if moves]
        return (*moving, *(("share_of_patron", "share_of_integrator") if self.structure.follow_poles else ()))

    @property
    def before(self) -> int:
        """Years of the record before the first simulated one."""
        return int(len(self.record.years) - self.design.alignment.shape[1])

    def constants(self, cube: np.ndarray) -> np.ndarray:
        """Points of the design's cube, (points, constants), fixed ones put in."""
        whole = np.empty((len(cube), len(self.design.names)))
        whole[:, self._moving] = cube[:, : int(self._moving.sum())]
        for name, value in self.structure.fixed.items():
            column = self.design.names.index(name)
            whole[:, column] = (value - self.design.low[column]) / (self.design.high - self.design.low)[column]
        return whole

    def emulated(self, cube: np.ndarray) -> np.ndarray:
        """The signal by the emulator, (points, years, states)."""
        return self.signal(cube, self.emulator(self.constants(cube)))

    def log_prior(self, cube: np.ndarray) -> np.ndarray:
        """Log density of points, up to a constant: of the constants, and of what the start leaves over, (points,).

        The design spans the middle 95 % of each prior, so a constant is kept in it.
        """
        whole = self.constants(cube)
        values = self.design.low + whole * (self.design.high - self.design.low)
        moving = [(name, values[:, i]) for i, name in enumerate(self.design.names) if self._moving[i]]
        density = sum((PARAMETERS[name].prior.log_density(drawn) for name, drawn in moving), np.zeros(len(cube)))
        return np.asarray(density + self.log_start(whole))

    def log_start(self, whole: np.ndarray) -> np.ndarray:
        """Log density of what the start leaves over at points of the design's cube, (points,)."""
        return np.asarray(-0.5 * np.sum((self._start(whole)[:, 0] / UNEXPLAINED_SD) ** 2, axis=1))

    @cached_property
    def _start(self) -> Emulator:
        """What the start leaves over, which is smooth in the constants."""
        return Emulator(self.design.cube, self.design.unexplained[:, None])

    def signal(self, cube: np.ndarray, alignment: np.ndarray, known: int | None = None) -> np.ndarray:
        """The signal of simulated paths.

        Parameters
        ----------
        cube : points that belong to the paths, (points, dimensions)
        alignment : (points, years, states)
        known : the last year of which the poles' own positions are known; they stay there after it
        """
        path = np.repeat(alignment[:, :1], alignment.shape[1], axis=1) if self.structure.still else alignment
        found = signal(path, self.before)
        if self.structure.follow_poles:
            found = found + self._poles(known)(cube[:, -2:])
        return found

    @property
    def _moving(self) -> np.ndarray:
        return np.array([name not in self.structure.fixed for name in self.design.names])

    def _poles(self, known: int | None) -> Poles:
        moves = self.record.poles.copy()
        if known is not None:
            moves[self.record.years > known] = moves[self.record.row(known)]
        start = self.design.alignment[:, 0].mean(axis=0)
        return poles(moves, start)
