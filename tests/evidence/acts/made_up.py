"""Made-up circumstances of made-up states, and acts that R10 draws on them."""

import numpy as np

from twochairs.data.catalogue import rows
from twochairs.evidence.acts.circumstances import Circumstances
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.response import declared_share, joining_chance, vote_chances
from twochairs.evidence.acts.roll_calls import Vote, divides_of, kinds
from twochairs.evidence.acts.rounds import Joining
from twochairs.evidence.acts.unknowns import CONSTANTS
from twochairs.scenario.calendar import month_number
from twochairs.world.parameters import Parameters

START = "2006-01"
MONTHS = 216
DEFAULTS = {name: np.float64(Parameters._field_defaults[name]) for name in CONSTANTS}
DEFAULTS["sanctions_difficulty"] = np.float64(0.3)
"""Constants of R10 as shipped, but for rounds that a third of the axis joins."""


def circumstances(alignment, pressed=0.0, favoured=0.0, hard_share=0.4, months=MONTHS):
    """Alignment of states from nested lists (draws, states) or (draws, states, months); the rest alike for all."""
    path = np.asarray(alignment, float)
    path = np.repeat(path[..., None], months, axis=2) if path.ndim == 2 else path
    states = tuple(f"S{at}" for at in range(path.shape[1]))
    rest = (np.broadcast_to(np.asarray(one, float), path.shape).copy() for one in (pressed, favoured))
    pressed, favoured = rest
    return Circumstances(month_number(START), states, path, pressed, favoured, np.full(path.shape[2], hard_share))


def turning(states=20, months=MONTHS, turn=120):
    """States spread over the axis that change places in some month."""
    level = np.linspace(-0.9, 0.9, states)
    path = np.where(np.arange(months) < turn, level[:, None], -level[:, None])
    return circumstances(path[None])


def made_up_acts(given, constants=DEFAULTS, seed=1):
    """What R10 draws: every roll call of the table, a rate a year, and rounds at two dates."""
    chance, kind = np.random.default_rng(seed), kinds()
    votes, rates, joinings = [], [], []
    for at, state in enumerate(given.states):
        for row in rows("un_tallies"):
            month = given.months(row["date"][:7], row["date"][:7]).start
            ready = given.alignment[0, at, month] + constants["act_pressure"] * given.pressed[0, at, month]
            yes, no = divides_of(row["resolution"])
            odds = vote_chances(ready, np.float64(yes), np.float64(no), constants)
            level = int(chance.choice(3, p=odds))
            votes.append(Vote(state, row["date"], row["resolution"], kind[row["resolution"]], level))
        for year in range(2008, 2024):
            months = given.months(f"{year}-01", f"{year}-12")
            mood = constants["declaration_spread"] * chance.standard_normal()
            ready, cost = (one[0, at, months].mean() for one in (given.alignment, given.favoured))
            ready = ready + mood + constants["act_pressure"] * given.pressed[0, at, months].mean()
            share = declared_share(ready, cost, given.hard_share[months].mean(), constants)
            rates.append(Rate(state, f"{year}-01", f"{year}-12", int(chance.binomial(60, share)), 60, "I"))
        for opened in ("2008-03", "2010-03", "2019-03"):
            month = given.months(opened, opened).start
            ready = given.alignment[0, at, month] - constants["act_cost"] * given.favoured[0, at, month]
            joins = joining_chance(ready + constants["act_pressure"] * given.pressed[0, at, month], constants)
            joinings.append(Joining(state, opened, bool(chance.uniform() < joins)))
    return Acts(sorted(votes, key=lambda vote: vote.date), sorted(rates, key=lambda rate: rate.end), joinings)
