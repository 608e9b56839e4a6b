"""The hindcast of a case that nothing was fitted to: forecasts of years whose figures nobody had looked at."""

import numpy as np

from twochairs.data.ideal_scale import Scale
from twochairs.errors import InvalidInput, Problem
from twochairs.evidence.acts.circumstances import circumstances_of_draws
from twochairs.evidence.calibration.measured import FILE, Measured, measured
from twochairs.evidence.calibration.paths import base_of
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.coding.terms import terms
from twochairs.evidence.hindcast.forecast import MEMBERS
from twochairs.evidence.hindcast.variants import withheld
from twochairs.evidence.register.entry import CONDITIONAL, UNCONDITIONAL, Entry
from twochairs.evidence.register.ideal_points import observed, quantiles, rows_of
from twochairs.evidence.register.known import DRAWS, RUNS, basis, constants, noise
from twochairs.experiment.base import Base
from twochairs.scenario.example import case_folder
from twochairs.scenario.wording import found, unknown

SEED = 2009
"""Of the runs' chance."""


def blind_entry(case: str, made: str) -> Entry:
    """Forecasts of a case's ideal points, conditional and unconditional, without the poles' own later moves.

    Conditional: governments and events of the years forecast are given. Unconditional: they are withheld, as in the
    hindcast at home (`variants.withheld`); of those the chance of every run counts, of these its mean.

    Parameters
    ----------
    made : the day, such as 2026-11-30

    Raises
    ------
    NotPossible, InvalidInput : as `measured`, and as the scenario's own
    """
    blind = measured(case)
    path = case_folder(case) / blind.scenario
    base = base_of(path)
    case_now = base.case()
    states, scale = tuple(case_now.countries), Scale(case_now.ideal_points.place, case_now.ideal_points.slope)
    wrong = [state for state in blind.until if state not in states]
    if wrong:
        problem = Problem(None, f"until: {found(wrong[0])} {unknown(wrong[0], states)}")
        raise InvalidInput(str(path.parent / FILE), [problem], "read")
    record, rows = observed(case, states, blind.known_to), []
    for given in (CONDITIONAL, UNCONDITIONAL):
        told = base if given == CONDITIONAL else withheld(base, blind.known_to, terms(case))
        one = _quantiles(told, given, record, scale, blind)
        rows += rows_of(given, record, one, blind.until)
    title = f"{case_now.title}: UN ideal points of {blind.known_to + 1} to {blind.last}, made blind"
    rests_on = basis(
        base,
        __name__,
        name=f"{made}-{path.stem}",
        title=title,
        made=made,
        case=case,
        known_to=blind.known_to,
        seed=SEED,
        mean_of=blind.mean_of,
    )
    return Entry(rests_on, tuple(rows))


def _quantiles(base: Base, given: str, record: Record, scale: Scale, blind: Measured) -> np.ndarray:
    apart = given == UNCONDITIONAL  # who wins an election is each run's own
    paths = circumstances_of_draws(base, constants(DRAWS), RUNS, SEED, apart=apart)
    left = noise(DRAWS, len(record.years)).picked(np.resize(np.arange(DRAWS), paths.draws))
    return quantiles(record, scale, paths, blind.last, left, MEMBERS, SEED)
