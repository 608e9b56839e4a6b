"""A calibration from its experiment to its posterior: what was learnt, kept as tables."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from twochairs.errors import NotPossible
from twochairs.evidence.acts.learning import act_constants, act_terms, drawn_constants, learnt_acts, paths
from twochairs.evidence.calibration.design import case_of, simulated_years
from twochairs.evidence.calibration.doubling import doubled
from twochairs.evidence.calibration.learning import Calibration, identifiability, shipped_draws, shipped_noise
from twochairs.evidence.calibration.recovery import checks, learnt_back
from twochairs.evidence.calibration.stages import write_table
from twochairs.scenario.example import HOME

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
    doubled : how far what is learnt of a lever follows a truth twice as large; None where it was not checked
    joint : what evidence that was left out would do to the constants; None where draws were not weighted
    """

    folder: Path
    emulator_explains: float
    independent_draws: float
    constants: "pd.DataFrame"
    recovery: "pd.DataFrame | None" = None
    doubled: "pd.DataFrame | None" = None
    joint: "pd.DataFrame | None" = None


def calibrated(calibration: Calibration, upto: int, draws: int) -> Calibrated:
    """Learn from the record to a year, and write the tables.

    Parameters
    ----------
    upto : last year of the record that is used
    draws : posterior draws that are written
    """
    import pandas as pd

    _check_something(calibration, upto)
    folder, chains = calibration.folder, calibration.posterior(upto)
    constants, drawn = [identifiability(calibration, upto)], [shipped_draws(calibration, upto, draws)]
    if case_of(calibration.job.plan) == HOME:  # whose acts are recorded
        acts = learnt_acts(calibration, upto, hindsight=True)
        constants.append(act_constants(acts))
        drawn.append(drawn_constants(acts, draws))
        write_table(folder / f"terms-{upto}.csv", act_terms(acts), digits=3)
        write_table(folder / f"paths-{upto}.csv", paths(acts), digits=3)
    found = pd.concat(constants, ignore_index=True)
    write_table(folder / f"constants-{upto}.csv", found)
    write_table(folder / f"noise-{upto}.csv", shipped_noise(calibration, upto, draws))
    write_table(folder / f"posterior-{upto}.csv", pd.concat(drawn, axis=1), digits=3)
    return Calibrated(folder, calibration.emulator.explained, float(chains.independent), found)


def _check_something(calibration: Calibration, upto: int) -> None:
    """Raise NotPossible where the record has no year that is simulated."""
    record, plan = calibration.record, calibration.job.plan
    first = simulated_years(plan)[0]
    if np.isfinite(record.values[(record.years >= first) & (record.years <= upto)]).any():
        return
    shown, case = plan.fits[0].base.path.name, case_of(plan)
    hint = "a newer table comes in by `twochairs data import ideal-points` and TWOCHAIRS_TABLES"
    raise NotPossible(f"{case} has no ideal point of {first} to {upto}, which {shown} runs through\n  hint: {hint}")


def recovered(
    calibration: Calibration, cases: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> "pd.DataFrame":
    """How well made-up truths are learnt back, some cases of them; the tables are written."""
    learnt = learnt_back(calibration, cases, calibration.settings.seed, progress)
    write_table(calibration.folder / "learnt-back.csv", learnt)
    found = checks(learnt)
    write_table(calibration.folder / "recovery.csv", found)
    return found


def pairs_of(check: int) -> int:
    """How many pairs of records are doubled where so many are learnt back: what takes about as long."""
    return max(2, check // 10)


def moved(
    calibration: Calibration, pairs: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> "pd.DataFrame":
    """How far what is learnt of each lever follows a truth twice as large; the table is written."""
    found = doubled(calibration, pairs, progress)
    write_table(calibration.folder / "doubled.csv", found)
    return found
