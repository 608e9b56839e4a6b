"""What an expression can come to holds every value that it does come to."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.test_program import texts
from twochairs.engine import program
from twochairs.scenario.expression import Name, parse, resolved
from twochairs.scenario.ranges import never, never_holds, span_of

RANGES = {"x": (0.0, 1.0), "y": (-1.0, 1.0), "hub_price": (1.0, 1e5)}
LOW, HIGH = -3.0, 5.0


def _range(name: Name) -> tuple[float, float]:
    return RANGES.get(name.quantity, (LOW, HIGH))


def _value(text: str, shares: list[float]) -> float:
    """What an expression comes to where each quantity is at a share of its range."""
    names: list[Name] = []

    def slot(name: Name) -> int:
        names.append(name)
        return len(names) - 1

    codes, operands = resolved(parse(text), slot)
    of = {(name.quantity, name.agents): share for name, share in zip(names, shares * len(names), strict=False)}
    ends = [_range(name) for name in names]
    at = [of[(name.quantity, name.agents)] for name in names]
    world = np.array([[low + share * (high - low)] for (low, high), share in zip(ends, at, strict=True)]).reshape(-1, 1)
    with np.errstate(all="ignore"):
        return program.evaluate(codes, operands, 0, len(codes), world, 0, np.zeros(program.STACK_DEPTH))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(texts(), st.lists(st.floats(0.0, 1.0), min_size=8, max_size=8))
def test_every_value_lies_within(text: str, shares: list[float]) -> None:
    value = _value(text, shares)
    low, high = span_of(parse(text), _range)
    slack = 1e-9 * max(1.0, abs(value))
    assert math.isnan(value) or low - slack <= value <= high + slack


@pytest.mark.parametrize(
    "text",
    ["x > 1", "x < 0", "y > 1.5", "x == 2", "x + y > 2", "x * y < -1", "y ** 2 < 0", "abs(y) < 0", "not (x >= 0)",
     "x > 0.5 and y > 1", "x > 1 or y > 1", "min(x, y) > 1", "max(x, 2) < 2", "exp(x) < 1", "log(hub_price) < 0", "0",
     "x / 2 > 0.5", "1 > 2", "x != x + 2 and 0"],
)  # fmt: skip
def test_what_never_holds(text: str) -> None:
    assert never(span_of(parse(text), _range))


@pytest.mark.parametrize(
    "text", ["x >= 1", "x > 0.99", "1 / y > 100", "x == 1", "not x", "x or y", "1 > 0", "y ** 2 <= 0"]
)
def test_what_may_hold(text: str) -> None:
    assert not never(span_of(parse(text), _range))


def _never_holds(text: str) -> bool:
    return never_holds(parse(text), _range, lambda name: (name.quantity, name.agents))


@pytest.mark.parametrize(
    "text",
    [
        "x > 0.5 and x < 0.2",
        "y > 0.5 and y < -0.5",
        "x > 0.4 and x < 0.4",
        "alignment[A] > 1 and not alignment[A] > -1",
        "(x < 0.1 or x > 0.9) and x > 0.2 and x < 0.8",
        "x > 0.5 and y < 0 and (x < 0.5 or y > 0)",
        "x > 1",
    ],
)
def test_what_holds_nowhere_is_seen_though_each_part_may_hold(text: str) -> None:
    assert _never_holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "x >= 0.4 and x <= 0.4",
        "alignment[A] > 0.5 and alignment[B] < 0.2",
        "x > 0.5 and y < 0 and (x < 0.7 or y > 0)",
        "x >= 1",
        "x + y > 1.9",
    ],
)
def test_what_holds_somewhere_is_not_said_to_hold_nowhere(text: str) -> None:
    assert not _never_holds(text)


def test_a_condition_of_very_many_parts_is_seen_as_a_whole() -> None:
    many = " or ".join(f"alignment[A{n}] == 0.{n}" for n in range(1, 9))
    assert not _never_holds(f"({many}) and x < 0.2 and x > 0.5")
    assert _never_holds(f"({many}) and x > 1")


@settings(max_examples=300, derandomize=True, deadline=None)
@given(texts(), st.lists(st.floats(0.0, 1.0), min_size=8, max_size=8))
def test_what_is_said_to_hold_nowhere_holds_at_no_point(text: str, shares: list[float]) -> None:
    if _never_holds(text):
        value = _value(text, shares)
        assert math.isnan(value) or abs(value) <= 1e-9
