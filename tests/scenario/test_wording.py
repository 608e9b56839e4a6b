"""How errors are worded: what is found, what is allowed, what was meant (C4)."""

import random
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.scenario.mutations import one_letter_off
from twochairs.errors import Place, Problem
from twochairs.scenario.schema import Case
from twochairs.scenario.tree import MAX_PROBLEMS, Node, dotted, node_of, put, told
from twochairs.scenario.wording import found, number, percent, printable, shortened, signed, unknown, within

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (None, "empty"),
        ({}, "empty"),
        ([], "empty"),
        ({"a": 1}, "a mapping"),
        ([1], "a list"),
        (1, "1"),
        (0.1, "0.1"),
        ("", "''"),
        ("a b", "'a b'"),
        ("it's", "'it's'"),
        ("a\\b", "'a\\b'"),
        ("a\nb\x1b[31m", "'a\\nb\\x1b[31m'"),
        ("x" * 100, "'" + "x" * 76 + "..."),
    ],
)
def test_a_value_as_a_reader_wrote_it(value: Any, text: str) -> None:
    assert found(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.0, 1.0, "it must lie in [0, 1]"),
        (-0.5, 1e6, "it must lie in [-0.5, 1000000]"),
        (1, 1, "it must be 1"),
        (0.0, INFINITE, "it must be at least 0"),
        (-INFINITE, 3.5, "it must be at most 3.5"),
    ],
)
def test_a_range(low: float, high: float, text: str) -> None:
    assert within(low, high) == text


PATHS = ["rivalry", "news.EU", "EU.pressure", "EU.pressure.SRB", "countries.SRB.gdp", "countries.SRB.gas.demand"]
PATHS += ["countries.SRB.gas.dependence", "countries.XKX.gdp"]


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [
        ("presure", ["aid", "pressure"], "did you mean 'pressure'?"),
        ("PRESSURE", ["aid", "pressure"], "did you mean 'pressure'?"),
        ("colour", ["aid", "pressure"], "allowed here: aid, pressure"),
        ("x", [], "nothing is allowed here"),
        ("x", ["a\x1b"], "allowed here: a\\x1b"),
        ("zzz", [f"a{i:02}" for i in range(20)], f"allowed here: {', '.join(f'a{i:02}' for i in range(12))}, ..."),
        ("EU.presure", PATHS, "did you mean 'EU.pressure'?"),
        ("UE.pressure.SRB", PATHS, "did you mean 'EU.pressure.SRB'?"),
        ("contries.SRB.gass.demnd", PATHS, "did you mean 'countries.SRB.gas.demand'?"),
        ("SRB.gdp", PATHS, "did you mean 'countries.SRB.gdp'?"),
        ("gdp", PATHS, "did you mean 'countries.SRB.gdp'?"),
        ("countries.SRB.gas", PATHS, "allowed after countries.SRB.gas: demand, dependence"),
        ("countries.SRB.gas.seller", PATHS, "allowed after countries.SRB.gas: demand, dependence"),
        ("rivalry.SRB", PATHS, "did you mean 'rivalry'?"),
        ("", PATHS, "allowed here: EU, countries, news, rivalry"),
        (".", PATHS, "allowed here: EU, countries, news, rivalry"),
    ],
)
def test_what_was_meant(name: str, options: list[str], text: str) -> None:
    assert unknown(name, options) == f"is unknown; {text}"


def _models(annotation: Any, seen: set[type]) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in seen:
        seen.add(annotation)
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation, seen)
    for argument in typing.get_args(annotation):
        yield from _models(argument, seen)


def test_of_keys_with_one_wrong_letter_nine_in_ten_are_known_again() -> None:
    """Every key of every mapping of the schema, edited eight times."""
    chance = random.Random(4)
    right = tried = 0
    for model in _models(Case, set()):
        keys = [field.alias or name for name, field in model.model_fields.items()]
        for key in keys:
            for wrong in {one_letter_off(key, chance) for _ in range(8)} - set(keys):
                tried += 1
                right += unknown(wrong, keys) == f"is unknown; did you mean '{key}'?"
    assert tried > 1_000
    assert right / tried >= 0.95, f"{right} of {tried}"


def test_text_for_a_terminal() -> None:
    assert printable("plain žćš × –") == "plain žćš × –"
    assert printable("\x1b]0;title\x07\u202e\u200b\n") == "\\x1b]0;title\\x07\\u202e\\u200b\\n"
    assert len(shortened("x" * 200)) == 80


def test_a_path_as_a_reader_writes_it() -> None:
    tree = node_of({"timeline": [{"name": "war"}, {"at": 1}, {"name": "x" * 200}]}, Place("a.yaml", 1, 1))
    assert dotted(("countries", "SRB", "gas")) == "countries.SRB.gas"
    assert dotted(("timeline", 1, "at")) == "timeline[2].at"
    assert dotted(("timeline", 0, "at"), tree) == "timeline[war].at"
    assert dotted(("timeline", 1, "at"), tree) == "timeline[2].at"
    assert len(dotted(("timeline", 2), tree)) < 100
    assert dotted(("a\x1b", "b")) == "a\\x1b.b"


def test_a_value_put_on_the_way_of_another_becomes_the_default() -> None:
    place = Place("a.yaml", 1, 1)
    tree = put(node_of({"a": {"b": 1}}, place), ("a", "b", "c"), Node(2, place))
    assert tree.value["a"].value["b"].value["default"].value == 1
    assert tree.value["a"].value["b"].value["c"].value == 2


def test_not_more_is_told_than_a_reader_will_mend() -> None:
    problems = [Problem(Place("a.yaml", line, 1), "x") for line in range(1, 200)]
    short = told(problems + problems)
    assert len(short) == MAX_PROBLEMS + 1 and short[-1] == Problem(None, "and more; mend these first")
    assert told(problems[:3] * 2) == problems[:3]


@given(st.floats(-10.0, 10.0), st.integers(0, 4))
def test_a_number_is_printed_as_it_is_and_never_as_minus_nought(value: float, digits: int) -> None:
    for text in (signed(value, digits), number(value, digits)):
        assert float(text) == pytest.approx(value, abs=0.51 * 10.0**-digits)
        assert (float(text) != 0.0) or text.strip("0.") == ""
    assert signed(value, digits)[0] in "+-" or float(signed(value, digits)) == 0.0


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"), (1e-4, "<0.1 %"), (0.004, "0.4 %"), (0.0996, "10.0 %"), (0.1, "10 %"), (0.5, "50 %"),
        (0.905, "90.5 %"), (0.99, "99.0 %"), (0.9999, ">99.9 %"), (1.0, "100 %"),
    ],
)  # fmt: skip
def test_a_share_never_looks_certain_that_is_not(share: float, text: str) -> None:
    assert percent(share) == text
