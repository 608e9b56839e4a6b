"""Acts after a year, forecast from what was known at its end; and one state held against its bands."""

from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.ideal_scale import as_alignment
from twochairs.evidence.acts import rates, sanctions, votes
from twochairs.evidence.acts.alignment import Alignment
from twochairs.evidence.acts.band import Acts, Fits, within_band
from twochairs.evidence.acts.declarations import read_hard_shares, read_rates
from twochairs.evidence.acts.roll_calls import LEVELS, read_votes
from twochairs.evidence.acts.sanctions import read_joinings
from twochairs.evidence.acts.scores import of_rates, of_sanctions, of_votes
from twochairs.evidence.calibration.record import Record

if TYPE_CHECKING:
    import pandas as pd


def alignment_of(record: Record, year: int, members: np.ndarray, draws: int = 500) -> Alignment:
    """Alignment as the record says it up to a year, and as it was forecast after it.

    Parameters
    ----------
    members : ideal points forecast for the years after `year`, (members, years, states)
    """
    known = np.repeat(record.upto(year)[None], draws, axis=0)
    pick = np.linspace(0, len(members) - 1, draws).round().astype(int)
    whole = np.concatenate([known, members[pick]], axis=1)
    years = tuple(int(one) for one in record.years[: whole.shape[1]])
    return Alignment(as_alignment(whole), years, record.states)


def observed_acts(record: Record) -> Acts:
    """All acts of the record's states."""
    states = record.states
    return Acts(read_votes(states), read_rates(states), read_joinings(states))


def fits_to(acts: Acts, alignment: Alignment, year: int) -> Fits:
    """Everything fitted on the acts up to a year."""
    hard = read_hard_shares()
    return Fits(
        votes.fit(acts.votes, alignment, year),
        rates.fit(acts.rates, alignment, hard, year),
        sanctions.fit(acts.joinings, alignment, year),
        hard,
    )


def act_scores(record: Record, year: int, members: np.ndarray) -> "pd.DataFrame":
    """Scores of acts after a year: one row an act and forecast.

    Columns: upto, act, forecast, occasions, log, brier (votes, sanctions), crps, in90 (rates).
    """
    import pandas as pd

    alignment, acts = alignment_of(record, year, members), observed_acts(record)
    fits = fits_to(acts, alignment, year)
    earlier_votes = [one for one in acts.votes if one.year <= year]
    later_votes = [one for one in acts.votes if one.year > year]
    earlier_rounds = [one for one in acts.joinings if one.known_by <= year]
    later_rounds = [one for one in acts.joinings if one.round > year]
    earlier_rates = [one for one in acts.rates if int(one.end[:4]) <= year]
    later_rates = [one for one in acts.rates if int(one.start[:4]) > year]
    rows: list[dict[str, object]] = []
    outcomes = {
        "vote": of_votes(fits.votes, alignment, earlier_votes, later_votes),
        "sanctions": of_sanctions(fits.sanctions, alignment, earlier_rounds, later_rounds),
    }
    for act, found in outcomes.items():
        for name, score in found.items():
            row = {"upto": year, "act": act, "forecast": name, "occasions": len(score.log)}
            rows.append(row | {"log": score.log.mean(), "brier": score.brier.mean()})
    for name, band in of_rates(fits.rates, alignment, fits.hard_shares, earlier_rates, later_rates).items():
        row = {"upto": year, "act": "declarations", "forecast": name, "occasions": len(band.crps)}
        rows.append(row | {"crps": band.crps.mean(), "in90": band.covered.mean()})
    return pd.DataFrame(rows)


def acts_of_state(record: Record, year: int, members: np.ndarray, state: str) -> "pd.DataFrame":
    """One state's acts after a year beside their forecasts: act, when, observed, forecast, chance, inside."""
    import pandas as pd

    alignment, acts = alignment_of(record, year, members), observed_acts(record)
    later = [int(one) for one in record.years if one > year]
    found = within_band(state, later, fits_to(acts, alignment, year), alignment, acts)
    rows: list[dict[str, object]] = []
    for rate in found.rates:
        when = f"{rate.rate.start} to {rate.rate.end} ({rate.rate.issuer})"
        band = f"{rate.low:.2f} to {rate.high:.2f}"
        rows.append(_row("declarations joined", when, f"{rate.rate.rate:.2f}", band, None, rate.inside))
    for vote in found.votes:
        chances = ", ".join(f"{word} {chance:.2f}" for word, chance in zip(LEVELS, vote.chances, strict=True))
        what = f"vote on {vote.vote.resolution} ({vote.vote.kind})"
        rows.append(_row(what, vote.vote.date, LEVELS[vote.vote.level], chances, vote.chance, vote.inside))
    for sanction in found.sanctions:
        joined = "joined" if sanction.joining.joined else "did not join"
        chance = 1.0 - sanction.not_joining if sanction.joining.joined else sanction.not_joining
        told = f"not joining {sanction.not_joining:.2f}"
        rows.append(_row("sanctions", str(sanction.joining.round), joined, told, chance, chance > 0.1))
    return pd.DataFrame(rows)


def _row(act: str, when: str, observed: str, told: str, chance: float | None, inside: bool) -> dict[str, object]:
    return {"act": act, "when": when, "observed": observed, "forecast": told, "chance": chance, "inside": inside}
