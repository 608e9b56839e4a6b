"""Acts on a path: none say nothing, one step is near the whole search, and a path is told from another."""

from dataclasses import replace

import numpy as np
import pytest

from tests.evidence.acts.made_up import made_up_acts, turning
from twochairs.evidence.acts.likelihood import Likelihood
from twochairs.evidence.acts.observed import Acts
from twochairs.evidence.acts.terms import terms_under
from twochairs.evidence.joint.acts import ActsGiven

STATES = 5


def moved(path, by):
    """The path where every state stands elsewhere by as much."""
    return replace(path, alignment=path.alignment + by)


@pytest.fixture(scope="module")
def given():
    path = turning(STATES)
    acts = made_up_acts(path)
    kept = [vote for at, vote in enumerate(acts.votes) if at % 4 == 0]
    return ActsGiven(Acts(kept, acts.rates[::4], acts.joinings), path)


def test_no_acts_weigh_every_path_alike():
    path = turning(STATES)
    nothing = ActsGiven(Acts([], [], []), path)
    found = [nothing.on(moved(path, by)) for by in (0.0, 0.4)]
    assert [one.log_likelihood for one in found] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert np.abs(np.stack([one.mode for one in found])).max() < 1e-6
    drawn = nothing.drawn(path, np.random.default_rng(1))
    assert (drawn.log_likelihood, drawn.terms.size) == (pytest.approx(0.0, abs=1e-9), 0)


def whole(given, path):
    """The density at the mode that the whole search finds, less what the prior of the constants takes there."""
    mode = given.full(path).mean
    likelihood = Likelihood(given.acts, path, given.unknowns)
    found = terms_under(given.unknowns.constants(mode), likelihood, np.zeros(len(given.unknowns.terms)))
    return found.log_likelihood - 0.5 * mode @ mode


def test_one_step_comes_near_the_mode_that_the_whole_search_finds(given):
    here, there = given.on(given.mean), given.on(moved(given.mean, 0.03))
    assert here.log_likelihood == pytest.approx(whole(given, given.mean), abs=0.02)
    assert there.log_likelihood == pytest.approx(whole(given, moved(given.mean, 0.03)), abs=0.1)


def test_acts_are_likelier_on_the_path_they_were_drawn_on_than_on_one_turned_round(given):
    turned = replace(given.mean, alignment=-given.mean.alignment)
    assert given.on(given.mean).log_likelihood > given.on(turned).log_likelihood + 10.0


def test_the_more_states_wander_beside_their_paths_the_less_acts_tell_of_these(given):
    turned = replace(given.mean, alignment=-given.mean.alignment)

    def told(walk):
        one = replace(given, walk=walk)
        return one.on(one.mean).log_likelihood - one.on(turned).log_likelihood

    fixed, little, much = told(0.0), told(0.02), told(0.5)
    assert fixed > little > much > 0.0


def test_draws_of_constants_have_the_spread_of_the_mean_path(given):
    from twochairs.evidence.joint import acts

    drawn = np.array([given.normal.draw(1, np.random.default_rng(seed))[0] for seed in range(400)])
    one = given.drawn(given.mean, np.random.default_rng(7))
    same = given.drawn(given.mean, np.random.default_rng(7))
    assert isinstance(one, acts.Drawn)
    assert one.constants.tolist() == same.constants.tolist()
    assert one.terms.tolist() == same.terms.tolist()
    distance = (one.constants - given.on(given.mean).mode) / drawn.std(axis=0)
    assert np.abs(distance).max() < 4.5
