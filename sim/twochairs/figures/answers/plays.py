"""A game as its answer's tables have it, for figures."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from twochairs.errors import NothingToShow

if TYPE_CHECKING:
    from twochairs.results.answers import Answer
    from twochairs.results.result import Result


@dataclass(frozen=True)
class Plays:
    """The players of a game, their strategies and what these bring.

    Attributes
    ----------
    players : in the order of axes
    answer : that is shown
    """

    players: tuple[str, ...]
    answer: "Answer"

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What each player's strategies are called, those that are the same under one name."""
        frame = self.answer.table("payoffs")
        return tuple(tuple(dict.fromkeys(map(said, frame[who]))) for who in self.players)

    def of_profiles(self, table: str, column: str) -> np.ndarray:
        """A column of a table that has a row a profile and player, shape (player, strategies of the first, ...)."""
        frame = self.answer.table(table)
        places = [[self.players.index(who) for who in frame["player"]]]
        for who, names in zip(self.players, self.names, strict=True):
            place = {name: number for number, name in enumerate(names)}
            places.append([place[said(one)] for one in frame[who]])
        found = np.full((len(self.players), *map(len, self.names)), np.nan)
        found[tuple(map(np.array, places))] = frame[column].to_numpy(dtype=float)
        return found

    @cached_property
    def best(self) -> np.ndarray:
        """Whether each strategy is a best reply, shape (player, strategies of the first, ...)."""
        return np.asarray(self.of_profiles("payoffs", "best_reply") == 1.0)

    @cached_property
    def clear(self) -> np.ndarray:
        """Whether a best reply is clear of the next by what is known of their difference, the same shape."""
        low, error = (self.of_profiles("differences", one) for one in ("low", "error"))
        return (low > 0.0) | ~(error > 0.0)

    @cached_property
    def equilibria(self) -> list[tuple[int, ...]]:
        """Profiles that are solutions, each player playing one strategy alone."""
        if "solutions" not in self.answer.tables:
            return []
        found = []
        for _, rows in self.answer.table("solutions").groupby("solution", sort=True):
            sure = rows[rows["probability"] > 1.0 - 1e-9]
            if len(sure) == len(self.players):
                played = dict(zip(sure["player"], map(said, sure["strategy"]), strict=True))
                found.append(
                    tuple(names.index(played[who]) for who, names in zip(self.players, self.names, strict=True))
                )
        return found


def of_two(result: "Result") -> Plays:
    """The game of a result's answer, where two play it.

    Raises
    ------
    NothingToShow : where more do
    """
    found = of(result)
    if len(found.players) != 2:
        raise NothingToShow(
            f"{len(found.players)} play, and it shows two against each other; payoffs.csv has the table"
        )
    return found


def of(result: "Result") -> Plays:
    """The game of a result's answer; raises NotPossible where there is none."""
    return Plays(tuple(result.factors), result.answer("game"))


def said(strategy: Any) -> str:
    """A strategy's name, be it read as a number or not."""
    return str(strategy) if isinstance(strategy, str) else f"{strategy:g}"
