"""Can the calibration be trusted: truths drawn from the prior, records made up from them, and what is learnt back.

The made-up records come from simulated paths that the emulator has not seen, not from the emulator itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.calibration.abc_regression import learnt_by_abc
from twochairs.evidence.calibration.design import Design
from twochairs.evidence.calibration.discrepancy import OFFSET_SD, STATE_SPREAD
from twochairs.evidence.calibration.emulator import Emulator
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.posterior import COMMON, COMMON_SPREAD, Posterior, sample
from twochairs.evidence.calibration.signal import PLACE
from twochairs.evidence.calibration.structure import Free
from twochairs.evidence.scoring.calibration_checks import interval_coverage, rank_uniformity

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 199
"""Draws that a truth is ranked among: one less than a multiple of the bins."""
BINS = 10
LEVEL = 0.9
MCMC, ABC = "emulator and MCMC", "ABC with regression"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class MadeUp:
    """A truth and the record made up from it.

    Attributes
    ----------
    truth : (dimensions,), in [0, 1]
    record : ideal points, (years, states)
    """

    truth: np.ndarray
    record: np.ndarray


def learnt_back(
    calibration: Calibration, cases: int, seed: int, progress: Progress, steps: int = 900
) -> "pd.DataFrame":
    """Learn made-up truths back by both methods.

    Returns
    -------
    one row a case, method and free number: case, method, name, truth, mean, low, high (90 %), rank; shares of the prior
    """
    import pandas as pd

    held, free = _held_out(calibration, cases)
    rows: list[dict[str, object]] = []
    for case in range(cases):
        chance = np.random.default_rng([seed, case])
        one = made_up(free, held.cube[case], held.alignment[case], chance)
        posterior = Posterior(free.emulated, one.record)
        draws = {MCMC: sample(posterior, free.dimensions, DRAWS, seed + case, steps).cube}
        draws[ABC] = learnt_by_abc(free, one.record, DRAWS, chance, partial(made_up, free))
        for method, found in draws.items():
            rows += _rows(case, method, one.truth, found, free.names)
        progress(case + 1, cases)
    return pd.DataFrame(rows)


def made_up(free: Free, cube: np.ndarray, alignment: np.ndarray, chance: np.random.Generator) -> MadeUp:
    """A record from a simulated path, with discrepancy and noise drawn from their priors.

    Parameters
    ----------
    cube : constants of the path, (constants,)
    alignment : the path, (years, states)
    """
    truth = np.concatenate([cube, chance.uniform(size=free.dimensions - len(cube))])
    seen = free.signal(truth[None], alignment[None])[0]
    common = COMMON * np.exp(COMMON_SPREAD * chance.normal(size=2))
    own = common[:, None] * np.exp(STATE_SPREAD * chance.normal(size=(2, seen.shape[1])))
    level = PLACE + OFFSET_SD * chance.normal(size=seen.shape[1])
    walk = np.cumsum(np.vstack([level, own[1] * chance.normal(size=(len(seen) - 1, seen.shape[1]))]), axis=0)
    return MadeUp(truth, seen + walk + own[0] * chance.normal(size=seen.shape))


def checks(learnt: "pd.DataFrame") -> "pd.DataFrame":
    """One row a method and free number, and one a method over all: coverage of the 90 % interval with its own interval,
    mean width, root mean square error of the mean, p value of uniform ranks."""
    import pandas as pd

    rows = []
    for method, of_method in learnt.groupby("method", sort=False):
        parts = [*of_method.groupby("name", sort=False), ("all", of_method)]
        for name, part in parts:
            cover = interval_coverage(part.low.to_numpy(), part.high.to_numpy(), part.truth.to_numpy())
            ranks = rank_uniformity(part["rank"].to_numpy(), DRAWS, BINS)
            rows.append(
                {
                    "method": method,
                    "name": name,
                    "cases": len(part),
                    "coverage": cover.share,
                    "coverage_low": cover.low,
                    "coverage_high": cover.high,
                    "width": (part.high - part.low).mean(),
                    "rmse": float(np.sqrt(((part["mean"] - part.truth) ** 2).mean())),
                    "ranks_p": ranks.p_value,
                }
            )
    return pd.DataFrame(rows)


def _held_out(calibration: Calibration, cases: int) -> tuple[Design, Free]:
    """The last points of the design, and what is learnt from the others."""
    design = calibration.design
    last = replace(design, cube=design.cube[-cases:], alignment=design.alignment[-cases:])
    first = replace(design, cube=design.cube[:-cases], alignment=design.alignment[:-cases])
    return last, Free(first, Emulator(first.cube, first.alignment), calibration.record, calibration.structure)


def _rows(
    case: int, method: str, truth: np.ndarray, draws: np.ndarray, names: tuple[str, ...]
) -> list[dict[str, object]]:
    low, high = np.quantile(draws, [0.5 - LEVEL / 2.0, 0.5 + LEVEL / 2.0], axis=0)
    return [
        {
            "case": case,
            "method": method,
            "name": name,
            "truth": truth[i],
            "mean": draws[:, i].mean(),
            "low": low[i],
            "high": high[i],
            "rank": int(np.sum(draws[:, i] < truth[i])),
        }
        for i, name in enumerate(names)
    ]
