"""A calibration from its experiment to its posterior: what was learnt, kept as tables."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.acts.items import Fitted, Items
from twochairs.evidence.acts.learning import constants_of, identified, learnt, terms_of
from twochairs.evidence.calibration.learning import Calibration, identifiability, shipped_draws
from twochairs.evidence.calibration.recovery import checks, learnt_back
from twochairs.evidence.calibration.stages import write_table

if TYPE_CHECKING:
    import pandas as pd


ACT_DRAWS = 1000
"""Draws of what acts say."""


@dataclass(frozen=True)
class Calibrated:
    """What was learnt of the rules' constants.

    Attributes
    ----------
    folder : where its tables are: constants-YEAR.csv, posterior-YEAR.csv
    emulator_explains : share of the design's variance, cross-validated
    independent_draws : how many the draws of the posterior are worth
    constants : one row a constant: prior, posterior, how well it is identified
    recovery : how well made-up truths are learnt back; None where it was not checked
    """

    folder: Path
    emulator_explains: float
    independent_draws: float
    constants: "pd.DataFrame"
    recovery: "pd.DataFrame | None" = None


def calibrated(calibration: Calibration, upto: int, draws: int) -> Calibrated:
    """Learn from the record to a year, and write the tables.

    Parameters
    ----------
    upto : last year of the record that is used
    draws : posterior draws that are written
    """
    import pandas as pd

    chains, folder = calibration.posterior(upto), calibration.folder
    paths = shipped_draws(calibration, upto, draws)
    acts = _acts(calibration, paths, upto)
    found = pd.concat([identifiability(calibration, upto), identified(acts)], ignore_index=True)
    chosen = constants_of(acts).iloc[: len(paths)].reset_index(drop=True)
    write_table(folder / f"constants-{upto}.csv", found)
    write_table(folder / f"terms-{upto}.csv", terms_of(acts))
    write_table(folder / f"posterior-{upto}.csv", pd.concat([paths, chosen], axis=1), digits=3)
    return Calibrated(folder, calibration.emulator.explained, float(chains.independent), found)


def _acts(calibration: Calibration, paths: "pd.DataFrame", year: int) -> Fitted:
    """What acts say, from its stage."""
    base, states = calibration.job.plan.fits[0].base, calibration.record.states
    draws = paths.drop(columns="draw").to_dict("records")

    def made() -> dict[str, np.ndarray]:
        fitted = learnt(base, draws, states, year, ACT_DRAWS)
        return {"names": np.array(list(fitted.items.place)), "draws": fitted.draws}

    stored = calibration.stages.arrays(f"acts-{year}-{len(paths)}", made)
    names = {str(name): place for place, name in enumerate(stored["names"])}
    return Fitted(Items(np.zeros(0), np.zeros(0), names), stored["draws"])


def recovered(
    calibration: Calibration, cases: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> "pd.DataFrame":
    """How well made-up truths are learnt back, some cases of them; the tables are written."""
    learnt = learnt_back(calibration, cases, calibration.settings.seed, progress)
    write_table(calibration.folder / "learnt-back.csv", learnt)
    found = checks(learnt)
    write_table(calibration.folder / "recovery.csv", found)
    return found
