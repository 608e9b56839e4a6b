"""A game in words: what is played for, what is best against what, the solutions and how sure each is."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from twochairs.deciding.games.between import Between
from twochairs.deciding.games.costs import LARGEST_FACTOR
from twochairs.deciding.games.leader import Commitment
from twochairs.deciding.games.payoffs import Payoffs
from twochairs.deciding.games.pure import best_replies
from twochairs.deciding.games.replies import support
from twochairs.deciding.games.solving import EXACT, Solved
from twochairs.deciding.games.tables import margin, mix, reply, said_support
from twochairs.deciding.wording import minus, places, with_error
from twochairs.experiment.asked import MIXED, PURE
from twochairs.results.answers import Listed, Words
from twochairs.results.result import Result
from twochairs.scenario.wording import percent
from twochairs.statistics.estimate import Estimate

_MOST_CELLS, _MOST_REPLIES, _MOST_OTHERS = 8, 24, 3
_SURE = 0.5
"""Share of resamples below which a solution is one of several."""
_OF_ERRORS, _WITHOUT_ERROR = 2, 3
"""Digits of an error, and decimals of what has none."""


def words(solved: Solved, result: Result, more: Sequence[Between] = ()) -> list[Words]:
    """The answer: what is played for, then solutions, then what they rest on."""
    game = solved.payoffs
    found: list[Words] = [_size(solved, result), *_aims(solved), *_solutions(solved), *_together(solved)]
    found += [*_between_levels(solved, more), *_room(solved), *_leaders(solved), *_logit(solved)]
    if len(game.players) == 2 and max(map(len, game.names)) <= _MOST_CELLS:
        found.append(_table(game))
    found += [*_same(game), *_dominated(solved)]
    replies = _replies(game)
    if 0 < len(replies.rows) <= _MOST_REPLIES:
        found.append(replies)
    return [*found, _limits(result)]


def _size(solved: Solved, result: Result) -> str:
    game = solved.payoffs
    each = [f"{who} ({_count(len(names), 'strategy')})" for who, names in zip(game.players, game.declared, strict=True)]
    profiles = math.prod(map(len, game.declared))
    runs = profiles * int(result.manifest["replicates"])
    draws = f", {game.draws} draws of the constants" if game.draw is not None else ""
    told = f"{' against '.join(each)}: {profiles:,} profiles, {runs:,} runs{draws}."
    if game.left_out:
        told += f" {_count(game.left_out, 'replicate')} with a run that failed in some profile left out of all."
    return told


def _aims(solved: Solved) -> list[str]:
    """Payoffs and costs as they are written: they are whoever asks's, and the answer is only as good."""
    found = []
    for who in solved.payoffs.players:
        player = solved.asked.players[who]
        less = f", less {player.cost}" if player.cost is not None else ", at no cost"
        found.append(f"{who} wants {player.payoff} to be high{less}.")
    return found


def _table(game: Payoffs) -> Listed:
    """Payoffs less costs of two players, best replies marked."""
    best, errors = best_replies(game.mean), game.net.std(axis=0)
    steps = [float(np.ptp(game.mean[player])) / 20 if errors[player].any() else 0.0 for player in (0, 1)]
    digits = [places(step, _OF_ERRORS) if step > 0.0 else _WITHOUT_ERROR for step in steps]

    def cell(row: int, column: int) -> str:
        shown = [minus(f"{game.mean[player, row, column]:.{digits[player]}f}") for player in (0, 1)]
        return " , ".join(f"{text}{'*' if best[player, row, column] else ''}" for player, text in enumerate(shown))

    first, second = game.players
    head = [f"{first} \\ {second}", *game.names[1]]
    rows = [
        [name, *(cell(row, column) for column in range(len(game.names[1])))] for row, name in enumerate(game.names[0])
    ]
    caption = f"Payoffs less costs of {first}, then of {second}; * marks a best reply"
    return Listed(caption=caption, head=head, rows=rows)


def _same(game: Payoffs) -> Iterator[str]:
    for who, groups, names in zip(game.players, game.groups, game.names, strict=True):
        alike = [names[number] for number, group in enumerate(groups) if len(group) > 1]
        if alike:
            yield f"The same to everybody in every run, and taken as one: {who} {'; '.join(alike)}."


