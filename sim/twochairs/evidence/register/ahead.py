"""Forecasts of what will be published, from a scenario: ideal points, declared rates, roll calls, joining sanctions."""

from collections.abc import Iterable

import numpy as np

from twochairs.data.ideal_scale import PLACE, SLOPE, Scale
from twochairs.data.reading import Row
from twochairs.errors import NotPossible
from twochairs.evidence.acts.circumstances import Circumstances, circumstances_of_draws
from twochairs.evidence.acts.declarations import Rate, read_rates
from twochairs.evidence.acts.forecasts import Outlook
from twochairs.evidence.acts.response import divides
from twochairs.evidence.acts.roll_calls import Vote, read_votes, tallies
from twochairs.evidence.acts.rounds import Joining, terms_to_come
from twochairs.evidence.calibration.paths import VOTING_MONTH
from twochairs.evidence.calibration.record import LAST
from twochairs.evidence.hindcast.forecast import MEMBERS
from twochairs.evidence.register.entry import (
    CHANCES,
    LEVELS,
    QUANTILES,
    RATE,
    SANCTIONS,
    SCENARIO,
    VOTE,
    Entry,
    row_of,
)
from twochairs.evidence.register.ideal_points import has_ideal_points, last_known, observed, quantiles, rows_of
from twochairs.evidence.register.known import DRAWS, RUNS, ShippedOutlook, basis, constants, means_in, noise
from twochairs.experiment.base import Base
from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.example import HOME
from twochairs.scenario.schema import Case

SUPPORT = (0.4, 0.55, 0.7, 0.85)
"""Shares of the world that vote yes at which a roll call is forecast."""
COUNTS = "European Commission"
"""Who counts declarations in the forecasts."""
VOTING_STATES = 180.0
"""States that vote in a roll call that is forecast."""


def entry_ahead(base: Base, case: str, since: int, until: int, made: str, seed: int) -> Entry:
    """Forecasts of the years from one to another, if all goes as in a scenario.

    Parameters
    ----------
    case : name of the case whose tables hold the record and will hold what comes
    since, until : first year and last
    made : the day, such as 2026-11-30
    seed : of the runs' chance

    Raises
    ------
    InvalidInput : as the scenario's own
    NotPossible : where the scenario does not run through these years, or the case has no record
    """
    given = base.case()
    _check_years(given, since, until)
    sets = constants(DRAWS)
    paths = circumstances_of_draws(base, sets, RUNS, seed, apart=True)
    found: list[Row] = []
    if has_ideal_points(case):
        found += _ideal_points(
            paths, Scale(given.ideal_points.place, given.ideal_points.slope), case, range(since, until + 1), seed
        )
    if case == HOME:
        outlook = ShippedOutlook(tuple(sets) * RUNS, paths, means_in(given))
        found += _acts(outlook, given, range(since, until + 1))
    if not found:
        hint = "its folder of tables has un_ideal_points where it has"
        raise NotPossible(f"{case} has no record that could be forecast\n  hint: {hint}")
    name, title = f"{made}-{base.path.stem}-{since}-{until}", f"{given.title}: {since} to {until}"
    rests_on = basis(
        base, __name__, name=name, title=title, made=made, case=case, known_to=last_known(case, LAST), seed=seed
    )
    return Entry(rests_on, tuple(found))


def _check_years(case: Case, since: int, until: int) -> None:
    first = month_number(case.clock.start)
    last = first + case.clock.months - 1
    if since > until:
        raise NotPossible(f"since is {since} and until {until}\n  hint: the years go from since to until")
    if month_number(f"{since}-01") < first or month_number(f"{until}-12") > last or since <= LAST:
        whole = f"{max(LAST + 1, int(month_text(first)[:4]))} to {int(month_text(last + 1)[:4]) - 1}"
        hint = f"whole years of the scenario after the record, {whole}, can be forecast"
        raise NotPossible(f"{since} to {until} cannot be forecast from {case.title!r}\n  hint: {hint}")


def _ideal_points(paths: Circumstances, scale: Scale, case: str, years: Iterable[int], seed: int) -> list[Row]:
    record, wanted = observed(case, paths.states, last_known(case, LAST)), set(years)
    left = noise(DRAWS, len(record.years)).picked(np.resize(np.arange(DRAWS), paths.draws))
    found = quantiles(record, scale, paths, max(wanted), left, MEMBERS, seed)
    return [row for row in rows_of(SCENARIO, record, found, {}) if int(row["year"]) in wanted]


def _acts(outlook: Outlook, case: Case, years: range) -> list[Row]:
    states = outlook.circumstances.states
    voting = sorted({vote.state for vote in read_votes(states)})
    asked = sorted({rate.state for rate in read_rates(states)})
    per_year = round(case.declarations.per_year)
    found = [_rate(outlook, state, year, per_year) for year in years for state in asked]
    found += [row for year in years for state in voting for row in _votes(outlook, state, year)]
    terms = terms_to_come(years[0], years[-1])
    return found + [_joining(outlook, state, opened) for opened in terms for state in asked]


def _rate(outlook: Outlook, state: str, year: int, asked: int) -> Row:
    drawn = outlook.rate(Rate(state, f"{year}-01", f"{year}-12", 0, asked, COUNTS))
    levels = np.quantile(drawn, LEVELS).tolist()
    return row_of(SCENARIO, RATE, state, year, about=COUNTS, **dict(zip(QUANTILES, levels, strict=True)))


def _votes(outlook: Outlook, state: str, year: int) -> list[Row]:
    """Of every kind of roll call, at some supports; as many against as the last time."""
    found = []
    for kind, against in shares_against().items():
        for support in SUPPORT:
            divided = divides(support * VOTING_STATES, against * VOTING_STATES, VOTING_STATES, PLACE, SLOPE)
            chances = outlook.vote_where(Vote(state, f"{year}-{VOTING_MONTH}-01", "", kind, 0), *divided)
            cells = dict(zip(CHANCES, chances.tolist(), strict=True))
            found.append(row_of(SCENARIO, VOTE, state, year, about=kind, support=support, against=against, **cells))
    return found


def shares_against() -> dict[str, float]:
    """Kind of roll call to the share of no in the last one of the record."""
    last = {row["kind"]: row for row in sorted(tallies(), key=lambda row: row["date"])}
    return {
        kind: int(row["no"]) / sum(int(row[word]) for word in ("yes", "no", "abstain")) for kind, row in last.items()
    }


def _joining(outlook: Outlook, state: str, opened: str) -> Row:
    yes = outlook.joining(Joining(state, opened, False))
    return row_of(SCENARIO, SANCTIONS, state, int(opened[:4]), about=opened, p_no=1.0 - yes, p_yes=yes)
