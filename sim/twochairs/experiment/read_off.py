"""What an experiment names that is read off each run, and where its file says so."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from twochairs.experiment.asked import Objective, Player
from twochairs.experiment.over_worlds import SATISFIED
from twochairs.experiment.schema import Experiment
from twochairs.scenario.tree import Path

_COMPARISON = re.compile(r"(?P<outcome>.+?)(?P<sign><=|>=|<|>)\s*(?P<number>-?\d+(\.\d*)?(e-?\d+)?)", re.DOTALL)
_BINDS_LESS = re.compile(r"[<>=!]|\b(and|or|not)\b")
"""What holds its parts together no more tightly than a comparison does."""


@dataclass(frozen=True)
class Comparison:
    """An outcome compared with a number.

    Attributes
    ----------
    outcome : as it is written
    sign : one of <, <=, > and >=
    number : on its right
    """

    outcome: str
    sign: str
    number: float


def named_outcomes(experiment: Experiment) -> dict[str, Path | None]:
    """Texts of outcomes, each with its path in the file, or None where it is put together of others.

    Payoffs and costs of a game come first, and what is left of a payoff when the cost is taken off, or objectives of
    lever settings and what these are to satisfy. What is to be discovered comes last, unless it is another outcome
    compared with a number, which is seen from that.
    """
    found: dict[str, Path | None] = {}
    players = experiment.game.players if experiment.game is not None else {}
    for name in sorted(players):
        at = ("game", "players", name)
        found.setdefault(players[name].payoff, (*at, "payoff"))
        if players[name].cost is not None:
            found.setdefault(str(players[name].cost), (*at, "cost"))
            found.setdefault(net_payoff(players[name]), None)
    for text, where in _of_robust(experiment):
        found.setdefault(text, where)
    for index, text in enumerate(experiment.outcomes):
        found.setdefault(text, ("outcomes", index))
    named = tuple(found)
    for index, one in enumerate(experiment.discover or ()):
        if compared(one.outcome, named) is None:
            found.setdefault(one.outcome, ("discover", index, "outcome"))
    return found


def _of_robust(experiment: Experiment) -> Iterator[tuple[str, Path]]:
    """Outcomes that lever settings are told by, each with its path; of those compared with a number, what is."""
    if experiment.robust is None:
        return
    for name, one in experiment.robust.objectives.items():
        if one.maximise is not None or one.minimise is not None:
            yield read_of(one), ("robust", "objectives", name, "minimise" if one.maximise is None else "maximise")
    for index, text in enumerate(experiment.robust.satisfy):
        comparison = comparison_of(text)
        if comparison is not None:
            yield comparison.outcome, ("robust", "satisfy", index)


def read_of(objective: Objective) -> str:
    """The outcome that is read off runs for an objective."""
    comparison = comparison_of(objective.text) if objective.summary.kind == SATISFIED else None
    return objective.text if comparison is None else comparison.outcome


def compared(text: str, outcomes: Container[str]) -> Comparison | None:
    """What a text compares with a number, where that is an outcome by itself; None where it is something else."""
    found = comparison_of(text)
    return found if found is not None and found.outcome in outcomes else None


def comparison_of(text: str) -> Comparison | None:
    """What a text compares with a number at its end; None where it is something else."""
    match = _COMPARISON.fullmatch(text.strip())
    if match is None or _BINDS_LESS.search(_bare(match["outcome"])):
        return None
    return Comparison(match["outcome"].strip(), match["sign"], float(match["number"]))


def net_payoff(player: Player) -> str:
    """The outcome that a player wants to be high, what it costs taken off."""
    return player.payoff if player.cost is None else f"({player.payoff}) - ({player.cost})"


def _bare(text: str) -> str:
    """A text without what stands in brackets."""
    depth, kept = 0, []
    for character in text:
        depth -= character in ")]"
        kept += [character] if depth == 0 else []
        depth += character in "(["
    return "".join(kept)
