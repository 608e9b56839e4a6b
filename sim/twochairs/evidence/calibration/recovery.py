"""Can the calibration be trusted: truths drawn from the prior, records made up from them, and what is learnt back.

The made-up records come from paths that are simulated under the truths, not from the emulator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.ideal_scale import PLACE
from twochairs.evidence.calibration.abc_regression import learnt_by_abc
from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.discrepancy import OFFSET_SD, STATE_SPREAD
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.calibration.paths import yearly_alignment
from twochairs.evidence.calibration.posterior import COMMON, COMMON_SPREAD, SWAY, Posterior, sample
from twochairs.evidence.calibration.structure import Free
from twochairs.evidence.scoring.calibration_checks import interval_coverage, rank_uniformity
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import TAIL

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 199
"""Draws that a truth is ranked among: one less than a multiple of the bins."""
BINS = 10
LEVEL = 0.9
_CANDIDATES = 16
"""Candidates for each truth."""
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

    free = calibration.free
    cubes, paths = truths(calibration, cases, seed)
    rows: list[dict[str, object]] = []
    for case in range(cases):
        chance = np.random.default_rng([seed, case])
        one = made_up(free, cubes[case], paths[case], chance)
        posterior = Posterior(free.emulated, one.record, free.log_prior)
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
    moves = SWAY * np.abs(chance.normal()) * chance.normal(size=len(seen) - 1)
    walk = walk + np.cumsum([0.0, *moves])[:, None]
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


def truths(calibration: Calibration, cases: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Constants drawn from their priors, as points of the design's cube, and their simulated paths.

    Constants under which the starts of states are hard to explain are as rare as the posterior holds them to be.

    Returns
    -------
    shapes (cases, constants) and (cases, years, states)
    """
    design, plan = calibration.design, calibration.job.plan
    chance = np.random.default_rng([seed, cases])
    shares = TAIL + (1.0 - 2.0 * TAIL) * chance.uniform(size=(_CANDIDATES * cases, len(design.names)))
    drawn = [
        {name: PARAMETERS[name].prior.at(float(share)) for name, share in zip(design.names, row, strict=True)}
        for row in shares
    ]
    cube = np.array([design.share(values) for values in drawn])
    likely = calibration.free.log_start(cube)
    kept = np.argsort(likely + chance.gumbel(size=len(cube)))[-cases:]
    years, states, runs = simulated_years(plan), calibration.record.states, plan.experiment.replicates
    fit, paths = plan.fits[0], []
    for at in kept:
        tree = fit.tree({f"parameters.{name}": value for name, value in drawn[at].items()}, plan.shown)
        made = yearly_alignment(fit.base.scenario(tree), years, states, runs, plan.experiment.seed)
        paths.append(made.mean(axis=0))
    return cube[kept], np.array(paths)


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
