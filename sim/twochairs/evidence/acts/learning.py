"""What acts say of R10's constants and of states' terms, learnt on the paths of a calibrated scenario.

The second of two stages: acts are seen under draws of the other constants, which they leave as they are.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.circumstances import circumstances, dividing
from twochairs.evidence.acts.declarations import Rate, rates_of
from twochairs.evidence.acts.items import CONSTANTS, Fitted, fit
from twochairs.evidence.acts.roll_calls import Vote, votes_of
from twochairs.evidence.acts.sanctions import Joining, read_joinings
from twochairs.experiment.base import Base
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import moments

if TYPE_CHECKING:
    import pandas as pd

PATHS = 32
"""Draws of the other constants whose paths acts are seen under."""

Seen = tuple[list[Vote], list[Rate], list[Joining]]


def seen_to(year: int, states: Sequence[str], months: Sequence[str]) -> Seen:
    """All observed acts of some states that were settled by the end of a year and lie within some months."""
    votes = [vote for vote in votes_of(rows("un_votes"), states) if vote.date[:7] in months and vote.year <= year]
    rates = [
        rate
        for rate in rates_of(rows("cfsp_rates"), states)
        if {rate.start, rate.end} <= set(months) and rate.last_year <= year
    ]
    return votes, rates, [joining for joining in read_joinings(states) if joining.known_by <= year]


def learnt(base: Base, draws: Sequence[Mapping[str, float]], states: Sequence[str], year: int, count: int) -> Fitted:
    """Learn from the acts up to a year.

    Parameters
    ----------
    draws : of the constants of the other rules; some of them, spread evenly, are simulated
    count : draws of what is learnt
    """
    pick = np.linspace(0, len(draws) - 1, min(PATHS, len(draws))).round().astype(int)
    given = circumstances(base, [draws[at] for at in pick], states)
    return fit(*seen_to(year, states, given.months), given, dividing(), count, seed=year)


def constants_of(fitted: Fitted) -> "pd.DataFrame":
    """Draws of R10's constants: a column each."""
    import pandas as pd

    return pd.DataFrame({name: fitted(name) for name in CONSTANTS})


def identified(fitted: Fitted) -> "pd.DataFrame":
    """What acts say of each constant, in the columns of `calibration.learning.identifiability`."""
    import pandas as pd

    told = []
    for name, drawn in constants_of(fitted).items():
        prior = PARAMETERS[str(name)].prior
        low, high = prior.ends or (np.nan, np.nan)
        centre, spread = moments(prior)
        q05, q50, q95 = np.quantile(drawn, [0.05, 0.5, 0.95])
        taken, moved = 1.0 - drawn.var() / spread**2, (drawn.mean() - centre) / spread
        told.append((name, low, high, centre, spread, drawn.mean(), drawn.std(), q05, q50, q95, taken, moved))
    columns = ["name", "prior_low", "prior_high", "prior_mean", "prior_sd", "mean", "sd", "q05", "q50", "q95"]
    return pd.DataFrame(told, columns=[*columns, "contraction", "shift"])


def terms_of(fitted: Fitted) -> "pd.DataFrame":
    """What of each state, and of each state on a kind of resolution, no rule accounts for: term, state, mean, sd."""
    import pandas as pd

    names = [name for name in fitted.items.place if name not in CONSTANTS and name.rpartition(" ")[2].isupper()]
    parts = [(*name.rpartition(" ")[::2], fitted(name)) for name in names]
    return pd.DataFrame(
        [(term, state, drawn.mean(), drawn.std()) for term, state, drawn in parts],
        columns=["term", "state", "mean", "sd"],
    )
