"""Strategies that are the same, and strategies that are dominated."""

import numpy as np
import pytest

from tests.deciding.games.games import PRISONERS
from twochairs.deciding.games.dominance import in_rounds, left
from twochairs.deciding.games.equilibria import equilibria
from twochairs.deciding.games.merging import first_of_each, same_strategies


def test_a_strategy_written_twice_is_one():
    """Doubling a strategy changes no equilibrium (D14)."""
    runs = np.random.default_rng(1).normal(size=(6, 2, 3, 3))
    doubled = np.concatenate([runs, runs[:, :, :1]], axis=2)
    groups = same_strategies(doubled)
    assert groups == (((0, 3), (1,), (2,)), ((0,), (1,), (2,)))
    assert (first_of_each(doubled, groups) == runs).all()


def test_strategies_that_differ_in_one_run_are_two():
    runs = np.zeros((6, 2, 2, 2))
    assert same_strategies(runs) == (((0, 1),), ((0, 1),))
    runs[5, 1, 0, 0] = 1e-6
    assert same_strategies(runs) == (((0,), (1,)), ((0,), (1,)))


def test_rounding_parts_no_strategies():
    runs = np.full((3, 2, 2, 2), 0.3)
    runs[:, :, 1] = 0.1 + 0.2
    assert same_strategies(runs)[0] == ((0, 1),)


def test_rounds_take_out_what_becomes_dominated():
    """By hand: the second's right is beaten by its middle; then the first's top by its bottom, then left by middle."""
    first = np.array([[1, 1, 0], [0, 2, 3]])
    second = np.array([[0, 2, 1], [3, 4, 0]])
    kept, out = in_rounds(np.stack([first, second]).astype(float))
    assert kept == ((1,), (1,))
    assert [(one.round, one.player, one.strategy, one.margin) for one in out] == [
        (1, 1, 0, 1.0),
        (1, 1, 2, 1.0),
        (2, 0, 0, 1.0),
    ]
    assert [one.against for one in out] == [(1, 0), (0, 2), (0, 1)]


def test_a_mix_may_dominate():
    """The third pays 1.4 everywhere, the other two 3 or 0: half of each pays 1.5."""
    first = np.array([[3, 0], [0, 3], [1.4, 1.4]])
    game = np.stack([first, np.array([[0, 1], [1, 0], [0, 1]])])
    kept, (gone,) = in_rounds(game)
    assert (kept, gone.strategy, gone.margin) == (((0, 1), (0, 1)), 2, pytest.approx(0.1))
    assert gone.by == pytest.approx([0.5, 0.5, 0])
    assert in_rounds(game, mixes=False)[0] == ((0, 1, 2), (0, 1))


def test_what_pays_the_same_is_not_dominated():
    game = np.array([[[1, 1], [1, 0]], [[0, 0], [0, 0]]], dtype=float)
    assert in_rounds(game)[0] == ((0, 1), (0, 1))


def test_equilibria_of_what_is_left_are_those_of_the_whole():
    """Of 40 games half of which lose a strategy or more."""
    random, smaller = np.random.default_rng(5), 0
    for _ in range(40):
        game = random.integers(0, 9, size=(2, 3, 4)).astype(float)
        kept, out = in_rounds(game)
        smaller += bool(out)
        every = tuple(tuple(range(count)) for count in (3, 4))
        whole, few = equilibria(game, every, True).mixes, equilibria(game, kept, True).mixes
        assert np.allclose([np.concatenate(one) for one in whole], [np.concatenate(one) for one in few])
    assert smaller > 20


def test_the_dilemma_is_decided_by_dominance():
    kept, out = in_rounds(PRISONERS)
    assert left(PRISONERS, kept).ravel().tolist() == [1.0, 1.0]
    assert [one.margin for one in out] == [1.0, 1.0]


def test_three_players_lose_strategies_too():
    game = np.zeros((3, 2, 2, 2))
    game[0, 1] = 1.0
    game[1, :, 0] = 2.0
    kept, out = in_rounds(game)
    assert kept == ((1,), (0,), (0, 1))
    assert [(one.player, one.strategy) for one in out] == [(0, 0), (1, 1)]