def _dominated(solved: Solved) -> Iterator[str]:
    game, (kept, out) = solved.payoffs, solved.reduced
    margins = [margin(solved, number) for number in range(len(out))]
    for count in sorted({one.round for one in out}):
        numbers = [number for number, one in enumerate(out) if one.round == count]
        gone = [
            f"{game.players[out[number].player]} {game.names[out[number].player][out[number].strategy]} "
            f"(by {mix(out[number].by, game.names[out[number].player])})"
            for number in numbers
        ]
        smallest = min((margins[number] for number in numbers), key=lambda found: found.mean)
        clear = "" if _clear(smallest) else ", which chance may have made"
        what = "Dominated, whatever others do" if count == 1 else "Dominated by what is left then"
        yield f"{what}: {', '.join(gone)}; smallest margin {_with_error(smallest)}{clear}."
    if out and all(len(own) == 1 for own in kept) and all(map(_clear, margins)):
        yield "That decides it: one strategy is left for each."


def _solutions(solved: Solved) -> Iterator[str]:
    found = solved.equilibria.mixes
    if not {PURE, MIXED} & set(solved.asked.wanted):
        return
    if not found:
        yield "There is no equilibrium in pure strategies."
    if solved.again.unsearched:
        count = _count(solved.again.unsearched, "resample")
        yield f"In {count} too many strategies are left for all equilibria, and pure ones alone were looked for."
    for number, place in enumerate(solved.order, start=1):
        yield _solution(solved, number, place)


def _solution(solved: Solved, number: int, place: int) -> str:
    game, sure = solved.payoffs, solved.sureness[place]
    mixes = solved.equilibria.mixes[place]
    played = ", ".join(
        f"{who} {mix(own, names)}" for who, own, names in zip(game.players, mixes, game.names, strict=True)
    )
    gain = "nobody gains by leaving it"
    if sure.limit > EXACT:
        gain = f"nobody gains more than {_digits(sure.limit)} by leaving it"
    chance = "" if sure.by_chance is None else f"; by chance alone {_digits(sure.by_chance)}"
    told = [f"Solution {number}: {played}. {gain[:1].upper()}{gain[1:]} (95 %{chance})."]
    told.append(f"{percent(sure.share)} of resamples have an equilibrium of the same strategies")
    if sure.draws is not None:
        told[-1] += f", and {sure.draws} of the {game.draws} draws of the constants, each of {_each(game)}, have one"
        if solved.asked.least > 0.0:
            told[-1] += f"; in {sure.good} nobody gains more than {solved.asked.least:g} by leaving it"
    told[-1] += "."
    others = list(solved.others(support(mixes)).items())[:_MOST_OTHERS]
    if sure.share < _SURE and others:
        told[0] = f"One of several that these runs cannot tell apart. {told[0]}"
    if others:
        each = [f"{said_support(game, one)} in {percent(share)}" for one, share in others]
        told.append(f"Others that resamples have: {'; '.join(each)}.")
    return " ".join(told)


