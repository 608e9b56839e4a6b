"""Sizes in words: every rule at its boundary, from both sides."""

import math

import pytest

from twochairs.figures import sizes
from twochairs.figures.pairs import SMALL
from twochairs.figures.sizes import ALONE, HARDLY, NONE, POINT, STILL, TOLD, UNKNOWN, Change

JUST = 1e-9


def of(mean: float, half: float = 0.001, runs: int = 50) -> Change:
    """A change with an interval of so much at either side."""
    return Change(mean, mean - half, mean + half, runs, runs)


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        (Change(math.nan, math.nan, math.nan, 0, 0), NONE),
        (Change(0.0, math.nan, math.nan, 50, 50), STILL),
        (Change(0.5, math.nan, math.nan, 1, 1), ALONE),
        (Change(0.5, math.nan, math.nan, 50, 50, varied=False), TOLD),
        (Change(0.5, math.nan, math.nan, 2, 2), UNKNOWN),
        (Change(0.0, -0.07, 0.07, 50, 50, varied=False), STILL),
        (Change(0.0, -0.07, 0.07, 50, 50), UNKNOWN),
        (of(0.0, 0.02 - JUST), HARDLY),
        (of(0.0, 0.02), UNKNOWN),
        (Change(0.05, 0.0, 0.1, 50, 50), UNKNOWN),
        (Change(0.05, JUST, 0.1, 50, 50), TOLD),
        (Change(-0.05, -0.1, 0.0, 50, 50), UNKNOWN),
        (Change(-0.05, -0.1, -JUST, 50, 50), TOLD),
        (of(0.02 - JUST, 0.01), HARDLY),
        (of(0.02, 0.01), TOLD),
        (of(-0.02, 0.01), TOLD),
        (of(-0.02 + JUST, 0.01), HARDLY),
    ],
)
def test_what_may_be_said_of_a_change(change: Change, standing: str) -> None:
    assert change.standing(0.02) == standing


def test_every_share_of_a_way_has_its_words_on_either_side_of_its_boundary() -> None:
    names = [words for _, words in sizes.WAYS] + [sizes.ALL]
    bounds = [below for below, _ in sizes.WAYS]
    assert bounds == sorted(bounds) and bounds[-1] == 1.0
    for place, bound in enumerate(bounds):
        assert sizes.way(bound - JUST) == names[place]
        assert sizes.way(bound) == names[place + 1]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.01, "a small part"),
        (1 / 20, "a twentieth"),
        (1 / 10, "a tenth"),
        (1 / 5, "a fifth"),
        (1 / 4, "a quarter"),
        (1 / 3, "a third"),
        (1 / 2, "half"),
        (2 / 3, "two thirds"),
        (3 / 4, "three quarters"),
        (0.95, "nearly all"),
        (1.0, "all"),
    ],
)
def test_a_share_that_has_a_name_is_called_by_it(share: float, words: str) -> None:
    assert sizes.way(share) == f"{words} of the way"


@pytest.mark.parametrize(
    ("change", "size", "ahead", "words"),
    [
        (of(0.3), 0.3, ("Hungary", 0.9), "moves a third of the way from here to Hungary"),
        (of(-0.3), -0.3, ("Hungary", 0.6), "moves half of the way from here to Hungary"),
        (of(0.3), 0.3, None, "moves by +0.30 from here"),
        (of(SMALL - JUST), SMALL - JUST, ("Hungary", 0.9), "hardly moves"),
        (of(SMALL, 0.0), SMALL, ("Hungary", 1.0), "moves a small part of the way from here to Hungary"),
        (of(0.3), SMALL - JUST, ("Hungary", 0.9), "hardly moves"),
        (of(0.3, 0.3), 0.3, ("Hungary", 0.9), "cannot be told to move"),
        (Change(0.0, math.nan, math.nan, 50, 50), 0.0, None, "does not move"),
        (Change(math.nan, math.nan, math.nan, 0, 0), 0.0, None, "is in no pair of runs"),
        (
            Change(0.3, math.nan, math.nan, 1, 1),
            0.3,
            ("Hungary", 0.9),
            "moves a third of the way from here to Hungary, in the one run there is",
        ),
    ],
)
def test_alignment(change: Change, size: float, ahead: tuple[str, float] | None, words: str) -> None:
    assert sizes.of_alignment(change, size, ahead, "here") == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (of(0.02), "joins two points more of declarations"),
        (of(-0.015 + JUST), "joins one point fewer of declarations"),
        (of(-0.015), "joins two points fewer of declarations"),
        (of(POINT, 0.0), "joins one point more of declarations"),
        (of(POINT - JUST), "joins hardly more or fewer declarations"),
        (of(0.0, POINT - JUST), "joins hardly more or fewer declarations"),
        (of(0.0, POINT), "cannot be told to join more or fewer declarations"),
        (of(0.125 - JUST), "joins twelve points more of declarations"),
        (of(0.125), "joins 13 points more of declarations"),
        (Change(0.0, math.nan, math.nan, 50, 50), "joins as many declarations"),
    ],
)
def test_declarations(change: Change, words: str) -> None:
    assert sizes.of_declarations(change) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (of(0.0214), "2.1 points more see it"),
        (of(-0.0214), "2.1 points fewer see it"),
        (of(POINT - JUST), "hardly more or fewer see it"),
        (of(POINT, 0.0), "0.5 points more see it"),
        (of(0.0, 0.01), "it cannot be told whether more or fewer see it"),
        (Change(0.0, math.nan, math.nan, 50, 50), "as many see it"),
    ],
)
def test_polls(change: Change, words: str) -> None:
    assert sizes.of_poll(change, "see it") == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (of(0.06, 0.05), "“UN vote” in 3 more of 50 runs"),
        (of(-0.06, 0.05), "“UN vote” in 3 fewer of 50 runs"),
        (of(0.06, 0.06), "“UN vote” cannot be told to be in more or fewer runs"),
        (Change(0.0, math.nan, math.nan, 50, 50), "“UN vote” in as many runs"),
        (Change(math.nan, math.nan, math.nan, 0, 0), "“UN vote” in as many runs"),
    ],
)
def test_acts(change: Change, words: str) -> None:
    assert sizes.of_act(change, "UN vote") == words


@pytest.mark.parametrize(
    ("count", "runs", "by", "words"),
    [
        (8, 100, "2027", "in 8 of 100 runs, half of these by 2027"),
        (1, 100, "2027", "in 1 of 100 runs, first by 2027"),
        (8, 100, sizes.AT_START, "in 8 of 100 runs, half of these from the start"),
        (1, 1, sizes.AT_START, "in the one run there is, from the start"),
        (100, 100, "2027", "in each of 100 runs, half of these by 2027"),
        (8, 100, "", "in 8 of 100 runs"),
        (0, 100, "", "in none of 100 runs"),
        (0, 1, "", "in none of 1 run"),
        (1, 1, "2027", "in the one run there is, by 2027"),
        (1, 1, "", "in the one run there is"),
    ],
)
def test_how_often_an_act_is_done(count: int, runs: int, by: str, words: str) -> None:
    assert sizes.done(count, runs, by, "Joins it") == f"“Joins it” {words}"
