"""The likelihood of acts, by hand."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import binom

from tests.evidence.acts.made_up import DEFAULTS, circumstances, made_up_acts, turning
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.likelihood import Likelihood, terms_of, unknowns_of
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.response import declared_share
from twochairs.evidence.acts.roll_calls import Vote, divides_of
from twochairs.evidence.acts.rounds import Joining

GIVEN = circumstances([[0.3]], pressed=0.5, favoured=0.2)
PRESSURE, COST = DEFAULTS["act_pressure"], DEFAULTS["act_cost"]


def likely(acts, given=GIVEN, **terms):
    """Log likelihood at the defaults, with some terms at a value."""
    unknowns = unknowns_of(acts)
    scores = np.array([terms.get(name.replace(" ", "_"), 0.0) / sd for name, sd in unknowns.terms.items()])
    likelihood = Likelihood(acts, given, unknowns)
    return likelihood(DEFAULTS, likelihood.design(DEFAULTS) @ scores).sum()


def test_a_vote():
    yes, _ = divides_of("ES-11/1")
    above = DEFAULTS["vote_shift"] + DEFAULTS["vote_steepness"] * yes
    vote = Vote("S0", "2022-03-02", "ES-11/1", "sovereignty", 2)
    # Readiness 0.3 with a third of full pressure's; a state's term of 0.1 comes on top.
    ready = 0.3 + PRESSURE * 0.5
    assert likely(Acts([vote], [], [])) == pytest.approx(np.log(expit((ready - above) / DEFAULTS["vote_width"])))
    moved = np.log(expit((ready + 0.1 - above) / DEFAULTS["vote_width"]))
    assert likely(Acts([vote], [], []), acts_S0=0.1) == pytest.approx(moved)


def test_a_round_counts_in_its_readiest_month():
    path = np.full((1, 1, 216), 0.3)
    path[0, 0, 180] = 0.7
    later = circumstances(path, pressed=0.5, favoured=0.2)
    levers = PRESSURE * 0.5 - COST * 0.2
    for opened, place in (("2020-03", 0.7), ("2021-03", 0.3), ("2014-03", 0.3)):
        joins = expit((place + levers - DEFAULTS["sanctions_difficulty"]) / DEFAULTS["sanctions_width"])
        assert likely(Acts([], [], [Joining("S0", opened, True)]), later) == pytest.approx(np.log(joins))
        assert likely(Acts([], [], [Joining("S0", opened, False)]), later) == pytest.approx(np.log(1.0 - joins))


def test_a_rate_is_a_count_at_the_mood_of_its_year():
    rate = Rate("S0", "2021-01", "2021-12", 33, 60, "I")
    for mood in (0.0, 1.5):
        ready = 0.3 + PRESSURE * 0.5 + DEFAULTS["declaration_spread"] * mood
        share = declared_share(ready, np.float64(0.2), np.float64(0.4), DEFAULTS)
        assert likely(Acts([], [rate], []), mood_S0_2021=mood) == pytest.approx(binom.logpmf(33, 60, share))


def test_acts_of_all_kinds_add_up():
    acts = made_up_acts(turning(4))
    parts = (Acts(acts.votes, [], []), Acts([], acts.rates, []), Acts([], [], acts.joinings))
    whole = likely(acts, turning(4))
    assert whole == pytest.approx(sum(likely(part, turning(4)) for part in parts))


def test_an_act_that_cannot_be_costs_much_and_not_all():
    far = circumstances([[-60.0]])
    assert likely(Acts([], [], [Joining("S0", "2014-03", True)]), far) == pytest.approx(np.log(1e-12))


def test_terms_of_a_record():
    acts = Acts(
        [Vote("A", "2014-03-27", "68/262", "sovereignty", 1)],
        [Rate("A", "2021-01", "2021-12", 3, 6, "I")],
        [Joining("B", "2014-03", True)],
    )
    assert unknowns_of(acts).terms == {
        "acts A": 0.12, "acts B": 0.12, "declarations A": 0.3, "issuer I": 0.03, "mood A 2021": 1.0,
        "roll call 68/262": 0.15, "round 2014-03": 0.25, "votes A sovereignty": 0.45,
    }  # fmt: skip


def test_a_walk_has_a_term_for_each_year_up_to_an_act_that_all_acts_of_the_state_share():
    acts = Acts([Vote("A", "2008-10-08", "68/262", "sovereignty", 1)], [Rate("A", "2007-01", "2007-12", 3, 6, "I")], [])
    vote, rate = terms_of(acts, walk=0.1)
    assert {name: sd for name, sd in vote.items() if name.startswith("walk")} == {
        "walk A 2007": 0.1,
        "walk A 2008": 0.1,
    }
    assert {name: sd for name, sd in rate.items() if name.startswith("walk")} == {"walk A 2007": 0.1}
    assert set(unknowns_of(acts, walk=0.1).terms) - set(unknowns_of(acts).terms) == {"walk A 2007", "walk A 2008"}
    assert terms_of(acts, walk=0.0) == terms_of(acts)


def test_the_term_of_a_roll_call_or_round_makes_it_harder():
    vote = Vote("S0", "2022-03-02", "ES-11/1", "sovereignty", 2)
    sure = likely(Acts([vote], [], []))
    assert likely(Acts([vote], [], []), **{"roll_call_ES-11/1": 0.3}) < sure < likely(Acts([vote], [], []), acts_S0=0.3)
    joined = Acts([], [], [Joining("S0", "2014-03", True)])
    assert likely(joined, **{"round_2014-03": 0.2}) < likely(joined)
