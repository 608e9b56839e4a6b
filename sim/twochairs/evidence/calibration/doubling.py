"""How far what is learnt of a lever moves where the truth is twice what its prior expects.

Where the record says nothing of a lever, what is learnt of it stays where its prior put it, whatever is true.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import with_parameters, yearly_alignment
from twochairs.evidence.calibration.posterior import Posterior, sample
from twochairs.evidence.calibration.recovery import DRAWS, made_up
from twochairs.evidence.calibration.stages import Arrays
from twochairs.world.code import fingerprint
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import moments

if TYPE_CHECKING:
    import pandas as pd

PULLS: Mapping[str, str] = {
    "pressure": "b_pressure",
    "accession_credibility": "b_accession_offer",
    "aid": "b_aid",
    "gas_discount": "b_energy",
    "gas_supply": "b_supply",
    "energy_sanctions": "b_energy_sanctions",
    "patronage": "b_patronage",
    "arms_supply": "b_arms",
    "security_guarantee": "b_guarantee",
}
"""A lever to the constant by which it pulls at alignment."""
COLUMNS = ("lever", "name", "records", "truth", "twice", "learnt", "learnt_of_twice", "moved", "error")
"""Of the table: a lever and its constant, how many pairs of records were made up, the truth that its prior expects and
the other, the means of what is learnt under each, and the share of the way that the mean moves, with its standard
error over pairs."""

Progress = Callable[[int, int], None]


def doubled(
    calibration: Calibration, records: int, progress: Progress = lambda done, total: None, steps: int = 900
) -> "pd.DataFrame":
    """One row a lever whose constant is learnt: columns `COLUMNS`.

    Each pair of records has the same chance; the other constants are where their priors expect them. A truth that would
    lie beyond what is searched is put at its end.

    Parameters
    ----------
    records : pairs that are made up, 2 or more
    steps : of every walker
    """
    import pandas as pd

    learnt = {lever: name for lever, name in PULLS.items() if name in calibration.design.names}
    columns = [calibration.design.names.index(name) for name in learnt.values()]
    cubes = _truths(calibration, columns)
    paths = [_path(calibration, cube) for cube in cubes]
    stages = replace(calibration.stages, key=repr((calibration.stages.key, fingerprint(__name__), steps)))

    def made(record: int) -> Arrays:
        return {"means": np.array([_mean(calibration, *one, record, steps) for one in zip(cubes, paths, strict=True)])}

    means = []
    for record in range(records):
        means.append(stages.arrays(f"doubled-{record}", partial(made, record))["means"])
        progress(record + 1, records)
    found, rows = np.array(means), []
    for at, (lever, name) in enumerate(learnt.items()):
        low, high = (ends[columns[at]] for ends in (calibration.design.low, calibration.design.high))
        truths = low + cubes[[0, at + 1], columns[at]] * (high - low)
        one, other = low + found[:, [0, at + 1], columns[at]].T * (high - low)
        moved = (other - one) / (truths[1] - truths[0])
        error = moved.std(ddof=1) / records**0.5
        rows.append((lever, name, records, *truths, one.mean(), other.mean(), moved.mean(), error))
    return pd.DataFrame(rows, columns=COLUMNS)


def _truths(calibration: Calibration, columns: Sequence[int]) -> np.ndarray:
    """All constants where their priors expect them, then each of some columns doubled: points of the design's cube."""
    design = calibration.design
    ends = zip(design.names, design.low, design.high, strict=True)
    expected = np.array([moments(PARAMETERS[name].prior, low, high)[0] for name, low, high in ends])
    values = np.tile(expected, (1 + len(columns), 1))
    for row, column in enumerate(columns, start=1):
        values[row, column] = min(2.0 * expected[column], design.high[column])
    return np.asarray((values - design.low) / (design.high - design.low))


def _path(calibration: Calibration, cube: np.ndarray) -> np.ndarray:
    """The simulated path under a point of the cube, (years, states)."""
    plan = calibration.job.plan
    [values] = calibration.design.values(cube[None])
    scenario, years = with_parameters(plan.fits[0].base, values), simulated_years(plan)
    replicates, seed = plan.experiment.replicates, plan.experiment.seed
    return np.asarray(yearly_alignment(scenario, years, calibration.record.states, replicates, seed).mean(axis=0))


def _mean(calibration: Calibration, cube: np.ndarray, path: np.ndarray, record: int, steps: int) -> np.ndarray:
    """Means of the constants that are learnt from a record made up from a path, as shares, (constants,)."""
    free, seed = calibration.free, calibration.settings.seed
    one = made_up(free, cube, path, np.random.default_rng([seed, record]))
    learnt = Posterior(free.emulated, one.record, free.log_prior)
    draws = sample(learnt, free.dimensions, DRAWS, seed + record, steps).cube
    return np.asarray(free.constants(draws).mean(axis=0))
