"""Whether a player would gain by a level of a lever between those that were declared: more runs, that say so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from twochairs.deciding.games import resampling
from twochairs.deciding.games.confidence import SURE
from twochairs.deciding.games.payoffs import Payoffs
from twochairs.deciding.games.replies import Mixes, of_strategies
from twochairs.deciding.games.solving import Solved
from twochairs.deciding.more_runs import Run
from twochairs.errors import NotPossible
from twochairs.experiment.design import Design
from twochairs.experiment.factor import Factor
from twochairs.experiment.plan import Plan
from twochairs.experiment.schema import LIST, Keep, Value
from twochairs.experiment.schema import Design as DesignAsked
from twochairs.filenames import file_names
from twochairs.results.result import Result
from twochairs.statistics.estimate import Estimate
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference
from twochairs.statistics.quantiles import quantile
from twochairs.sweeps.job import Job
from twochairs.sweeps.state import job_in

CHECK = "check"
"""Folder of a result that holds runs between the levels, a folder for each player."""
_DIGITS = 12


@dataclass(frozen=True)
class Between:
    """What levels of a player's lever gain over what an equilibrium brings the player.

    Attributes
    ----------
    player, place : whose lever, and place of the equilibrium among those found
    levels : of the lever
    gains : of each, over the player's own mix, the others staying
    limit : that the largest of them is not above, in 95 % of resamples; at least 0
    """

    player: int
    place: int
    levels: tuple[float, ...]
    gains: list[Estimate]
    limit: float


def between(result: Result, solved: Solved, run: Run) -> list[Between]:
    """Levels between those declared, of every player whose strategies are levels of one lever.

    Parameters
    ----------
    result : the sweep of the declared strategies
    run : brings the runs of more levels to their end

    Raises
    ------
    NotPossible : where some of these runs failed
    """
    job = job_in(result.folder)
    names = file_names((name,) for name in solved.payoffs.players)
    found: list[Between] = []
    for player, name in enumerate(solved.payoffs.players):
        factor = next(one for one in job.plan.factors if one.name == name)
        if not factor.sets and solved.equilibria.mixes:
            plan = _plan(job.plan, solved, player, factor)
            more = run(Job(plan, job.rulebook, job.sources), result.folder / CHECK / names[(name,)])
            found += _of_player(more, plan, solved, player)
    return found


def levels_of(factor: Factor, count: int) -> tuple[float, ...]:
    """So many levels from the lowest that is declared to the highest."""
    declared = [float(level) for level in factor.levels()]
    return tuple(float(f"{one:.{_DIGITS}g}") for one in np.linspace(min(declared), max(declared), count))


def _plan(plan: Plan, solved: Solved, player: int, factor: Factor) -> Plan:
    """Every level against whatever the others play in any equilibrium."""
    levels = levels_of(factor, solved.asked.check)
    points = [
        {factor.name: level, **dict(zip(_others(solved.payoffs, player), one, strict=True))}
        for level, one in product(levels, _against(plan, solved, player))
    ]
    asked = solved.asked.players[factor.name]
    given = {
        "game": None,
        "outcomes": [text for text in (asked.payoff, asked.cost) if text is not None],
        "design": DesignAsked(kind=LIST),
        "keep": Keep(series="none"),
        "figures": [],
    }
    return replace(
        plan,
        experiment=plan.experiment.model_copy(update=given),
        name=f"{plan.name}-{CHECK}",
        factors=tuple(replace(one, values=levels) if one is factor else one for one in plan.factors),
        design=Design(tuple(dict(sorted(point.items())) for point in points)),
    )


def _others(game: Payoffs, player: int) -> list[str]:
    return [name for other, name in enumerate(game.players) if other != player]


def _profiles(solved: Solved, player: int) -> list[tuple[int, ...]]:
    """What the others play in any equilibrium, a strategy each."""
    played = [
        sorted({int(one) for mixes in solved.equilibria.mixes for one in np.flatnonzero(mixes[other])})
        for other in range(len(solved.payoffs.players))
        if other != player
    ]
    return list(product(*played))


def _against(plan: Plan, solved: Solved, player: int) -> Iterator[tuple[Value, ...]]:
    """The same as values of the others' factors."""
    game, factors = solved.payoffs, {factor.name: factor for factor in plan.factors}
    others = [other for other in range(len(game.players)) if other != player]
    for profile in _profiles(solved, player):
        yield tuple(
            factors[game.players[other]].levels()[game.groups[other][one][0]]
            for other, one in zip(others, profile, strict=True)
        )


def _of_player(more: Result, plan: Plan, solved: Solved, player: int) -> Iterator[Between]:
    game, profiles = solved.payoffs, _profiles(solved, player)
    asked = solved.asked.players[game.players[player]]
    net = _runs(more, asked.payoff) - (0.0 if asked.cost is None else _runs(more, asked.cost))
    net = net[:, game.replicates]
    if not np.isfinite(net).all():
        raise NotPossible(f"some runs of {more.folder} failed\n  hint: `twochairs status` tells them")
    levels = levels_of(next(one for one in plan.factors if one.name == game.players[player]), solved.asked.check)
    by_level = net.reshape(len(levels), len(profiles), -1)
    for place, mixes in enumerate(solved.equilibria.mixes):
        chances = np.array([_chance(profile, mixes, player) for profile in profiles])
        own = np.einsum("ri,i->r", of_strategies(game.net, player, mixes), mixes[player])
        gains = np.einsum("lpr,p->rl", by_level, chances) - own[:, None]
        each = [difference(column, NUMBER, game.draw) for column in gains.T]
        yield Between(player, place, levels, each, _limit(gains, solved))


def _chance(profile: tuple[int, ...], mixes: Mixes, player: int) -> float:
    others = [mix for other, mix in enumerate(mixes) if other != player]
    return float(np.prod([mix[one] for mix, one in zip(others, profile, strict=True)]))


def _limit(gains: np.ndarray, solved: Solved) -> float:
    weights = resampling.both(len(gains), solved.payoffs.of_draw, solved.asked.resamples, solved.seed)
    largest = np.einsum("br,rl->bl", weights, gains).max(axis=1)
    return quantile(np.sort(np.maximum(largest, 0.0)), SURE)


def _runs(result: Result, text: str) -> np.ndarray:
    """An outcome, shape (points, replicates)."""
    return np.asarray(result.outcome(text).to_numpy(), dtype=float)
