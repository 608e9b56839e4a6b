"""Words that results use: each is explained, by what is declared wherever it is."""

import pytest

from twochairs.scenario.glossary import _TERMS, meaning, nearest_word
from twochairs.world.layout import QUANTITIES
from twochairs.world.levers import LEVERS
from twochairs.world.mechanisms import DECLARED, TERMS
from twochairs.world.parameters import PARAMETERS


def test_every_term_of_the_target_has_words_of_its_own() -> None:
    assert {one.name for one in TERMS} == set(_TERMS)


def test_whatever_is_declared_is_explained() -> None:
    words = [*(one.name for one in DECLARED), *(one.label for one in DECLARED), *LEVERS, *QUANTITIES, *PARAMETERS]
    assert [word for word in words if not meaning(word)] == []


@pytest.mark.parametrize(
    ("word", "senses"),
    [
        ("Even Odds", ["where a state that is asked for an act would do it with a probability of 50 %"]),
        ("gas discount", ["a lever: largest gas discount, from 0 to 0.8"]),
        ("hub_price", ["a number of a run: hub gas price, USD/1000 m3, from 1 to 100000"]),
        ("coalition partner", ["a term of the target, an anchor: the course of a coalition partner in office"]),
        ("mediation_effect", ["a constant of R7, Disputes: how much faster with full mediation, from 0 to 10"]),
        ("kin", ["a mechanism of R5, Favourability, by kin_weight"]),
        ("xyzzy", []),
    ],
)
def test_a_word_in_any_case_and_with_either_gap(word: str, senses: list[str]) -> None:
    assert meaning(word) == senses


def test_a_word_of_several_senses_has_them_all() -> None:
    assert [one.partition(":")[0] for one in meaning("aid")] == ["a term of the target, a pull", "a lever"]


def test_a_word_misspelt_is_guessed() -> None:
    assert nearest_word("comitment") == "commitment" and nearest_word("qqqqqqqq") is None
