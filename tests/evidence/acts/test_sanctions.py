"""Joining sanctions: who counts as having joined, limits, and known values found again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from tests.evidence.acts.made_up import alignment, spread_out
from twochairs.evidence.acts import sanctions
from twochairs.evidence.acts.sanctions import Fitted, Joining, fit, probability, read_joinings

DIFFICULTY, TEMPERATURE = 0.3, 0.1
YEARS = (2000, 2003, 2006)


def made_up_joinings(places, seed=2):
    chance = np.random.default_rng(seed)
    return [
        Joining(s, y, bool(chance.uniform() < expit((places.of(s, y)[0] - DIFFICULTY) / TEMPERATURE)))
        for y in places.years
        for s in places.states
    ]


@pytest.fixture(scope="module")
def places():
    return spread_out(60, YEARS)


@pytest.fixture(scope="module")
def fitted(places):
    return fit(made_up_joinings(places), places, 2008)


def test_the_table():
    found = {(j.state, j.round): j.joined for j in read_joinings(("SRB", "UKR", "MDA", "TUR", "ALB", "HUN"))}
    assert found["SRB", 2014] is False and found["SRB", 2022] is False and found["TUR", 2022] is False
    assert found["UKR", 2014] is True, "sixteen months after the opening"
    assert found["MDA", 2022] is True, "eighteen months after the opening"
    assert ("TUR", 2014) not in found and ("HUN", 2022) not in found


def test_joining_too_late_does_not_count(monkeypatch):
    def row(country, joined):
        return {"country": country, "round": "2014", "joined": joined, "not_by": ""}

    table = [row("AAA", "2014-03-20"), row("BBB", "2016-03"), row("CCC", "2016-04-01"), row("DDD", "")]
    monkeypatch.setattr(sanctions, "rows", lambda name: table)
    found = {joining.state: joining.joined for joining in read_joinings(("AAA", "BBB", "CCC", "DDD"))}
    assert found == {"AAA": True, "BBB": True, "CCC": False}


def test_a_worked_value():
    fixed = Fitted(np.array([0.5, 0.5]), np.array([0.1, 0.1]), np.array([0.1, -0.1]))
    # Gaps of -0.1 and 0.1 at a temperature of 0.1: logistic(-1) and logistic(1), whose mean is a half.
    assert probability(fixed, np.array(0.5)) == pytest.approx(0.5)
    assert probability(fixed, np.array([0.6])) == pytest.approx([(0.5 + 0.880797) / 2], abs=1e-6)


def test_known_values_are_found_again(fitted):
    assert fitted.difficulty.mean() == pytest.approx(DIFFICULTY, abs=0.2)
    assert np.median(fitted.temperature) == pytest.approx(TEMPERATURE, rel=0.4)


def test_one_round_says_little_of_the_next():
    """However many are asked: of what rounds have in common there is left 1 / (1 / 0.3^2 + 1 / 0.25^2) of variance."""
    crowd = spread_out(400, (2000,))
    found = fit(made_up_joinings(crowd), crowd, 2002)
    assert found.difficulty.std() == pytest.approx((1 / 0.3**2 + 1 / 0.25**2) ** -0.5, rel=0.12)


def test_a_round_counts_only_once_it_is_settled(places):
    made = made_up_joinings(places)
    turned = [j if j.round < 2006 else Joining(j.state, j.round, not j.joined) for j in made]
    assert (fit(made, places, 2007).difficulty == fit(turned, places, 2007).difficulty).all()
    assert (fit(made, places, 2008).difficulty != fit(turned, places, 2008).difficulty).any()


def test_no_rounds_leave_the_prior():
    empty = fit([], alignment([[[0.0]]]), 2010, draws=4000)
    assert empty.difficulty.mean() == pytest.approx(sanctions.DIFFICULTY[0], abs=0.03)
    assert empty.difficulty.std() == pytest.approx(sanctions.DIFFICULTY[1], rel=0.05)


@given(st.floats(-2, 2), st.floats(0, 1))
def test_nearer_states_join_more(place, further):
    fixed = Fitted(np.array([0.5, 0.9]), np.array([0.1, 0.2]), np.array([0.1, -0.1]))
    assert 0.0 <= probability(fixed, np.array(place)) <= probability(fixed, np.array(place + further)) <= 1.0


def test_shapes_are_kept(fitted):
    assert probability(fitted, np.zeros((3, 4))).shape == (3, 4)
