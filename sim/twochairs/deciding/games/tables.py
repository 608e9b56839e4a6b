"""The tables of a game: payoffs, replies, solutions and how sure they are."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from twochairs.deciding.asking import Rows
from twochairs.deciding.games.between import Between
from twochairs.deciding.games.payoffs import Payoffs
from twochairs.deciding.games.pure import best_replies
from twochairs.deciding.games.replies import support
from twochairs.deciding.games.solving import Solved
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference

Row = list[str | float | int]


def tables(solved: Solved, more: Sequence[Between] = ()) -> dict[str, Rows]:
    """Every table that has a row, by name."""
    made = {
        "strategies": _strategies(solved.payoffs),
        "payoffs": _payoffs(solved.payoffs),
        "differences": _differences(solved.payoffs),
        "dominated": _dominated(solved),
        "solutions": _solutions(solved),
        "confidence": _confidence(solved),
        "supports": _supports(solved),
        "draws": _draws(solved),
        "logit": _logit(solved),
        "leader": _leader(solved),
        "cost": _cost(solved),
        "between": _between(solved, more),
    }
    return {name: rows for name, rows in made.items() if len(rows) > 1}


def _strategies(game: Payoffs) -> Rows:
    """What each strategy is called in the other tables: its own name, or that of all that are the same."""
    rows: list[Row] = [["player", "strategy", "called"]]
    for player, groups in enumerate(game.groups):
        called = {one: game.names[player][number] for number, group in enumerate(groups) for one in group}
        rows += [[game.players[player], name, called[one]] for one, name in enumerate(game.declared[player])]
    return rows


def _profiles(game: Payoffs) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    for profile in product(*(range(len(names)) for names in game.names)):
        yield profile, [names[one] for names, one in zip(game.names, profile, strict=True)]


def _payoffs(game: Payoffs) -> Rows:
    best = best_replies(game.mean)
    rows: list[Row] = [[*game.players, "player", "payoff", "cost", "net", "error", "low", "high", "best_reply"]]
    for profile, names in _profiles(game):
        for player, who in enumerate(game.players):
            place: Any = (slice(None), player, *profile)
            net = estimate(game.net[place], NUMBER, game.draw)
            of_each = [float(one[place].mean()) for one in (game.payoffs, game.costs)]
            rows.append([*names, who, *of_each, net.mean, net.error, net.low, net.high, _yes(best[place[1:]])])
    return rows


def reply(game: Payoffs, player: int, profile: tuple[int, ...]) -> tuple[int, Estimate]:
    """The best other strategy of a player in a profile, and what the player's own pays more than it.

    The difference is of the same runs, so that chance which both share is not in its error.
    """
    own, paid = profile[player], game.replies(player, profile)
    others = paid.mean(axis=0)
    others[own] = -np.inf
    other = int(others.argmax())
    return other, difference(paid[:, own] - paid[:, other], NUMBER, game.draw)


def _differences(game: Payoffs) -> Rows:
    """For each player and profile, what the strategy pays more than the best of the player's others."""
    rows: list[Row] = [[*game.players, "player", "than", "difference", "error", "low", "high"]]
    for profile, names in _profiles(game):
        for player, who in enumerate(game.players):
            if len(game.names[player]) > 1:
                other, more = reply(game, player, profile)
                rows.append([*names, who, game.names[player][other], more.mean, more.error, more.low, more.high])
    return rows


def margin(solved: Solved, number: int) -> Estimate:
    """By how much a dominated strategy is beaten at least, with what is known of it."""
    game, one = solved.payoffs, solved.reduced[1][number]
    paid = game.replies(one.player, one.against)
    return difference(np.einsum("ri,i->r", paid, one.by) - paid[:, one.strategy], NUMBER, game.draw)


def _dominated(solved: Solved) -> Rows:
    game = solved.payoffs
    rows: list[Row] = [["round", "player", "strategy", "by", "margin", "error", "low", "high"]]
    for number, one in enumerate(solved.reduced[1]):
        found = margin(solved, number)
        names = game.names[one.player]
        rows.append(
            [one.round, game.players[one.player], names[one.strategy], mix(one.by, names), found.mean, found.error,
             found.low, found.high]
        )  # fmt: skip
    return rows


def _solutions(solved: Solved) -> Rows:
    game = solved.payoffs
    rows: list[Row] = [["solution", "component", "player", "strategy", "probability"]]
    for number, place in enumerate(solved.order, start=1):
        for player, shares in enumerate(solved.equilibria.mixes[place]):
            rows += [
                [number, solved.equilibria.component[place] + 1, game.players[player], name, float(share)]
                for name, share in zip(game.names[player], shares, strict=True)
            ]
    return rows


