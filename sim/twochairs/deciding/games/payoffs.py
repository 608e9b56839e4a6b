"""The payoffs of a game as its runs have them, strategies that are the same to everybody put together."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from twochairs.deciding.ended import check_ended
from twochairs.deciding.games.merging import Groups, first_of_each, same_strategies
from twochairs.deciding.wording import COMPARED, defined_in
from twochairs.errors import NotPossible
from twochairs.experiment.asked import Game
from twochairs.results.result import Result
from twochairs.statistics.sample import Drawn


@dataclass(frozen=True)
class Payoffs:
    """What every run of every profile brought every player.

    Attributes
    ----------
    players : their names, in the order of the axes
    declared : of each the names of all strategies
    groups : of each strategies that are the same to everybody; the first stands for all of them
    payoffs, costs : shape (run, player, groups of the first, ...)
    draw : of each run, where constants were drawn
    replicates : numbers of the runs of each profile; not of those that failed in any, which are compared in none
    left_out : how many these are
    """

    players: tuple[str, ...]
    declared: tuple[tuple[str, ...], ...]
    groups: tuple[Groups, ...]
    payoffs: np.ndarray
    costs: np.ndarray
    draw: Drawn | None
    replicates: np.ndarray
    left_out: int

    @cached_property
    def net(self) -> np.ndarray:
        """Payoffs less costs, of each run."""
        return np.asarray(self.payoffs - self.costs)

    @cached_property
    def mean(self) -> np.ndarray:
        """The game: payoffs less costs, averaged over runs, shape (player, groups of the first, ...)."""
        return np.asarray(np.einsum("r...->...", self.net) / len(self.net))

    def replies(self, player: int, profile: tuple[int, ...]) -> np.ndarray:
        """What each of a player's strategies brings the player in each run, others as in a profile: (run, strategy)."""
        others: Any = (slice(None), *profile[:player], slice(None), *profile[player + 1 :])
        return np.asarray(self.net[:, player][others])

    @property
    def runs(self) -> int:
        """Of each profile."""
        return len(self.payoffs)

    @cached_property
    def of_draw(self) -> np.ndarray | None:
        """The draw of each run, counted from 0."""
        return None if self.draw is None else np.unique(self.draw.of_run, return_inverse=True)[1]

    @property
    def draws(self) -> int:
        """How many sets of the constants there are, at least 1."""
        return 1 if self.of_draw is None else int(self.of_draw.max()) + 1

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """Of each player what each group of strategies is called."""
        return tuple(
            tuple(" = ".join(declared[one] for one in group) for group in groups)
            for declared, groups in zip(self.declared, self.groups, strict=True)
        )


def payoffs_of(result: Result, game: Game) -> Payoffs:
    """Read what a game is made of.

    Raises
    ------
    NotPossible : where a profile is missing, too many runs failed, or a payoff has no value in some run
    """
    _check(result, game)
    players = tuple(result.factors)
    declared = tuple(tuple(map(_called, dict.fromkeys(result.design[name].tolist()))) for name in players)
    shape = tuple(map(len, declared))
    wanted = [game.players[name].payoff for name in players]
    less = [game.players[name].cost for name in players]
    ended = _ended(result)
    payoffs = np.stack([_runs(result, text, shape, ended) for text in wanted], axis=1)
    costs = np.stack(
        [np.zeros_like(payoffs[:, 0]) if text is None else _runs(result, text, shape, ended) for text in less], axis=1
    )
    groups = same_strategies(np.concatenate([payoffs, costs], axis=1))
    payoffs, costs = first_of_each(payoffs, groups), first_of_each(costs, groups)
    there = np.flatnonzero(ended)
    draw, left_out = result.draw_of(there), int((~ended).sum())
    return Payoffs(players, declared, groups, payoffs, costs, draw, there, left_out)


def _check(result: Result, game: Game) -> None:
    manifest = result.manifest
    if set(result.factors) != set(game.players) or manifest["design"] != "grid":
        raise NotPossible(f"{result.folder} is no sweep of the strategies of {' and '.join(sorted(game.players))}")
    if not result.complete:
        raise NotPossible(
            f"{result.folder} has {len(result.there):,} of {result.points:,} profiles, and a game needs them all\n"
            "  hint: run the same command again, and it goes on where it was"
        )
    check_ended(result)


def _ended(result: Result) -> np.ndarray:
    """Whether each replicate came to its end in every profile, shape (replicates,)."""
    failed = result.failures["replicate"].to_numpy() if result.manifest["failed"] else []
    found = np.asarray(~np.isin(np.arange(int(result.manifest["replicates"])), failed))
    if found.sum() < 2 and result.manifest["noise"]:
        raise NotPossible(
            f"{result.folder} has {found.sum()} runs of a profile to compare\n  hint: give more replicates"
        )
    return found


def _runs(result: Result, text: str, shape: tuple[int, ...], ended: np.ndarray) -> np.ndarray:
    """An outcome, shape (run, strategies of the first, ...)."""
    values = np.asarray(result.outcome(text).to_numpy(), dtype=float)[:, ended]
    defined = np.isfinite(values)
    if not defined.all():
        raise NotPossible(f"{defined_in(text, float(defined.mean()))}, so that it is no payoff\n  hint: {COMPARED}")
    return np.moveaxis(values.reshape(*shape, -1), -1, 0)


def _called(strategy: object) -> str:
    """A strategy's name: its own, or the level of a lever."""
    return f"{strategy:g}" if isinstance(strategy, float) else str(strategy)
