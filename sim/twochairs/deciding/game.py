"""Who would do what, each knowing what the others want: the equilibria of a game whose profiles were run."""

from typing import Any

from twochairs.deciding.asking import Made, answered
from twochairs.deciding.games.between import Between, between
from twochairs.deciding.games.payoffs import payoffs_of
from twochairs.deciding.games.solving import Solved
from twochairs.deciding.games.tables import tables
from twochairs.deciding.games.words import words
from twochairs.deciding.more_runs import Run, there
from twochairs.errors import NotPossible
from twochairs.experiment.asked import Game
from twochairs.results.answers import Answer
from twochairs.results.result import Result
from twochairs.scenario.given import MAX_SEED, whole

VERB = "game"


def game(result: Result, section: Game | None, seed: int = 2022, run: Run | None = None) -> tuple[Answer, bool]:
    """The solutions of a game, and whether they were found now.

    Parameters
    ----------
    section : who plays, and what is asked
    seed : of the resamples
    run : brings runs between the declared levels to their end, where these are asked for; None where they must be
        there

    Raises
    ------
    NotPossible : where the result is of no game, a payoff has no value in some runs, the game is too large, or runs
        between the levels are not there
    CannotWrite, Locked : where the answer cannot be written
    """
    if section is None:
        raise NotPossible(
            f"{result.folder} is of no game\n  hint: `game:` in an experiment says who plays, and for what"
        )
    seed = whole("seed", seed, 0, MAX_SEED)
    asked: dict[str, Any] = {**section.model_dump(by_alias=True), "seed": str(seed)}
    return answered(result, VERB, asked, lambda: _made(result, section, seed, run))


def _made(result: Result, section: Game, seed: int, run: Run | None) -> Made:
    solved = Solved(payoffs_of(result, section), section, seed)
    more: list[Between] = []
    if section.check:
        more = between(result, solved, run or there(result, "between the levels that check asks for"))
    return Made(words(solved, result, more), tables(solved, more))
