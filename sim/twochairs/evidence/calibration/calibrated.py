"""A calibration from its experiment to its posterior: what was learnt, kept as tables."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from twochairs.evidence.acts.learning import act_constants, act_terms, drawn_constants, learnt_acts, paths
from twochairs.evidence.calibration.learning import Calibration, identifiability, shipped_draws, shipped_noise
from twochairs.evidence.calibration.recovery import checks, learnt_back
from twochairs.evidence.calibration.stages import write_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Calibrated:
    """What was learnt of the rules' constants.

    Attributes
    ----------
    folder : where its tables are: constants-YEAR.csv, posterior-YEAR.csv, terms-YEAR.csv, paths-YEAR.csv
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

    acts = learnt_acts(calibration, upto, hindsight=True)
    found = pd.concat([identifiability(calibration, upto), act_constants(acts)], ignore_index=True)
    chains = calibration.posterior(upto)
    folder = calibration.folder
    write_table(folder / f"constants-{upto}.csv", found)
    write_table(folder / f"terms-{upto}.csv", act_terms(acts), digits=3)
    write_table(folder / f"paths-{upto}.csv", paths(acts), digits=3)
    write_table(folder / f"noise-{upto}.csv", shipped_noise(calibration, upto, draws))
    both = [shipped_draws(calibration, upto, draws), drawn_constants(acts, draws)]
    write_table(folder / f"posterior-{upto}.csv", pd.concat(both, axis=1), digits=3)
    return Calibrated(folder, calibration.emulator.explained, float(chains.independent), found)


def recovered(
    calibration: Calibration, cases: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> "pd.DataFrame":
    """How well made-up truths are learnt back, some cases of them; the tables are written."""
    learnt = learnt_back(calibration, cases, calibration.settings.seed, progress)
    write_table(calibration.folder / "learnt-back.csv", learnt)
    found = checks(learnt)
    write_table(calibration.folder / "recovery.csv", found)
    return found
