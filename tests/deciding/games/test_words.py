"""What is said of games with known answers."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.deciding.games.games import PENNIES, PRISONERS, SEXES, noisy
from twochairs.deciding.games.costs import LARGEST_FACTOR
from twochairs.deciding.games.merging import first_of_each, same_strategies
from twochairs.deciding.games.payoffs import Payoffs
from twochairs.deciding.games.solving import Solved
from twochairs.deciding.games.tables import tables
from twochairs.deciding.games.words import words
from twochairs.errors import NotPossible
from twochairs.experiment.asked import Game
from twochairs.statistics.sample import Drawn

CONITZER = np.array([[[2, 4], [1, 3]], [[1, 0], [0, 1]]], dtype=float)


def solved(runs: np.ndarray, draw: np.ndarray | None = None, costs: np.ndarray | None = None, **asked: Any) -> Solved:
    """The game of some runs, shape (run, player, strategies...); players are A, B, ... with strategies a, b, ..."""
    count = runs.shape[1]
    players = tuple("ABCD"[:count])
    names = tuple(tuple("abcdefghijkl"[:size]) for size in runs.shape[2:])
    costs = np.zeros_like(runs) if costs is None else costs
    groups = same_strategies(np.concatenate([runs, costs], axis=1))
    one_of_each = first_of_each(runs, groups), first_of_each(costs, groups)
    of_run = None if draw is None else Drawn(draw)
    payoffs = Payoffs(players, names, groups, *one_of_each, of_run, np.arange(len(runs)), 0)
    wanted = {
        name: {"strategies": {one: {} for one in own}, "payoff": "p", "cost": "c"}
        for name, own in zip(players, names, strict=True)
    }
    return Solved(payoffs, Game.model_validate({"players": wanted, "resamples": 100, **asked}), 1)


def said(of: Solved) -> list[str]:
    result: Any = SimpleNamespace(manifest={"replicates": of.payoffs.runs, "limits": ""})
    return [one if isinstance(one, str) else one.caption for one in words(of, result)]


def sure(game: np.ndarray, runs: int = 4) -> np.ndarray:
    return np.repeat(game[None], runs, axis=0)


def test_the_dilemma() -> None:
    assert said(solved(sure(PRISONERS)))[3:9] == [
        "Solution 1: A b, B b. Nobody gains by leaving it (95 %). 100 % of resamples have an equilibrium of the same "
        "strategies.",
        "If A committed first: b, answered by b, as in solution 1.",
        "If B committed first: b, answered by b, as in solution 1.",
        "Logit, lambda 20 a standard deviation of the payoff over profiles: A a 0.00 [0.00, 0.00], b 1.00 [1.00, "
        "1.00]; B a 0.00 [0.00, 0.00], b 1.00 [1.00, 1.00].",
        "Payoffs less costs of A, then of B; * marks a best reply",
        "Dominated, whatever others do: A a (by b), B a (by b); smallest margin 1.",
    ]


def test_a_mix_is_said_in_percent() -> None:
    text = said(solved(sure(PENNIES), solutions=["mixed"]))
    assert text[3].startswith("Solution 1: A 50 % of a + 50 % of b, B 50 % of a + 50 % of b.")
    assert said(solved(sure(PENNIES), solutions=["pure"]))[3] == "There is no equilibrium in pure strategies."


def test_costs_are_looked_at_as_far_as_the_largest_factor() -> None:
    """What is not played may cost what it will; what is, and brings 1 more, goes once it costs 4 times 0.25."""
    head = "Solution 1 keeps its strategies with a cost of A from 0 to"
    never = f"{LARGEST_FACTOR:g} times what it is, as far as was looked."
    for own, room in (([1.0, 0.0], never), ([0.0, 0.25], "4 times what it is.")):
        text = said(solved(sure(PRISONERS), costs=sure(costing(PRISONERS, 0, own))))
        assert [line for line in text if "keeps its strategies" in line] == [f"{head} {room}"]


def costing(game: np.ndarray, player: int, own: list[float]) -> np.ndarray:
    """What each of a player's strategies costs, whatever others do."""
    found = np.zeros_like(game)
    found[player] = np.array(own)[:, None]
    return found


