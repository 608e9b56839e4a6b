"""Logit equilibria along lambda."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import expit, softmax

from tests.deciding.games.games import PENNIES, PRISONERS, SEXES
from twochairs.deciding.games.logit import in_deviations, logit_near, logit_path
from twochairs.deciding.games.replies import of_strategies, regret


def test_a_dominant_strategy_is_played_as_its_payoff_says():
    """One player alone chooses: the odds are exp(lambda times what it gains)."""
    game = np.array([[[0.0], [1.0]], [[0.0], [0.0]]])
    found = logit_path(game, 3.0).last
    assert found[0][1] == pytest.approx(expit(3.0 * 1.0 / 0.5), abs=1e-9)


@pytest.mark.parametrize("lambda_", [0.5, 2.0, 10.0])
def test_pennies_of_unequal_worth(lambda_):
    """Two equations in two unknowns, one within the other, solved by halving alone."""
    game = PENNIES.copy()
    game[0, 0, 0] = 4.0
    scaled = in_deviations(game)

    def second(first):
        paid = of_strategies(scaled, 1, (np.array([first, 1 - first]), np.zeros(2)))
        return expit(lambda_ * (paid[0] - paid[1]))

    def apart(first):
        paid = of_strategies(scaled, 0, (np.zeros(2), np.array([second(first), 1 - second(first)])))
        return first - expit(lambda_ * (paid[0] - paid[1]))

    first = brentq(apart, 0.0, 1.0, xtol=1e-13)
    found = logit_path(game, lambda_).last
    assert (found[0][0], found[1][0]) == (pytest.approx(first, abs=1e-8), pytest.approx(second(first), abs=1e-8))


def test_a_path_ends_near_an_equilibrium():
    path = logit_path(PRISONERS, 300.0)
    assert path.last[0][1] == pytest.approx(1.0)
    assert not path.turns
    assert path.lambdas[0] == 0.0
    assert path.mixes[0][0].tolist() == pytest.approx([0.5, 0.5])
    regrets = [float(regret(PRISONERS, mixes)) for mixes in path.mixes]
    assert regrets[0] > regrets[-1] >= 0.0


def test_a_path_may_turn_back():
    """One of 7 in 400 random games of three strategies: lambda falls for a while, and every point is an equilibrium."""
    game = np.random.default_rng(17).integers(0, 10, size=(2, 3, 3)).astype(float)
    path, scaled = logit_path(game, 60.0), in_deviations(game)
    assert path.turns
    assert path.lambdas.max() == path.lambdas[-1] == 60.0
    for lambda_, mixes in zip(path.lambdas, path.mixes, strict=True):
        for player, mix in enumerate(mixes):
            assert mix == pytest.approx(softmax(lambda_ * of_strategies(scaled, player, mixes)), abs=1e-8)


def test_lambda_means_the_same_in_every_unit():
    scaled = SEXES * np.array([3.0, 0.01])[:, None, None] + 5.0
    one, other = logit_path(SEXES, 1.0).last, logit_path(scaled, 1.0).last
    assert np.concatenate(one) == pytest.approx(np.concatenate(other), abs=1e-8)


def test_three_players_have_a_path_too():
    game = np.zeros((3, 2, 2, 2))
    game[:, 0, 0, 0] = 2.0
    game[:, 1, 1, 1] = 1.0
    last = logit_path(game, 40.0).last
    assert [mix[0] for mix in last] == pytest.approx([1.0, 1.0, 1.0], abs=1e-3)


def test_random_games_are_followed_to_the_end():
    random = np.random.default_rng(11)
    for _ in range(8):
        game = random.normal(size=(2, 4, 3))
        assert regret(game, logit_path(game, 60.0).last) < 0.1


def test_an_equilibrium_is_found_again_from_near_it():
    last = logit_path(SEXES, 1.0).last
    near = logit_near(SEXES, 1.0, tuple(0.9 * mix + 0.05 for mix in last))
    assert near is not None
    assert np.concatenate(near) == pytest.approx(np.concatenate(last), abs=1e-9)
