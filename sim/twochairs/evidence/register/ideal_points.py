"""Forecasts of UN ideal points from simulated paths, on the scale of a case."""

from pathlib import Path

import numpy as np

from twochairs.data.declared import UN_IDEAL_POINTS
from twochairs.data.folder import shipped
from twochairs.data.ideal_scale import Scale
from twochairs.data.reading import Row, read_rows
from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.calibration.discrepancy import Left
from twochairs.evidence.calibration.paths import VOTING_MONTH
from twochairs.evidence.calibration.record import Record
from twochairs.evidence.calibration.signal import signal
from twochairs.evidence.hindcast.forecast import Origin, forecast
from twochairs.evidence.register.entry import IDEAL_POINT, LEVELS, QUANTILES, row_of


def observed(case: str, states: tuple[str, ...], known_to: int) -> Record:
    """Ideal points of a case as they are shipped, up to a year; whatever newer table a user has.

    Where a forecast begins must not move with a newer release, in which earlier years are estimated anew.
    """
    found = {
        (row["country"], int(row["year"])): float(row["value"])
        for row in read_rows(_table(case), UN_IDEAL_POINTS)
        if int(row["year"]) <= known_to
    }
    years = np.arange(min(year for _, year in found), known_to + 1)
    there = tuple(state for state in states if any(state == country for country, _ in found))
    values = np.array([[found.get((state, int(year)), np.nan) for state in there] for year in years])
    return Record(years, there, values, np.zeros((len(years), 2)))


def last_known(case: str, most: int) -> int:
    """The last year of a case's shipped ideal points, a year at most; that year where it has none."""
    if not has_ideal_points(case):
        return most
    return min(most, max(int(row["year"]) for row in read_rows(_table(case), UN_IDEAL_POINTS)))


def has_ideal_points(case: str) -> bool:
    """Whether a case comes with a table of them."""
    return _table(case).is_file()


def _table(case: str) -> Path:
    return shipped(case) / f"{UN_IDEAL_POINTS.name}.csv"


def quantiles(
    record: Record, scale: Scale, paths: Circumstances, last: int, left: Left, members: int, seed: int
) -> np.ndarray:
    """Quantiles of ideal points of the years after the record, (levels, years, states).

    Parameters
    ----------
    record : known, on the case's scale
    paths : simulated, one a draw of what is left over; before they begin they stand still
    last : year that is forecast last
    left : of every path
    """
    origin = Origin(int(record.years[-1]), last - int(record.years[-1]))
    years = np.concatenate([record.years, origin.years])
    rows = [paths.months(f"{year}-{VOTING_MONTH}", f"{year}-{VOTING_MONTH}").start for year in years]
    which = [paths.states.index(state) for state in record.states]
    simulated = [row for row in rows if row > 0]
    alignment = paths.alignment[:, which][:, :, simulated].swapaxes(1, 2)
    before = len(years) - len(simulated)
    start = paths.alignment[:, which, 0]
    alignment = np.concatenate([np.repeat(start[:, None], before, axis=1), alignment], axis=1)
    at_home = Record(record.years, record.states, scale.at_home(record.values), record.poles)
    drawn = forecast(at_home, origin, signal(alignment, 0), left, members, seed)
    return np.asarray(scale.here(np.quantile(drawn, LEVELS, axis=0)))


def rows_of(given: str, record: Record, found: np.ndarray, until: dict[str, int]) -> list[Row]:
    """Rows of forecasts; of a state up to a year where one is given."""
    first = int(record.years[-1]) + 1
    return [
        row_of(given, IDEAL_POINT, state, first + y, **dict(zip(QUANTILES, found[:, y, s].tolist(), strict=True)))
        for s, state in enumerate(record.states)
        for y in range(found.shape[1])
        if first + y <= until.get(state, first + y)
    ]
