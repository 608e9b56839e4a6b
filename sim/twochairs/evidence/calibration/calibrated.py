"""A calibration from its experiment to its posterior: what was learnt, kept as tables."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from twochairs.errors import NotPossible
from twochairs.evidence.acts.learning import act_constants, act_terms, drawn_constants, paths
from twochairs.evidence.calibration.design import case_of, simulated_years
from twochairs.evidence.calibration.doubling import doubled
from twochairs.evidence.calibration.learning import Calibration, constants_of, identifiability, noise_of, spread_over
from twochairs.evidence.calibration.posterior import Draws
from twochairs.evidence.calibration.recovery import checks, learnt_back
from twochairs.evidence.calibration.stages import write_table
from twochairs.evidence.joint.together import Together
from twochairs.scenario.example import HOME

if TYPE_CHECKING:
    import pandas as pd


MANY = 10_000
"""Draws that tables are made of, each as often as it weighs."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Calibrated:
    """What was learnt of the rules' constants.

    Attributes
    ----------
    folder : where its tables are: constants-YEAR.csv, posterior-YEAR.csv, noise-YEAR.csv; at home terms-YEAR.csv and
        paths-YEAR.csv too
    emulator_explains : share of the design's variance, cross-validated
    independent_draws : how many the draws of the posterior are worth
    constants : one row a constant: prior, posterior, how well it is identified
    together : the one posterior of ideal points, acts, polls and prices; None where ideal points alone are known
    recovery : how well made-up truths are learnt back; None where it was not checked
    doubled : how far what is learnt of a lever follows a truth twice as large; None where it was not checked
    joint : what each kind of evidence does to the constants; None where draws were not weighted
    """

    folder: Path
    emulator_explains: float
    independent_draws: float
    constants: "pd.DataFrame"
    together: Together | None = None
    recovery: "pd.DataFrame | None" = None
    doubled: "pd.DataFrame | None" = None
    joint: "pd.DataFrame | None" = None


def calibrated(
    calibration: Calibration, upto: int, draws: int, progress: Progress = lambda done, total: None
) -> Calibrated:
    """Learn from the record to a year, and write the tables.

    At home from all of the record; of other cases ideal points alone are known.

    Parameters
    ----------
    upto : last year of the record that is used, and how rounds of sanctions that had opened by then were settled
    draws : posterior draws that are written
    progress : told of every batch of draws that are simulated
    """
    import pandas as pd

    _check_something(calibration, upto)
    if case_of(calibration.job.plan) != HOME:
        chains = calibration.posterior(upto)
        found = identifiability(calibration, chains)
        _write(calibration, upto, found, spread_over(chains, draws))
        return Calibrated(calibration.folder, calibration.emulator.explained, chains.independent, found)
    one = Together(calibration, upto, progress)
    many, few = one.drawn(MANY), one.drawn(draws)
    both = [identifiability(calibration, many.draws), act_constants(many.unknowns, many.vectors)]
    found = pd.concat(both, ignore_index=True)
    _write(calibration, upto, found, few.draws, drawn_constants(few.unknowns, few.vectors))
    write_table(calibration.folder / f"terms-{upto}.csv", act_terms(many.unknowns, many.vectors), digits=3)
    write_table(calibration.folder / f"paths-{upto}.csv", paths(one.circumstances, one.weights.each), digits=3)
    return Calibrated(calibration.folder, calibration.emulator.explained, one.independent, found, one)


def _write(calibration: Calibration, upto: int, constants: "pd.DataFrame", draws: Draws, *acts: "pd.DataFrame") -> None:
    """Tables of constants, noise and draws; constants of acts are further columns of the draws."""
    import pandas as pd

    folder = calibration.folder
    write_table(folder / f"constants-{upto}.csv", constants)
    write_table(folder / f"noise-{upto}.csv", noise_of(draws))
    drawn = pd.concat([constants_of(calibration, draws), *acts], axis=1)
    write_table(folder / f"posterior-{upto}.csv", drawn, digits=3)


def _check_something(calibration: Calibration, upto: int) -> None:
    """Raise NotPossible where the record has no year that is simulated."""
    record, plan = calibration.record, calibration.job.plan
    first = simulated_years(plan)[0]
    if np.isfinite(record.values[(record.years >= first) & (record.years <= upto)]).any():
        return
    shown, case = plan.fits[0].base.path.name, case_of(plan)
    hint = "a newer table comes in by `twochairs data import ideal-points` and TWOCHAIRS_TABLES"
    raise NotPossible(f"{case} has no ideal point of {first} to {upto}, which {shown} runs through\n  hint: {hint}")


def recovered(calibration: Calibration, cases: int, progress: Progress = lambda done, total: None) -> "pd.DataFrame":
    """How well made-up truths are learnt back, some cases of them; the tables are written."""
    learnt = learnt_back(calibration, cases, calibration.settings.seed, progress)
    write_table(calibration.folder / "learnt-back.csv", learnt)
    found = checks(learnt)
    write_table(calibration.folder / "recovery.csv", found)
    return found


def pairs_of(check: int) -> int:
    """How many pairs of records are doubled where so many are learnt back: what takes about as long."""
    return max(2, check // 10)


def moved(calibration: Calibration, pairs: int, progress: Progress = lambda done, total: None) -> "pd.DataFrame":
    """How far what is learnt of each lever follows a truth twice as large; the table is written."""
    found = doubled(calibration, pairs, progress)
    write_table(calibration.folder / "doubled.csv", found)
    return found
