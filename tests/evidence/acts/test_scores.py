"""Scores of acts: by hand, and where the model must win because the acts are its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.acts.made_up import DEFAULTS, made_up_acts, turning
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.forecasts import learn
from twochairs.evidence.acts.hindcast import act_scores, acts_of_state, smallest_set
from twochairs.evidence.acts.scores import of_joinings, of_outcomes, of_rates, of_votes

YEAR = 2013
FIXED = {name: float(DEFAULTS[name]) for name in ("act_pressure", "act_cost", "vote_gap", "vote_steepness")}


@pytest.fixture(scope="module")
def acts():
    """Of states that change places: who goes by the last act is wrong, who goes by the path is not."""
    return made_up_acts(turning(10))


@pytest.fixture(scope="module")
def learnt(acts):
    return learn(acts.upto(YEAR), turning(10), FIXED, draws=150)


def test_scores_of_three_outcomes():
    found = of_outcomes(np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]]), np.array([2, 0]))
    # 0.2^2 + 0.3^2 + 0.5^2 = 0.38; a sure and right forecast costs nothing but what keeps it from 1.
    assert found.brier == pytest.approx([0.38, 0.0])
    assert found.log == pytest.approx([-np.log(0.5), -np.log(1 - 1 / 2000)])


def test_a_sure_and_wrong_forecast_costs_no_more_than_is_finite():
    found = of_outcomes(np.array([[1.0, 0.0, 0.0]]), np.array([1]))
    assert found.log == pytest.approx([np.log(2000)])
    assert found.brier == pytest.approx([2.0])


def test_who_knows_the_path_forecasts_votes_better(acts, learnt):
    later = [one for one in acts.votes if one.year >= 2018]
    found = of_votes(learnt, acts.upto(YEAR).votes, later)
    means = {name: scores.log.mean() for name, scores in found.items()}
    assert all(len(scores.log) == len(later) for scores in found.values())
    assert means["model"] < 0.7 * means["base rate"] and means["model"] < 0.7 * means["last vote"]


def test_who_knows_the_path_forecasts_rounds_better(acts, learnt):
    found = of_joinings(learnt, acts.upto(YEAR).joinings, acts.after(YEAR).joinings)
    assert found["model"].log.mean() < found["base rate"].log.mean() < found["last round"].log.mean()


def test_rates(acts, learnt):
    later = [one for one in acts.rates if one.last_year >= 2017]
    stranger = Rate("nowhere", "2018-01", "2018-12", 1, 2, "I")
    found = of_rates(learnt, acts.upto(YEAR).rates, [*later, stranger])
    assert len(found["model"].error) == len(later)
    assert 0.8 <= found["model"].covered.mean() <= 1.0
    assert found["model"].crps.mean() < 0.5 * found["last rate"].crps.mean()


def test_the_smallest_set_by_hand():
    assert smallest_set(np.array([0.05, 0.2, 0.75]), 0.9).tolist() == [False, True, True]
    assert smallest_set(np.array([0.05, 0.05, 0.9]), 0.9).tolist() == [False, False, True]
    assert smallest_set(np.array([0.4, 0.3, 0.3]), 0.9).tolist() == [True, True, True]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=5), st.floats(0.05, 0.95))
def test_the_smallest_set_reaches_the_level_and_needs_each_of_its_outcomes(weights, level):
    chances = np.array(weights) / sum(weights)
    belongs = smallest_set(chances, level)
    assert chances[belongs].sum() >= level - 1e-9
    assert chances[belongs].sum() - chances[belongs].min() < level
    assert belongs.all() or chances[~belongs].max() <= chances[belongs].min() + 1e-12


def test_the_tables(acts, learnt, monkeypatch):
    monkeypatch.setattr("twochairs.evidence.acts.hindcast.observed_acts", lambda given: acts)
    scored = act_scores(learnt, YEAR)
    assert list(scored.act) == ["vote"] * 3 + ["sanctions"] * 3 + ["declarations"] * 2
    assert scored.occasions.tolist() == [280] * 3 + [10] * 3 + [100] * 2
    told = acts_of_state(learnt, YEAR, "S4")
    later = acts.after(YEAR).of("S4")
    assert len(told) == len(later.votes) + len(later.rates) + len(later.joinings)
    assert told.inside.mean() > 0.8
    first = told[told.act.str.startswith("vote")].iloc[0]
    assert first.chance == pytest.approx(learnt.vote(later.votes[0])[later.votes[0].level])