def _each(game: Payoffs) -> str:
    return _count(game.runs // game.draws, "run")


def _together(solved: Solved) -> Iterator[str]:
    number = {place: count for count, place in enumerate(solved.order, start=1)}
    for subset in solved.equilibria.subsets:
        if len(subset) > 1:
            names = " and ".join(str(one) for one in sorted(number[place] for place in subset))
            yield f"Solutions {names} go together: any mix of these is an equilibrium too."


def _between_levels(solved: Solved, more: Sequence[Between]) -> Iterator[str]:
    number = {place: count for count, place in enumerate(solved.order, start=1)}
    for one in sorted(more, key=lambda one: (number[one.place], one.player)):
        who, best = solved.payoffs.players[one.player], int(np.argmax([gain.mean for gain in one.gains]))
        where = (
            f"of {len(one.levels)} levels, those between the declared ones too, against solution {number[one.place]}"
        )
        if one.limit <= EXACT:
            yield f"{who} gains by none {where} (95 %)."
        else:
            most = f"most with {one.levels[best]:g}, {_with_error(one.gains[best])}"
            yield f"{who} gains no more than {_digits(one.limit)} by any {where} (95 %); {most}."


def _room(solved: Solved) -> Iterator[str]:
    costly = [player for player in range(len(solved.payoffs.players)) if solved.costly(player)]
    for number, place in enumerate(solved.order, start=1):
        each = [_between(solved, place, player) for player in costly]
        if each:
            yield f"Solution {number} keeps its strategies with {', or with '.join(each)}."


def _between(solved: Solved, place: int, player: int) -> str:
    low, high = solved.rooms[place][player]
    first = f"a cost of {solved.payoffs.players[player]} from {_digits(low) if low > 0.0 else '0'} to"
    if high >= LARGEST_FACTOR:
        return f"{first} {LARGEST_FACTOR:g} times what it is, as far as was looked"
    return f"{first} {_digits(high)} times what it is"


def _leaders(solved: Solved) -> Iterator[str]:
    game, pure = solved.payoffs, dict[int, float]()
    for how, one, worth in solved.commitments:
        names, theirs = game.names[one.leader], game.names[1 - one.leader]
        who, follower = game.players[one.leader], game.players[1 - one.leader]
        if how == "mixed" and one.value <= pure[one.leader] + EXACT:
            continue
        pure[one.leader] = one.value
        tied = ""
        if len(one.tied) > 1:
            others = ", ".join(theirs[other] for other in one.tied if other != one.reply)
            tied = f" ({follower} is as well off with {others}, which would bring {who} {_number(one.worst, worth)})"
        same = _same_as(solved, one)
        brings = f"as in solution {same}" if same else f"which brings {who} {_with_error(worth)}"
        yield (
            f"If {who} committed first{', to a mix' if how == 'mixed' else ''}: {mix(one.mix, names)}, answered by "
            f"{theirs[one.reply]}{tied}, {brings}."
        )


def _same_as(solved: Solved, one: Commitment) -> int | None:
    """The number of the solution in which both do the same."""
    for number, place in enumerate(solved.order, start=1):
        mixes = solved.equilibria.mixes[place]
        if np.abs(mixes[one.leader] - one.mix).max() < EXACT and mixes[1 - one.leader][one.reply] == 1.0:
            return number
    return None


def _logit(solved: Solved) -> Iterator[str]:
    if solved.path is None:
        return
    game, ends, column, each = solved.payoffs, solved.logit_ends, 0, []
    for who, names, shares in zip(game.players, game.names, solved.path.last, strict=True):
        said = []
        for name, share in zip(names, shares.tolist(), strict=True):
            known = "" if ends is None else f" [{ends[0][column]:.2f}, {ends[1][column]:.2f}]"
            said.append(f"{name} {share:.2f}{known}")
            column += 1
        each.append(f"{who} {', '.join(said)}")
    turns = " On the way lambda turns back, so that there are others." if solved.path.turns else ""
    unknown = "" if ends is not None else " Resamples do not have it, so no interval is given."
    yield (
        f"Logit, lambda {solved.asked.logit.lambda_:g} a standard deviation of the payoff over profiles: "
        f"{'; '.join(each)}.{turns}{unknown}"
    )


def _replies(game: Payoffs) -> Listed:
    """The best reply of each player against what others may do, and what it gains over the next."""
    rows = []
    best = best_replies(game.mean)
    for player, who in enumerate(game.players):
        if len(game.names[player]) < 2:
            continue
        for others in np.ndindex(*(len(names) for other, names in enumerate(game.names) if other != player)):
            own = int(best[(player, *others[:player], slice(None), *others[player:])].argmax())
            profile = (*others[:player], own, *others[player:])
            other, more = reply(game, player, profile)
            against = ", ".join(
                f"{game.players[one]} {game.names[one][profile[one]]}" for one in range(len(profile)) if one != player
            )
            clear = "yes" if _clear(more) else "no"
            rows.append(
                [
                    f"{who} against {against}",
                    game.names[player][own],
                    game.names[player][other],
                    _with_error(more),
                    clear,
                ]
            )
    return Listed(caption="Best replies", head=["who", "best reply", "next", "gains over it", "clear"], rows=rows)


def _limits(result: Result) -> str:
    return (
        "± is half of a 95 % interval. Of the strategies, payoffs and costs that the experiment declares, and of no "
        "others; regret is against these, and nothing is said of whose gain is worth more. "
        f"{result.manifest['limits']}".strip()
    )


def _clear(found: Estimate) -> bool:
    """Whether an interval leaves 0 out."""
    return not found.varied or found.low > 0.0 or found.high < 0.0


def _with_error(found: Estimate) -> str:
    half = (found.high - found.low) / 2.0
    if not (found.varied and math.isfinite(half) and half > 0.0):
        return minus(f"{found.mean:.3g}")
    return with_error(found.mean, half, _OF_ERRORS)


def _number(value: float, like: Estimate) -> str:
    half = (like.high - like.low) / 2.0
    known = math.isfinite(half) and half > 0.0
    return minus(f"{value:.{places(half, _OF_ERRORS)}f}" if known else f"{value:.3g}")


def _digits(number: float) -> str:
    return f"{number:.2g}"


def _count(number: int, what: str) -> str:
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"
