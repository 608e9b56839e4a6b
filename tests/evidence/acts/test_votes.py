"""The graded response: worked values, limits, and known values found again in made-up votes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.acts.made_up import alignment, spread_out
from twochairs.evidence.acts import votes
from twochairs.evidence.acts.roll_calls import Vote
from twochairs.evidence.acts.votes import fit, graded, probabilities

YEARS = tuple(range(2004, 2010))
TRUE = {"sovereignty": -0.3, "reparation": 0.4}
GAP, TEMPERATURE = 0.35, 0.12


def made_up_votes(places, seed=3):
    """Votes of every state on one resolution of each kind a year."""
    chance = np.random.default_rng(seed)
    made = []
    for kind, difficulty in TRUE.items():
        for year in places.years:
            own = difficulty + 0.1 * chance.standard_normal()
            for state in places.states:
                chances = graded(places.of(state, year)[0], own, GAP, TEMPERATURE)
                made.append(Vote(state, f"{year}-03-01", f"{kind} {year}", kind, int(chance.choice(3, p=chances))))
    return made


@pytest.fixture(scope="module")
def places():
    return spread_out(30, YEARS)


@pytest.fixture(scope="module")
def fitted(places):
    return fit(made_up_votes(places), places, 2009)


def test_a_worked_value():
    # Alignment 0.3, yes at 0.3: even odds of yes. Not no: one gap 0.2 further, logistic(0.2 / 0.1) = 0.880797.
    assert graded(np.array(0.3), np.array(0.3), np.array(0.2), np.array(0.1)) == pytest.approx(
        [0.119203, 0.380797, 0.5], abs=1e-6
    )


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.01, 2), st.floats(0.02, 1), st.floats(0, 1))
def test_nearer_states_vote_higher(place, difficulty, gap, temperature, further):
    here = graded(*map(np.array, (place, difficulty, gap, temperature)))
    there = graded(*map(np.array, (place + further, difficulty, gap, temperature)))
    assert here.sum() == pytest.approx(1.0)
    assert (here >= 0.0).all()
    assert there[2] >= here[2] - 1e-12 and there[0] <= here[0] + 1e-12


def test_without_temperature_votes_are_certain():
    found = graded(np.array([-0.5, 0.0, 0.5]), np.array(0.2), np.array(0.4), np.array(1e-3))
    assert found == pytest.approx(np.eye(3), abs=1e-6)


def test_known_values_are_found_again(fitted):
    for kind, difficulty in TRUE.items():
        drawn = fitted.difficulty[:, fitted.kinds.index(kind)]
        assert drawn.mean() == pytest.approx(difficulty, abs=0.12)
        assert drawn.std() < 0.15
    assert np.median(fitted.gap) == pytest.approx(GAP, rel=0.2)
    assert np.median(fitted.temperature) == pytest.approx(TEMPERATURE, rel=0.25)


def test_a_kind_never_voted_on_keeps_its_prior(fitted):
    drawn = fitted.difficulty[:, fitted.kinds.index("Georgia")]
    assert drawn.mean() == pytest.approx(0.0, abs=0.06)
    assert drawn.std() == pytest.approx(votes.KIND[1], rel=0.1)


def test_later_votes_are_not_read(places):
    made = made_up_votes(places)
    turned = [v if v.year <= 2006 else Vote(v.state, v.date, v.resolution, v.kind, 2 - v.level) for v in made]
    one, other = fit(made, places, 2006), fit(turned, places, 2006)
    assert (one.difficulty == other.difficulty).all() and (one.temperature == other.temperature).all()
    assert (fit(turned, places, 2009).difficulty != fit(made, places, 2009).difficulty).any()


def test_votes_without_alignment_are_left_out(places):
    made = made_up_votes(places)
    more = [*made, Vote("nowhere", "2005-01-01", made[0].resolution, made[0].kind, 0)]
    assert (fit(more, places, 2009).difficulty == fit(made, places, 2009).difficulty).all()


def test_no_votes_leave_the_prior():
    empty = fit([], alignment([[[0.0]]]), 2010, draws=4000)
    assert np.log(empty.temperature).mean() == pytest.approx(votes.LOG_TEMPERATURE[0], abs=0.04)
    assert np.log(empty.gap).std() == pytest.approx(votes.LOG_GAP[1], rel=0.05)


def test_forecasts_have_the_shape_of_the_draws(fitted):
    found = probabilities(fitted, "sovereignty", np.linspace(-1, 1, 10).reshape(2, 5))
    assert found.shape == (2, 5, 3)
    assert found.sum(axis=-1) == pytest.approx(np.ones((2, 5)))


def test_a_new_resolution_is_less_sure_than_its_kind(fitted):
    at = fitted.kinds.index("sovereignty")
    place = np.array(0.3)
    sure = graded(place, fitted.difficulty[:, at], fitted.gap, fitted.temperature)[:, 2].mean()
    assert 0.5 < probabilities(fitted, "sovereignty", place)[2] < sure


def test_one_resolution_says_little_of_its_kind():
    """However many vote on it: for the kind there is left 1 / (1 / 0.4^2 + 1 / 0.25^2) of variance."""
    crowd, chance = spread_out(300, (2009,)), np.random.default_rng(1)
    chances = [graded(crowd.of(state, 2009)[0], 0.5, GAP, TEMPERATURE) for state in crowd.states]
    levels = [int(chance.choice(3, p=each)) for each in chances]
    made = [Vote(s, "2009-01-01", "r", "reparation", v) for s, v in zip(crowd.states, levels, strict=True)]
    found = fit(made, crowd, 2009, draws=4000)
    drawn = found.difficulty[:, found.kinds.index("reparation")]
    assert drawn.std() == pytest.approx((1 / 0.4**2 + 1 / 0.25**2) ** -0.5, rel=0.06)
    assert drawn.mean() == pytest.approx(0.5 * 0.4**2 / (0.4**2 + 0.25**2), abs=0.04)


def test_doubt_about_alignment_does_not_pass_for_temperature(places):
    """Draws around the truth, each state's votes under one draw: the temperature stays near the true one."""
    chance = np.random.default_rng(4)
    off = 0.1 * chance.standard_normal((30, 1, len(places.states)))
    found = fit(made_up_votes(places), alignment(places.values + off, YEARS), 2009)
    assert np.median(found.temperature) == pytest.approx(TEMPERATURE, rel=0.4)


def test_an_unknown_kind_is_refused(fitted):
    with pytest.raises(ValueError, match="not in"):
        probabilities(fitted, "weather", np.array(0.0))
