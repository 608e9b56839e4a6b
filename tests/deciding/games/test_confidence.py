"""Regret limits by their coverage, shares of supports, and what costs leave room for."""

import numpy as np
import pytest

from tests.deciding.games.games import PRISONERS, SEXES, noisy
from tests.long import FULL
from twochairs.deciding.games import resampling
from twochairs.deciding.games.confidence import limits, regrets, resampled
from twochairs.deciding.games.costs import LARGEST_FACTOR, net, rooms
from twochairs.deciding.games.dominance import in_rounds
from twochairs.deciding.games.equilibria import equilibria
from twochairs.deciding.games.replies import one_hot, regret

GAMES, RESAMPLES = (300, 400) if FULL else (25, 120)


def covered(replicates: int, draws: int = 0) -> float:
    """Share of solutions of noisy games whose true regret their limit is not below."""
    held = []
    for seed in range(GAMES):
        true, runs, draw = noisy(seed, 5, replicates, draws)
        mean = runs.mean(axis=0)
        solutions = equilibria(mean, in_rounds(mean)[0], mixed=True).mixes
        weights = resampling.both(replicates, draw, RESAMPLES, seed=1)
        most = limits(regrets(runs, weights, solutions))
        held += [float(regret(true, one)) <= limit for one, limit in zip(solutions, most, strict=True)]
    return float(np.mean(held))


@pytest.mark.parametrize(("replicates", "draws"), [(8, 0), (32, 0), (128, 0), (64, 32), (64, 8)])
def test_a_limit_of_95_holds_95_of_true_regrets(replicates, draws):
    """Of noisy games of five strategies each (D11), with draws of constants that move payoffs as much as chance too.

    The short form has so few that its bounds are wider: they part it from limits of chance alone (0.74).
    """
    if not FULL and (replicates, draws) not in ((8, 0), (64, 32)):
        pytest.skip("its long form has all sizes")
    share = covered(replicates, draws)
    print(f"{replicates} runs of {draws or 'no'} draws: limits of 95 % hold {share:.3f} of true regrets")
    assert (0.93 if FULL else 0.88) <= share <= (0.98 if FULL else 0.995)


def test_whole_draws_are_drawn_again():
    draw = np.arange(12) % 4
    weights = resampling.both(12, draw, 50, seed=3)
    assert weights.sum(axis=1) == pytest.approx(np.ones(50))
    assert (weights[:, :4] == weights[:, 4:8]).all()
    assert weights.std() > 0.0


def test_means_scatter_as_their_standard_error():
    """By the textbook: the sd of resampled means is that of the mean, from n - 1 degrees."""
    values = np.random.default_rng(1).normal(size=9)
    means = resampling.both(9, None, 20_000, seed=1) @ values
    assert means.std() == pytest.approx(values.std(ddof=1) / 3.0, rel=0.02)
    assert means.mean() == pytest.approx(values.mean(), abs=0.01)


def test_chance_alone_keeps_every_draw():
    """Each draw's weight stays what it is; a draw of one run says nothing of chance."""
    draw = np.repeat([0, 1, 2], 4)
    weights = resampling.chance(12, draw, 30, seed=1).reshape(30, 3, 4)
    assert weights.sum(axis=2) == pytest.approx(np.full((30, 3), 1 / 3))
    with pytest.raises(ValueError, match="a draw of the constants has a single run"):
        resampling.chance(3, np.arange(3), 10, seed=1)


def test_each_draw_has_a_game_of_its_own():
    weights = resampling.alone(4, np.array([0, 1, 0, 1]))
    assert weights.tolist() == [[0.5, 0, 0.5, 0], [0, 0.5, 0, 0.5]]


def test_a_game_without_chance_is_sure():
    runs = np.repeat(PRISONERS[None], 6, axis=0)
    found = resampled(runs, resampling.both(6, None, 20, seed=1), [one_hot((1, 1), (2, 2))], mixed=True)
    assert limits(found.regrets) == [pytest.approx(0.0, abs=1e-12)]
    assert found.shares() == {((1,), (1,)): 1.0}


def test_shares_tell_supports_apart():
    """Runs of the dilemma and runs of the sexes in turn: what resamples have in common is told by how many have it."""
    runs = np.stack([PRISONERS, SEXES] * 8)
    found = resampled(runs, resampling.alone(16, np.arange(16) % 2), [one_hot((1, 1), (2, 2))], mixed=True)
    assert found.shares() == {((1,), (1,)): 1.0, ((0,), (0,)): 0.5, ((0, 1), (0, 1)): 0.5}


def test_a_cost_may_grow_until_the_strategy_no_longer_pays():
    """Acting pays 1 and costs 0.25, so that it pays up to a factor of 4, and always where it costs nothing."""
    payoffs, costs = np.zeros((2, 2, 2)), np.zeros((2, 2, 2))
    payoffs[0, 1], costs[0, 1] = 1.0, 0.25
    payoffs[1, :, 1] = 1.0
    ((found, other),) = rooms(payoffs, costs, [((1,), (1,))], mixed=True)
    assert (found.low, found.high) == (0.0, pytest.approx(4.0))
    assert other == (0.0, LARGEST_FACTOR)
    assert net(payoffs, costs, 0, 2.0)[0, 1].tolist() == [0.5, 0.5]


def test_room_of_costs_by_the_inequalities_of_replies():
    """Of a pure equilibrium every gain is a straight line in the factor: its room is where all lie at or below 0."""
    random = np.random.default_rng(8)
    payoffs, costs = random.normal(size=(2, 3, 3)), random.uniform(0.0, 0.6, size=(2, 3, 3))
    mean = payoffs - costs
    (profile, *_) = [
        tuple(p)
        for p in np.argwhere((mean[0] == mean[0].max(axis=0)) & (mean[1] == mean[1].max(axis=1, keepdims=True)))
    ]
    ((found, _),) = rooms(payoffs, costs, [tuple((int(s),) for s in profile)], mixed=True)
    paid, cost = payoffs[0][:, profile[1]], costs[0][:, profile[1]]
    gain, slope = paid - paid[profile[0]], cost - cost[profile[0]]  # gain - factor * slope <= 0
    low = max([0.0, *(g / s for g, s in zip(gain, slope, strict=True) if s > 0)])
    high = min([10.0, *(g / s for g, s in zip(gain, slope, strict=True) if s < 0)])
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))
