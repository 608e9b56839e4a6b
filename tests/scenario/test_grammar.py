"""Names in sentences: the article and the verbs that a scenario file declares, in whole sentences."""

import re
from pathlib import Path

import pytest

from tests.scenario.corpus import HERE
from twochairs.scenario.grammar import PLURAL, Spoken
from twochairs.scenario.load import load

ROOT = Path(__file__).parents[2]
GOOD = HERE / "good"
SERBIA = Spoken("Serbia")
UNION = Spoken("European Union", article=True)
MANY = Spoken("Philippines", article=True, plural=True)


def sentence(name: Spoken) -> str:
    return (
        f"{name.first} {name.does('moves to Hungary')}, as {name.it} {name.does('joins')} it; {name.own} own target, "
        f"{name.its} only one, {name.does('is')} beyond {name.within}."
    )


def test_one_is_spoken_of_as_one() -> None:
    assert sentence(SERBIA) == (
        "Serbia moves to Hungary, as it joins it; Serbia's own target, its only one, is beyond Serbia."
    )


def test_an_article_stands_before_a_name_that_has_one() -> None:
    assert sentence(UNION) == (
        "The European Union moves to Hungary, as it joins it; the European Union's own target, its only one, is beyond "
        "the European Union."
    )


def test_many_are_spoken_of_as_many() -> None:
    assert sentence(MANY) == (
        "The Philippines move to Hungary, as they join it; the Philippines' own target, their only one, are beyond "
        "the Philippines."
    )


def test_a_name_that_has_its_article_begins_a_sentence_too() -> None:
    assert Spoken("the League").first == "The League"
    assert Spoken("eSwatini").first == "eSwatini"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("hardly moves", "hardly move"),
        ("does not move", "do not move"),
        ("is in no pair of runs", "are in no pair of runs"),
        ("cannot be told to move", "cannot be told to move"),
        ("goes from +0.10 to +0.20", "go from +0.10 to +0.20"),
        ("joins hardly more or fewer declarations", "join hardly more or fewer declarations"),
        ("pays 300 in the end", "pay 300 in the end"),
    ],
)
def test_the_first_verb_agrees(one: str, many: str) -> None:
    assert MANY.does(one) == many
    assert SERBIA.does(one) == one


def test_every_verb_that_is_made_to_agree_is_known() -> None:
    used = set()
    for path in (ROOT / "sim" / "twochairs").rglob("*.py"):
        used |= set(re.findall(r"\.does\([\"'](\w+)", path.read_text("utf-8")))
    assert {"moves", "leans", "ends"} < used <= set(PLURAL)


def test_a_file_says_how_its_names_are_spoken_and_no_number_changes(tmp_path: Path) -> None:
    text = (GOOD / "small.yaml").read_text("utf-8")
    for name in ("prices.csv", "sources.csv"):
        (tmp_path / name).write_bytes((GOOD / name).read_bytes())
    plain, said = tmp_path / "plain.yaml", tmp_path / "said.yaml"
    plain.write_text(text, "utf-8")
    known = "    name: Aldania\n"
    assert known in text
    said.write_text(text.replace(known, f"{known}    article: true\n    plural: true\n"), "utf-8")
    assert Spoken.of("Aldania", load(said).case.countries["ALD"].model_dump()).within == "the Aldania"
    assert load(said).hash == load(plain).hash


def test_shipped_cases_declare_what_english_wants() -> None:
    case = load(ROOT / "scenarios" / "south-east-asia" / "from-2024.yaml").case
    assert Spoken.of("Philippines", case.countries["PHL"].model_dump()) == MANY
    assert Spoken.of("United States", case.poles["US"].model_dump()) == Spoken("United States", article=True)
    assert Spoken.of("Vietnam", case.countries["VNM"].model_dump()) == Spoken("Vietnam")
