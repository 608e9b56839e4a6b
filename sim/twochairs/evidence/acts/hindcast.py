"""Acts after a year, forecast from what was known at its end; and one state held against its bands."""

from typing import TYPE_CHECKING

import numpy as np

from twochairs.evidence.acts.forecasts import Learnt
from twochairs.evidence.acts.observed import observed_acts
from twochairs.evidence.acts.roll_calls import LEVELS
from twochairs.evidence.acts.scores import of_joinings, of_rates, of_votes

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.9
"""Probability of the bands and sets that an act is held against."""


def act_scores(learnt: Learnt, year: int) -> "pd.DataFrame":
    """Scores of acts after a year: one row an act and forecast.

    Rounds of sanctions are those whose dates of joining were looked up.

    Columns: upto, act, forecast, occasions, log, brier (votes, sanctions), crps, in90 (rates).
    """
    import pandas as pd

    acts = observed_acts(learnt.circumstances)
    earlier, later = acts.upto(year), acts.after(year)
    rows: list[dict[str, object]] = []
    outcomes = {
        "vote": of_votes(learnt, earlier.votes, later.votes),
        "sanctions": of_joinings(learnt, earlier.joinings, [one for one in later.joinings if one.dated]),
    }
    for act, found in outcomes.items():
        for name, score in found.items():
            row = {"upto": year, "act": act, "forecast": name, "occasions": len(score.log)}
            rows.append(row | {"log": score.log.mean(), "brier": score.brier.mean()})
    for name, band in of_rates(learnt, earlier.rates, later.rates).items():
        row = {"upto": year, "act": "declarations", "forecast": name, "occasions": len(band.crps)}
        rows.append(row | {"crps": band.crps.mean(), "in90": band.covered.mean()})
    return pd.DataFrame(rows)


def acts_of_state(learnt: Learnt, year: int, state: str) -> "pd.DataFrame":
    """One state's acts after a year beside their forecasts: act, when, observed, forecast, chance, inside."""
    import pandas as pd

    later = observed_acts(learnt.circumstances).after(year).of(state)
    rows: list[dict[str, object]] = []
    for rate in later.rates:
        low, high = np.quantile(learnt.rate(rate), [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0], method="weibull")
        when = f"{rate.start} to {rate.end} ({rate.issuer})"
        inside = bool(low <= rate.rate <= high)
        told = f"{low:.2f} to {high:.2f}"
        rows.append(_row("declarations joined", when, f"{rate.rate:.2f}", told, None, inside))
    for vote in later.votes:
        given = learnt.vote(vote)
        told = ", ".join(f"{word} {chance:.2f}" for word, chance in zip(LEVELS, given, strict=True))
        what, inside = f"vote on {vote.resolution} ({vote.kind})", bool(smallest_set(given, LEVEL)[vote.level])
        rows.append(_row(what, vote.date, LEVELS[vote.level], told, float(given[vote.level]), inside))
    for one in later.joinings:
        joins = learnt.joining(one)
        happened, chance = ("joined", joins) if one.joined else ("did not join", 1.0 - joins)
        rows.append(_row("sanctions", str(one.round), happened, f"joining {joins:.2f}", chance, chance > 1.0 - LEVEL))
    return pd.DataFrame(rows)


def smallest_set(chances: np.ndarray, level: float) -> np.ndarray:
    """The fewest outcomes whose probabilities reach a level, the likeliest first.

    Parameters
    ----------
    chances : shape (outcomes,), add up to 1
    level : in (0, 1)

    Returns
    -------
    whether each belongs to it, shape (outcomes,)

    Source
    ------
    highest density region: Hyndman 1996, doi:10.1080/00031305.1996.10474359
    """
    order = np.argsort(-np.asarray(chances), kind="stable")
    before = np.cumsum(chances[order]) - chances[order]
    belongs = np.zeros(len(chances), dtype=bool)
    belongs[order] = before < level - 1e-12
    return belongs


def _row(act: str, when: str, observed: str, told: str, chance: float | None, inside: bool) -> dict[str, object]:
    return {"act": act, "when": when, "observed": observed, "forecast": told, "chance": chance, "inside": inside}
