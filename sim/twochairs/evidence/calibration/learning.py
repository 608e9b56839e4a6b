"""A calibration: the design run, its emulator, and the posterior given the record up to a year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.evidence.calibration.design import Design, design_plan, read_design, record_of
from twochairs.evidence.calibration.discrepancy import OFFSET_SD, STATE_SPREAD, Left, Noise, Sway
from twochairs.evidence.calibration.emulator import Emulator
from twochairs.evidence.calibration.identified import COLUMNS, row
from twochairs.evidence.calibration.posterior import (
    COMMON,
    COMMON_SPREAD,
    STEPS,
    SWAY,
    Chains,
    Draws,
    Posterior,
    sample,
)
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.calibration.stages import Stages
from twochairs.evidence.calibration.structure import UNEXPLAINED_SD, Free, Structure
from twochairs.results.result import Result
from twochairs.sweeps.job import Job
from twochairs.world.code import fingerprint
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import Uniform, moments
from twochairs.world.rulebook import STANDARD

if TYPE_CHECKING:
    import pandas as pd

SHIPPED = Structure(follow_poles=True)
"""The structure whose posterior is shipped: it foretold better than the one without the poles' own moves."""

_STEPS_A_NUMBER = 160
"""Chains of fewer numbers move on faster, in proportion."""

Execute = Callable[[Path, Job], None]
"""Runs a sweep to its end in a folder."""


@dataclass(frozen=True)
class Settings:
    """What decides a posterior beside the design and the record.

    Attributes
    ----------
    draws : that are kept of a posterior
    steps : of every walker, at most `_STEPS_A_NUMBER` for each number of a posterior
    """

    draws: int = 1000
    steps: int = STEPS
    seed: int = 2006


CLOSER = Settings(draws=4000, steps=8000)
"""Of the posterior that is shipped, told and drawn from: four times the draws, and chains worth four times as many, of
those that forecasts from many origins are made from."""


@dataclass(frozen=True)
class Calibration:
    """A design that is run, and what can be learnt from it.

    Attributes
    ----------
    job : the design as a sweep
    folder : where everything lies; the sweep in `design`
    settings : of the sampler
    structure : what is free
    """

    job: Job
    folder: Path
    settings: Settings = field(default_factory=Settings)
    structure: Structure = SHIPPED

    @cached_property
    def record(self) -> Record:
        """What is observed."""
        return record_of(self.job.plan)

    @cached_property
    def design(self) -> Design:
        """What the finished sweep says."""
        return read_design(self.job.plan, Result(self.folder / "design"))

    @cached_property
    def emulator(self) -> Emulator:
        """What was learnt from it."""
        return Emulator(self.design.cube, self.design.alignment)

    @cached_property
    def free(self) -> Free:
        """The cube of what is free."""
        return Free(self.design, self.emulator, self.record, self.structure)

    def under(self, structure: Structure) -> "Calibration":
        """The same under another structure."""
        other = Calibration(self.job, self.folder, self.settings, structure)
        other.__dict__.update({name: self.__dict__[name] for name in ("design", "emulator") if name in self.__dict__})
        return other

    def posterior(self, year: int) -> Chains:
        """Draws given the ideal points up to a year, from their stage."""
        return self.chains(f"posterior-{year}", self.density(year), self.settings.seed + year, self.stages)

    def density(self, year: int, log_prior: Callable[[np.ndarray], np.ndarray] | None = None) -> Posterior:
        """Log density given the ideal points up to a year.

        Parameters
        ----------
        log_prior : of points of the cube; that of the free numbers where it is None
        """
        return Posterior(self.free.emulated, self.record.upto(year), log_prior or self.free.log_prior)

    def chains(self, name: str, density: Posterior, seed: int, stages: Stages) -> Chains:
        """Draws of a density over the free numbers, from a stage of this name."""
        made = stages.arrays(name, lambda: self._sampled(density, seed))
        left = Left(Noise(made["observation"], made["level"]), Sway(made["sway"], made["sway_path"]))
        return Chains(made["cube"], left, made["log_posterior"], float(made["independent"]))

    @property
    def stages(self) -> Stages:
        """Files of what was learnt."""
        structure = (self.structure.follow_poles, self.structure.still, sorted(self.structure.fixed.items()))
        assumed = (COMMON, COMMON_SPREAD, SWAY, OFFSET_SD, STATE_SPREAD, UNEXPLAINED_SD)
        code = fingerprint(__name__)
        return Stages(self.folder, repr((code, self.job.hash, self._record_key, self.settings, structure, assumed)))

    @property
    def _record_key(self) -> tuple[float, ...]:
        both = np.hstack([self.record.values, self.record.poles])
        return tuple(np.nan_to_num(both, nan=-9.0).ravel().tolist())

    def _sampled(self, density: Posterior, seed: int) -> dict[str, np.ndarray]:
        settings, dimensions = self.settings, self.free.dimensions
        steps = min(settings.steps, _STEPS_A_NUMBER * (dimensions + density.others))
        chains = sample(density, dimensions, settings.draws, seed, steps)
        return {
            "cube": chains.cube,
            "observation": chains.left.noise.observation,
            "level": chains.left.noise.level,
            "sway": chains.left.sway.sd,
            "sway_path": chains.left.sway.path,
            "log_posterior": chains.log_posterior,
            "independent": np.array(chains.independent),
        }


def job_of(given: Any) -> Job:
    """The sweep of a calibration's experiment file; raises InvalidInput as `design_plan`."""
    return Job(design_plan(given), STANDARD)


def identifiability(calibration: Calibration, draws: Draws) -> "pd.DataFrame":
    """What the record says of each free number by its draws: one row each, columns `COLUMNS`."""
    import pandas as pd

    free, design = calibration.free, calibration.design
    ends = {name: (low, high) for name, low, high in zip(design.names, design.low, design.high, strict=True)}
    rows = []
    for column, name in enumerate(free.names):
        low, high = ends.get(name, (0.0, 1.0))
        drawn = low + draws.cube[:, column] * (high - low)
        prior = PARAMETERS[name].prior if name in PARAMETERS else Uniform(0.0, 1.0)
        rows.append(row(name, (low, high), moments(prior, low, high), drawn))
    return pd.DataFrame(rows, columns=COLUMNS)


def constants_of(calibration: Calibration, draws: Draws) -> "pd.DataFrame":
    """Constants of alignment, one row a draw: draw, constants."""
    import pandas as pd

    rows = calibration.design.values(calibration.free.constants(draws.cube))
    return pd.DataFrame([{"draw": number, **row} for number, row in enumerate(rows)])


def noise_of(draws: Draws) -> "pd.DataFrame":
    """How what draws leave over moves: draw, observation, level, sway; standard deviations, ideal points."""
    import pandas as pd

    left = draws.left
    columns = {"observation": left.noise.observation, "level": left.noise.level, "sway": left.sway.sd}
    return pd.DataFrame({"draw": np.arange(len(draws.cube)), **columns})


def spread_over(chains: Chains, draws: int) -> Draws:
    """Some draws, spread over those of chains, none twice, for a walker that stays repeats itself."""
    single = np.sort(np.unique(chains.cube, axis=0, return_index=True)[1])
    return chains.picked(single[np.linspace(0, len(single) - 1, draws).round().astype(int)])