def test_all_equilibria_are_named_and_none_chosen() -> None:
    text = said(solved(sure(SEXES), solutions=["mixed"]))
    assert [line.partition(".")[0] for line in text if line.startswith("Solution ")] == [
        "Solution 1: A a, B a",
        "Solution 2: A 66",
        "Solution 3: A b, B b",
    ]
    assert "A a, B a in 100 %" in text[4]


def test_equilibria_that_may_be_mixed_are_said_to_go_together() -> None:
    """B does not care which: any mix of its two is an equilibrium with A's better strategy."""
    game = np.array([[[2.0, 3.0], [0.0, 0.0]], [[1.0, 1.0], [1.0, 1.0]]])
    assert "Solutions 1 and 2 go together: any mix of these is an equilibrium too." in said(solved(sure(game)))


def test_what_runs_cannot_tell_apart_is_headed_so() -> None:
    """Noise a hundred times what strategies differ by."""
    _, runs, _ = noisy(3, 3, 8)
    text = said(
        solved(0.01 * runs / runs.std() + np.random.default_rng(1).normal(size=runs.shape), solutions=["mixed"])
    )
    first = next(line for line in text if "Solution 1" in line)
    assert first.startswith("One of several that these runs cannot tell apart. Solution 1:")
    assert "Others that resamples have: " in first


def test_dominance_by_chance_is_said_to_be() -> None:
    runs = np.zeros((6, 2, 2, 1))
    runs[:, 0, 0, 0] = [1, -1, 1, -1, 1, -0.9]
    text = said(solved(runs))
    assert any(line.endswith(", which chance may have made.") for line in text if line.startswith("Dominated"))
    assert "That decides it: one strategy is left for each." not in text


def test_room_of_costs_and_of_none() -> None:
    payoffs, costs = np.zeros((4, 2, 2, 2)), np.zeros((4, 2, 2, 2))
    payoffs[:, 0, 1], costs[:, 0, 1], payoffs[:, 1, :, 1] = 1.0, 0.25, 1.0
    text = said(solved(payoffs, costs=costs))
    assert "Solution 1 keeps its strategies with a cost of A from 0 to 4 times what it is." in text


def test_a_commitment_to_a_mix_names_the_tie_that_it_rests_on() -> None:
    text = said(solved(sure(CONITZER), solutions=["leader"]))
    assert (
        "If A committed first, to a mix: 50 % of a + 50 % of b, answered by b (B is as well off with a, which would "
        "bring A 1.5), which brings A 3.5."
    ) in text
    assert text[3].startswith("If A committed first: b, answered by b, which brings A 3.")


def test_draws_are_counted_and_chance_is_told_from_four_runs_a_draw_on() -> None:
    """Half of the draws have the dilemma, half the battle of the sexes."""
    runs = np.stack([PRISONERS, SEXES] * 4)
    draw = np.arange(8) % 2
    of = solved(runs, draw, least=0.5)
    told = said(of)[3]
    assert "2 of the 2 draws of the constants, each of 4 runs, have one" in told
    assert "in 2 nobody gains more than 0.5 by leaving it" in told
    assert "by chance alone 0)" in told
    assert "by chance alone" not in said(solved(runs, np.arange(8) % 4))[3]


def test_three_players_have_tables_of_all_profiles() -> None:
    game = np.zeros((3, 2, 2, 2))
    game[:, 0, 0, 0] = game[:, 1, 1, 1] = 1.0
    of = solved(sure(game))
    found = tables(of)
    assert len(found["payoffs"]) == 1 + 8 * 3
    assert "leader" not in found
    assert [line.partition(".")[0] for line in said(of) if line.startswith("Solution ")] == [
        "Solution 1: A a, B a, C a",
        "Solution 2: A b, B b, C b",
    ]


def test_twelve_strategies_that_pay_are_too_many_for_all_equilibria() -> None:
    random = np.random.default_rng(0)
    game = np.stack([np.eye(12), -np.eye(12)]) + 0.01 * random.normal(size=(2, 12, 12))
    text = "12 and 12 strategies are left when what is dominated is out; mixed is for 9 each"
    with pytest.raises(NotPossible, match=text):
        said(solved(sure(game)))
    assert said(solved(sure(game), solutions=["pure"]))
