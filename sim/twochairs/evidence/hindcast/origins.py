"""The hindcast: forecasts from every origin, simulated, beside naive ones; every figure with what came.

Conditional: what happened after the origin (governments, events, prices, the poles' own positions) is given.
Unconditional: it is withheld; levers stay as they were, gas prices and elections are left to chance.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import paths_of_draws
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.hindcast.forecast import MEMBERS, Origin, forecast, naive
from twochairs.evidence.hindcast.variants import withheld
from twochairs.evidence.scoring.scores import crps, pit
from twochairs.experiment.base import Base

if TYPE_CHECKING:
    import pandas as pd

ROLLING = tuple(range(2010, 2019))
HORIZONS = 5
STRICT = 2017
"""The strict split: learnt to this year, scored on all later ones."""
LAST_BEFORE_WAR = 2021
"""Acts of the state in focus are forecast from the end of this year."""
DRAWS = 100
"""Posterior draws that are simulated for each origin."""
CONDITIONAL, UNCONDITIONAL = "conditional", "unconditional"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

Progress = Callable[[int, int], None]


def origins(last: int) -> list[tuple[str, Origin]]:
    """Every origin with the kind of split it belongs to."""
    rolling = [("rolling", Origin(year, min(HORIZONS, last - year))) for year in ROLLING if year < last]
    strict = [("strict", Origin(STRICT, last - STRICT))] if last > STRICT else []
    return rolling + strict


@dataclass(frozen=True)
class Hindcast:
    """Forecasts of a calibrated scenario.

    Attributes
    ----------
    calibration : learnt from the record up to each origin
    base : the scenario
    terms : country to the months between its elections
    """

    calibration: Calibration
    base: Base
    terms: dict[str, int]

    def ensemble(self, origin: Origin, mode: str) -> np.ndarray:
        """Ideal points after an origin, (members, horizons, states)."""
        learnt = self.calibration.stages
        stages = replace(learnt, key=repr((learnt.key, sorted(self.terms.items()), DRAWS, MEMBERS)))
        made = stages.arrays(f"{mode}-{origin.year}-{origin.horizons}", lambda: {"members": self._made(origin, mode)})
        return made["members"]

    def _made(self, origin: Origin, mode: str) -> np.ndarray:
        calibration, free = self.calibration, self.calibration.free
        chains = calibration.posterior(origin.year)
        pick = np.linspace(0, len(chains.cube) - 1, DRAWS).round().astype(int)
        cube, left = chains.cube[pick], chains.left.picked(pick)
        known = None if mode == CONDITIONAL else origin.year
        base = self.base if mode == CONDITIONAL else withheld(self.base, origin.year, self.terms)
        experiment, years = calibration.job.plan.experiment, simulated_years(calibration.job.plan)
        paths = paths_of_draws(
            base,
            calibration.design.values(free.constants(cube)),
            years,
            calibration.record.states,
            experiment.replicates,
            experiment.seed,
        )
        if mode == CONDITIONAL:
            seen = free.signal(cube, paths.mean(axis=1), known)
            return forecast(calibration.record, origin, seen, left, MEMBERS, origin.year)
        runs = paths.shape[1]  # who wins an election is each run's own
        seen = free.signal(np.repeat(cube, runs, axis=0), paths.reshape(-1, *paths.shape[2:]), known)
        left = left.picked(np.repeat(np.arange(len(cube)), runs))
        return forecast(calibration.record, origin, seen, left, max(MEMBERS, len(seen)), origin.year)


def scores_of(
    hindcast: Hindcast,
    progress: Progress = lambda done, total: None,
    modes: tuple[str, ...] = (CONDITIONAL, UNCONDITIONAL),
) -> "pd.DataFrame":
    """One row a split, forecast, origin, horizon and state.

    Columns: split, forecast, origin, horizon, state, observed, q05 to q95, error (of the
    median), crps, pit, in50, in90.
    """
    import pandas as pd

    record = hindcast.calibration.record
    rows: list[dict[str, object]] = []
    work = origins(int(record.years[-1]))
    for number, (split, origin) in enumerate(work):
        for mode in modes:
            rows += rows_of(split, mode, origin, hindcast.ensemble(origin, mode), record)
        for name, members in naive(record, origin, 400, origin.year)[0].items():
            rows += rows_of(split, name, origin, members, record, fair=False)
        progress(number + 1, len(work))
    return pd.DataFrame(rows)


def rows_of(
    split: str, name: str, origin: Origin, members: np.ndarray, record: Record, fair: bool = True
) -> list[dict[str, object]]:
    """One ensemble of forecasts held against the record: one row a horizon and state, as of `scores_of`.

    Parameters
    ----------
    members : ideal points, (members, horizons, states)
    fair : whether the members are independent draws, see `scoring.scores.crps`
    """
    observed = record.values[[record.row(int(year)) for year in origin.years]]
    last = np.moveaxis(members, 0, -1)
    score, rank = crps(last, observed, fair=fair), pit(last, observed)
    bounds = np.quantile(members, QUANTILES, axis=0)
    rows = []
    for h in range(origin.horizons):
        for s, state in enumerate(record.states):
            low90, low50, middle, high50, high90 = map(float, bounds[:, h, s])
            seen = float(observed[h, s])
            rows.append(
                {
                    "split": split,
                    "forecast": name,
                    "origin": origin.year,
                    "horizon": h + 1,
                    "state": state,
                    "observed": seen,
                    **{f"q{round(100 * q):02d}": float(bounds[i, h, s]) for i, q in enumerate(QUANTILES)},
                    "error": abs(seen - middle),
                    "crps": float(score[h, s]),
                    "pit": float(rank[h, s]),
                    "in50": float(low50 <= seen <= high50),
                    "in90": float(low90 <= seen <= high90),
                }
            )
    return rows
