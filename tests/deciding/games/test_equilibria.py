"""Pure and extreme equilibria: games with known answers, and those of another program in rational numbers."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.deciding.games.games import PENNIES, PRISONERS, SEXES
from twochairs.deciding.games.components import components, nash_subsets
from twochairs.deciding.games.dominance import in_rounds
from twochairs.deciding.games.equilibria import equilibria, supports
from twochairs.deciding.games.extreme import extreme_equilibria, vertices
from twochairs.deciding.games.pure import best_replies, pure_equilibria
from twochairs.deciding.games.replies import gains, of_strategies, one_hot, regret

KNOWN = json.loads(Path(__file__).with_name("equilibria.json").read_text("utf-8"))["games"]

small = arrays(float, st.tuples(st.just(2), st.integers(1, 4), st.integers(1, 4)), elements=st.integers(0, 3))


def flat(mixes):
    return np.concatenate(mixes)


def numbers(equilibrium):
    return np.array([float(Fraction(share)) for mix in equilibrium for share in mix.split()])


def alike(one, other):
    """Whether two lists hold the same equilibria, in any order."""
    return len(one) == len(other) and all(min(np.abs(a - b).max() for b in other) < 1e-9 for a in one)


@pytest.mark.parametrize("kind", ["random", "doubled", "small"])
def test_all_extreme_equilibria_are_those_of_another_program(kind):
    """Random games, some with a strategy doubled, and games with payoffs of 0 to 3, most of them degenerate (D10)."""
    games = [game for game in KNOWN if game["kind"] == kind]
    missed = [
        number
        for number, game in enumerate(games)
        if not alike(
            [numbers(one) for one in game["equilibria"]],
            [flat(one) for one in extreme_equilibria(np.array(game["payoffs"], dtype=float))],
        )
    ]
    assert (len(games), missed) == ({"random": 50, "doubled": 20, "small": 50}[kind], [])


def test_the_dilemma_has_one_equilibrium():
    assert pure_equilibria(PRISONERS) == [(1, 1)]
    assert [tuple(map(list, one)) for one in extreme_equilibria(PRISONERS)] == [([0, 1], [0, 1])]


def test_pennies_are_tossed():
    assert pure_equilibria(PENNIES) == []
    ((first, second),) = extreme_equilibria(PENNIES)
    assert flat((first, second)) == pytest.approx([0.5] * 4)


def test_the_sexes_battle_in_three_ways():
    assert pure_equilibria(SEXES) == [(0, 0), (1, 1)]
    found = extreme_equilibria(SEXES)
    assert flat(found[1]) == pytest.approx([2 / 3, 1 / 3, 1 / 3, 2 / 3])
    assert components(found) == [0, 1, 2]


def test_indifference_of_one_player_joins_equilibria():
    """The second does not care: all its mixes are equilibria with the first's reply, up to where the reply changes."""
    game = np.array([[[1, 0], [0, 1]], [[0, 0], [0, 0]]], dtype=float)
    found = extreme_equilibria(game)
    assert sorted(flat(one).round(12).tolist() for one in found) == [
        [0, 1, 0, 1],
        [0, 1, 0.5, 0.5],
        [1, 0, 0.5, 0.5],
        [1, 0, 1, 0],
    ]
    assert components(found) == [0, 0, 0, 0]
    assert sorted(map(len, nash_subsets(found))) == [2, 2, 2]  # either reply, and any mix of both at one half


@given(small)
@settings(max_examples=60, deadline=None)
def test_any_mix_within_a_subset_is_an_equilibrium(game):
    found = extreme_equilibria(game)
    random = np.random.default_rng(0)
    for subset in nash_subsets(found):
        weights = random.dirichlet(np.ones(len(subset)), size=2)
        mixes = tuple(
            sum(w * found[place][player] for w, place in zip(weights[player], subset, strict=True)) for player in (0, 1)
        )
        assert regret(game, mixes) < 1e-9
    assert {place for subset in nash_subsets(found) for place in subset} == set(range(len(found)))


@given(small)
@settings(max_examples=60, deadline=None)
def test_pure_equilibria_are_extreme_ones(game):
    pure = {profile for profile in pure_equilibria(game)}
    extreme = {
        tuple(int(mix.argmax()) for mix in one)
        for one in extreme_equilibria(game)
        if flat(one).max(initial=0) == 1 and set(flat(one)) <= {0, 1}
    }
    assert pure == extreme


@given(small)
@settings(max_examples=40, deadline=None)
def test_scale_and_shift_change_no_equilibrium(game):
    """Three times one player's payoffs, and a constant more for the other."""
    other = game * np.array([3.0, 1.0])[:, None, None] + np.array([0.0, 17.3])[:, None, None]
    assert alike([flat(one) for one in extreme_equilibria(game)], [flat(one) for one in extreme_equilibria(other)])


def test_players_may_change_places():
    game = np.random.default_rng(3).normal(size=(2, 4, 3))
    turned = np.stack([game[1].T, game[0].T])
    swapped = [np.concatenate([one[1], one[0]]) for one in extreme_equilibria(turned)]
    assert alike([flat(one) for one in extreme_equilibria(game)], swapped)


def test_every_vertex_is_one_point():
    """Of the square {x >= 0, x <= 1 each}, with an edge along which two limits are the same."""
    found = vertices(np.array([[1.0, 1.0], [2.0, 2.0]]))
    assert sorted(found.points.tolist()) == [[0, 0.5], [1, 0]]


def test_three_players_have_pure_equilibria_alone():
    """Each gets 1 if all do the same."""
    game = np.zeros((3, 2, 2, 2))
    game[:, 0, 0, 0] = game[:, 1, 1, 1] = 1.0
    assert pure_equilibria(game) == [(0, 0, 0), (1, 1, 1)]
    assert best_replies(game)[:, 0, 0, 1].tolist() == [True, True, False]
    kept, _ = in_rounds(game)
    assert equilibria(game, kept, mixed=False).component == [0, 1]


def test_what_is_gained_by_leaving():
    """By hand: against (1/4, 3/4) the first strategy of the sexes pays 1/2, the second 3/4."""
    mixes = (np.array([1.0, 0.0]), np.array([0.25, 0.75]))
    assert of_strategies(SEXES, 0, mixes).tolist() == [0.5, 0.75]
    assert [one.tolist() for one in gains(SEXES, mixes)] == [[0.0, 0.25], [0.75, -0.25]]
    assert regret(SEXES, mixes) == 0.75
    assert regret(np.stack([SEXES, PENNIES]), one_hot((0, 0), (2, 2))).tolist() == [0.0, 2.0]


def test_a_strategy_never_played_is_in_no_support():
    assert supports(PRISONERS, mixed=True) == {((1,), (1,))}
    assert supports(SEXES, mixed=False) == {((0,), (0,)), ((1,), (1,))}