def _confidence(solved: Solved) -> Rows:
    head = ["solution", "regret_limit", "regret_limit_by_chance", "same_in_resamples", "draws", "draws_with_the_same"]
    rows: list[Row] = [[*head, "draws_with_regret_at_most_least"]]
    for number, place in enumerate(solved.order, start=1):
        one = solved.sureness[place]
        by_chance = "" if one.by_chance is None else one.by_chance
        of_draws: Row = ["", "", ""] if one.draws is None else [solved.payoffs.draws, one.draws, one.good or 0]
        rows.append([number, one.limit, by_chance, one.share, *of_draws])
    return rows


def _supports(solved: Solved) -> Rows:
    game = solved.payoffs
    own = {support(solved.equilibria.mixes[place]): number for number, place in enumerate(solved.order, start=1)}
    rows: list[Row] = [["support", "solution", "resamples", "draws"]]
    if own:
        of_draws = solved.by_draw.shares() if solved.by_draw is not None else None
        for one, share in solved.again.shares().items():
            draws = "" if of_draws is None else of_draws.get(one, 0.0)
            rows.append([said_support(game, one), own.get(one, ""), share, draws])
    return rows


def _draws(solved: Solved) -> Rows:
    """The regret of each solution where a single draw of the constants is true."""
    rows: list[Row] = [["draw", "solution", "regret", "same_support"]]
    for draw in range(solved.payoffs.draws if solved.by_draw is not None else 0):
        assert solved.by_draw is not None
        for number, place in enumerate(solved.order, start=1):
            same = support(solved.equilibria.mixes[place]) in solved.by_draw.supports[draw]
            rows.append([draw, number, float(solved.by_draw.regrets[draw, place]), _yes(same)])
    return rows


def _logit(solved: Solved) -> Rows:
    """Probabilities along the path; the ends of the last ones as resamples have them."""
    game, path = solved.payoffs, solved.path
    rows: list[Row] = [["step", "lambda", "player", "strategy", "probability", "low", "high"]]
    for step in range(len(path.lambdas) if path is not None else 0):
        assert path is not None
        ends = solved.logit_ends if step == len(path.lambdas) - 1 else None
        column = 0
        for player, shares in enumerate(path.mixes[step]):
            for name, share in zip(game.names[player], shares.tolist(), strict=True):
                known: Row = ["", ""] if ends is None else [float(ends[0][column]), float(ends[1][column])]
                rows.append([step, float(path.lambdas[step]), game.players[player], name, share, *known])
                column += 1
    return rows


def _leader(solved: Solved) -> Rows:
    game = solved.payoffs
    rows: list[Row] = [["leader", "how", "commits_to", "reply", "value", "error", "low", "high", "tied", "worst"]]
    for how, one, worth in solved.commitments:
        names, theirs = game.names[one.leader], game.names[1 - one.leader]
        tied = ", ".join(theirs[other] for other in one.tied)
        rows.append(
            [game.players[one.leader], how, mix(one.mix, names), theirs[one.reply], worth.mean, worth.error, worth.low,
             worth.high, tied, one.worst]
        )  # fmt: skip
    return rows


def _cost(solved: Solved) -> Rows:
    rows: list[Row] = [["solution", "player", "factor_low", "factor_high"]]
    for number, place in enumerate(solved.order, start=1):
        for player, room in enumerate(solved.rooms[place]):
            if solved.costly(player):
                rows.append([number, solved.payoffs.players[player], room.low, room.high])
    return rows


def _between(solved: Solved, more: Sequence[Between]) -> Rows:
    rows: list[Row] = [["solution", "player", "level", "gain", "error", "low", "high", "largest_gain_limit"]]
    number = {place: count for count, place in enumerate(solved.order, start=1)}
    for one in sorted(more, key=lambda one: (number[one.place], one.player)):
        who = solved.payoffs.players[one.player]
        for level, gain in zip(one.levels, one.gains, strict=True):
            rows.append([number[one.place], who, level, gain.mean, gain.error, gain.low, gain.high, one.limit])
    return rows


def mix(shares: np.ndarray, names: tuple[str, ...]) -> str:
    """A mix in words: the strategy itself where there is one."""
    played = np.flatnonzero(shares).tolist()
    if len(played) == 1:
        return names[played[0]]
    return " + ".join(f"{100 * shares[one]:.3g} % of {names[one]}" for one in played)


def said_support(game: Payoffs, one: tuple[tuple[int, ...], ...]) -> str:
    """Who plays what in it."""
    each = [" or ".join(names[strategy] for strategy in own) for names, own in zip(game.names, one, strict=True)]
    return ", ".join(f"{player} {said}" for player, said in zip(game.players, each, strict=True))


def _yes(so: object) -> str:
    return "true" if so else "false"
