"""What an experiment names that is read off each run, and where its file says so."""

from twochairs.experiment.asked import Player
from twochairs.experiment.schema import Experiment
from twochairs.scenario.tree import Path


def named_outcomes(experiment: Experiment) -> dict[str, Path | None]:
    """Texts of outcomes, each with its path in the file, or None where it is put together of others.

    Payoffs and costs of a game come first, and what is left of a payoff when the cost is taken off.
    """
    found: dict[str, Path | None] = {}
    players = experiment.game.players if experiment.game is not None else {}
    for name in sorted(players):
        at = ("game", "players", name)
        found.setdefault(players[name].payoff, (*at, "payoff"))
        if players[name].cost is not None:
            found.setdefault(str(players[name].cost), (*at, "cost"))
            found.setdefault(net_payoff(players[name]), None)
    for index, text in enumerate(experiment.outcomes):
        found.setdefault(text, ("outcomes", index))
    return found


def net_payoff(player: Player) -> str:
    """The outcome that a player wants to be high, what it costs taken off."""
    return player.payoff if player.cost is None else f"({player.payoff}) - ({player.cost})"
