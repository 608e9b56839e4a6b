"""Scores of acts: by hand, and where the model must win because the acts are its own."""

import numpy as np
import pytest
from scipy.special import expit

from tests.evidence.acts.made_up import alignment
from twochairs.evidence.acts import rates, sanctions, votes
from twochairs.evidence.acts.declarations import Rate
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.sanctions import Joining
from twochairs.evidence.acts.scores import of_outcomes, of_rates, of_sanctions, of_votes, rate_members

STATES = tuple(f"S{at}" for at in range(20))
YEARS = tuple(range(2000, 2008))
STEPS = [("2000-01", 0.4)]
ONE = np.ones(1)


@pytest.fixture(scope="module")
def places():
    """States that turn round half-way: who goes by the last act is wrong, who goes by alignment is not."""
    level = np.linspace(-1.0, 1.0, len(STATES))
    return alignment([[level if year < 2004 else -level for year in YEARS]], YEARS, STATES)


def made_up_votes(places, chance):
    return [
        Vote(s, f"{y}-01-01", f"r{y}", "sovereignty", int(chance.choice(3, p=votes.graded(a, 0.1, 0.3, 0.1))))
        for y in YEARS
        for s in STATES
        for a in places.of(s, y)
    ]


def made_up_rates(places, chance):
    return [
        Rate(s, f"{y}-01", f"{y}-12", int(chance.binomial(60, rates.expected(a, 0.4, -0.3, 0.4, 0.15))), 60, "I")
        for y in YEARS
        for s in STATES
        for a in places.of(s, y)
    ]


def made_up_joinings(places, chance):
    return [
        Joining(s, y, bool(chance.uniform() < expit((a - 0.6) / 0.1)))
        for y in (2000, 2006)
        for s in STATES
        for a in places.of(s, y)
    ]


def halves(acts, year):
    return [a for a in acts if year(a) < 2004], [a for a in acts if year(a) >= 2004]


def test_scores_of_three_outcomes():
    found = of_outcomes(np.array([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]]), np.array([2, 0]))
    # 0.2^2 + 0.3^2 + 0.5^2 = 0.38; a sure and right forecast costs nothing but what keeps it from 1.
    assert found.brier == pytest.approx([0.38, 0.0])
    assert found.log == pytest.approx([-np.log(0.5), -np.log(1 - 1 / 2000)])


def test_a_sure_and_wrong_forecast_costs_no_more_than_is_finite():
    found = of_outcomes(np.array([[1.0, 0.0, 0.0]]), np.array([1]))
    assert found.log == pytest.approx([np.log(2000)])
    assert found.brier == pytest.approx([2.0])


def test_who_knows_alignment_forecasts_votes_better(places):
    earlier, later = halves(made_up_votes(places, np.random.default_rng(1)), lambda vote: vote.year)
    found = of_votes(votes.fit(earlier, places, 2003), places, earlier, later)
    means = {name: scores.log.mean() for name, scores in found.items()}
    assert all(len(scores.log) == len(later) for scores in found.values())
    assert means["model"] < 0.6 * means["base rate"] < means["last vote"]
    assert found["model"].brier.mean() < 0.6 * found["base rate"].brier.mean()


def test_where_nobody_moves_the_last_vote_is_hard_to_beat(places):
    still = alignment(np.repeat(places.values[:, :1], len(YEARS), axis=1), YEARS, STATES)
    earlier, later = halves(made_up_votes(still, np.random.default_rng(1)), lambda vote: vote.year)
    found = of_votes(votes.fit(earlier, still, 2003), still, earlier, later)
    assert found["last vote"].log.mean() < found["base rate"].log.mean()


def test_sanctions(places):
    joinings = made_up_joinings(places, np.random.default_rng(2))
    earlier, later = halves(joinings, lambda joining: joining.round)
    found = of_sanctions(sanctions.fit(earlier, places, 2002), places, earlier, later)
    assert found["model"].log.mean() < found["base rate"].log.mean() < found["last round"].log.mean()


def test_rates(places):
    earlier, later = halves(made_up_rates(places, np.random.default_rng(3)), lambda rate: rate.last_year)
    stranger = Rate("nowhere", "2005-01", "2005-12", 1, 2, "I")
    found = of_rates(rates.fit(earlier, places, STEPS, 2003), places, STEPS, earlier, [*later, stranger])
    assert len(found["model"].error) == len(later)
    assert 0.85 <= found["model"].covered.mean() <= 1.0
    assert found["model"].error.mean() < 0.3 * found["last rate"].error.mean()
    assert found["model"].crps.mean() < 0.5 * found["last rate"].crps.mean()


def test_members_of_a_rate_go_by_its_period():
    fitted = rates.Fitted(0.0 * ONE, 0.5 * ONE, 1e-3 * ONE, 1e6 * ONE, {}, 0.0 * ONE)
    two = alignment([[[0.25], [-0.75]]], (2000, 2001), ("A",))
    steps = [("2000-01", 0.0), ("2001-01", 1.0)]
    # 2000: every declaration is easy and joined; over both years the mean alignment is -0.25: none is.
    assert rate_members(fitted, two, steps, Rate("A", "2000-01", "2000-12", 0, 50, "I")) == pytest.approx([1.0])
    assert rate_members(fitted, two, steps, Rate("A", "2000-01", "2001-12", 0, 50, "I")) == pytest.approx([0.0])
