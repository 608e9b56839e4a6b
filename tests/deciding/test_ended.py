"""Whether a sweep came to its end."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from twochairs.deciding.ended import check_ended
from twochairs.deciding.games import payoffs
from twochairs.deciding.reading import Reading
from twochairs.errors import NotPossible
from twochairs.experiment.asked import Game

TOLD = (
    "11 of 1,000 runs of out failed, too many to leave out\n"
    "  hint: `twochairs status` tells them; mend the cause and run the same again"
)


def result(failed: int) -> Any:
    """What is read of a result by who asks whether it came to its end."""
    manifest = {"failed": failed, "runs": 1000, "design": "grid"}
    return SimpleNamespace(folder=Path("out"), manifest=manifest, factors=["A", "B"], complete=True, drawn=False)


def test_up_to_one_run_of_a_hundred_may_have_failed() -> None:
    check_ended(result(10))
    with pytest.raises(NotPossible) as told:
        check_ended(result(11))
    assert str(told.value) == TOLD


def test_every_question_asks_it() -> None:
    """Of a sample, and of a game."""
    Reading(result(10)).check()
    with pytest.raises(NotPossible) as of_sample:
        Reading(result(11)).check()
    game = Game.model_validate({"players": {who: {"strategies": {"a": {}}, "payoff": "p"} for who in "AB"}})
    with pytest.raises(NotPossible) as of_game:
        payoffs.payoffs_of(result(11), game)
    assert str(of_sample.value) == str(of_game.value) == TOLD
