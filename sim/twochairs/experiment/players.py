"""The players of a game as factors of a grid: each one's strategies are its levels."""

from collections.abc import Iterator
from itertools import product

from twochairs.errors import Place
from twochairs.experiment.asked import FEWEST_PLAYERS, MOST_PLAYERS, MOST_PROFILES, OF_TWO, Game, LeverGrid, Player
from twochairs.experiment.design import TAKEN
from twochairs.experiment.factor import SCENARIO, Factor, kept_apart
from twochairs.experiment.report import Report
from twochairs.experiment.schema import GRID, Experiment, Value

OFF, NEVER = "off", "0 > 1"
"""What a strategy says under a policy's `when` for one that never acts, and the condition of that."""
_AT = ("game", "players")


def players_of(game: Game, report: Report) -> list[Factor]:
    """A factor for each player whose strategies are sound, in the order of their names; problems are reported."""
    factors = []
    for name in sorted(game.players):
        if name in (*TAKEN, SCENARIO):
            report.say((*_AT, name), "is a column of every result; call the player otherwise", key=True)
            continue
        before = len(report.problems)
        factor = _factor(name, game.players[name], report)
        if factor is not None and len(report.problems) == before and not report.guessed((*_AT, name)):
            factors.append(factor)
    return factors


def check_game(experiment: Experiment, report: Report) -> None:
    """Report what of an experiment does not go with its game, as far as no scenario is needed to see it."""
    game = experiment.game
    if game is None:
        return
    for key in ("factors", "constraints"):
        if getattr(experiment, key):
            report.say((key,), "stands beside game, whose players are the factors; leave one of the two out", key=True)
    if experiment.design.kind != GRID:
        report.say(("design",), f"is {experiment.design.kind}; every profile of a game is run: leave it out", key=True)
    if not experiment.common_random_numbers:
        text = "is false; a reply is told from another under the same chance: leave it out"
        report.say(("common_random_numbers",), text, key=True)
    if not FEWEST_PLAYERS <= len(game.players) <= MOST_PLAYERS:
        text = f"are {len(game.players)}; a game is of {FEWEST_PLAYERS} to {MOST_PLAYERS}"
        report.say(_AT, text, key=True)
    for index, one in enumerate(game.solutions or ()):
        if one in OF_TWO and len(game.players) > 2:
            text = f"is {one}, which is for two players; of {len(game.players)} there are pure and logit"
            report.say(("game", "solutions", index), text)
    if game.check == 1:
        report.say(("game", "check"), "is 1; give 2 levels or more, or 0 for none")
    _check_size(game, report)


def _check_size(game: Game, report: Report) -> None:
    size = 1
    for name in game.players:
        size *= _count(game.players[name])
    if size > MOST_PROFILES:
        report.say(_AT, f"have {size:,} profiles; {MOST_PROFILES:,} are allowed", key=True)


def _count(player: Player) -> int:
    """Strategies of a player."""
    if player.strategies is not None:
        return len(player.strategies)
    count = 1
    for grid in (player.levers or {}).values():
        count *= len(grid.values) if grid.values is not None else grid.steps or 1
    return count


def _factor(name: str, player: Player, report: Report) -> Factor | None:
    at = (*_AT, name)
    given = [key for key in ("strategies", "levers") if getattr(player, key) is not None]
    if len(given) != 1:
        text = "has strategies and levers; give one of them" if given else "has no strategies; give these, or levers"
        report.say(at, text, key=True)
        return None
    if _count(player) < 2 and given == ["strategies"]:
        report.say((*at, "strategies"), "are one; who plays has two or more to choose from", key=True)
    if player.strategies is not None:
        return _of_strategies(name, player.strategies, report)
    return _of_levers(name, player.levers or {}, report)


def _of_strategies(name: str, strategies: dict[str, dict[str, Value]], report: Report) -> Factor:
    sets, places = {}, {}
    for strategy, given in strategies.items():
        sets[strategy] = {path: _condition(path, value) for path, value in given.items()}
        for path in given:
            where = (*_AT, name, "strategies", strategy, path)
            places[strategy, path] = (report.place(where), report.place(where, key=True))
    return _with_sets(name, sets, places, report)


def _of_levers(name: str, levers: dict[str, LeverGrid], report: Report) -> Factor | None:
    """Of one lever a factor of numbers, as any other; of several one of combinations, named by their levels."""
    grids = {path: _levels(name, path, grid, report) for path, grid in levers.items()}
    if not all(grids.values()):
        return None
    if len(grids) == 1:
        ((path, factor),) = grids.items()
        assert factor is not None
        return factor
    sets, places = {}, {}
    for levels in product(*(factor.levels() for factor in grids.values() if factor is not None)):
        strategy = ", ".join(f"{level:g}" for level in levels)
        sets[strategy] = dict(zip(grids, levels, strict=True))
        for path in grids:
            where = (*_AT, name, "levers", path)
            places[strategy, path] = (report.place(where), report.place(where, key=True))
    return _with_sets(name, sets, places, report)


def _levels(name: str, path: str, grid: LeverGrid, report: Report) -> Factor | None:
    """The levels of one lever; None where they are not sound."""
    at, before = (*_AT, name, "levers", path), len(report.problems)
    for text in _amiss(grid):
        report.say(at, text, key=True)
    if len(report.problems) > before:
        return None
    place, paths = report.place(at, key=True), (path,)
    if grid.values is not None:
        values = tuple(map(float, grid.values))
        at_each = {kept_apart(value): report.place((*at, "values", index)) for index, value in enumerate(values)}
        return Factor(name, paths, values, place=place, path_places=(place,), value_places=at_each)
    low, high = float(grid.from_ or 0.0), float(grid.to or 0.0)
    ends = {kept_apart(low): report.place((*at, "from")), kept_apart(high): report.place((*at, "to"))}
    return Factor(name, paths, None, low, high, grid.steps, place=place, path_places=(place,), value_places=ends)


def _amiss(grid: LeverGrid) -> Iterator[str]:
    of_range = {"from": grid.from_, "to": grid.to, "steps": grid.steps}
    given = [key for key, value in of_range.items() if value is not None]
    if grid.values is not None:
        if given:
            yield f"has values and {' and '.join(given)}; give one of them"
        elif len(set(grid.values)) < len(grid.values):
            yield "has a value that stands there twice"
        elif len(grid.values) < 2:
            yield "has one level; who plays has two or more to choose from"
    elif len(given) < len(of_range):
        missing = [key for key in of_range if key not in given]
        yield f"lacks {' and '.join(missing)}; give from, to and steps, or values"
    elif grid.from_ is not None and grid.to is not None and grid.from_ >= grid.to:
        yield f"runs from {grid.from_:g} to {grid.to:g}; to must be above from"


def _with_sets(
    name: str,
    sets: dict[str, dict[str, Value]],
    places: dict[tuple[str, str], tuple[Place, Place]],
    report: Report,
) -> Factor:
    paths = tuple(dict.fromkeys(path for given in sets.values() for path in given))
    first = tuple(next(at for (_, path), (_, at) in places.items() if path == wanted) for wanted in paths)
    return Factor(
        name,
        paths,
        tuple(sets),
        place=report.place((*_AT, name), key=True),
        path_places=first,
        sets=sets,
        set_places=places,
    )


def _condition(path: str, value: Value) -> Value:
    """What a path gets: the word `off` under a policy's condition is one that never holds."""
    return NEVER if value == OFF and path.startswith("policies[") and path.endswith("].when") else value
