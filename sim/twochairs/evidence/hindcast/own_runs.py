"""Runs as `run --parameters posterior` makes them, by what was known at an origin: own constants, own chance."""

from dataclasses import dataclass, replace

import numpy as np

from twochairs.evidence.acts.circumstances import Circumstances, circumstances_of_draws
from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.discrepancy import Left
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import VOTING_MONTH
from twochairs.world.code import fingerprint

RUNS = 200
"""Runs from each origin, each under another draw of the posterior: as many as there are draws in the shipped one."""


@dataclass(frozen=True, eq=False)
class OwnRuns:
    """Runs of the scenario under constants learnt to a year; what happened after it is given.

    Attributes
    ----------
    cube : what each run's constants are, (runs, dimensions)
    left : how what each path leaves over moves
    circumstances : month by month, a run in the place of a draw
    paths : alignment in the voting month, (runs, simulated years, states of the record)
    """

    cube: np.ndarray
    left: Left
    circumstances: Circumstances
    paths: np.ndarray


def own_runs(calibration: Calibration, year: int) -> OwnRuns:
    """Runs under what the record to a year says, from their stage."""
    chains = calibration.posterior(year)
    pick = np.linspace(0, len(chains.cube) - 1, RUNS).round().astype(int)
    cube, left = chains.cube[pick], chains.left.picked(pick)
    learnt = calibration.stages
    stages = replace(learnt, key=repr((learnt.key, fingerprint(circumstances_of_draws.__module__), RUNS)))
    stored = stages.arrays(f"runs-{year}", lambda: _made(calibration, cube))
    start, states = int(stored.pop("start")), tuple(str(state) for state in stored.pop("states"))
    circumstances = Circumstances(start, states, **stored)
    return OwnRuns(cube, left, circumstances, _yearly(calibration, circumstances))


def _made(calibration: Calibration, cube: np.ndarray) -> dict[str, np.ndarray]:
    base, seed = calibration.job.plan.fits[0].base, calibration.job.plan.experiment.seed
    values = calibration.design.values(calibration.free.constants(cube))
    each = [circumstances_of_draws(base, [one], 1, seed + number) for number, one in enumerate(values)]
    held = {name: np.concatenate([getattr(one, name) for one in each]) for name in ("alignment", "pressed", "favoured")}
    return held | {
        "hard_share": each[0].hard_share,
        "start": np.array(each[0].start),
        "states": np.array(each[0].states),
    }


def _yearly(calibration: Calibration, circumstances: Circumstances) -> np.ndarray:
    months = [f"{year}-{VOTING_MONTH:02d}" for year in simulated_years(calibration.job.plan)]
    rows = [circumstances.months(month, month).start for month in months]
    columns = [circumstances.states.index(state) for state in calibration.record.states]
    return np.asarray(circumstances.alignment[:, columns][:, :, rows].swapaxes(1, 2))
