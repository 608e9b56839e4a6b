"""Acts are learnt back, and forecasts go by what was learnt."""

import numpy as np
import pytest
from scipy.stats import norm

from tests.evidence.acts.made_up import DEFAULTS, circumstances, made_up_acts, turning
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.forecasts import Learnt, learn
from twochairs.evidence.acts.response import joining_chance, vote_chances
from twochairs.evidence.acts.roll_calls import Vote, divides_of
from twochairs.evidence.acts.rounds import Joining
from twochairs.evidence.acts.unknowns import Unknowns
from twochairs.world.parameters import PARAMETERS
from twochairs.world.prior import moments

FIXED = {name: float(value) for name, value in DEFAULTS.items()}
TRUE = DEFAULTS | {"vote_shift": np.float64(0.25), "sanctions_difficulty": np.float64(0.2)}


@pytest.fixture(scope="module")
def learnt():
    given = turning(6)
    fixed = {name: FIXED[name] for name in ("act_pressure", "act_cost", "vote_gap", "vote_steepness")}
    return learn(made_up_acts(given, TRUE), given, fixed, draws=150)


def known(given, draws=400, **terms):
    """What is known for sure: the defaults, and terms at a value in standard units."""
    unknowns = Unknowns({name.replace("_", " "): 1.0 for name in terms}, FIXED)
    return Learnt(unknowns, np.repeat(np.array([[*terms.values()]], dtype=float), draws, axis=0), given)


def test_constants_are_learnt_back(learnt):
    for name in learnt.unknowns.free:
        values = learnt.unknowns.constant(name, learnt.vectors)
        assert abs(values.mean() - TRUE[name]) < 3.5 * values.std() + 0.02, name
    for name, share in (("vote_width", 0.6), ("sanctions_difficulty", 0.7), ("hard_difficulty", 0.6)):
        prior = moments(PARAMETERS[name].prior)[1]
        assert learnt.unknowns.constant(name, learnt.vectors).std() < share * prior, (
            "the record says more than the prior"
        )


def test_a_term_that_was_not_seen_is_drawn_anew():
    given = circumstances([[0.9]])
    joining = Joining("S0", "2014-03", True)
    surely = float(joining_chance(np.float64(0.9), DEFAULTS))
    assert known(given, acts_S0=0.0, **{"round_2014-03": 0.0}).joining(joining) == pytest.approx(surely)
    moved = 0.9 + norm.ppf(np.arange(0.0005, 1.0, 0.001)) * (0.12**2 + 0.25**2) ** 0.5
    assert known(given, 4000).joining(joining) == pytest.approx(joining_chance(moved, DEFAULTS).mean(), abs=0.02)


def test_a_vote_of_a_known_state():
    vote = Vote("S0", "2022-03-02", "ES-11/1", "sovereignty", 2)
    given = circumstances([[-0.2], [0.4]])
    learnt = known(given, acts_S0=1.0, votes_S0_sovereignty=-0.5, **{"roll_call_ES-11/1": 2.0})
    yes, no = map(np.float64, divides_of("ES-11/1"))
    added = 0.12 - 0.5 * 0.45 - 2.0 * 0.15
    by_hand = [vote_chances(np.float64(path + added), yes, no, DEFAULTS) for path in (-0.2, 0.4)]
    assert learnt.vote(vote) == pytest.approx(np.mean(by_hand, axis=0)), "half of the draws on each path"


def test_rates_are_counts_of_what_was_asked():
    rates = known(circumstances([[0.3]]), 500).rate(Rate("S0", "2021-01", "2021-12", 0, 8, "I"))
    assert set(np.round(8 * rates, 9)) <= set(range(9))
    sure = known(circumstances([[5.0]])).rate(Rate("S0", "2021-01", "2021-12", 0, 8, "I"))
    assert sure.mean() > 0.99


def test_every_forecast_repeats_itself(learnt: Learnt):
    round_ = Joining("S3", "2019-03", True)
    assert learnt.joining(round_) == learnt.joining(round_)
