"""Commitments: games with known answers."""

import numpy as np
import pytest

from tests.deciding.games.games import PENNIES, SEXES
from twochairs.deciding.games.leader import commitment_to, mixed_commitment, pure_commitment

CONITZER = np.array([[[2, 4], [1, 3]], [[1, 0], [0, 1]]], dtype=float)
"""Up is dominant for the first, who would still gain by committing to down, and more by a mix."""


def test_committing_may_beat_a_dominant_strategy():
    """Pure: down, right, 3. Mixed: half of each leaves the follower indifferent, and right pays 3.5."""
    pure, mixed = pure_commitment(CONITZER, 0), mixed_commitment(CONITZER, 0)
    assert (pure.mix.tolist(), pure.reply, pure.value, pure.tied) == ([0, 1], 1, 3.0, (1,))
    assert mixed.mix == pytest.approx([0.5, 0.5])
    assert (mixed.reply, mixed.value, mixed.worst) == (1, pytest.approx(3.5), pytest.approx(1.5))
    assert mixed.tied == (0, 1)


def test_the_first_to_commit_wins_the_battle():
    for leader in (0, 1):
        assert pure_commitment(SEXES, leader).value == 2.0
        assert mixed_commitment(SEXES, leader).value == pytest.approx(2.0)


def test_nobody_commits_to_heads():
    assert pure_commitment(PENNIES, 0).value == -1.0
    mixed = mixed_commitment(PENNIES, 0)
    assert (mixed.value, mixed.mix) == (pytest.approx(0.0), pytest.approx([0.5, 0.5]))


def test_a_mix_is_worth_a_pure_commitment_at_least_and_more_than_any_other_mix():
    """Of 2,000 tried one by one, in five games."""
    random = np.random.default_rng(2)
    for _ in range(5):
        game = random.normal(size=(2, 3, 4))
        best = mixed_commitment(game, 0).value
        tried = [commitment_to(game, 0, mix).value for mix in random.dirichlet(np.ones(3), size=400)]
        assert best >= max(pure_commitment(game, 0).value, *tried) - 1e-9


def test_the_second_leads_as_the_first_of_the_game_turned():
    game = np.random.default_rng(4).normal(size=(2, 3, 2))
    turned = np.stack([game[1].T, game[0].T])
    assert mixed_commitment(game, 1).value == pytest.approx(mixed_commitment(turned, 0).value)
    assert pure_commitment(game, 1).mix.tolist() == pure_commitment(turned, 0).mix.tolist()
